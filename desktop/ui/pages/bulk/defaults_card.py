"""What holds for every row of a list, and what happens to people who look like somebody registered."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.language.terms import labels
from desktop.services.bulk.report import Comparing
from desktop.services.desk import Desk
from desktop.ui import theme
from desktop.ui.fields.area import AreaField
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.day import DayField
from desktop.ui.fields.text import TextField
from desktop.ui.fields.tick import TickField
from desktop.ui.pages.register.place_step import places
from desktop.ui.parts.card import Card
from desktop.ui.speech import ENDONYMS, language, say
from domain.bulk.mapping import Defaults
from domain.vocabulary import HouseholdKind, LegalBasis, NoticeGiven


class DefaultsCard(Card):
    """``changed`` when an answer is another one."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(lambda: say("Bulk", "For every row"), parent)
        self._kept = Defaults()
        self.area = AreaField(
            lambda: say("Bulk", "Place, where the row names none"),
            places(desk.programme, desk.office),
            parent=self,
        )
        self.village = TextField(lambda: say("Bulk", "Village, where the row names none"), parent=self)
        self.language = ListField(
            lambda: say("Bulk", "Language of the citizens"),
            lambda: {str(code): words for code, words in ENDONYMS.items()},
            parent=self,
        )
        self.basis = ListField(
            lambda: say("Bulk", "Legal basis"),
            lambda: labels(LegalBasis, language()),
            required=True,
            parent=self,
        )
        self.given = ListField(
            lambda: say("Bulk", "Privacy notice"), lambda: labels(NoticeGiven, language()), parent=self
        )
        self.kind = ListField(
            lambda: say("Bulk", "Kind of household"), lambda: labels(HouseholdKind, language()), parent=self
        )
        self.age_on = DayField(lambda: say("Bulk", "Day on which the ages were true"), parent=self)
        self.unknown = TickField(
            lambda: say("Bulk", "Take rows without birth date or age as of unknown birth"), parent=self
        )
        self.comparing = ListField(
            lambda: say("Bulk", "People who look like somebody registered"), _comparings, parent=self
        )
        self.comparing.set_value(Comparing.judge.value)
        self._arrange()

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.MARGIN)
        grid.setVerticalSpacing(theme.GAP)
        rows = (
            (self.area, self.village, self.kind),
            (self.language, self.basis, self.given),
            (self.age_on, self.comparing),
        )
        for line, fields in enumerate(rows):
            for place, field in enumerate(fields):
                span = 2 if field is self.comparing else 1
                grid.addWidget(field, line, place, 1, span)
                field.changed.connect(self.changed)
        grid.addWidget(self.unknown, 3, 0, 1, 3)
        self.unknown.changed.connect(self.changed)
        for column in range(3):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)

    def show_defaults(self, known: Defaults) -> None:
        """Shows what is kept with the source."""
        self._kept = known
        self.area.set_value(known.area)
        self.village.set_value(known.village)
        self.language.set_value(known.language)
        self.basis.set_value(known.legal_basis.value if known.legal_basis else None)
        self.given.set_value(known.notice.value if known.notice else None)
        self.kind.set_value(known.kind.value)
        self.age_on.set_value(known.age_on.isoformat() if known.age_on else "")
        self.unknown.set_value(known.birth_unknown)

    def defaults(self) -> Defaults:
        """What was chosen; what the card does not ask stays as it was."""
        said: dict[str, Any] = {
            "area": self.area.value(),
            "village": self.village.value() or None,
            "language": self.language.value(),
            "legal_basis": self.basis.value(),
            "notice": self.given.value(),
            "kind": self.kind.value() or HouseholdKind.household,
            "age_on": self._day(),
            "birth_unknown": self.unknown.value(),
        }
        return Defaults.model_validate({**self._kept.model_dump(), **said})

    def _day(self) -> date | None:
        return self.age_on.day()


def _comparings() -> dict[str, str]:
    return {
        "judge": say("Bulk", "Register them; somebody compares them later"),
        "hold": say("Bulk", "Hold their household back"),
        "leave": say("Bulk", "Compare nobody: faster, duplicates stay unnoticed"),
    }
