"""Sheets of the contributory side on A4: facts, tables that go on over pages, and lines to sign on."""

from __future__ import annotations

import io

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.language.catalogue import Language
from desktop.printing import insured_words, logo
from desktop.printing.colours import HAIRLINE, QUIET, palette
from desktop.printing.document import begin
from desktop.printing.facts import Issuer
from desktop.printing.fit import wrap
from desktop.printing.fonts import REGULAR
from desktop.printing.insured_facts import PeriodsFacts, SheetWords, StatementFacts, Table
from desktop.printing.pen import LEADING, Pen

WIDE, HIGH = 210.0, 297.0
LEFT, RIGHT = 16.0, 194.0
ROOM = RIGHT - LEFT
_TOP, _END = 22.0, 272.0
_SIZE, _GAP = 8.5, 2.0
_LINE = _SIZE * LEADING * 25.4 / 72


def periods_pdf(facts: PeriodsFacts) -> bytes:
    """P-13 in the citizen's language. Raises ``Refused``: ``glyph_missing``."""
    language = Language(facts.language)
    return _pdf(insured_words.periods(facts, language), facts.issuer, language)


def statement_pdf(facts: StatementFacts) -> bytes:
    """P-14. Raises ``Refused``: ``glyph_missing``."""
    language = Language(facts.language)
    return _pdf(insured_words.statement(facts, language), facts.issuer, language)


def _pdf(words: SheetWords, issuer: Issuer, language: Language) -> bytes:
    pages = _Sheet(words, issuer, language, Canvas(io.BytesIO())).draw(0)  # counted on paper nobody keeps
    file = io.BytesIO()
    canvas = begin(file, f"{words.title} {words.code}", language, issuer)
    _Sheet(words, issuer, language, canvas).draw(pages)
    canvas.save()
    return file.getvalue()


