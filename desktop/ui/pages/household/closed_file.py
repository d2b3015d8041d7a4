"""What stands in place of a confidential household until somebody says why they open it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.fields.text import TextField
from desktop.ui.parts.button import Button
from desktop.ui.parts.card import Card
from desktop.ui.parts.words import Words
from desktop.ui.speech import Spoken, say
from domain.problems import Problem


class ClosedFile(Spoken, QWidget):
    """``asked`` carries the reason."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = Card(lambda: say("Privacy", "This file is confidential"), self)
        self._picture = QLabel(card)
        card.head.insertWidget(0, self._picture)
        words = Words(
            lambda: say(
                "Privacy",
                "To protect the people in it, this file opens with a reason only. Your name, the time and "
                "what you write are kept, and the household can ask to see them.",
            ),
            wrap=True,
            parent=card,
        )
        self.reason = TextField(
            lambda: say("Privacy", "&Why you open it"),
            required=True,
            placeholder=lambda: say("Privacy", "For example: home visit, the mother is at the counter"),
            parent=card,
        )
        self.open = Button(lambda: say("Privacy", "&Open the file"), icon="lock", kind="primary", parent=card)
        self.open.clicked.connect(self._ask)
        self.reason.line.returnPressed.connect(self._ask)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.open)
        card.body.addWidget(words)
        card.body.addWidget(self.reason)
        card.body.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        self.retranslate()

    def ask(self) -> None:
        """Ready to be typed into."""
        self.reason.set_value("")
        self.reason.set_problem(None)
        self.reason.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        if self.reason.value():
            self.asked.emit(self.reason.value())
        else:
            self.reason.set_problem(Problem("confidential_reason_missing", "reason", "V42"))
            self.reason.line.setFocus()

    def retranslate(self) -> None:
        self._picture.setPixmap(icons.pixmap("lock", theme.palette().muted, theme.grown(24)))
