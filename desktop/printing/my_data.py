"""The sheet "My data" (P-12) on A4: all that is held of a household, for the people it is about."""

from __future__ import annotations

import io

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.language.catalogue import Language
from desktop.printing import logo
from desktop.printing.colours import HAIRLINE, QUIET, palette
from desktop.printing.document import begin
from desktop.printing.fit import wrap
from desktop.printing.fonts import REGULAR, width
from desktop.printing.my_data_facts import MyData
from desktop.printing.my_data_words import Row, Section, sections
from desktop.printing.pen import LEADING, Pen
from desktop.printing.receipt_words import printed_in_words

WIDE, HIGH = 210.0, 297.0
LEFT, RIGHT = 16.0, 194.0
ROOM = RIGHT - LEFT
_LABEL, _IN = 40.0, 3.6  # where a text begins, with a label before it and without
_TOP, _END = 22.0, 280.0
_SIZE = 9.0
_LINE = _SIZE * LEADING * 25.4 / 72
Line = list[Row]


def my_data_pdf(facts: MyData) -> bytes:
    """The sheet as one PDF in the household's language. Raises ``Refused``: ``glyph_missing``."""
    language = Language(facts.language)
    said = sections(facts, language)
    pages = _Sheet(facts, said, language, Canvas(io.BytesIO())).draw(0)  # counted on paper nobody keeps
    file = io.BytesIO()
    title = f"{language.say('MyData', 'My data')} {facts.code}"
    canvas = begin(file, title, language, facts.issuer)
    _Sheet(facts, said, language, canvas).draw(pages)
    canvas.save()
    return file.getvalue()


class _Sheet:
    """One sheet on its way to paper; it begins a new page where a row would reach the foot."""

    def __init__(self, facts: MyData, said: tuple[Section, ...], language: Language, canvas: Canvas) -> None:
        self.facts, self.said, self.language, self.canvas = facts, said, language, canvas
        head = facts.issuer.letterhead
        self.palette, self.logo = palette(head.colour), logo.read(head.logo)
        self.pen = Pen(canvas, HIGH)
        self.page = 1
        self.y = 0.0

    def draw(self, pages: int) -> int:
        """All pages; how many there are. ``pages`` is what the foot says."""
        self.canvas.setPageSize((WIDE * mm, HIGH * mm))
        self._letterhead()
        for section in self.said:
            self._section(section, pages)
        self._foot(pages)
        self.canvas.showPage()
        return self.page

    def _letterhead(self) -> None:
        pen, say, head, code = self.pen, self.language.say, self.facts.issuer.letterhead, self.language.code
        x = LEFT
        if self.logo:
            pen.logo(self.logo, LEFT, 10.0, 16.0, 16.0)
            x += 20.0
        room = RIGHT - x - 28.0
        pen.text(x, 13.8, head.country[code], 8, room=room, colour=QUIET, floor=6)
        pen.text(x, 19.0, head.ministry[code], 11, room=room, bold=True, floor=7)
        pen.text(x, 24.2, head.programme[code], 9.5, room=room, colour=self.palette.title, floor=6.5)
        pen.qr(self.facts.code, RIGHT - 24.0, 7.0, 24.0)
        pen.box(LEFT, 32.0, ROOM, 0.8, fill=self.palette.accent)
        title = say("MyData", "My data")
        taken = pen.text(LEFT, 43.0, title, 18, room=70.0, bold=True, colour=self.palette.title, floor=12)
        named = f"{self.facts.code}   {self.facts.head_name}"
        pen.text(LEFT + taken + 6, 43.0, named, 11, room=ROOM - taken - 6, bold=True, align="right", floor=8)
        words = say(
            "MyData", "All that this office holds of your household, as it stood when this was printed."
        )
        pen.text(LEFT, 49.0, words, 9, room=ROOM, colour=QUIET, floor=7)
        self.y = 53.0

    def _section(self, section: Section, pages: int) -> None:
        lines = _paired([(name, text) for name, text in section.rows if text])
        if not lines:
            return
        self._room_for(8.0 + self._high(lines[0]), pages)
        pen, y = self.pen, self.y
        pen.box(LEFT, y, ROOM, 6.2, fill=self.palette.tint, radius=0.8)
        pen.box(LEFT, y, 1.3, 6.2, fill=self.palette.accent)
        pen.text(LEFT + _IN, y + 4.4, section.title, 10, room=ROOM - 6, bold=True, colour=self.palette.title)
        self.y = y + 10.4
        for line in lines:
            high = self._high(line)
            self._room_for(high, pages)
            for column, (name, text) in enumerate(line):
                self._entry(LEFT + column * ROOM / 2, name, text)
            self.y += high
        self.y += 1.6

    def _high(self, line: Line) -> float:
        return max(len(_wrapped(name, text)) for name, text in line) * _LINE + 1.0

    def _entry(self, left: float, name: str, text: str) -> None:
        x, y = left + (_LABEL if name else _IN), self.y
        if name:
            self.pen.text(left + _IN, y, name, 8.5, room=_LABEL - 6, colour=QUIET, floor=6)
        for words in _wrapped(name, text):
            self.pen.text(x, y, words, _SIZE, room=RIGHT - x)
            y += _LINE

    def _room_for(self, high: float, pages: int) -> None:
        if self.y + high <= _END:
            return
        self._foot(pages)
        self.canvas.showPage()
        self.canvas.setPageSize((WIDE * mm, HIGH * mm))
        self.page += 1
        title = f"{self.language.say('MyData', 'My data')}  {self.facts.code}"
        self.pen.text(LEFT, 13.0, title, 10, room=ROOM, bold=True, colour=self.palette.title)
        self.pen.box(LEFT, 15.6, ROOM, 0.5, fill=self.palette.accent)
        self.y = _TOP

    def _foot(self, pages: int) -> None:
        pen, of_page = self.pen, self.language.say("MyData", "Page {page} of {pages}")
        pen.rule((LEFT, 286.0), (RIGHT, 286.0), HAIRLINE)
        printed = printed_in_words(self.facts.issuer, self.language)
        pen.text(LEFT, 290.0, printed, 7, room=ROOM - 40, colour=QUIET, floor=5.5)
        said = of_page.format(page=self.page, pages=pages)
        pen.text(RIGHT - 38, 290.0, said, 7, room=38, colour=QUIET, align="right")


def _wrapped(name: str, text: str) -> list[str]:
    return wrap(text, REGULAR, _SIZE, (ROOM - (_LABEL if name else _IN) - 2) * mm)


def _paired(rows: list[Row]) -> list[Line]:
    """Two short entries share a line; a long one, or a sentence without a label, has its own."""
    lines: list[Line] = []
    beside = False
    for row in rows:
        short = bool(row[0]) and width(row[1], REGULAR, _SIZE) <= (ROOM / 2 - _LABEL - 2) * mm
        if short and beside:
            lines[-1].append(row)
            beside = False
        else:
            lines.append([row])
            beside = short
    return lines
