"""The pages of the registration form in the order of the window: notice, place, members, signatures."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import cached_property

from reportlab.pdfgen.canvas import Canvas

from desktop.language.catalogue import Language
from desktop.printing import form_marks as marks
from desktop.printing.colours import HAIRLINE, INK, QUIET, WHITE, Palette
from desktop.printing.fit import wrap
from desktop.printing.fonts import REGULAR
from desktop.printing.form_facts import FormFacts
from desktop.printing.form_member import BLOCK, draw_member, draw_numbers
from desktop.printing.form_signatures import draw_signatures
from desktop.printing.form_words import FormWords
from desktop.printing.logo import Logo
from desktop.printing.pen import LEADING, Pen
from domain.problems import Problem, Refused

WIDE, HIGH = 210.0, 297.0
LEFT, RIGHT = 14.0, 196.0
ROOM = RIGHT - LEFT
FULL, LAST = 11, 6  # members on a page of their own, and on the last one above the signatures
_FOOT = 288.0
_END = _FOOT - 5.0
_MM = 25.4 / 72
_PLACE_HIGH = 64.0
_NOTICE_SIZES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0)


@dataclass(frozen=True)
class Sheet:
    """One form on its way to paper."""

    facts: FormFacts
    words: FormWords
    language: Language
    palette: Palette
    logo: Logo | None

    @cached_property
    def first(self) -> int:
        """How many members stand on page 1, beneath a notice that may be short or long."""
        unseen = Pen(Canvas(io.BytesIO()), HIGH)  # measured on a page nobody keeps
        room = _END - draw_numbers(unseen, self.words, self.language, _answers(unseen, self), (LEFT, RIGHT))
        return max(0, int(room // BLOCK))

    @cached_property
    def pages(self) -> int:
        """Two, one sheet of paper; more where there are more members, or more rows are asked for."""
        wanted, pages = max(len(self.facts.members), self.facts.rows), 2
        while self.first + (pages - 2) * FULL + _on_last(pages) < wanted:
            pages += 1
        return pages


def _on_last(page: int) -> int:
    """One row less where what the numbers mean stands above."""
    return LAST - 1 if page % 2 else LAST


def draw(pen: Pen, sheet: Sheet, page: int) -> None:
    """Draws one page, counted from 1."""
    if page == 1:
        y = _answers(pen, sheet)
    else:
        y = _section(pen, sheet, _running_head(pen, sheet), 3, sheet.language.say("Form", "Members"))
    y = _members(pen, sheet, page, y)
    if page == sheet.pages:
        y = _section(pen, sheet, y + 3.0, 4, sheet.language.say("Form", "Check and sign"))
        draw_signatures(pen, sheet.facts, sheet.language, sheet.words.ghost, y, (LEFT, RIGHT))
    _foot(pen, sheet, page)


def _answers(pen: Pen, sheet: Sheet) -> float:
    """Page 1 down to the heading of the members."""
    y = _place(pen, sheet, _notice(pen, sheet, _letterhead(pen, sheet)))
    return _section(pen, sheet, y, 3, sheet.language.say("Form", "Members"))


def _letterhead(pen: Pen, sheet: Sheet) -> float:
    words, x = sheet.words, LEFT
    if sheet.logo:
        pen.logo(sheet.logo, LEFT, 9.0, 17.0, 17.0)
        x += 20.5
    room = RIGHT - 25.0 - 50.0 - x
    pen.text(x, 13.2, words.country, 8, room=room, colour=QUIET, floor=6)
    pen.text(x, 18.4, words.ministry, 11, room=room, bold=True, floor=7)
    pen.text(x, 23.4, words.programme, 9.5, room=room, colour=sheet.palette.title, floor=6.5)
    _code(pen, sheet, 25.0, 7.0)
    pen.box(LEFT, 34.6, ROOM, 0.8, fill=sheet.palette.accent)
    pen.text(LEFT, 31.6, words.office, 8.5, room=130.0, floor=6)
    pen.text(LEFT, 43.6, words.title, 17, room=108.0, bold=True, colour=sheet.palette.title, floor=11)
    pen.text(LEFT, 48.4, words.how, 7.5, room=118.0, colour=QUIET, floor=5.5)
    said = sheet.language.say("Form", "Date of registration")
    marks.day_comb(pen, RIGHT - 37.6, 42.2, said, words.ghost, sheet.facts.on)
    return 53.0


def _code(pen: Pen, sheet: Sheet, side: float, top: float) -> None:
    """The printed code and its square, at the upper right of every page."""
    words = sheet.words
    pen.box(RIGHT - side, top, side, side, fill=WHITE)
    pen.qr(sheet.facts.code, RIGHT - side, top, side)
    x, room = RIGHT - side - 49.0, 47.0
    pen.text(
        x, top + 5.2, sheet.language.say("Form", "Form and household code"), 6.5, room=room, colour=QUIET,
        align="right", floor=5,
    )  # fmt: skip
    pen.text(x, top + 10.6, sheet.facts.code, 11.5, room=room, bold=True, align="right", floor=8)
    if words.copy:
        pen.text(x, top + 15.2, words.copy, 7, room=room, colour=QUIET, align="right", floor=5)


def _section(pen: Pen, sheet: Sheet, y: float, number: int, words: str) -> float:
    """A section's bar; the upper edge of what comes under it is given back."""
    pen.box(LEFT, y, ROOM, 6.0, fill=sheet.palette.tint, radius=0.8)
    pen.box(LEFT, y, 1.3, 6.0, fill=sheet.palette.accent)
    pen.text(
        LEFT + 3.4, y + 4.3, f"{number}. {words}", 10, room=ROOM - 6, bold=True, colour=sheet.palette.title
    )
    return y + 8.2