class _Sheet:
    """One sheet on its way to paper; headings stand again at the top of each page."""

    def __init__(self, words: SheetWords, issuer: Issuer, language: Language, canvas: Canvas) -> None:
        self.words, self.issuer, self.language, self.canvas = words, issuer, language, canvas
        self.palette = palette(issuer.letterhead.colour)
        self.logo = logo.read(issuer.letterhead.logo)
        self.pen = Pen(canvas, HIGH)
        self.page, self.pages, self.y = 1, 0, 0.0

    def draw(self, pages: int) -> int:
        """All pages; how many there are. ``pages`` is what the foot says."""
        self.pages = pages
        self.canvas.setPageSize((WIDE * mm, HIGH * mm))
        self._head()
        self._named()
        for table in self.words.tables:
            self._table(table)
        self._signatures()
        self._foot()
        self.canvas.showPage()
        return self.page

    def _head(self) -> None:
        pen, head, code, words = self.pen, self.issuer.letterhead, self.language.code, self.words
        x = LEFT
        if self.logo:
            pen.logo(self.logo, LEFT, 10.0, 16.0, 16.0)
            x += 20.0
        room = RIGHT - x - 28.0
        pen.text(x, 13.8, head.country[code], 8, room=room, colour=QUIET, floor=6)
        pen.text(x, 19.0, head.ministry[code], 11, room=room, bold=True, floor=7)
        pen.text(x, 24.2, head.programme[code], 9.5, room=room, colour=self.palette.title, floor=6.5)
        pen.qr(words.code, RIGHT - 24.0, 7.0, 24.0)
        pen.box(LEFT, 32.0, ROOM, 0.8, fill=self.palette.accent)
        pen.text(LEFT, 42.0, words.title, 17, room=ROOM - 62, bold=True, colour=self.palette.title, floor=10)
        pen.text(RIGHT - 60, 42.0, words.code, 10.5, room=60, bold=True, align="right", floor=8)
        pen.text(LEFT, 48.4, words.under, 9, room=ROOM - 42, colour=QUIET, floor=7)
        pen.text(RIGHT - 40, 48.4, words.copy, 9, room=40, colour=QUIET, align="right", floor=7)
        self.y = 56.0

    def _named(self) -> None:
        half = ROOM / 2
        for place, (name, words) in enumerate(self.words.named):
            x, y = LEFT + half * (place % 2), self.y + 10.0 * (place // 2)
            self.pen.text(x, y, name, 8, room=half - 4, colour=QUIET, floor=6)
            self.pen.text(x, y + 4.4, words, 10, room=half - 4, bold=True, floor=6.5)
        self.y += 10.0 * ((len(self.words.named) + 1) // 2) - 1.0

    def _table(self, table: Table) -> None:
        self._room_for(20.0)
        self._headings(table)
        for place, row in enumerate(table.rows):
            cells = self._wrapped(table, row)
            high = max(map(len, cells)) * _LINE + 1.6
            if self._room_for(high):
                self._headings(table)
            last = table.total and place == len(table.rows) - 1
            if last:
                self.pen.rule((LEFT, self.y), (RIGHT, self.y), HAIRLINE)
            self._row(table, cells, bold=last)
            self.y += high
        if table.note:
            self._room_for(10.0)
            self.y = self.pen.paragraph(
                LEFT, self.y + 3.6, table.note, 8, room=ROOM, lines=4, colour=QUIET, floor=7
            )
        self.y += 4.0

    def _wrapped(self, table: Table, row: tuple[str, ...]) -> list[list[str]]:
        shares = zip(row, table.columns, strict=True)
        return [wrap(words, REGULAR, _SIZE, (ROOM * c.share - _GAP) * mm)[:3] or [""] for words, c in shares]

    def _headings(self, table: Table) -> None:
        pen, x = self.pen, LEFT
        if table.title:
            pen.text(LEFT, self.y + 4.4, table.title, 10.5, room=ROOM, bold=True, colour=self.palette.title)
            self.y += 6.6
        pen.box(LEFT, self.y, ROOM, 6.0, fill=self.palette.tint, radius=0.8)
        for column in table.columns:
            room = ROOM * column.share - _GAP
            pen.text(
                x + _GAP / 2, self.y + 4.2, column.heading, 8, room=room, align=column.align, colour=QUIET,
                floor=5.5,
            )  # fmt: skip
            x += ROOM * column.share
        self.y += 7.0

    def _row(self, table: Table, cells: list[list[str]], *, bold: bool) -> None:
        x = LEFT
        for lines, column in zip(cells, table.columns, strict=True):
            room = ROOM * column.share - _GAP
            for place, words in enumerate(lines):
                y = self.y + 3.4 + place * _LINE
                self.pen.text(
                    x + _GAP / 2, y, words, _SIZE, room=room, align=column.align, bold=bold, floor=6
                )
            x += ROOM * column.share

    def _room_for(self, high: float) -> bool:
        """True when a new page was begun for it."""
        if self.y + high <= _END:
            return False
        self._foot()
        self.canvas.showPage()
        self.canvas.setPageSize((WIDE * mm, HIGH * mm))
        self.page += 1
        words = f"{self.words.title}   {self.words.code}"
        self.pen.text(LEFT, 13.0, words, 10, room=ROOM, bold=True, colour=self.palette.title, floor=7)
        self.pen.box(LEFT, 15.6, ROOM, 0.5, fill=self.palette.accent)
        self.y = _TOP
        return True

    def _signatures(self) -> None:
        self._room_for(24.0)
        share = ROOM / len(self.words.signatures)
        y = max(self.y + 18.0, 262.0) if self.y + 18.0 <= _END + 4 else self.y
        for place, words in enumerate(self.words.signatures):
            x = LEFT + share * place
            self.pen.rule((x, y), (x + share - 8, y), HAIRLINE)
            self.pen.text(x, y + 4.0, words, 8, room=share - 8, colour=QUIET, floor=6)

    def _foot(self) -> None:
        pen, of_page = self.pen, self.language.say("MyData", "Page {page} of {pages}")
        pen.rule((LEFT, 286.0), (RIGHT, 286.0), HAIRLINE)
        pen.text(LEFT, 290.0, self.words.printed, 7, room=ROOM - 40, colour=QUIET, floor=5.5)
        said = of_page.format(page=self.page, pages=self.pages)
        pen.text(RIGHT - 38, 290.0, said, 7, room=38, colour=QUIET, align="right")
