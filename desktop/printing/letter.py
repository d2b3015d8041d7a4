"""Letters about an enrolment: the decision (P-05) and the end on A4, the enrolment receipt (P-03) on A5."""

from __future__ import annotations

import io
from dataclasses import dataclass

from reportlab.lib.units import mm

from desktop.language.catalogue import Language
from desktop.printing import letter_words, logo
from desktop.printing.colours import HAIRLINE, INK, QUIET, WHITE, palette
from desktop.printing.document import begin
from desktop.printing.facts import Issuer
from desktop.printing.letter_facts import EnrolmentFacts, LetterWords, Section
from desktop.printing.pen import Pen


@dataclass(frozen=True)
class _Size:
    """A sheet: lengths in millimetres, ``type`` the factor of all sizes of type."""

    wide: float
    high: float
    margin: float
    qr: float
    type: float
    foot: float

    @property
    def room(self) -> float:
        return self.wide - 2 * self.margin

    @property
    def right(self) -> float:
        return self.wide - self.margin


_A4 = _Size(210.0, 297.0, 20.0, 32.0, 1.0, 252.0)
_A5 = _Size(148.0, 210.0, 12.0, 27.0, 0.88, 180.0)
_BAR = 4.5


def decision_pdf(facts: EnrolmentFacts) -> bytes:
    """P-05 in the citizen's language. Raises ``Refused``: ``glyph_missing``."""
    language = Language(facts.language)
    return _pdf(letter_words.decision(facts, language), facts.issuer, language, _A4)


def ending_pdf(facts: EnrolmentFacts) -> bytes:
    """The exit letter. Raises ``Refused``: ``glyph_missing``."""
    language = Language(facts.language)
    return _pdf(letter_words.ending(facts, language), facts.issuer, language, _A4)


def receipt_pdf(facts: EnrolmentFacts) -> bytes:
    """P-03. Raises ``Refused``: ``glyph_missing``."""
    language = Language(facts.language)
    return _pdf(letter_words.receipt(facts, language), facts.issuer, language, _A5)


def _pdf(words: LetterWords, issuer: Issuer, language: Language, size: _Size) -> bytes:
    file = io.BytesIO()
    canvas = begin(file, f"{words.title} {words.code}", language, issuer)
    canvas.setPageSize((size.wide * mm, size.high * mm))
    _Letter(words, issuer, language, size, Pen(canvas, size.high)).draw()
    canvas.showPage()
    canvas.save()
    return file.getvalue()


