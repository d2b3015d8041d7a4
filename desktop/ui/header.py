"""The head of the window: where one is, with the way back, and the state strip at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.parts.button import Button
from desktop.ui.parts.discard import discard
from desktop.ui.speech import Spoken
from desktop.ui.strip import StateStrip

# Narrower than this, the strip has a line of its own.
_NARROW = 980


class Header(Spoken, QWidget):
    """Title with its trail; ``went`` carries the place of a step of the trail that was pressed."""

    went = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strip = StateStrip(self)
        self._title = QLabel(self)
        self._title.setProperty("type", "display")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._steps = QWidget(self)
        self._trail = QHBoxLayout(self._steps)
        self._trail.setContentsMargins(0, 0, 0, 0)
        self._trail.setSpacing(4)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._steps)
        names.addWidget(self._title)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.STEP)
        self._row.setSpacing(theme.STEP)
        self._row.addLayout(names)
        self._row.addWidget(self.strip, 1)
        self._steps.hide()

    def show_title(self, title: str, trail: list[tuple[str, str]]) -> None:
        """Says where one is; a place of the rail has no trail."""
        self._title.setText(title)
        while (item := self._trail.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                discard(widget)
        for words, key in trail:
            self._trail.addWidget(self._step(words, key))
            mark = QLabel("›", self._steps)
            mark.setProperty("tone", "muted")
            self._trail.addWidget(mark)
        self._trail.addStretch(1)
        self._steps.setVisible(bool(trail))

    def _step(self, words: str, key: str) -> Button:
        step = Button(lambda: words, kind="quiet", parent=self._steps)
        step.clicked.connect(lambda: self.went.emit(key))
        return step

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < theme.grown(_NARROW)
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)
