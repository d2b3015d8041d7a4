"""What every step of the wizard shares: fields by name, Enter that goes on, problems beside their field."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QRadioButton, QWidget

from desktop.ui.fields.field import Field
from desktop.ui.fields.rows import RowsField
from desktop.ui.pages.register.answers import Answers
from desktop.ui.speech import Spoken
from domain.problems import Problem, Severity

if TYPE_CHECKING:
    from desktop.services.desk import Desk

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TYPED = ("birth_date", "estimated_age", "estimated_on", "value")


class Step(Spoken, QWidget):
    """``answered`` names the answer that changed; ``left`` the one the person has left; ``ended`` comes
    when Enter is pressed in the last field; ``confirmed`` carries a warning said to be right.
    """

    answered = Signal(str)
    left = Signal(str)
    settled = Signal()
    ended = Signal()
    confirmed = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.fields: dict[str, Field] = {}
        self.answers: Answers | None = None

    def build(self) -> None:
        """Makes the questions, once, in the place where they are shown: dressed once, they appear sooner."""
        raise NotImplementedError

    # What a step says of itself

    def show_answers(self, answers: Answers) -> None:
        """Shows a registration; the fields are filled without a word to anybody."""
        self.answers = answers
        for key, field in self.fields.items():
            field.set_value(answers.get(self.where(key)))
            field.set_problem(None)

    def begin(self) -> None:
        """Gives the keyboard to the first question without an answer, else to the first one."""
        controls = self.chain()
        if controls:
            controls[0].setFocus(Qt.FocusReason.TabFocusReason)

    def back(self) -> bool:
        """Esc: whether the step itself stepped back."""
        return False

    def where(self, key: str) -> str:
        """The name of the answer behind a field's key."""
        return key

    # Fields

    def add(self, key: str, field: Field) -> Field:
        """A field of the step, in the order of Enter."""
        self.fields[key] = field
        field.changed.connect(lambda: self.put(key))
        field.settled.connect(self.settled)
        field.confirmed.connect(self.confirmed)
        self._watch(field)
        if isinstance(field, RowsField):
            field.renewed.connect(lambda: self._watch(field))
        return field

    def put(self, key: str) -> None:
        """Keeps what a field holds now."""
        if self.answers is not None:
            self.answers.put(self.where(key), self.fields[key].value())
            self.answered.emit(self.where(key))

    def _watch(self, field: Field) -> None:
        for control in field.controls():
            control.installEventFilter(self)

    def field_around(self, widget: QWidget | None) -> str | None:
        """The key of the field a widget is part of."""
        for key, field in self.fields.items():
            if widget is not None and (field is widget or field.isAncestorOf(widget)):
                return key
        return None

    def focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """The keyboard went from one widget to another: a field that was left may complain from now on."""
        before = self.field_around(old)
        if before is not None and new is not None and self.field_around(new) != before:
            self.left.emit(self.where(before))

    # Problems

    def show_problems(self, problems: Mapping[str, Problem]) -> None:
        """Puts each problem beside its field; fields without one are quiet."""
        for key, field in self.fields.items():
            problem = problems.get(self.where(key))
            if field.problem() != problem:
                warning = problem is not None and problem.severity is Severity.warning
                field.set_problem(problem, confirmable=warning)

    def go_to(self, problem: Problem, where: str) -> None:
        """Puts the keyboard where the problem is."""
        key = next((key for key in self.fields if self.where(key) == where), None)
        if key is None:
            self.begin()
            return
        controls = [c for c in self.chain() if self.fields[key].isAncestorOf(c)]
        if problem.where.rsplit(".", 1)[-1] in _TYPED:
            controls = [c for c in controls if not isinstance(c, QRadioButton | QComboBox)] or controls
        if controls:
            controls[0].setFocus(Qt.FocusReason.OtherFocusReason)

    # Enter

    def chain(self) -> list[QWidget]:
        """What Enter leads through: every control that takes an answer; of options, one."""
        found: list[QWidget] = []
        for field in self.fields.values():
            options: list[QRadioButton] = []
            for control in field.controls():
                if not control.isVisibleTo(self) or not control.isEnabled():
                    continue
                if isinstance(control, QRadioButton):
                    options.append(control)
                elif isinstance(control, QLineEdit | QComboBox | QCheckBox):
                    found += _one_of(options)
                    options = []
                    found.append(control)
            found += _one_of(options)
        return found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if event.key() in _ENTER and plain and isinstance(watched, QWidget):
                self._go_on(watched)
                return True
        return super().eventFilter(watched, event)

    def _go_on(self, control: QWidget) -> None:
        if isinstance(control, QRadioButton) and not control.isChecked():
            control.click()
        elif isinstance(control, QLineEdit):
            control.editingFinished.emit()
        controls = self.chain()
        here = self.field_around(control)
        places = [i for i, other in enumerate(controls) if other is control]
        if not places and here is not None:
            # Another option of the same question: its place is the question's.
            places = [i for i, other in enumerate(controls) if self.fields[here].isAncestorOf(other)]
        following = controls[places[0] + 1 :] if places else []
        if following:
            following[0].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.ended.emit()


def _one_of(options: list[QRadioButton]) -> list[QWidget]:
    chosen = next((option for option in options if option.isChecked()), None)
    first = chosen or next(iter(options), None)
    return [first] if first is not None else []
