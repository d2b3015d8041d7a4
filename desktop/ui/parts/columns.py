"""Columns side by side that stand under one another when the window is narrow or the text large."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.ui import theme


class Columns(QWidget):
    """``narrow`` is the width in pixels, at 100 % text, under which the columns are stacked.

    They are also stacked where they do not fit beside one another: a page only scrolls up and down.
    """

    def __init__(self, narrow: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = narrow
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GAP)

    def add(self, widget: QWidget, share: int = 1) -> None:
        """A column that takes its share of the width and the whole height."""
        self._row.addWidget(widget, share)

    def add_stack(self, *widgets: QWidget, share: int = 1) -> None:
        """A column of widgets one under the other, as high as they need to be."""
        column = QVBoxLayout()
        column.setSpacing(theme.GAP)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        self._row.addLayout(column, share)

    def _least_widths(self) -> list[int]:
        items = (self._row.itemAt(place) for place in range(self._row.count()))
        return [item.minimumSize().width() for item in items if item is not None and not item.isEmpty()]

    def minimumSizeHint(self) -> QSize:
        """No wider than the widest column: the others can go under it."""
        return QSize(max(self._least_widths(), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least = self._least_widths()
        beside = sum(least) + self._row.spacing() * max(0, len(least) - 1)
        narrow = self.width() < max(theme.grown(self._narrow), beside)
        direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() != direction:
            self._row.setDirection(direction)
