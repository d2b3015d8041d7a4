"""The reconciliation slip (P-19) on one A4 page: what was sent, what the server holds, who has to look."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.language.catalogue import Language
from desktop.printing import logo, slip_words
from desktop.printing.colours import HAIRLINE, QUIET, palette
from desktop.printing.document import begin
from desktop.printing.pen import Pen
from desktop.printing.receipt_words import printed_in_words
from desktop.printing.slip_facts import SlipFacts, SlipRow

WIDE, HIGH = 210.0, 297.0
LEFT, RIGHT = 16.0, 194.0
ROOM = RIGHT - LEFT
_NAME = 58.0  # the column of names
_ROW = 5.4
_AUTHORS, _KINDS, _DIFFERENCES = 6, 17, 6  # more than these are counted together, or the last says how many


def slip_pdf(facts: SlipFacts) -> bytes:
    """The page. Raises ``Refused``: ``glyph_missing``."""
    language = Language(facts.language)
    rows = slip_words.facts_rows(facts, language)
    file = io.BytesIO()
    canvas = begin(file, slip_words.title(language), language, facts.issuer)
    canvas.setPageSize((WIDE * mm, HIGH * mm))
    _Slip(facts, language, canvas).draw(rows)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


class _Slip:
    """The page on its way to paper, from top to bottom."""

    def __init__(self, facts: SlipFacts, language: Language, canvas: Canvas) -> None:
        self.facts, self.language = facts, language
        head = facts.issuer.letterhead
        self.palette, self.logo = palette(head.colour), logo.read(head.logo)
        self.pen = Pen(canvas, HIGH)

    def draw(self, rows: Sequence[tuple[str, str]]) -> None:
        """All of it."""
        self._letterhead()
        y = self._facts(rows, 57.0)
        y = self._figures(y + 4.0)
        y = self._verdict(y + 7.0)
        say = self.language.say
        y = self._table(say("Slip", "By officer"), _at_most(self.facts.authors, _AUTHORS), y + 5.0)
        self._table(say("Slip", "By kind of record"), _at_most(self.facts.kinds, _KINDS), y + 5.0)
        self._foot()

    def _letterhead(self) -> None:
        pen, head, code = self.pen, self.facts.issuer.letterhead, self.language.code
        x = LEFT
        if self.logo:
            pen.logo(self.logo, LEFT, 10.0, 16.0, 16.0)
            x += 20.0
        room = RIGHT - x
        pen.text(x, 13.8, head.country[code], 8, room=room, colour=QUIET, floor=6)
        pen.text(x, 19.0, head.ministry[code], 11, room=room, bold=True, floor=7)
        pen.text(x, 24.2, head.programme[code], 9.5, room=room, colour=self.palette.title, floor=6.5)
        pen.box(LEFT, 31.0, ROOM, 0.8, fill=self.palette.accent)
        words = slip_words.title(self.language)
        pen.text(LEFT, 42.0, words, 18, room=ROOM, bold=True, colour=self.palette.title, floor=12)
        pen.text(LEFT, 48.4, slip_words.sealed(self.facts, self.language), 9.5, room=ROOM, floor=7)

    def _facts(self, rows: Sequence[tuple[str, str]], y: float) -> float:
        half = ROOM / 2
        for place, (name, words) in enumerate(rows):
            x, line = LEFT + half * (place % 2), y + 10.0 * (place // 2)
            self.pen.text(x, line, name, 8, room=half - 4, colour=QUIET, floor=6)
            self.pen.text(x, line + 4.4, words, 10, room=half - 4, bold=True, floor=7)
        return y + 10.0 * ((len(rows) + 1) // 2) - 4.0

    def _figures(self, y: float) -> float:
        named = slip_words.figures(self.facts, self.language)
        share = ROOM / len(named)
        self.pen.box(LEFT, y, ROOM, 22.0, fill=self.palette.tint, radius=1.6)
        for place, (figure, words) in enumerate(named):
            x = LEFT + share * place
            if place:
                self.pen.rule((x, y + 4), (x, y + 18), HAIRLINE)
            pen = self.pen
            pen.text(
                x + 2, y + 11.4, figure, 22, room=share - 4, bold=True, align="centre", floor=12,
                colour=self.palette.title,
            )  # fmt: skip
            pen.paragraph(
                x + 2, y + 16.4, words, 8, room=share - 4, lines=2, align="centre", colour=QUIET, floor=6
            )
        return y + 22.0

    def _verdict(self, y: float) -> float:
        said = slip_words.verdict(self.facts, self.language)
        shown = said if len(said) <= _DIFFERENCES else said[: _DIFFERENCES - 1]
        for words in shown:
            y = self.pen.paragraph(LEFT, y, words, 10, room=ROOM, lines=2, bold=True, floor=8)
        if len(shown) < len(said):
            more = self.language.say("Slip", "and %n more", "", len(said) - len(shown))
            y = self.pen.paragraph(LEFT, y, more, 10, room=ROOM, lines=1, bold=True)
        return y - 3.0

    def _table(self, heading: str, rows: Sequence[SlipRow], y: float) -> float:
        pen, names = self.pen, slip_words.headings(self.language)
        share = (ROOM - _NAME) / len(names)
        pen.box(LEFT, y, ROOM, 6.2, fill=self.palette.tint, radius=0.8)
        pen.box(LEFT, y, 1.3, 6.2, fill=self.palette.accent)
        pen.text(
            LEFT + 3.6, y + 4.4, heading, 10, room=_NAME - 4, bold=True, colour=self.palette.title, floor=7
        )
        for place, words in enumerate(names):
            x = LEFT + _NAME + share * place
            pen.text(x, y + 4.3, words, 8, room=share - 2, align="right", colour=QUIET, floor=5.5)
        y += 6.2
        for row in (*rows, self.facts.total):
            last = row is self.facts.total
            words = self.language.say("Slip", "Total") if last else self._name_of(row)
            if last:
                pen.rule((LEFT, y + 0.8), (RIGHT, y + 0.8), HAIRLINE)
            pen.text(LEFT + 3.6, y + 4.6, words, 9, room=_NAME - 4, bold=last, floor=6.5)
            for place, cell in enumerate(slip_words.cells(row, self.language)):
                x = LEFT + _NAME + share * place
                pen.text(x, y + 4.6, cell, 9, room=share - 2, align="right", bold=last, floor=6)
            y += _ROW
        return y + 1.0

    def _name_of(self, row: SlipRow) -> str:
        if row.kind == "*":
            return self.language.say("Slip", "the others together")
        return slip_words.named(row, self.language)

    def _foot(self) -> None:
        pen, say = self.pen, self.language.say
        for x, words in ((LEFT, say("Slip", "Officer")), (LEFT + ROOM / 2 + 4, say("Slip", "Supervisor"))):
            pen.rule((x, 274.0), (x + ROOM / 2 - 8, 274.0), HAIRLINE)
            pen.text(x, 278.0, words, 8, room=ROOM / 2 - 8, colour=QUIET)
        pen.rule((LEFT, 286.0), (RIGHT, 286.0), HAIRLINE)
        printed = printed_in_words(self.facts.issuer, self.language)
        pen.text(LEFT, 290.0, printed, 7, room=ROOM, colour=QUIET, floor=5.5)


def _at_most(rows: Sequence[SlipRow], most: int) -> Sequence[SlipRow]:
    """No more rows than there is room for: the smallest are counted together."""
    if len(rows) <= most:
        return rows
    largest = sorted(rows, key=lambda row: (-row.missing, -row.needs, -row.written))
    kept = set(largest[: most - 1])
    rest = [row for row in rows if row not in kept]
    sums = {
        figure: sum(getattr(row, figure) for row in rest)
        for figure in ("written", "waiting", "sent", "held", "missing", "needs")
    }
    return (*(row for row in rows if row in kept), SlipRow("", "*", **sums))
