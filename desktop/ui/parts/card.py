"""A white surface that groups what belongs together, with an optional heading."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.parts.words import Words
from desktop.ui.speech import Telling


class Card(QFrame):
    """A bordered surface; ``body`` is its vertical layout, ``head`` the line of its heading."""

    def __init__(self, heading: Telling | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        outer.setSpacing(theme.STEP)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.STEP)
        if heading is not None:
            self.heading = Words(heading, size="lead", parent=self)
            self.head.addWidget(self.heading, 1)
            outer.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.STEP)
        outer.addLayout(self.body, 1)
