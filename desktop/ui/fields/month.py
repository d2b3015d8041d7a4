"""A list of the twelve months that takes their numbers as well as their first letters."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.fields.choice import ListBox

# Milliseconds in which a second figure belongs to the first: 1 and 2 are December, not January and February.
_TOGETHER = 1500


class MonthBox(ListBox):
    """Its codes are ``01`` to ``12``; ``2`` or ``02`` chooses February in every language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed = ""
        self._since = QElapsedTimer()
        # The open list takes the keys for itself.
        self.view().installEventFilter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        figure = _figure(event)
        if not figure:
            self._typed = ""
            super().keyPressEvent(event)
            return
        row = self._row_of(figure)
        if row >= 0:
            self.setCurrentIndex(row)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._typed = ""
        super().focusInEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Figures move in the open list; Enter takes the month as for every list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _figure(event):
            row = self._row_of(_figure(event))
            if row >= 0:
                self.view().setCurrentIndex(self.model().index(row, 0))
            return True
        return super().eventFilter(watched, event)

    def _row_of(self, figure: str) -> int:
        """The row of the month typed so far; -1 while it is none (a 0 alone)."""
        fresh = not self._since.isValid() or self._since.elapsed() > _TOGETHER
        both = figure if fresh else self._typed + figure
        row = self.findData(both.zfill(2))
        if row < 0 and len(both) > 1:
            # 1 and 3 are no month together: the last figure counts alone.
            both = figure
            row = self.findData(both.zfill(2))
        self._typed = both if both in ("0", "1") else ""
        self._since.start()
        return row


def _figure(event: QKeyEvent) -> str:
    text = event.text()
    return text if len(text) == 1 and text.isdecimal() and text.isascii() else ""
