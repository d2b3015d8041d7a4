"""One line of a short list in a card: a picture, what it is, what stands beneath, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui import icons, theme
from desktop.ui.parts.button import Button


class Entry(QWidget):
    """``act`` is the button at its end; whoever cannot see hears the title with it."""

    def __init__(self, icon: str, title: str, beneath: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        picture = QLabel(self)
        picture.setPixmap(icons.pixmap(icon, theme.palette().accent, theme.grown(24)))
        words = QVBoxLayout()
        words.setSpacing(2)
        for text, strong in ((title, True), (beneath, False)):
            shown = QLabel(text, self)
            shown.setTextFormat(Qt.TextFormat.PlainText)
            shown.setWordWrap(True)
            shown.setProperty("weight" if strong else "tone", "strong" if strong else "muted")
            words.addWidget(shown)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(12)
        self._row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(words, 1)

    def act(self, button: Button) -> None:
        """Puts a button at the end of the line."""
        button.setAccessibleDescription(self._title)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
