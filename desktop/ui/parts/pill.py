"""A short state in words with an icon: saved, waiting, online; never a colour alone."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desktop.ui import icons, theme
from desktop.ui.speech import Spoken, Telling

Mood = Literal["calm", "plain", "attention", "error"]


class Pill(Spoken, QFrame):
    """``Pill("cloud-upload", lambda: say("State", "%n waiting", "", 14), "attention")``."""

    def __init__(
        self, icon: str, telling: Telling, mood: Mood = "plain", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._picture, self._words = QLabel(self), QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout(self)
        line.setContentsMargins(10, 6, 12, 6)
        line.setSpacing(6)
        line.addWidget(self._picture)
        line.addWidget(self._words)
        self.tell(icon, telling, mood)

    def tell(self, icon: str, telling: Telling, mood: Mood = "plain") -> None:
        """Shows another state."""
        self._icon, self._telling, self._mood = icon, telling, mood
        self.retranslate()

    def text(self) -> str:
        """What it says now."""
        return self._words.text()

    def retranslate(self) -> None:
        colours = theme.palette()
        colour = {
            "calm": colours.on_accent_soft,
            "plain": colours.muted,
            "attention": colours.attention,
            "error": colours.error,
        }[self._mood]
        self._words.setText(self._telling())
        self._picture.setPixmap(icons.pixmap(self._icon, colour, theme.grown(16)))
        self.setAccessibleName(self._words.text())
        if self.property("pill") != self._mood:
            theme.tone(self, pill=self._mood)
            # The label's colour hangs on its parent's property.
            theme.tone(self._words)
