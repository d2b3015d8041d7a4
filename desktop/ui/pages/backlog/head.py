"""The head of a paper form: its code first, then what is said once for the whole household."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from desktop.language.terms import labels
from desktop.services.backlog import HEAD, PaperForm
from desktop.services.desk import Desk
from desktop.ui import theme
from desktop.ui.fields.area import AreaField
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.day import DayField
from desktop.ui.fields.field import Field
from desktop.ui.fields.phone import PhoneField
from desktop.ui.fields.text import TextField
from desktop.ui.pages.register.place_step import places
from desktop.ui.scanner import TAKES
from desktop.ui.speech import ENDONYMS, language, say
from domain.problems import Problem
from domain.vocabulary import NoticeGiven

_ABREAST, _NARROW = 5, 900
# Where the register names a problem, and the field it stands beside.
_BESIDE = {
    "code": "code",
    "registered_on": "on",
    "language": "language",
    "notice.given": "given",
    "household.area": "area",
    "household.village": "village",
    "household.landmark": "landmark",
    "household.address": "address",
    "household.phone": "phone",
    "guardian": "guardian",
    "household.child_headed": "guardian",
}


class FormHead(QWidget):
    """``typed`` when an answer changed; ``ended`` when Enter leaves the last field.

    ``coded`` when the person leaves the code, with what stands there.
    """

    typed = Signal()
    began = Signal()
    ended = Signal()
    coded = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GAP)
        self._grid.setVerticalSpacing(theme.STEP)
        self._make(desk)
        self._abreast = 0
        self._arrange(_ABREAST)
        for field in self.fields.values():
            field.changed.connect(self.typed)
            for control in field.controls():
                control.installEventFilter(self)
        area = self.fields["area"]
        area.settled.connect(lambda: self._placed(area))
        self.fields["code"].controls()[0].setProperty(TAKES, "code")
        self.fields["code"].settled.connect(lambda: self.coded.emit(str(self.fields["code"].value())))

    def _make(self, desk: Desk) -> None:
        offered = desk.office.languages
        self._place("code", TextField(lambda: say("Backlog", "Form &code"), longest=40, parent=self))
        self._place("on", DayField(lambda: say("Backlog", "&Date on the form"), parent=self))
        spoken = ListField(
            lambda: say("Backlog", "&Language"), lambda: {c: ENDONYMS[c] for c in offered}, parent=self
        )
        self._place("language", spoken)
        self._place("given", ListField(lambda: say("Backlog", "&Notice"), _ways, parent=self))
        phone = PhoneField(lambda: say("Backlog", "&Telephone"), desk.programme.country, parent=self)
        self._place("phone", phone)
        area = AreaField(lambda: say("Backlog", "&Area"), places(desk.programme, desk.office), parent=self)
        self._place("area", area)
        self._place("village", TextField(lambda: say("Backlog", "&Village"), parent=self))
        self._place("landmark", TextField(lambda: say("Backlog", "Land&mark"), parent=self))
        self._place("address", TextField(lambda: say("Backlog", "Add&ress"), parent=self))
        guardian = TextField(lambda: say("Backlog", "&Guardian told"), parent=self)
        self._place("guardian", guardian)

    def _place(self, key: str, field: Field) -> None:
        self.fields[key] = field

    def _arrange(self, abreast: int) -> None:
        """So many fields beside one another, in the order of Enter."""
        if abreast == self._abreast:
            return
        self._abreast = abreast
        for number, field in enumerate(self.fields.values()):
            row, column = divmod(number, abreast)
            self._grid.addWidget(field, row, column, Qt.AlignmentFlag.AlignTop)
        for column in range(_ABREAST):
            self._grid.setColumnStretch(column, 1 if column < abreast else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(_ABREAST if self.width() > theme.grown(_NARROW) else _ABREAST - 2)

    def show_form(self, form: PaperForm) -> None:
        """Shows another form."""
        for key, field in self.fields.items():
            field.set_value(form.head.get(key) or None)
            field.set_problem(None)

    def put_into(self, form: PaperForm) -> None:
        """Writes what stands here into the form."""
        said = {key: str(self.fields[key].value() or "") for key in HEAD}
        form.head = {key: text for key, text in said.items() if text}

    def show_problems(self, problems: list[Problem], told: set[str]) -> list[Problem]:
        """Puts each beside its field, where it may be told; those that have none are given back."""
        beside: dict[str, Problem] = {}
        left = []
        for problem in problems:
            key = _BESIDE.get(problem.where)
            if key is None:
                left.append(problem)
            elif key in told:
                beside.setdefault(key, problem)
        for key, field in self.fields.items():
            if field.problem() != beside.get(key):
                field.set_problem(beside.get(key))
        return left

    def begin(self, key: str = "code") -> None:
        """Gives a field the keyboard."""
        self.began.emit()
        field = self.fields[key]
        field.controls()[0].setFocus(Qt.FocusReason.TabFocusReason)

    def first_wrong(self) -> str | None:
        """The first field with something wrong beneath it."""
        return next((key for key, field in self.fields.items() if field.problem() is not None), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next field, and from the last one to the members."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QWidget):
                if isinstance(watched, QLineEdit):
                    watched.editingFinished.emit()
                # After the field itself has settled: a place typed in part is completed first.
                QTimer.singleShot(0, self, lambda: self._go_on(watched))
                return True
        return super().eventFilter(watched, event)

    def _placed(self, area: Field) -> None:
        """A place chosen from the list needs no second Enter."""
        line = area.controls()[0]
        if area.value() and line.hasFocus():
            QTimer.singleShot(0, self, lambda: self._go_on(line))

    def _go_on(self, control: QWidget) -> None:
        keys = list(self.fields)
        here = next((n for n, key in enumerate(keys) if control in self.fields[key].controls()), None)
        if here is None:
            return
        if here + 1 == len(keys):
            self.ended.emit()
        else:
            self.begin(keys[here + 1])


def _ways() -> dict[str, str]:
    ways = labels(NoticeGiven, language())
    return {code: words for code, words in ways.items() if code != NoticeGiven.not_recorded.value}
