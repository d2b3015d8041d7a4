"""Text fits the room it is given: it shrinks to a floor, then ends in an ellipsis; it never overflows."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from desktop.printing.fonts import width, written

ELLIPSIS = "…"
STEP = 0.25  # points
SHORT = 0.4  # of the room: a last line shorter than this is evened out with those above


class Fitted(NamedTuple):
    """Lines that fit, and the size in points at which they do."""

    lines: tuple[str, ...]
    size: float


def fit(words: str, font: str, size: float, room: float, *, floor: float, lines: int = 1) -> Fitted:
    """The words on at most ``lines`` lines of ``room`` points, no smaller than ``floor``."""
    words = written(words)
    while True:
        broken = wrap(words, font, size, room)
        if len(broken) <= lines:
            return Fitted(tuple(_balanced(broken, font, size, room)), size)
        if size - STEP < floor:
            break
        size -= STEP
    kept = broken[: lines - 1]
    rest = " ".join(broken[lines - 1 :])
    return Fitted((*kept, _cut(rest, font, size, room)), size)


def wrap(words: str, font: str, size: float, room: float) -> list[str]:
    """The words on as many lines as they need; a word longer than the room is broken between letters."""
    lines: list[str] = []
    line, taken, space = "", 0.0, width(" ", font, size)
    for word in written(words).split(" "):
        needed = width(word, font, size)  # widths add up: this type is set without kerning
        if line and taken + space + needed <= room:
            line, taken = f"{line} {word}", taken + space + needed
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, font, size, room) if needed > room else [word]
        lines += full
        taken = width(line, font, size) if full else needed
    return [*lines, line]


def _balanced(lines: list[str], font: str, size: float, room: float) -> list[str]:
    """The same number of lines without a word or two left alone on the last."""
    if len(lines) < 2 or width(lines[-1], font, size) > room * SHORT:
        return lines
    words, narrow, wide = " ".join(lines), 0.0, room
    while wide - narrow > room / 50:
        middle = (narrow + wide) / 2
        rebroken = wrap(words, font, size, middle)
        if len(rebroken) == len(lines):
            lines, wide = rebroken, middle
        else:
            narrow = middle
    return lines


def letters(words: str) -> list[str]:
    """The words letter by letter, each with the marks that stand on it."""
    found: list[str] = []
    for character in words:
        if found and unicodedata.category(character) in {"Mn", "Mc", "Me"}:
            found[-1] += character
        else:
            found.append(character)
    return found


def _pieces(word: str, font: str, size: float, room: float) -> list[str]:
    pieces = [""]
    for letter in letters(word):
        if pieces[-1] and width(pieces[-1] + letter, font, size) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def _cut(words: str, font: str, size: float, room: float) -> str:
    kept = letters(words)
    while kept and width("".join(kept).rstrip() + ELLIPSIS, font, size) > room:
        kept.pop()
    return "".join(kept).rstrip() + ELLIPSIS