def _notice(pen: Pen, sheet: Sheet, y: float) -> float:
    words, facts, say = sheet.words, sheet.facts, sheet.language.say
    y = _section(pen, sheet, y, 1, say("Form", "Language and notice"))
    y = _question(pen, y, say("Form", "Which language does the citizen speak best?"))
    y = marks.ticks(pen, LEFT, y, ROOM, words.languages, facts.spoken)
    after = 2 * 12.0 + _PLACE_HIGH  # two questions and the next section
    lines, size = _fitted(words.notice, _FOOT - 8.0 - after - y - 9.0)
    high = len(lines) * size * LEADING * _MM + 8.4
    pen.box(LEFT, y, ROOM, high, fill=sheet.palette.tint, stroke=HAIRLINE, line=0.2, radius=1.2)
    pen.text(LEFT + 3.0, y + 4.6, words.notice_title, 8.5, room=ROOM - 6, bold=True)
    baseline = y + 8.8
    for line in lines:
        pen.text(LEFT + 3.0, baseline, line, size, room=ROOM - 6)
        baseline += size * LEADING * _MM
    y = _question(pen, y + high + 2.2, say("Form", "How was the notice given?"))
    y = marks.ticks(pen, LEFT, y, ROOM, words.ways, facts.given)
    y = _question(pen, y, say("Form", "Legal basis"))
    return marks.ticks(pen, LEFT, y, ROOM, words.bases, facts.legal_basis) + 1.0


def _fitted(words: str, room: float) -> tuple[list[str], float]:
    """The notice whole, at the largest size at which it fits; it is never cut."""
    for size in _NOTICE_SIZES:
        lines = wrap(words, REGULAR, size, (ROOM - 6) / _MM)
        if len(lines) * size * LEADING * _MM <= room:
            return lines, size
    raise Refused(Problem("form_notice_long", "notice"))


def _question(pen: Pen, y: float, words: str) -> float:
    pen.text(LEFT, y + 2.6, words, 8, room=ROOM, bold=True, floor=6)
    return y + 4.2


def _place(pen: Pen, sheet: Sheet, y: float) -> float:
    place, say = sheet.facts.place, sheet.language.say
    y = _section(pen, sheet, y, 2, say("Form", "Where")) + 2.6
    half = (ROOM - 4.0) / 2
    right = LEFT + half + 4.0
    marks.box(pen, LEFT, y, ROOM, say("Form", "Area, from the smallest place to the district"), place.area)
    marks.box(pen, LEFT, y + 9.6, half, say("Form", "Village or neighbourhood"), place.village)
    marks.box(pen, right, y + 9.6, half, say("Form", "Landmark"), place.landmark)
    marks.box(pen, LEFT, y + 19.2, half, say("Form", "Address"), place.address)
    marks.comb(
        pen, right, y + 19.2, say("Form", "Telephone of the household"), (12,), place.phone, cell=half / 12
    )
    said = say("Form", "Compound, only if several households share it")
    marks.box(pen, LEFT, y + 28.8, half, said, place.compound)
    degrees = (half - 4.0) / 2
    marks.box(pen, right, y + 28.8, degrees, say("Form", "Latitude"), place.latitude)
    marks.box(pen, right + degrees + 4.0, y + 28.8, degrees, say("Form", "Longitude"), place.longitude)
    y = _question(pen, y + 36.6, say("Form", "Kind of household"))
    return marks.ticks(pen, LEFT, y, ROOM, sheet.words.kinds, place.kind)


def _running_head(pen: Pen, sheet: Sheet) -> float:
    words = sheet.words
    pen.text(LEFT, 13.0, words.title, 11, room=100.0, bold=True, colour=sheet.palette.title, floor=8)
    pen.text(LEFT, 18.0, f"{words.programme} · {words.office}", 7.5, room=110.0, colour=QUIET, floor=5.5)
    _code(pen, sheet, 19.0, 5.0)
    pen.box(LEFT, 24.4, ROOM, 0.6, fill=sheet.palette.accent)
    return 27.4


def _members(pen: Pen, sheet: Sheet, page: int, y: float) -> float:
    """The rows of a page; what the numbers mean stands on each sheet of paper once, in front."""
    members = sheet.facts.members
    if page % 2:
        y = draw_numbers(pen, sheet.words, sheet.language, y, (LEFT, RIGHT))
    start = 0 if page == 1 else sheet.first + (page - 2) * FULL
    rows = sheet.first if page == 1 else _on_last(page) if page == sheet.pages else FULL
    for number in range(start, start + rows):
        known = members[number] if number < len(members) else None
        draw_member(pen, sheet.words, sheet.language, number + 1, known, y, (LEFT, RIGHT))
        y += BLOCK
    return y


def _foot(pen: Pen, sheet: Sheet, page: int) -> None:
    pen.rule((LEFT, _FOOT - 3.6), (RIGHT, _FOOT - 3.6), HAIRLINE, 0.2)
    pen.text(LEFT, _FOOT, f"P-01 · {sheet.words.printed}", 7, room=120.0, colour=QUIET, floor=5)
    said = sheet.language.say("Form", "Page {page} of {pages}").format(page=page, pages=sheet.pages)
    words = f"{sheet.facts.code}   {said}"
    pen.text(RIGHT - 60.0, _FOOT, words, 7, room=60.0, colour=INK, align="right", floor=5)
