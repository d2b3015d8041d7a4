"""The board of the offices on A4 (P-21): the most silent first, what waits there, in which version."""

from __future__ import annotations

import io

from reportlab.lib.colors import HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.language.catalogue import Language
from desktop.language.dates import long_moment, short_moment
from desktop.language.figures import grouped
from desktop.language.sticks import silence_in_words
from desktop.printing import logo
from desktop.printing.colours import HAIRLINE, INK, QUIET, palette
from desktop.printing.document import begin
from desktop.printing.pen import Pen
from desktop.printing.receipt_words import printed_in_words
from desktop.printing.stick_facts import OfficeEntry, OfficeList

WIDE, HIGH = 210.0, 297.0
LEFT, RIGHT = 16.0, 194.0
ROOM = RIGHT - LEFT
_A_PAGE, _ROW = 22, 9.6
_TONES = {"good": INK, "attention": HexColor("#8A5A00"), "error": HexColor("#B3261E")}


def offices_pdf(facts: OfficeList) -> bytes:
    """The pages. Raises ``Refused``: ``glyph_missing``."""
    language = Language(facts.language)
    file = io.BytesIO()
    canvas = begin(file, language.say("Board", "The offices and their silence"), language, facts.issuer)
    offices = facts.offices or ()
    pages = [offices[start : start + _A_PAGE] for start in range(0, max(1, len(offices)), _A_PAGE)]
    for number, entries in enumerate(pages, start=1):
        canvas.setPageSize((WIDE * mm, HIGH * mm))
        _Page(facts, language, canvas).draw(entries, number, len(pages))
        canvas.showPage()
    canvas.save()
    return file.getvalue()


class _Page:
    """One page of the list."""

    def __init__(self, facts: OfficeList, language: Language, canvas: Canvas) -> None:
        self.facts, self.language = facts, language
        head = facts.issuer.letterhead
        self.palette, self.logo = palette(head.colour), logo.read(head.logo)
        self.pen = Pen(canvas, HIGH)

    def draw(self, entries: tuple[OfficeEntry, ...], number: int, of: int) -> None:
        """Letterhead, heading, the entries, the foot."""
        pen, head, code, say = self.pen, self.facts.issuer.letterhead, self.language.code, self.language.say
        x = LEFT
        if self.logo:
            pen.logo(self.logo, LEFT, 10.0, 16.0, 16.0)
            x += 20.0
        pen.text(x, 16.0, head.ministry[code], 11, room=RIGHT - x, bold=True, floor=7)
        pen.text(x, 22.0, self.facts.issuer.office.names[code], 9.5, room=RIGHT - x, floor=6.5)
        pen.box(LEFT, 31.0, ROOM, 0.8, fill=self.palette.accent)
        title = say("Board", "The offices and their silence")
        pen.text(LEFT, 42.0, title, 18, room=ROOM, bold=True, colour=self.palette.title, floor=12)
        at = long_moment(self.facts.issuer.printed_at, self.language)
        words = say("Board", "As the server told it on {moment}; the most silent first.").format(moment=at)
        pen.text(LEFT, 48.4, words, 9.5, room=ROOM, floor=7)
        y = 56.0
        for entry in entries:
            self._entry(entry, y)
            y += _ROW
        pen.rule((LEFT, 286.0), (RIGHT, 286.0), HAIRLINE)
        printed = printed_in_words(self.facts.issuer, self.language)
        pen.text(LEFT, 290.0, printed, 7, room=ROOM - 20, colour=QUIET, floor=5.5)
        page = say("Board", "{number} of {of}").format(number=number, of=of)
        pen.text(LEFT, 290.0, page, 7, room=ROOM, colour=QUIET, align="right")

    def _entry(self, entry: OfficeEntry, y: float) -> None:
        pen, say, language = self.pen, self.language.say, self.language
        colour = _TONES[entry.tone]
        pen.box(LEFT, y - 3.6, 1.3, 7.4, fill=colour)
        pen.text(LEFT + 4, y, f"{entry.code} · {entry.name}", 10, room=112, bold=True, floor=7)
        silent = silence_in_words(entry.days, language)
        pen.text(LEFT + 118, y, silent, 10, room=ROOM - 118, bold=True, colour=colour, align="right", floor=7)
        parts = [say("Board", "%n laptop(s)", "", entry.laptops)]
        if entry.waiting:
            waiting = say("Board", "%n change(s) waiting there", "", entry.waiting)
            parts.append(waiting.replace(str(entry.waiting), grouped(entry.waiting, language.code)))
        if entry.programs:
            parts.append(say("Board", "version {versions}").format(versions=entry.programs))
        if entry.seen_at is not None:
            parts.append(short_moment(entry.seen_at, language))
        pen.text(LEFT + 4, y + 3.8, " · ".join(parts), 8, room=ROOM - 4, colour=QUIET, floor=6)
