"""Another copy of a paper: whose, which, and why it is needed again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language.terms import labels
from desktop.ui import theme
from desktop.ui.fields.choice import OptionsField
from desktop.ui.fields.text import TextField
from desktop.ui.speech import language, say
from domain import codes
from domain.problems import Problem
from domain.vocabulary import Paper


class AnotherCopy(QWidget):
    """``changed`` comes when the code names something else; the reason is read when it is printed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = OptionsField(
            lambda: say("Print", "Which paper"), lambda: labels(Paper, language()), required=True, parent=self
        )
        self.code = TextField(
            lambda: say("Print", "&Code of the household or the person"),
            required=True,
            hint=lambda: say("Print", "As printed on the paper; a scanner may type it."),
            parent=self,
        )
        self.reason = TextField(
            lambda: say("Print", "&Reason for another copy"),
            required=True,
            hint=lambda: say("Print", "Lost, damaged, corrected …"),
            parent=self,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP)
        for field in (self._paper, self.code, self.reason):
            column.addWidget(field)
        column.addStretch(1)
        self._paper.changed.connect(self.changed)
        self.code.changed.connect(self._typed)
        self.code.settled.connect(self._left)
        self.reason.changed.connect(lambda: self.reason.set_problem(None))

    def _typed(self) -> None:
        self.code.set_problem(None)
        self.changed.emit()

    def _left(self) -> None:
        if self.code.value() and codes.normal(self.code.value()) is None:
            self.code.set_problem(Problem("code_mistyped", "code"))

    def ask_for(self, paper: Paper, code: str) -> None:
        """Fills in what another page knows already; the reason is left to the person."""
        self._paper.set_value(paper.value)
        self.code.set_value(code)
        self.code.set_problem(None)
        self.reason.setFocus()

    def paper(self) -> Paper:
        """The paper chosen; a receipt until somebody chooses."""
        return Paper(self._paper.value() or Paper.receipt.value)

    def codes(self) -> list[str]:
        """The code, once it is one and the paper is chosen; else nothing."""
        code = codes.normal(self.code.value())
        return [code] if code is not None and self._paper.value() else []

    def forget(self) -> None:
        """Empties the fields after printing."""
        for field in (self.code, self.reason):
            field.set_value("")
