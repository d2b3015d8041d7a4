"""What was said of one stop: every update, the corrected ones struck out, never gone."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.language.dates import long_date
from desktop.language.terms import label
from desktop.ui import theme
from desktop.ui.parts.button import Button
from desktop.ui.parts.discard import discard
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, language, say
from domain.milestones import Update
from domain.vocabulary import MilestoneStatus


class StepHistory(Spoken, QWidget):
    """``correct`` carries the update somebody wants to correct."""

    correct = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._updates: Sequence[Update] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.STEP)
        self._nothing = Words(
            lambda: say("Journey", "Nothing was said of this step yet."), tone="muted", wrap=True, parent=self
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(Words(lambda: say("Journey", "Updates so far"), strong=True, parent=self))
        column.addWidget(self._nothing)
        column.addLayout(self._lines)
        column.addStretch(1)

    def show_updates(self, updates: Sequence[Update]) -> None:
        """Lists these, the latest first."""
        self._updates = updates
        self.retranslate()

    def text(self) -> str:
        """What is listed, line by line."""
        labels = self.findChildren(QLabel)
        return "\n".join(label.accessibleName() or label.text() for label in labels)

    def retranslate(self) -> None:
        self._nothing.setVisible(not self._updates)
        while (item := self._lines.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                discard(old)
        corrected = {update.corrects for update in self._updates if update.corrects is not None}
        for update in reversed(self._updates):
            self._lines.addWidget(self._line(update, gone=update.id in corrected))

    def _line(self, update: Update, *, gone: bool) -> QWidget:
        body = QWidget(self)
        state = label(MilestoneStatus, update.status.value, language())
        title = f"{state}, {long_date(update.on, language())}"
        words = QLabel(f"<s>{escape(title)}</s>" if gone else escape(title), body)
        words.setTextFormat(Qt.TextFormat.RichText)
        words.setWordWrap(True)
        words.setProperty("weight", "" if gone else "strong")
        words.setAccessibleName(title)
        beneath = QLabel(self._beneath(update, gone=gone), body)
        beneath.setTextFormat(Qt.TextFormat.PlainText)
        beneath.setProperty("tone", "muted")
        beneath.setWordWrap(True)
        beneath.setVisible(bool(beneath.text()))
        lines = QVBoxLayout()
        lines.setSpacing(2)
        lines.addWidget(words)
        lines.addWidget(beneath)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(lines, 1)
        if not gone:
            button = Button(lambda: say("Journey", "Correct…"), kind="quiet", parent=body)
            button.setAccessibleDescription(title)
            button.clicked.connect(lambda: self.correct.emit(update))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return body

    def _beneath(self, update: Update, *, gone: bool) -> str:
        parts = []
        if gone:
            parts.append(say("Journey", "Corrected since"))
        elif update.corrects is not None:
            parts.append(say("Journey", "A correction"))
        if update.event:
            parts.append(say("Journey", "Reached by itself"))
        if update.note:
            parts.append(update.note)
        return " · ".join(parts)
