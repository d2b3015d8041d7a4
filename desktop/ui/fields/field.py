"""The frame of every field: label above, widget, and beneath it what is wrong, in words."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.messages import explain
from desktop.ui.parts.button import Button
from desktop.ui.speech import Spoken, Telling, say
from domain.problems import Problem, Severity


class Field(Spoken, QWidget):
    """A question with its answer. ``value`` is what a form wants; ``None`` or empty when unanswered.

    ``changed`` follows every keystroke, ``settled`` comes when the person leaves the field or chose.
    ``confirmed`` carries the warning (a ``Problem``) that the person says is no mistake.
    """

    changed = Signal()
    settled = Signal()
    confirmed = Signal(object)

    def __init__(
        self,
        label: Telling,
        *,
        required: bool = False,
        hint: Telling | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._telling, self._required, self._hint = label, required, hint
        self._problem: Problem | None = None
        self._controls: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.label, self._mark = QLabel(self), QLabel(self)
        self.label.setProperty("weight", "strong")
        self._mark.setProperty("type", "small")
        self._mark.setProperty("tone", "muted")
        self._beneath = _Beneath(self)
        self._beneath.confirm.clicked.connect(self._confirm)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.HALF)
        head = QHBoxLayout()
        head.setSpacing(theme.STEP)
        head.addWidget(self.label)
        head.addWidget(self._mark)
        head.addStretch(1)
        self._column.addLayout(head)

    def install(self, widget: QWidget, *controls: QWidget) -> None:
        """Puts the field's widget in its frame; ``controls`` are those that take the keyboard, in order."""
        self._controls = list(controls or (widget,))
        self._column.addWidget(widget)
        self._column.addWidget(self._beneath)
        # Beside a taller field in a row, the room left over is beneath, not between label and answer.
        self._column.addStretch(1)
        self.label.setBuddy(self._controls[0])
        self.setFocusProxy(self._controls[0])
        self.retranslate()

    def controls(self) -> list[QWidget]:
        """What takes the keyboard in this field, in the order of Tab."""
        return list(self._controls)

    def value(self) -> Any:
        """The answer as the form wants it."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        """Shows an answer, as ``value`` gave it; does not emit ``changed``."""
        raise NotImplementedError

    def problem(self) -> Problem | None:
        """What stands beneath the field now."""
        return self._problem

    def set_problem(self, problem: Problem | None, *, confirmable: bool = False) -> None:
        """Says what is wrong beneath the field, or that nothing is; a warning may offer to be confirmed."""
        self._problem = problem
        self._beneath.confirm.setVisible(confirmable)
        self._show_beneath()
        state = "" if problem is None else str(problem.severity)
        for control in self._controls:
            theme.tone(control, state=state)

    def name(self) -> str:
        """The label in plain words, without its mnemonic."""
        return self._telling().replace("&", "")

    def require(self, required: bool) -> None:
        """Whether an answer must be given; said beside the label."""
        if required != self._required:
            self._required = required
            self._say_required()
            self._show_beneath()

    def _say_required(self) -> None:
        self._mark.setText(say("Field", "required") if self._required else "")
        self._mark.setVisible(self._required)

    def renew_hint(self) -> None:
        """Asks for the hint again, where what it says depends on other answers."""
        self._show_beneath()

    def label_text(self) -> str:
        """The label with its mnemonic."""
        return self._telling()

    def retranslate(self) -> None:
        self.label.setText(self._telling())
        self._say_required()
        self._show_beneath()
        self.name_controls()

    def name_controls(self) -> None:
        """Gives the controls their accessible names; a field with several says which is which."""
        for control in self._controls:
            control.setAccessibleName(self.name())

    def _show_beneath(self) -> None:
        hint = self._hint() if self._hint else ""
        if self._problem is None:
            self._beneath.put(hint, None)
        else:
            title, remedy = explain(self._problem)
            self._beneath.put(f"{title} {remedy}".strip(), self._problem.severity)
        described = self._beneath.text()
        if self._required and not described:
            described = say("Field", "required")
        for control in self._controls:
            control.setAccessibleDescription(described)

    def _confirm(self) -> None:
        if self._problem is not None:
            warning = self._problem
            self.set_problem(None)
            self.confirmed.emit(warning)


class _Beneath(QWidget):
    """The line under a field: a hint, a warning that can be confirmed, or an error."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture, self._words = QLabel(self), QLabel(self)
        self._words.setProperty("type", "small")
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.confirm = Button(lambda: say("Field", "It is correct"), parent=self)
        self.confirm.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._picture)
        row.addWidget(self._words, 1)
        row.addWidget(self.confirm)

    def text(self) -> str:
        return self._words.text()

    def put(self, words: str, severity: Severity | None) -> None:
        colours = theme.palette()
        self._words.setText(words)
        self._picture.setVisible(severity is not None)
        if severity is Severity.error:
            self._picture.setPixmap(icons.pixmap("alert-circle", colours.error, theme.grown(16)))
        elif severity is Severity.warning:
            self._picture.setPixmap(icons.pixmap("alert-triangle", colours.attention, theme.grown(16)))
        else:
            self.confirm.hide()
        tones = {Severity.error: "error", Severity.warning: "attention"}
        theme.tone(self._words, tone=tones[severity] if severity else "muted")
        self.setVisible(bool(words))
