"""The acknowledgement of a complaint (P-07) on A5: its number, by when an answer is due, whom to ask."""

from __future__ import annotations

import io

from reportlab.lib.units import mm

from desktop.language.catalogue import Language
from desktop.printing import logo
from desktop.printing.acknowledgement_words import Acknowledged, Words, words_of
from desktop.printing.colours import HAIRLINE, INK, QUIET, WHITE, Palette, palette
from desktop.printing.document import begin
from desktop.printing.pen import Pen

WIDE, HIGH = 148.0, 210.0
_MARGIN = 12.0
_ROOM = WIDE - 2 * _MARGIN
_RIGHT = WIDE - _MARGIN
_BAR = 4.5
_QR = 35.0


def acknowledgement_pdf(facts: Acknowledged) -> bytes:
    """One A5 page. Raises ``Refused``: ``glyph_missing``."""
    language = Language(facts.language)
    words = words_of(facts, language)
    file = io.BytesIO()
    canvas = begin(file, words.title, language, facts.issuer)
    canvas.setPageSize((WIDE * mm, HIGH * mm))
    colours = palette(facts.issuer.letterhead.colour)
    pen = Pen(canvas, HIGH)
    _letterhead(pen, words, colours, logo.read(facts.issuer.letterhead.logo))
    _title(pen, words, colours)
    _number(pen, facts, words)
    y = _rows(pen, words)
    y = _next(pen, words, colours, y)
    _contact(pen, words, colours, y)
    _foot(pen, facts, words)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _letterhead(pen: Pen, words: Words, colours: Palette, picture: logo.Logo | None) -> None:
    x = _MARGIN
    if picture:
        pen.logo(picture, _MARGIN, 8.5, 14.5, 14.5)
        x += 18.5
    room = _RIGHT - x
    country, ministry, programme = words.head
    pen.text(x, 12.0, country, 7.5, room=room, colour=QUIET, floor=5.5)
    pen.text(x, 17.0, ministry, 10, room=room, bold=True, floor=7)
    pen.text(x, 22.0, programme, 9, room=room, colour=colours.title, floor=6.5)
    pen.box(_MARGIN, 26.2, _ROOM, 0.8, fill=colours.accent)


def _title(pen: Pen, words: Words, colours: Palette) -> None:
    room, colour = 26.0, colours.title
    x = _RIGHT - 3 - room
    taken = pen.text(
        x, 37.5, words.copy, 8, room=room, bold=True, colour=colour, align="right", floor=6
    )  # fmt: skip
    pen.box(_RIGHT - taken - 6, 33.3, taken + 6, 6.2, stroke=colour, line=0.3, radius=3.1)
    pen.text(_MARGIN, 38.6, words.title, 16, room=_ROOM - taken - 10, bold=True, colour=colour, floor=11)
    pen.text(_MARGIN, 44.4, words.keep, 9, room=_ROOM, colour=QUIET, floor=7)


def _number(pen: Pen, facts: Acknowledged, words: Words) -> None:
    top, high = 48.0, 39.0
    colours = palette(facts.issuer.letterhead.colour)
    pen.box(_MARGIN, top, _ROOM, high, fill=colours.tint, stroke=HAIRLINE, line=0.2, radius=2)
    side = _RIGHT - _QR - 2
    pen.box(side, top + 2, _QR, _QR, fill=WHITE, radius=1)
    pen.qr(facts.code, side, top + 2, _QR)
    x, room = _MARGIN + 5, side - _MARGIN - 9
    pen.text(x, top + 12.0, words.code_label, 8, room=room, colour=QUIET)
    pen.text(x, top + 19.5, facts.code, 17, room=room, bold=True, floor=9)


def _rows(pen: Pen, words: Words) -> float:
    half, y = _ROOM / 2, 93.0
    for first in range(0, len(words.rows), 2):
        end = y
        for place, (name, value) in enumerate(words.rows[first : first + 2]):
            x = _MARGIN + half * place
            pen.text(x, y, name, 8, room=half - 4, colour=QUIET)
            end = max(end, pen.paragraph(x, y + 4.6, value, 10, room=half - 4, lines=2, floor=8))
        y = end + 1.6
    return y


def _next(pen: Pen, words: Words, colours: Palette, y: float) -> float:
    top, x, room = y + 3.0, _MARGIN + _BAR, _ROOM - _BAR
    pen.text(x, top, words.next_label, 8, room=room, bold=True, colour=colours.title)
    end = pen.paragraph(x, top + 5.4, words.due, 11.5, room=room, lines=2, bold=True, floor=9)
    for step in words.next_steps:
        end = pen.paragraph(x, end + 0.4, step, 9, room=room, lines=2, floor=7.5)
    pen.box(_MARGIN, top - 3.0, 1.3, end - top, fill=colours.accent)
    return end


def _contact(pen: Pen, words: Words, colours: Palette, y: float) -> None:
    top, x, room = y + 5.0, _MARGIN + _BAR, _ROOM - _BAR
    pen.text(x, top, words.contact_label, 8, room=room, bold=True, colour=colours.title)
    end = pen.paragraph(x, top + 4.6, words.office, 10, room=room, lines=1, bold=True, floor=7.5)
    end = pen.paragraph(x, end, words.office_address, 8.5, room=room, lines=1, floor=6.5)
    end = pen.paragraph(x, end, words.office_phone, 8.5, room=room, lines=1, bold=True)
    pen.box(_MARGIN, top - 3.0, 1.3, end - top, fill=HAIRLINE)


def _foot(pen: Pen, facts: Acknowledged, words: Words) -> None:
    gap, top, high = 6.0, 180.0, 19.0
    wide = (_ROOM - gap) / 2
    for x, name in ((_MARGIN, words.sign_citizen), (_MARGIN + wide + gap, words.sign_office)):
        pen.box(x, top, wide, high, stroke=HAIRLINE, line=0.25, radius=1.5)
        pen.text(x + 2.2, top + 3.8, name, 7, room=wide - 4.4, colour=QUIET, floor=5)
    pen.text(_MARGIN, 204.6, words.printed, 7, room=_ROOM - 45, colour=QUIET, floor=5.5)
    pen.text(_RIGHT - 43, 204.6, facts.code, 7, room=43, colour=INK, align="right", floor=5.5)
