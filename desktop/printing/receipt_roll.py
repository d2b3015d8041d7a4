"""The receipt on an 80 mm roll: black only, large type, as long as what it says."""

from __future__ import annotations

from desktop.printing.colours import BLACK
from desktop.printing.pen import Pen
from desktop.printing.receipt_words import ReceiptWords

WIDE = 80.0
_MARGIN = 4.0  # the heads of 80 mm printers are 72 mm wide
_ROOM = WIDE - 2 * _MARGIN
_QR = 34.0
_FEED = 8.0  # between the last line and the cutter


def draw(pen: Pen, words: ReceiptWords) -> float:
    """Draws it and gives back its length in mm."""
    y = _head(pen, words, 7.0)
    y = _identity(pen, words, y)
    y = _facts(pen, words, y)
    y = _next_step(pen, words, y)
    y = _contact(pen, words, y)
    return _foot(pen, words, y) + _FEED


def _head(pen: Pen, words: ReceiptWords, y: float) -> float:
    y = _lines(pen, y, words.country, 8.5, centred=True)
    y = _lines(pen, y + 0.4, words.ministry, 10, bold=True, centred=True)
    y = _lines(pen, y, words.programme, 9, centred=True)
    pen.rule((_MARGIN, y - 1.6), (WIDE - _MARGIN, y - 1.6), BLACK, 0.6)
    y = _lines(pen, y + 5.0, words.title, 14, bold=True, centred=True)
    return _lines(pen, y - 0.8, words.copy, 10, centred=True)


def _identity(pen: Pen, words: ReceiptWords, y: float) -> float:
    pen.qr(words.code, (WIDE - _QR) / 2, y - 4.6, _QR)
    y += _QR - 0.6
    pen.text(_MARGIN, y, words.code, 15, room=_ROOM, bold=True, colour=BLACK, align="centre", floor=10)
    y = _lines(pen, y + 7.6, words.head_label, 9)
    y = _lines(pen, y + 0.8, words.head, 13, bold=True, most=3)
    return _lines(pen, y - 0.6, words.members, 10)


def _facts(pen: Pen, words: ReceiptWords, y: float) -> float:
    pen.rule((_MARGIN, y - 2.2), (WIDE - _MARGIN, y - 2.2), BLACK, 0.25)
    y += 2.6
    for label, value in words.rows:
        y = _lines(pen, y, label, 8.5)
        y = _lines(pen, y + 0.2, value, 10.5, bold=True) + 0.8
    return y


def _next_step(pen: Pen, words: ReceiptWords, y: float) -> float:
    top, x, room = y - 2.4, _MARGIN + 3, _ROOM - 6
    y = pen.paragraph(x, top + 5.4, words.next_label, 9, room=room, lines=1, colour=BLACK)
    y = pen.paragraph(x, y + 0.6, words.next_step, 12, room=room, lines=4, bold=True, colour=BLACK)
    y = pen.paragraph(x, y, words.next_date, 10.5, room=room, lines=2, colour=BLACK)
    pen.box(_MARGIN, top, _ROOM, y - top - 1.8, stroke=BLACK, line=0.5, radius=1.5)
    return y + 5.0


def _contact(pen: Pen, words: ReceiptWords, y: float) -> float:
    y = _lines(pen, y, words.contact_label, 10, bold=True)
    y = _lines(pen, y, words.contact, 9.5, most=6)
    y = _lines(pen, y, words.office_address, 9.5)
    y = _lines(pen, y, words.office_phone, 10.5, bold=True)
    y = _lines(pen, y + 1.2, words.rights, 9.5, most=5)
    y = _lines(pen, y + 1.2, words.no_decision, 10, bold=True)
    return _lines(pen, y, words.only_shows, 9.5)


def _foot(pen: Pen, words: ReceiptWords, y: float) -> float:
    top = y - 1.6
    pen.box(_MARGIN, top, _ROOM, 20.0, stroke=BLACK, line=0.25, radius=1.2)
    pen.text(_MARGIN + 2, top + 4.2, words.sign_citizen, 8.5, room=_ROOM - 4, colour=BLACK, floor=6)
    y = _lines(pen, top + 25.0, words.keep, 9.5, bold=True)
    return _lines(pen, y + 0.4, words.printed, 8.5)


def _lines(
    pen: Pen, y: float, words: str, size: float, *, bold: bool = False, centred: bool = False, most: int = 3
) -> float:
    return pen.paragraph(
        _MARGIN,
        y,
        words,
        size,
        room=_ROOM,
        lines=most,
        bold=bold,
        colour=BLACK,
        align="centre" if centred else "left",
        floor=size * 0.75,
    )
