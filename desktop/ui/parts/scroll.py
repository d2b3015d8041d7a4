"""An area that scrolls up and down when the window is too low for what it holds, never sideways."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class _Scroll(QScrollArea):
    def sizeHint(self) -> QSize:
        inner = self.widget()
        return inner.sizeHint() if inner is not None else super().sizeHint()


def scrolling(content: QWidget, parent: QWidget | None = None) -> QScrollArea:
    """The content in such an area, as wide as the area is."""
    area = _Scroll(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    content.setAutoFillBackground(False)
    # Its ground is made clear by the style sheet: asking for the viewport would cost 30 ms at start.
    return area
