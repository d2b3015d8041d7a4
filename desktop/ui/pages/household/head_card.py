"""The household at a glance: its code, where it lives, how it is reached, how far its record has come."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.language.dates import long_date
from desktop.language.phones import written
from desktop.language.terms import label
from desktop.services.desk import Desk
from desktop.services.show import HouseholdView
from desktop.ui import theme
from desktop.ui.pages.household.happenings import moment_of
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.discard import discard
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.pill import Mood, Pill
from desktop.ui.speech import ENDONYMS, Spoken, language, say
from desktop.ui.tables.lists import arrived_words, state_mark
from domain.vocabulary import HouseholdKind

_MOODS: dict[str, Mood] = {
    "waiting": "attention",
    "sent": "attention",
    "arrived": "calm",
    "conflict": "error",
    "refused": "error",
}


class HeadCard(Spoken, Card):
    """``went`` carries the code of a neighbour in the same compound."""

    went = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(None, parent)
        self._desk = desk
        self._view: HouseholdView | None = None
        self._code = QLabel(self)
        self._code.setProperty("type", "display")
        self._code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        font = self._code.font()
        font.setFeature(QFont.Tag("tnum"), 1)
        self._code.setFont(font)
        self._place = QLabel(self)
        self._place.setWordWrap(True)
        self._place.setProperty("type", "said")
        self._state = Pill("clock", lambda: "", parent=self)
        self._facts = QWidget(self)
        self._neighbours = QWidget(self)
        self._row = Flow(self._neighbours, theme.STEP)
        left = QVBoxLayout()
        left.setSpacing(theme.HALF)
        left.addWidget(self._code)
        left.addWidget(self._place)
        left.addWidget(self._state, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch(1)
        self._sides = QHBoxLayout()
        self._sides.setSpacing(theme.MARGIN)
        self._sides.addLayout(left, 1)
        self._sides.addWidget(self._facts, 1)
        self.body.addLayout(self._sides)
        self.body.addWidget(self._neighbours)

    def show_household(self, view: HouseholdView) -> None:
        """Shows another household, or the same as it is now."""
        self._view = view
        self.retranslate()

    def retranslate(self) -> None:
        view = self._view
        if view is None:
            return
        self._code.setText(view.code)
        self._place.setText(self._place_words(view))
        arrived, zone = moment_of(view.arrived_at), ZoneInfo(self._desk.office.time_zone)
        icon, mood = state_mark(view.state)[0], _MOODS[view.state]
        self._state.tell(icon, lambda: arrived_words(view.state, arrived, zone), mood)
        fresh = _facts(self._fact_lines(view))
        self._sides.replaceWidget(self._facts, fresh)
        discard(self._facts)
        self._facts = fresh
        self._show_neighbours(view)

    def _place_words(self, view: HouseholdView) -> str:
        areas = self._desk.programme.place_names(str(view.fields["area"]))
        village = str(view.fields.get("village") or "")
        return ", ".join(areas if not village or village in areas[:1] else (village, *areas))

    def _fact_lines(self, view: HouseholdView) -> list[tuple[str, str]]:
        fields, country = view.fields, self._desk.programme.country
        registered = long_date(date.fromisoformat(str(fields["registered_on"])), language())
        begun = next((event.by for event in view.events if event.kind == "household" and event.created), "")
        if begun:
            registered = say("Household", "{date}, by {name}").format(date=registered, name=begun)
        usual = view.kind == HouseholdKind.household.value
        kind = "" if usual else label(HouseholdKind, view.kind, language())
        spoken = next((words for code, words in ENDONYMS.items() if code == view.language), view.language)
        phones = ", ".join(written(number, country, international=True) or number for number in view.phones)
        lines = [
            (say("Household", "Moving"), _leaving_words(view)),
            (say("Household", "Registered on"), registered),
            (say("Household", "Kind"), kind),
            (say("Household", "Telephone"), phones),
            (say("Household", "Language"), spoken),
            (say("Household", "Address"), str(fields.get("address") or "")),
            (say("Household", "Landmark"), str(fields.get("landmark") or "")),
            (say("Household", "Compound"), str(fields.get("compound") or "")),
        ]
        return [(name, words) for name, words in lines if words]

    def _show_neighbours(self, view: HouseholdView) -> None:
        while (item := self._row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                discard(old)
        self._neighbours.setVisible(bool(view.compound_with))
        if not view.compound_with:
            return
        words = QLabel(say("Household", "In the same compound:"), self._neighbours)
        words.setProperty("tone", "muted")
        self._row.addWidget(words)
        for code in view.compound_with:
            button = Button(lambda c=code: c, icon="users-group", kind="quiet", parent=self._neighbours)  # type: ignore[misc]
            button.clicked.connect(lambda _on=False, c=code: self.went.emit(c))
            self._row.addWidget(button)


def _leaving_words(view: HouseholdView) -> str:
    if view.leaving is None:
        return ""
    words = say("Household", "to {district} on {date}; its file goes there at the next synchronisation")
    on = long_date(date.fromisoformat(view.leaving.on), language())
    return words.format(district=view.leaving.district, date=on)


def _facts(lines: list[tuple[str, str]]) -> QWidget:
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 4, 0, 0)
    grid.setHorizontalSpacing(theme.GAP)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for row, (name, words) in enumerate(lines):
        left, right = QLabel(name), QLabel(words)
        left.setProperty("tone", "muted")
        right.setWordWrap(True)
        right.setTextFormat(Qt.TextFormat.PlainText)
        grid.addWidget(left, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(right, row, 1, Qt.AlignmentFlag.AlignTop)
    grid.setRowStretch(len(lines), 1)
    return body
