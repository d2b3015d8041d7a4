"""Marks for the hands that cut: scissors on a cut line, crop marks at the corners of cards."""

from __future__ import annotations

from collections.abc import Iterable

from reportlab.lib.colors import Color

from desktop.printing.colours import BLACK
from desktop.printing.pen import Pen

_MARK = 4.0
_AWAY = 1.5  # a mark stops short of the card, so that it never shows on it


def scissors(pen: Pen, x: float, y: float, colour: Color) -> None:
    """Small scissors pointing down a vertical cut line at ``x``."""
    for side in (-1, 1):
        pen.rule((x + side * 1.1, y), (x - side * 0.9, y + 4.2), colour, 0.3)
        pen.ring(x + side * 1.35, y - 0.75, 0.85, colour, 0.3)


def crop_marks(
    pen: Pen, columns: Iterable[float], rows: Iterable[float], area: tuple[float, float, float, float]
) -> None:
    """Marks around ``area`` (left, top, right, bottom) in line with each column's and row's cut."""
    left, top, right, bottom = area
    for x in columns:
        pen.rule((x, top - _AWAY - _MARK), (x, top - _AWAY), BLACK, 0.1)
        pen.rule((x, bottom + _AWAY), (x, bottom + _AWAY + _MARK), BLACK, 0.1)
    for y in rows:
        pen.rule((left - _AWAY - _MARK, y), (left - _AWAY, y), BLACK, 0.1)
        pen.rule((right + _AWAY, y), (right + _AWAY + _MARK, y), BLACK, 0.1)
