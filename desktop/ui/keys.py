"""The keys of the window, and the cheat sheet F1 shows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.parts.button import Button
from desktop.ui.parts.words import Words
from desktop.ui.speech import Telling, say


@dataclass(frozen=True)
class Key:
    """A key with what it does."""

    sequence: str
    words: Telling


KEYS: tuple[Key, ...] = (
    Key("F1", lambda: say("Keys", "This sheet")),
    Key("F2", lambda: say("Keys", "New household")),
    Key("F3", lambda: say("Keys", "Search a person or a household")),
    Key("F4", lambda: say("Keys", "Print desk")),
    Key("F5", lambda: say("Keys", "Synchronise")),
    Key("F6", lambda: say("Keys", "To decide: requests and possible duplicates")),
    Key("F8", lambda: say("Keys", "Scan a card or a receipt with the camera")),
    Key("Ctrl+K", lambda: say("Keys", "Find anything: a person, a household, an act")),
    Key("Ctrl+Z", lambda: say("Keys", "Undo the last change of the household on screen")),
    Key("Ctrl+L", lambda: say("Keys", "Lock the window")),
    Key("Esc", lambda: say("Keys", "One step back")),
    Key("Tab", lambda: say("Keys", "Next field")),
    Key("Return", lambda: say("Keys", "Press the button, open the row")),
    Key("Alt", lambda: say("Keys", "With an underlined letter: that field or button")),
)


class CheatSheet(QDialog):
    """Every key with what it does, large enough to be read while standing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("Keys", "Keys"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        column.setSpacing(theme.GAP)
        column.addWidget(Words(lambda: say("Keys", "Keys"), size="head", parent=self))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.MARGIN)
        grid.setVerticalSpacing(theme.STEP)
        for row, key in enumerate(KEYS):
            shown = QLabel(_name(key.sequence), self)
            shown.setProperty("weight", "strong")
            shown.setProperty("tone", "accent")
            grid.addWidget(shown, row, 0)
            grid.addWidget(Words(key.words, parent=self), row, 1)
        column.addLayout(grid)
        close = Button(lambda: say("Messages", "Close"), kind="primary", parent=self)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column.addLayout(foot)
        close.setFocus()


def _name(sequence: str) -> str:
    """A key as its cap says it; Alt stands for itself and a letter."""
    if sequence == "Alt":
        return say("Keys", "Alt + letter")
    if sequence == "Return":
        return say("Keys", "Enter")
    return QKeySequence(sequence).toString(QKeySequence.SequenceFormat.NativeText)
