"""Before and after, side by side, line by line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.pages.changes.differences import Difference
from desktop.ui.parts.words import rule
from desktop.ui.speech import Spoken, Telling, say

Lines = Callable[[], Sequence[Difference]]


class Comparison(Spoken, QWidget):
    """``tell`` takes what gives the lines: they are asked for again in another language."""

    def __init__(self, empty: Telling, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._empty = empty
        self._lines: Lines = lambda: ()
        self._body = QWidget(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._body)
        self.retranslate()

    def tell(self, lines: Lines) -> None:
        """Shows other lines from now on."""
        self._lines = lines
        self.retranslate()

    def text(self) -> str:
        """What is shown, line by line."""
        return "\n".join(label.text() for label in self._body.findChildren(QLabel) if label.text())

    def retranslate(self) -> None:
        lines = self._lines()
        fresh = QWidget(self)
        if lines:
            self._fill(fresh, lines)
        else:
            column = QVBoxLayout(fresh)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(_cell(self._empty(), tone="muted"))
        self._column.replaceWidget(self._body, fresh)
        fresh.show()
        # Hidden, not orphaned: a show that its layout has posted would open it as a window of its own.
        self._body.hide()
        self._body.deleteLater()
        self._body = fresh

    def _fill(self, body: QWidget, lines: Sequence[Difference]) -> None:
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(theme.STEP)
        for column, share in ((0, 3), (1, 4), (2, 4)):
            grid.setColumnStretch(column, share)
        heads = ("", say("Changes", "Until now"), say("Changes", "From now on"))
        for column, words in enumerate(heads):
            grid.addWidget(_cell(words, small=True), 0, column)
        for number, line in enumerate(lines):
            grid.addWidget(rule(), 2 * number + 1, 0, 1, 3)
            cells = (
                _cell(line.name, tone="muted"),
                _cell(line.before),
                _cell(line.after, strong=True),
            )
            spoken = say("Changes", "{name}: from {before} to {after}")
            cells[0].setAccessibleName(spoken.format(name=line.name, before=line.before, after=line.after))
            for column, cell in enumerate(cells):
                grid.addWidget(cell, 2 * number + 2, column, Qt.AlignmentFlag.AlignTop)


def _cell(words: str, *, strong: bool = False, small: bool = False, tone: str = "") -> QLabel:
    shown = QLabel(words)
    shown.setTextFormat(Qt.TextFormat.PlainText)
    shown.setWordWrap(True)
    shown.setProperty("tone", "muted" if small else tone)
    if small:
        shown.setProperty("type", "small")
    if strong:
        shown.setProperty("weight", "strong")
    return shown
