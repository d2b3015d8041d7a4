"""A line or paragraph of words that follows the language on screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from desktop.ui.speech import Spoken, Telling


class Words(Spoken, QLabel):
    """``Words(lambda: say("Today", "Drafts"), size="lead")``; long paragraphs wrap with ``wrap=True``."""

    def __init__(
        self,
        telling: Telling,
        *,
        size: str = "body",
        tone: str = "",
        strong: bool = False,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._telling = telling
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", size)
        self.setProperty("tone", tone)
        if strong:
            self.setProperty("weight", "strong")
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.retranslate()

    def retranslate(self) -> None:
        self.setText(self._telling())

    def tell(self, telling: Telling) -> None:
        """Says something else from now on."""
        self._telling = telling
        self.retranslate()


def rule(parent: QWidget | None = None) -> QFrame:
    """A hairline between two groups."""
    line = QFrame(parent)
    line.setProperty("surface", "rule")
    line.setFixedHeight(1)
    return line
