"""One refused change: why, its fields with the one in question first, and a reason to let it be."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language.fields import field_in_words
from desktop.services.settling.refused import RefusedLine
from desktop.ui import theme
from desktop.ui.fields.field import Field
from desktop.ui.fields.text import TextField
from desktop.ui.messages import explain
from desktop.ui.pages.conflicts.typing import typed_field
from desktop.ui.parts.button import Button
from desktop.ui.parts.discard import discard
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.words import Words
from desktop.ui.speech import language, say
from domain.problems import Problem
from domain.records import Json

_NOT_TYPED = frozenset({"code", "warnings", "before", "after", "payload", "wg_ss"})


class RefusedPanel(QWidget):
    """``show_line`` fills it; ``values`` are the fields that were typed otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line: RefusedLine | None = None
        self.fields: dict[str, Field] = {}
        self._shown: dict[str, object] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.STEP, 0)
        column.setSpacing(theme.STEP)
        self._why = Words(self._why_words, size="lead", wrap=True, parent=self)
        self._remedy = Words(self._remedy_words, tone="muted", wrap=True, parent=self)
        self._with = Words(self._with_words, wrap=True, parent=self)
        self._inside = QWidget(self)
        self.reason = TextField(
            lambda: say("Refused", "Why it is set aside (only for that)"), longest=2000, parent=self
        )
        self._column = column
        for widget in (self._why, self._remedy, self._with, self._inside, self.reason):
            column.addWidget(widget)
        column.addStretch(1)
        self._make_foot()
        self.show_line(None)

    def _make_foot(self) -> None:
        self.correct = Button(lambda: say("Refused", "&Send it so"), icon="check", kind="primary")
        self.first = Button(lambda: say("Refused", "&Go to the one it needs"), icon="arrow-right")
        self.aside = Button(lambda: say("Refused", "Set it asi&de"), icon="trash")
        self.home = Button(lambda: say("Conflicts", "Open the house&hold"), icon="users-group")
        self.foot = QWidget()
        flow = Flow(self.foot, theme.STEP)
        for button in (self.correct, self.first, self.aside, self.home):
            flow.addWidget(button)

    def show_line(self, line: RefusedLine | None) -> None:
        """Another refused change, or none."""
        self.line = line
        self.fields, self._shown = {}, {}
        self.reason.set_value("")
        self.reason.set_problem(None)
        fresh = QWidget(self)
        if line is not None and line.follows is None:
            self._fill(fresh, line)
        self._column.replaceWidget(self._inside, fresh)
        discard(self._inside)
        self._inside = fresh
        fresh.show()
        for words in (self._why, self._remedy, self._with):
            words.retranslate()
            words.setVisible(bool(words.text()))
        self.reason.setVisible(line is not None)
        self.foot.setVisible(line is not None)
        self.correct.setVisible(line is not None and line.follows is None)
        self.first.setVisible(line is not None and line.follows is not None)
        self.home.setVisible(line is not None and bool(line.household))

    def _fill(self, inside: QWidget, line: RefusedLine) -> None:
        """The field in question comes first, with what is wrong beneath it."""
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        names = sorted(line.fields, key=lambda name: name != line.where)
        for name in names:
            value = line.fields[name]
            if name in _NOT_TYPED or isinstance(value, bool | list | dict):
                continue
            field = typed_field(line.kind, name, partial(_label, name), inside)
            field.set_value(None if value is None else str(value))
            self.fields[name], self._shown[name] = field, field.value()
            column.addWidget(field)
        wrong = self.fields.get(line.problem.where)
        if wrong is not None:
            wrong.set_problem(line.problem)

    def values(self) -> dict[str, Json]:
        """What was typed otherwise than it stands; all else is sent as it was."""
        typed = {name: field.value() for name, field in self.fields.items()}
        return {name: value or "" for name, value in typed.items() if value != self._shown[name]}

    def begin(self) -> None:
        """The keyboard goes to the field in question."""
        if self.fields:
            next(iter(self.fields.values())).controls()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.first.isVisible():
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, problem: Problem) -> bool:
        """Beneath its field; False when it has none here."""
        field = self.reason if problem.where == "reason" else self.fields.get(problem.where)
        if field is None:
            return False
        field.set_problem(problem)
        field.controls()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _why_words(self) -> str:
        return explain(self.line.problem)[0] if self.line else ""

    def _remedy_words(self) -> str:
        return explain(self.line.problem)[1] if self.line else ""

    def _with_words(self) -> str:
        line = self.line
        if line is None:
            return ""
        if line.follows is not None:
            return say("Refused", "It goes with another refused record: what is done there is done here too.")
        return say("Refused", "%n more go with it.", "", line.leaning) if line.leaning else ""


def _label(name: str) -> str:
    return field_in_words(name, language())
