"""The receipt as an A5 page: letterhead, the code to quote, the facts, what comes next, signatures."""

from __future__ import annotations

from desktop.printing.colours import HAIRLINE, INK, QUIET, WHITE, Palette
from desktop.printing.logo import Logo
from desktop.printing.pen import Pen
from desktop.printing.receipt_words import ReceiptWords

WIDE, HIGH = 148.0, 210.0
_MARGIN = 12.0
_ROOM = WIDE - 2 * _MARGIN
_RIGHT = WIDE - _MARGIN
_BAR = 4.5  # text beside a coloured bar stands this far in
_QR = 35.0


def draw(pen: Pen, words: ReceiptWords, palette: Palette, logo: Logo | None) -> None:
    """Draws the page. Each block takes the room it needs and no more than it may, so that all always fit."""
    _letterhead(pen, words, palette, logo)
    _title(pen, words, palette)
    _identity(pen, words, palette)
    y = _rows(pen, words)
    y = _next_step(pen, words, palette, y + 3.4)
    _contact(pen, words, palette, y + 6.2)
    _no_decision(pen, words, palette)
    _signatures(pen, words)
    _foot(pen, words)


def _letterhead(pen: Pen, words: ReceiptWords, palette: Palette, logo: Logo | None) -> None:
    x = _MARGIN
    if logo:
        pen.logo(logo, _MARGIN, 8.5, 14.5, 14.5)
        x += 18.5
    room = _RIGHT - x
    pen.text(x, 12.0, words.country, 7.5, room=room, colour=QUIET, floor=5.5)
    pen.text(x, 17.0, words.ministry, 10, room=room, bold=True, floor=7)
    pen.text(x, 22.0, words.programme, 9, room=room, colour=palette.title, floor=6.5)
    pen.box(_MARGIN, 26.2, _ROOM, 0.8, fill=palette.accent)


def _title(pen: Pen, words: ReceiptWords, palette: Palette) -> None:
    room = 26.0
    colour = palette.title
    taken = pen.text(
        _RIGHT - 3 - room, 37.5, words.copy, 8, room=room, bold=True, colour=colour, align="right", floor=6
    )
    pen.box(_RIGHT - taken - 6, 33.3, taken + 6, 6.2, stroke=colour, line=0.3, radius=3.1)
    pen.text(_MARGIN, 38.6, words.title, 19, room=_ROOM - taken - 10, bold=True, colour=colour, floor=13)
    pen.text(_MARGIN, 44.4, words.keep, 9, room=_ROOM, colour=QUIET, floor=7)


def _identity(pen: Pen, words: ReceiptWords, palette: Palette) -> None:
    top, high = 48.0, 39.0
    pen.box(_MARGIN, top, _ROOM, high, fill=palette.tint, stroke=HAIRLINE, line=0.2, radius=2)
    side = _RIGHT - _QR - 2
    pen.box(side, top + 2, _QR, _QR, fill=WHITE, radius=1)
    pen.qr(words.code, side, top + 2, _QR)
    x, room = _MARGIN + 5, side - _MARGIN - 9
    pen.text(x, top + 6.6, words.code_label, 8, room=room, colour=QUIET)
    pen.text(x, top + 13.6, words.code, 17, room=room, bold=True, floor=9)
    pen.text(x, top + 20.2, words.head_label, 8, room=room, colour=QUIET)
    y = pen.paragraph(x, top + 25.4, words.head, 12.5, room=room, lines=2, bold=True, floor=9.5)
    pen.text(x, max(y, top + 31.4) + 0.6, words.members, 9.5, room=room)


def _rows(pen: Pen, words: ReceiptWords) -> float:
    columns = ((_MARGIN, 41.0), (_MARGIN + 45.0, _ROOM - 45.0))  # a name is short, a place may take two lines
    y = 92.6
    for first in range(0, len(words.rows), 2):
        end = y
        for (x, room), (label, value) in zip(columns, words.rows[first : first + 2], strict=False):
            pen.text(x, y, label, 8, room=room, colour=QUIET)
            most = 2 if first == 0 and x > _MARGIN else 1
            end = max(end, pen.paragraph(x, y + 4.6, value, 10, room=room, lines=most, floor=7.5))
        y = end + 1.4
    return y


def _next_step(pen: Pen, words: ReceiptWords, palette: Palette, y: float) -> float:
    x, room = _MARGIN + _BAR, _ROOM - _BAR
    pen.text(x, y, words.next_label, 8, room=room, bold=True, colour=palette.title)
    end = pen.paragraph(x, y + 5.2, words.next_step, 11.5, room=room, lines=2, bold=True, floor=9)
    pen.text(x, end - 0.2, words.next_date, 10, room=room, floor=8)
    pen.box(_MARGIN, y - 3.0, 1.3, end - y + 4.4, fill=palette.accent)
    return end


def _contact(pen: Pen, words: ReceiptWords, palette: Palette, y: float) -> None:
    x, room = _MARGIN + _BAR, _ROOM - _BAR
    pen.text(x, y, words.contact_label, 8, room=room, bold=True, colour=palette.title)
    most = 3 if y < 141 else 2  # below, a third line would reach the box
    end = pen.paragraph(x, y + 4.4, words.contact, 8.5, room=room, lines=most, floor=6.5)
    end = pen.paragraph(x, end, words.office_address, 8.5, room=room, lines=1, floor=6.5)
    end = pen.paragraph(x, end, words.office_phone, 8.5, room=room, lines=1, bold=True)
    end = pen.paragraph(x, end + 0.6, words.rights, 8, room=room, lines=2, colour=QUIET, floor=6.5)
    pen.box(_MARGIN, y - 3.0, 1.3, end - y, fill=HAIRLINE)


def _no_decision(pen: Pen, words: ReceiptWords, palette: Palette) -> None:
    top, high = 171.4, 10.2
    pen.box(_MARGIN, top, _ROOM, high, stroke=palette.title, line=0.3, radius=1.5)
    x, room = _MARGIN + 3.5, _ROOM - 7
    pen.text(x, top + 4.3, words.no_decision, 9, room=room, bold=True, floor=7)
    pen.text(x, top + 8.1, words.only_shows, 8.5, room=room, floor=6.5)


def _signatures(pen: Pen, words: ReceiptWords) -> None:
    gap, top, high = 6.0, 184.0, 16.5
    wide = (_ROOM - gap) / 2
    for x, label in ((_MARGIN, words.sign_citizen), (_MARGIN + wide + gap, words.sign_office)):
        pen.box(x, top, wide, high, stroke=HAIRLINE, line=0.25, radius=1.5)
        pen.text(x + 2.2, top + 3.8, label, 7, room=wide - 4.4, colour=QUIET, floor=5)


def _foot(pen: Pen, words: ReceiptWords) -> None:
    pen.text(_MARGIN, 204.6, words.printed, 7, room=_ROOM - 45, colour=QUIET, floor=5.5)
    pen.text(_RIGHT - 43, 204.6, words.code, 7, room=43, colour=INK, align="right", floor=5.5)
