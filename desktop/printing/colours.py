"""The few colours of a paper, all drawn from the letterhead's own."""

from __future__ import annotations

from typing import NamedTuple

from reportlab.lib.colors import Color, HexColor, black, white

INK = HexColor("#111827")
QUIET = HexColor("#4b5563")  # labels; 7.5:1 on white
HAIRLINE = HexColor("#9ca3af")
BLACK = black
WHITE = white

# The least contrast at which text is read with ease (WCAG 2.2, success criterion 1.4.3).
_READABLE = 4.5


class Palette(NamedTuple):
    """``accent`` for bands and bars, ``on_accent`` for text on them, ``title`` for text in that colour.

    ``tint`` stands behind text; it is pale enough to leave no grey when printed in black.
    """

    accent: Color
    title: Color
    tint: Color
    on_accent: Color


def palette(colour: str) -> Palette:
    """The palette of a letterhead colour (``#rrggbb``); text stays readable however pale or dark it is."""
    accent = HexColor(colour)
    title = accent
    while contrast(title, WHITE) < _READABLE:
        title = mixed(title, BLACK, 0.9)
    on_accent = WHITE if contrast(WHITE, accent) >= _READABLE else INK
    return Palette(accent, title, mixed(accent, WHITE, 0.06), on_accent)


def mixed(one: Color, other: Color, share: float) -> Color:
    """``share`` of the first in the second: a tint with white, a shade with black."""
    parts = zip(one.rgb(), other.rgb(), strict=True)
    return Color(*(share * a + (1 - share) * b for a, b in parts))


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour.rgb())
    return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)
