"""What a pen writes into: lines with a label above, combs of boxes, boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.printing.colours import HAIRLINE, INK, QUIET
from desktop.printing.fonts import width, written
from desktop.printing.pen import Pen

HIGH = 5.6  # of a box a hand writes into, in mm
LABEL = 2.9  # from the label's baseline to the box beneath it is 0.7 mm of air
_PALE = 0.2


def label(pen: Pen, x: float, y: float, words: str, room: float) -> None:
    """The small words above a box whose upper edge is at ``y``."""
    pen.text(x, y - 0.8, words, 6.5, room=room, colour=QUIET, floor=4.5)


def box(pen: Pen, x: float, y: float, wide: float, words: str, value: str = "", high: float = HIGH) -> None:
    """A box to write into, its upper edge at ``y``, with its label above and what is known in it."""
    label(pen, x, y, words, wide)
    pen.box(x, y, wide, high, stroke=HAIRLINE, line=0.25, radius=0.6)
    if value:
        pen.text(x + 1.4, y + HIGH - 1.7, value, 9.5, room=wide - 2.8, floor=5.5)


def comb(
    pen: Pen,
    x: float,
    y: float,
    words: str,
    groups: Sequence[int],
    value: str = "",
    *,
    cell: float = 4.4,
    ghost: str = "",
) -> float:
    """Boxes for single characters in groups, 1.2 mm apart; the width taken is given back.

    ``ghost`` stands pale in the empty boxes: DDMMYYYY. A value that has more characters than there are
    boxes is written across them.
    """
    wide = sum(groups) * cell + (len(groups) - 1) * 1.2
    label(pen, x, y, words, wide)
    if len(value) > sum(groups):
        pen.box(x, y, wide, HIGH, stroke=HAIRLINE, line=0.25, radius=0.6)
        pen.text(x + 1.2, y + HIGH - 1.7, value, 9.5, room=wide - 2.4, floor=5.5)
        return wide
    left, place = x, 0
    for group in groups:
        pen.box(left, y, group * cell, HIGH, stroke=HAIRLINE, line=0.25, radius=0.6)
        for number in range(group):
            edge = left + number * cell
            if number:
                pen.rule((edge, y + HIGH * 0.45), (edge, y + HIGH), HAIRLINE, _PALE)
            _character(pen, edge, y, cell, value[place : place + 1], ghost[place : place + 1])
            place += 1
        left += group * cell + 1.2
    return wide


def _character(pen: Pen, x: float, y: float, cell: float, known: str, ghost: str) -> None:
    if known.strip():
        pen.text(x, y + HIGH - 1.7, known, 9.5, room=cell, align="centre")
    elif ghost:
        pen.text(x, y + HIGH - 2.0, ghost, 6, room=cell, align="centre", colour=HAIRLINE)


def day_comb(pen: Pen, x: float, y: float, words: str, ghost: str, on: date | None = None) -> float:
    """A day of two, two and four figures."""
    known = f"{on.day:02d}{on.month:02d}{on.year:04d}" if on else ""
    return comb(pen, x, y, words, (2, 2, 4), known, ghost=ghost)


def tick(pen: Pen, x: float, y: float, words: str, *, ticked: bool, room: float = 60.0) -> float:
    """A box to tick with its words at the right, ``y`` its upper edge; the width taken is given back."""
    side = 3.8
    pen.box(x, y, side, side, stroke=INK, line=0.3, radius=0.4)
    if ticked:
        near, far = 0.7, side - 0.7
        pen.rule((x + near, y + near), (x + far, y + far), INK, 0.55)
        pen.rule((x + near, y + far), (x + far, y + near), INK, 0.55)
    taken = pen.text(x + side + 1.2, y + 2.95, words, 8.5, room=room, floor=6) if words else 0.0
    return side + 1.2 + taken


def ticks(
    pen: Pen, x: float, y: float, room: float, choices: Sequence[tuple[str, str]], chosen: str
) -> float:
    """Boxes to tick in as many rows as they need; the upper edge of what comes after is given back.

    ``choices`` are codes with their words.
    """
    at = x
    for code, words in choices:
        wide = 5.0 + width(written(words), "NotoSans-Regular", 8.5) * 25.4 / 72
        if at > x and at + wide > x + room:
            at, y = x, y + 5.6
        tick(pen, at, y, words, ticked=code == chosen, room=room - 5.0)
        at += wide + 5.0
    return y + 6.4