class _Letter:
    """One page on its way to paper; ``y`` is where the next line begins."""

    def __init__(self, words: LetterWords, issuer: Issuer, language: Language, size: _Size, pen: Pen) -> None:
        self.words, self.issuer, self.language, self.size, self.pen = words, issuer, language, size, pen
        self.colours = palette(issuer.letterhead.colour)
        self.y = 0.0

    def draw(self) -> None:
        """The whole page. Where it is too full, the lines of its sections stand closer."""
        self._head()
        self._title()
        self._number()
        self._named()
        self._verdict()
        lines = sum(len(section.lines) + 2 for section in self.words.sections)
        left = self.size.foot - 4.0 - self.y
        dense = min(1.0, left / (lines * 5.6 * self.size.type))
        for section in self.words.sections:
            self._section(section, dense)
        self._foot()

    def _type(self, points: float) -> float:
        return points * self.size.type

    def _head(self) -> None:
        pen, size, head, code = self.pen, self.size, self.issuer.letterhead, self.language.code
        x = size.margin
        picture = logo.read(head.logo)
        if picture:
            pen.logo(picture, x, 9.0, 16.0, 16.0)
            x += 20.0
        room = size.right - x
        pen.text(x, 12.8, head.country[code], self._type(8), room=room, colour=QUIET, floor=5.5)
        pen.text(x, 18.0, head.ministry[code], self._type(11), room=room, bold=True, floor=7)
        programme, colour = head.programme[code], self.colours.title
        pen.text(x, 23.2, programme, self._type(9.5), room=room, colour=colour, floor=6.5)
        pen.box(size.margin, 28.4, size.room, 0.8, fill=self.colours.accent)
        self.y = 39.5

    def _title(self) -> None:
        pen, size, words = self.pen, self.size, self.words
        copy_room, colour = 30.0, self.colours.title
        x = size.right - 3 - copy_room
        taken = pen.text(
            x, self.y, words.copy, 8, room=copy_room, bold=True, colour=colour, align="right", floor=6
        )
        pen.box(size.right - taken - 6, self.y - 4.2, taken + 6, 6.2, stroke=colour, line=0.3, radius=3.1)
        room = size.room - taken - 10
        pen.text(
            size.margin,
            self.y + 0.8,
            words.title,
            self._type(17),
            room=room,
            bold=True,
            colour=colour,
            floor=10,
        )
        self.y += 7.0

    def _number(self) -> None:
        pen, size, words = self.pen, self.size, self.words
        top, high = self.y, size.qr + 4
        pen.box(
            size.margin, top, size.room, high, fill=self.colours.tint, stroke=HAIRLINE, line=0.2, radius=2
        )
        side = size.right - size.qr - 2
        pen.box(side, top + 2, size.qr, size.qr, fill=WHITE, radius=1)
        pen.qr(words.code, side, top + 2, size.qr)
        x, room = size.margin + 5, side - size.margin - 9
        pen.text(x, top + 7.5, words.code_label, 8, room=room, colour=QUIET)
        pen.text(x, top + 14.0, words.code, self._type(16), room=room, bold=True, floor=9)
        pen.text(x, top + high - 7.0, words.under, self._type(13), room=room, bold=True, floor=8)
        self.y = top + high + 7.0

    def _named(self) -> None:
        pen, half, y = self.pen, self.size.room / 2, self.y
        for first in range(0, len(self.words.named), 2):
            end = y
            for place, (name, value) in enumerate(self.words.named[first : first + 2]):
                x = self.size.margin + half * place
                pen.text(x, y, name, 8, room=half - 4, colour=QUIET, floor=6)
                below, size = y + 4.4, self._type(10)
                end = max(end, pen.paragraph(x, below, value, size, room=half - 4, lines=2, floor=7))
            y = end + 1.4
        self.y = y + 2.0

    def _verdict(self) -> None:
        pen, words, x = self.pen, self.words, self.size.margin + _BAR
        room, top = self.size.room - _BAR, self.y
        pen.text(x, top, words.verdict_label, 8, room=room, bold=True, colour=self.colours.title)
        end = pen.paragraph(
            x, top + 6.0, words.verdict, self._type(14), room=room, lines=2, bold=True, floor=9
        )
        if words.verdict_note:
            end = pen.paragraph(x, end - 0.6, words.verdict_note, self._type(10), room=room, lines=2, floor=8)
        pen.box(self.size.margin, top - 3.0, 1.3, end - top, fill=self.colours.accent)
        self.y = end + 4.0

    def _section(self, section: Section, dense: float) -> None:
        pen, x, room = self.pen, self.size.margin, self.size.room
        size = max(7.0, self._type(9.5) * min(1.0, dense + 0.1))
        pen.text(x, self.y, section.title, size, room=room, bold=True, colour=self.colours.title, floor=7)
        self.y += 4.8 * dense
        for line in section.lines:
            several = len(section.lines) > 1
            if several:
                pen.text(x, self.y, "•", size, room=4, colour=QUIET)
            indent = 4.0 if several else 0.0
            self.y = pen.paragraph(
                x + indent, self.y, line, size, room=room - indent, lines=3, colour=INK, floor=6.5
            )
            self.y += 0.5 * dense
        self.y += 3.6 * dense

    def _foot(self) -> None:
        pen, size, words = self.pen, self.size, self.words
        gap, top, high = 6.0, size.foot, 19.0
        wide = (size.room - gap) / 2
        for x, name in (
            (size.margin, words.sign_citizen),
            (size.margin + wide + gap, words.sign_office),
        ):
            pen.box(x, top, wide, high, stroke=HAIRLINE, line=0.25, radius=1.5)
            pen.text(x + 2.2, top + 3.8, name, 7, room=wide - 4.4, colour=QUIET, floor=5)
        end = size.high - 5.4
        pen.text(size.margin, end, words.printed, 7, room=size.room - 50, colour=QUIET, floor=5.5)
        pen.text(size.right - 48, end, words.code, 7, room=48, colour=INK, align="right", floor=5.5)
