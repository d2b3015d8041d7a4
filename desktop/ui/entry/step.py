"""One card of the entry: a heading, a notice, fields, and its buttons beneath."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.background import Failure, Runner
from desktop.ui.fields.field import Field
from desktop.ui.messages import NoticeBar, problems_of
from desktop.ui.parts.button import Button
from desktop.ui.parts.words import Words
from desktop.ui.remembered import Remembered
from desktop.ui.speech import Spoken, Telling

if TYPE_CHECKING:
    from desktop.application import Application

Given = Callable[[], "Application"]
"""What makes new files and passwords; asked for when it is needed, since it takes long to import."""


class Step(Spoken, QWidget):
    """``went`` asks the entry for another step by name: ``sign_in``, ``create``, ``recover``."""

    went = Signal(str)

    def __init__(
        self,
        runner: Runner,
        remembered: Remembered,
        application: Given,
        heading: Telling,
        under: Telling | None = None,
    ) -> None:
        super().__init__()
        self.runner, self.remembered, self.application = runner, remembered, application
        self.notice = NoticeBar(self)
        self.fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(Words(heading, size="display", wrap=True, parent=self))
        if under is not None:
            column.addWidget(Words(under, tone="muted", wrap=True, parent=self))
        column.addWidget(self.notice)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.GAP)
        column.addLayout(self.body)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.STEP)
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)

    def add(self, where: str, field: Field) -> None:
        """A field, by the name problems call it."""
        self.fields[where] = field
        self.body.addWidget(field)
        field.changed.connect(lambda: field.set_problem(None))

    def add_pair(self, first: tuple[str, Field], second: tuple[str, Field]) -> None:
        """Two fields that belong together, side by side."""
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        for where, field in (first, second):
            self.fields[where] = field
            field.changed.connect(lambda field=field: field.set_problem(None))
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(row)

    def add_button(self, button: Button, *, first: bool = False) -> Button:
        """The step's acts, the primary one last; ``first`` puts it at the left."""
        self._buttons.insertWidget(0 if first else self._buttons.count(), button)
        return button

    def failed(self, failure: Failure) -> None:
        """Each problem stands beside its field; what has no field stands at the top."""
        for field in self.fields.values():
            field.set_problem(None)
        for problem in problems_of(failure):
            field_of = self.fields.get(problem.where)
            if field_of is None:
                self.notice.show_failure(failure)
            else:
                field_of.set_problem(problem)
        first = next((field for field in self.fields.values() if field.problem()), None)
        if first is not None:
            first.setFocus()

    def begin(self) -> None:
        """Called when the step is shown."""
