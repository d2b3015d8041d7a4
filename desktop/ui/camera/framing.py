"""The part of a picture that is kept, in its pixels: always inside it, and of a shape where one is asked."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize

_SMALLEST = 40  # pixels


class Framing:
    """``crop`` is in pixels of the picture turned ``turns`` quarters clockwise."""

    def __init__(self, size: QSize, shape: float | None, turns: int = 0) -> None:
        """``size`` is the picture's, turned; ``shape`` the frame's width for its height, None for any."""
        self.size, self.shape, self.turns = size, shape, turns % 4
        self.crop = self._first()

    def _first(self) -> QRect:
        """The largest frame, its middle a little above the centre, where a face is; else the whole."""
        if self.shape is None:
            return QRect(0, 0, self.size.width(), self.size.height())
        width, height = self._fitting(self.size.width(), self.size.height())
        return QRect((self.size.width() - width) // 2, (self.size.height() - height) // 3, width, height)

    def turned(self) -> Framing:
        """The first frame of the picture turned once more."""
        return Framing(self.size.transposed(), self.shape, self.turns + 1)

    def whole(self) -> Framing:
        """The first frame again, as it is turned now."""
        return Framing(self.size, self.shape, self.turns)

    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom in 0…1 of the turned picture."""
        wide, high = max(1, self.size.width()), max(1, self.size.height())
        left, top = self.crop.x(), self.crop.y()
        return left / wide, top / high, (left + self.crop.width()) / wide, (top + self.crop.height()) / high

    def shift(self, dx: float, dy: float) -> None:
        """Moves the frame; it stays inside the picture."""
        x = min(max(0, self.crop.x() + round(dx)), self.size.width() - self.crop.width())
        y = min(max(0, self.crop.y() + round(dy)), self.size.height() - self.crop.height())
        self.crop.moveTo(x, y)

    def zoom(self, factor: float) -> None:
        """Makes the frame smaller (nearer) below 1, larger above, around its middle."""
        self.resize(round(self.crop.width() * factor), round(self.crop.height() * factor))

    def resize(self, width: int, height: int) -> None:
        """Another size around the same middle; of a frame with a shape the width leads."""
        middle = self.crop.center()
        width = min(self.size.width(), max(_SMALLEST, width))
        height = min(self.size.height(), max(_SMALLEST, height))
        if self.shape is not None:
            width, height = self._fitting(width, round(width / self.shape))
        self.crop = QRect(0, 0, min(width, self.size.width()), min(height, self.size.height()))
        self.crop.moveCenter(middle)
        self.shift(0, 0)

    def _fitting(self, width: int, height: int) -> tuple[int, int]:
        """The largest width and height of the shape inside these and the picture."""
        assert self.shape is not None
        width = min(width, self.size.width())
        height = min(height, self.size.height())
        wide = min(width, round(height * self.shape))
        return max(1, wide), max(1, min(height, round(wide / self.shape)))
