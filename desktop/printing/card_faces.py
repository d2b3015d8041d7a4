"""The two faces of a beneficiary card (ID-1, 85.6 by 54 mm): who it is for in front, how to use it behind."""

from __future__ import annotations

from desktop.printing.card_words import CardWords
from desktop.printing.colours import HAIRLINE, QUIET, WHITE, Palette, mixed
from desktop.printing.logo import Logo
from desktop.printing.pen import Pen

WIDE, HIGH = 85.6, 54.0  # ISO/IEC 7810 ID-1, rounded up from 53.98
_MARGIN = 4.0
_RIGHT = WIDE - _MARGIN
_BAND = 11.5
_PHOTO_WIDE, _PHOTO_HIGH = 20.8, 26.0  # four to five, as photos are kept
_QR = 30.0


def front(
    pen: Pen, words: CardWords, palette: Palette, logo: Logo | None, photo: bytes | None, bleed: float
) -> None:
    """Letterhead, portrait, who the person is, the code. ``bleed`` mm of colour run over the cut."""
    _letterhead(pen, words, palette, logo, bleed)
    _portrait(pen, palette, photo)
    _person(pen, words, palette)
    _code(pen, words, palette, bleed)


def back(pen: Pen, words: CardWords, palette: Palette, bleed: float) -> None:
    """The QR code, what to do with a lost card, whom to ask."""
    pen.box(-bleed, -bleed, WIDE + 2 * bleed, 2.6 + bleed, fill=palette.accent)
    pen.box(-bleed, HIGH - 1.2, WIDE + 2 * bleed, 1.2 + bleed, fill=palette.accent)
    pen.qr(words.code[1], 1.6, 6.0, _QR)
    pen.text(1.6, 38.4, words.code[1], 6, room=_QR, bold=True, align="centre", floor=4.5)
    _validity(pen, words)
    _advice(pen, words, palette)


def _letterhead(pen: Pen, words: CardWords, palette: Palette, logo: Logo | None, bleed: float) -> None:
    pen.box(-bleed, -bleed, WIDE + 2 * bleed, _BAND + bleed, fill=palette.accent)
    x = _MARGIN
    if logo:
        pen.box(_MARGIN, 1.75, 8, 8, fill=WHITE, radius=1.4)
        pen.logo(logo, _MARGIN + 0.6, 2.35, 6.8, 6.8)
        x += 10.2
    soft = mixed(palette.on_accent, palette.accent, 0.85)
    room = _RIGHT - x
    pen.text(x, 4.1, words.country, 5, room=room, colour=soft, floor=3.75)
    pen.text(x, 7.1, words.ministry, 6.25, room=room, bold=True, colour=palette.on_accent, floor=4.5)
    pen.text(x, 9.8, words.programme, 5.5, room=room, colour=soft, floor=4)


def _portrait(pen: Pen, palette: Palette, photo: bytes | None) -> None:
    x, y = _MARGIN, 14.6
    if photo is None:
        pen.silhouette(x, y, _PHOTO_WIDE, _PHOTO_HIGH, palette.tint, mixed(palette.accent, WHITE, 0.28))
    else:
        pen.photo(photo, x, y, _PHOTO_WIDE, _PHOTO_HIGH, radius=1.2)
    pen.box(x, y, _PHOTO_WIDE, _PHOTO_HIGH, stroke=HAIRLINE, line=0.15, radius=1.2)


def _person(pen: Pen, words: CardWords, palette: Palette) -> None:
    x = _MARGIN + _PHOTO_WIDE + 3.4
    room = _RIGHT - x
    pen.text(x, 16.5, words.title, 7.5, room=room, bold=True, colour=palette.title, floor=6)
    _pair(pen, x, 20.7, words.name, 9.25, room, lines=2, floor=6.5, bold=True)
    first, gap = 25.0, 2.0
    second = room - first - gap
    _pair(pen, x, 32.5, words.born, 7, first + (0 if words.sex[1] else second))
    _pair(pen, x + first + gap, 32.5, words.sex, 7, second)
    _pair(pen, x, 38.8, words.place, 7, room)


def _code(pen: Pen, words: CardWords, palette: Palette, bleed: float) -> None:
    top = 44.0
    pen.box(-bleed, top, WIDE + 2 * bleed, HIGH - top + bleed, fill=palette.tint)
    pen.box(-bleed, top, WIDE + 2 * bleed, 0.35, fill=palette.accent)
    _pair(pen, _MARGIN, top + 3.2, words.code, 9.5, 48.0, floor=7, bold=True, below=4.3)
    pen.text(_RIGHT - 28, top + 3.2, words.valid[0], 5, room=28, colour=QUIET, align="right", floor=4)
    pen.text(_RIGHT - 28, top + 7.5, words.valid[1], 8, room=28, bold=True, align="right")


def _validity(pen: Pen, words: CardWords) -> None:
    _pair(pen, _MARGIN, 43.2, words.household, 6, _QR - 3)
    issued = f"{words.issued[0]} {words.issued[1]}"
    pen.text(_MARGIN, 50.4, issued, 5, room=_QR - 3, colour=QUIET, floor=4)


def _advice(pen: Pen, words: CardWords, palette: Palette) -> None:
    x = _QR + 4.4
    room = _RIGHT - x
    title = f"{words.title} – {words.copy}" if words.copy else words.title
    pen.text(x, 8.6, title, 7, room=room, bold=True, colour=palette.title, floor=5)
    y = pen.paragraph(x, 12.6, words.personal, 6, room=room, lines=1, bold=True, floor=5)
    y = pen.paragraph(x, y + 0.3, words.lost, 6, room=room, lines=4, floor=5)
    pen.paragraph(x, y + 0.8, words.rights, 6, room=room, lines=3, floor=5)
    pen.rule((x, 38.0), (_RIGHT, 38.0), HAIRLINE, 0.15)
    pen.text(x, 41.4, words.office, 6.5, room=room, bold=True, floor=5)
    pen.paragraph(x, 44.2, words.office_address, 5.5, room=room, lines=2, floor=4.5)
    pen.text(x, 50.4, words.office_phone, 8, room=room, bold=True, floor=6)


def _pair(
    pen: Pen,
    x: float,
    y: float,
    pair: tuple[str, str],
    size: float,
    room: float,
    *,
    lines: int = 1,
    floor: float = 5.0,
    bold: bool = False,
    below: float = 3.0,
) -> None:
    """A label with its value under it."""
    pen.text(x, y, pair[0], 5, room=room, colour=QUIET, floor=4)
    pen.paragraph(
        x, y + max(below, size * 0.42), pair[1], size, room=room, lines=lines, bold=bold, floor=floor
    )
