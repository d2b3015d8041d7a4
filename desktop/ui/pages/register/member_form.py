"""One member's questions, laid out: who they are first, what is seldom asked last."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language.terms import labels
from desktop.services.desk import Desk
from desktop.ui import theme
from desktop.ui.fields.birth import BirthField
from desktop.ui.fields.choice import ListField, OptionsField
from desktop.ui.fields.day import DayField
from desktop.ui.fields.field import Field
from desktop.ui.fields.identifiers import IdentifiersField
from desktop.ui.fields.phones import PhonesField
from desktop.ui.fields.photo import PhotoField
from desktop.ui.fields.text import TextField
from desktop.ui.fields.tick import TickField
from desktop.ui.pages.register.known_card import KnownCard
from desktop.ui.parts.button import Button
from desktop.ui.parts.columns import Columns
from desktop.ui.speech import Telling, language, say
from domain.vocabulary import Role, Sex, VitalStatus

_NAME = 120
_NARROW = 600
_PAIR = 440
# Asked of somebody the register does not know yet.
DESCRIBED = (
    "given_name",
    "family_name",
    "single_name",
    "sex",
    "birth",
    "identifiers",
    "phones",
    "portrait",
)
SELDOM = ("mother_name", "other_names", "vital_status")
OF_MINOR_HEAD = ("guardian", "household.child_headed")


class MemberForm(QWidget):
    """The fields by their keys, in the order of Enter; what does not apply is not there to be seen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.fields: dict[str, Field] = {}
        self._known = False

    def build(self) -> None:
        """Makes the questions, once the form stands where it is shown."""
        self.known = KnownCard(self)
        self._make_fields(self._desk.programme.country)
        self.more = Button(
            lambda: say("Register", "More &questions"), icon="chevron-down", kind="quiet", parent=self
        )
        self.more.clicked.connect(lambda: self.show_seldom(asked=True))
        self.drop = Button(
            lambda: say("Register", "Remove this member"), icon="trash", kind="quiet", parent=self
        )
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, theme.STEP, 0)
        self._column.setSpacing(theme.GAP)
        self._arrange()
        for key in ("sex", "single_name", "given_name", "family_name"):
            self.fields[key].changed.connect(self._renew)
        self.fields["vital_status"].changed.connect(self._renew)

    def _make_fields(self, country: str) -> None:
        make = self._make
        make("role", ListField(lambda: say("Register", "&Role in the household"), _roles, required=True))
        make("given_name", _name(lambda: say("Register", "&Given name"), required=True))
        make("family_name", _name(lambda: say("Register", "&Family name"), required=True))
        make(
            "single_name",
            TickField(lambda: say("Register", "Si&ngle name"), hint=self._one_name_words),
        )
        make("sex", OptionsField(lambda: say("Register", "&Sex"), _sexes, required=True))
        make("sex_reason", _name(lambda: say("Register", "Reason why the sex is not known"), required=True))
        make("birth", BirthField(lambda: say("Register", "&Birth: what is known?"), self._day, required=True))
        make("identifiers", IdentifiersField(lambda: say("Register", "&Identity documents")))
        make("phones", PhonesField(lambda: say("Register", "&Telephones"), country))
        make("mother_name", _name(lambda: say("Register", "&Mother’s name")))
        make("other_names", _name(lambda: say("Register", "&Other names")))
        make("vital_status", ListField(lambda: say("Register", "&Vital status"), _statuses))
        make("death_on", DayField(lambda: say("Register", "&Date of death")))
        make(
            "guardian",
            _name(lambda: say("Register", "&Parent or guardian told"), required=True),
        )
        make(
            "household.child_headed",
            TickField(
                lambda: say("Register", "This household is &headed by a child"),
                hint=lambda: say("Register", "No adult lives in it."),
            ),
        )
        make("portrait", PhotoField(lambda: say("Register", "Photo"), stacked=True))

    def _make(self, key: str, field: Field) -> None:
        field.setParent(self)
        self.fields[key] = field

    def _day(self) -> date:
        return self._desk.today()

    def _arrange(self) -> None:
        self._column.addWidget(self.known)
        top = Columns(_NARROW, self)
        names = QWidget(top)
        column = QVBoxLayout(names)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.fields["role"])
        column.addWidget(self._pair("given_name", "family_name", names))
        column.addWidget(self.fields["single_name"])
        column.addWidget(self.fields["sex"])
        column.addWidget(self.fields["sex_reason"])
        column.addStretch(1)
        top.add(names, 1)
        top.add(self.fields["portrait"], 0)
        self._column.addWidget(top)
        for key in ("birth", "guardian", "household.child_headed"):
            self._column.addWidget(self.fields[key])
        numbers = Columns(720, self)
        numbers.add(self.fields["identifiers"], 3)
        numbers.add(self.fields["phones"], 2)
        self._column.addWidget(numbers)
        self._column.addWidget(self.more)
        self._seldom = QWidget(self)
        seldom = QVBoxLayout(self._seldom)
        seldom.setContentsMargins(0, 0, 0, 0)
        seldom.setSpacing(theme.GAP)
        seldom.addWidget(self._pair("mother_name", "other_names", self._seldom))
        seldom.addWidget(self._pair("vital_status", "death_on", self._seldom))
        self._column.addWidget(self._seldom)
        self._column.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)

    def _pair(self, left: str, right: str, parent: QWidget) -> QWidget:
        pair = Columns(_PAIR, parent)
        pair.add(self.fields[left], 1)
        pair.add(self.fields[right], 1)
        return pair

    def show_member(self, *, known: bool, minor_head: bool, seldom: bool) -> None:
        """Shows what applies to this member; the questions seldom asked when one has an answer."""
        self.known.setVisible(known)
        for key in DESCRIBED:
            self.fields[key].setVisible(not known)
        for key in OF_MINOR_HEAD:
            self.fields[key].setVisible(minor_head)
        self._known = known
        self.show_seldom(asked=seldom)
        self._renew()

    def show_minor_head(self, minor: bool) -> None:
        """Asks for a guardian, or does not."""
        for key in OF_MINOR_HEAD:
            self.fields[key].setVisible(minor)

    def show_seldom(self, *, asked: bool) -> None:
        """Shows the questions seldom asked, and goes there when the button was pressed."""
        pressed = self.more.hasFocus()
        self._seldom.setVisible(asked and not self._known)
        self.more.setVisible(not asked and not self._known)
        if pressed and asked:
            self.fields["mother_name"].setFocus()

    def _renew(self) -> None:
        known = self._known
        self.fields["sex_reason"].setVisible(not known and self.fields["sex"].value() == Sex.not_known.value)
        # The one name may stand in either place: neither goes away, neither is asked for.
        alone = bool(self.fields["single_name"].value())
        for name, other in (("given_name", "family_name"), ("family_name", "given_name")):
            self.fields[name].require(not (alone and (name == "family_name" or self.fields[other].value())))
        self.fields["single_name"].renew_hint()
        self.fields["death_on"].setVisible(self.fields["vital_status"].value() == VitalStatus.deceased.value)

    def _one_name_words(self) -> str:
        """What the tick means for the family name, once it is set."""
        if "family_name" not in self.fields or not self._ticked():
            return ""
        if self.fields["given_name"].value() and self.fields["family_name"].value():
            return say("Register", "Both names written above are kept. Empty the one that is not theirs.")
        return say("Register", "The other name may stay empty.")

    def _ticked(self) -> bool:
        field = self.fields.get("single_name")
        return field is not None and bool(field.value())


def _name(label: Telling, *, required: bool = False) -> TextField:
    return TextField(label, required=required, longest=_NAME)


def _roles() -> dict[str, str]:
    return labels(Role, language())


def _sexes() -> dict[str, str]:
    return labels(Sex, language())


def _statuses() -> dict[str, str]:
    return labels(VitalStatus, language())
