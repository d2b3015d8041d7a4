"""The slip of a carried stick (P-20), two to an A4 page: who came, what was carried, what comes next."""

from __future__ import annotations

import io
from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.language.catalogue import Language
from desktop.language.dates import long_moment
from desktop.language.figures import grouped
from desktop.language.problems import explain
from desktop.language.sticks import state_in_words
from desktop.printing import logo
from desktop.printing.colours import HAIRLINE, QUIET, palette
from desktop.printing.document import begin
from desktop.printing.facts import Issuer
from desktop.printing.pen import Pen
from desktop.printing.receipt_words import printed_in_words
from desktop.printing.stick_facts import StickSlip

WIDE, HIGH, HALF = 210.0, 297.0, 148.5
LEFT, RIGHT = 16.0, 194.0
ROOM = RIGHT - LEFT


def slips_pdf(issuer: Issuer, slips: Sequence[StickSlip]) -> bytes:
    """The pages, each slip in its own office's language. Raises ``Refused``: ``glyph_missing``."""
    first = Language(slips[0].language if slips else issuer.office.languages[0])
    file = io.BytesIO()
    canvas = begin(file, _title(first), first, issuer)
    for place, slip in enumerate(slips):
        if place % 2 == 0:
            canvas.setPageSize((WIDE * mm, HIGH * mm))
        _Slip(issuer, slip, canvas, lower=bool(place % 2)).draw()
        if place % 2 or place == len(slips) - 1:
            canvas.showPage()
    canvas.save()
    return file.getvalue()


def _title(language: Language) -> str:
    return language.say("StickSlip", "Slip for a stick that was carried")


class _Slip:
    """Half a page on its way to paper, from top to bottom."""

    def __init__(self, issuer: Issuer, slip: StickSlip, canvas: Canvas, *, lower: bool) -> None:
        self.issuer, self.slip, self.language = issuer, slip, Language(slip.language)
        head = issuer.letterhead
        self.palette, self.logo = palette(head.colour), logo.read(head.logo)
        self.pen = Pen(canvas, HIGH - HALF if lower else HIGH)
        self.lower = lower

    def draw(self) -> None:
        """All of it."""
        if self.lower:
            self.pen.rule((6.0, 0.0), (WIDE - 6.0, 0.0), QUIET, dash=(2, 2))
        self._letterhead()
        y = self._facts(48.0)
        y = self._figures(y + 3.0)
        self._next(y + 7.0)
        self._foot()

    def _letterhead(self) -> None:
        pen, head, code = self.pen, self.issuer.letterhead, self.language.code
        x = LEFT
        if self.logo:
            pen.logo(self.logo, LEFT, 8.0, 13.0, 13.0)
            x += 17.0
        room = RIGHT - x
        pen.text(x, 12.0, head.ministry[code], 10, room=room, bold=True, floor=7)
        pen.text(x, 17.2, self.issuer.office.names[code], 9, room=room, colour=self.palette.title, floor=6.5)
        pen.box(LEFT, 24.0, ROOM, 0.8, fill=self.palette.accent)
        pen.text(
            LEFT, 34.0, _title(self.language), 16, room=ROOM, bold=True, colour=self.palette.title, floor=11
        )
        words = self.language.say("StickSlip", "{name}, laptop {office}-{laptop}")
        slip = self.slip
        who = words.format(name=slip.office_name, office=slip.office, laptop=slip.laptop)
        pen.text(LEFT, 40.6, who, 11, room=ROOM, bold=True, floor=8)

    def _facts(self, y: float) -> float:
        say, slip, language = self.language.say, self.slip, self.language
        rows = (
            (say("StickSlip", "Written at the office"), long_moment(slip.written_at, language)),
            (say("StickSlip", "Carried to the server"), long_moment(slip.carried_at, language)),
            (say("StickSlip", "State"), state_in_words(slip.state, language)),
            (say("StickSlip", "Taken in hand by"), self.issuer.officer),
        )
        half = ROOM / 2
        for place, (name, words) in enumerate(rows):
            x, line = LEFT + half * (place % 2), y + 10.0 * (place // 2)
            self.pen.text(x, line, name, 8, room=half - 4, colour=QUIET, floor=6)
            self.pen.text(x, line + 4.4, words, 10, room=half - 4, bold=True, floor=7)
        return y + 16.0

    def _figures(self, y: float) -> float:
        say, slip = self.language.say, self.slip
        brought, answer = slip.brought, slip.answer
        named = [
            (brought.get("changes", 0), say("StickSlip", "changes brought")),
            (brought.get("photos", 0), say("StickSlip", "photos and scans brought")),
        ]
        if answer:
            named += [
                (answer.get("changes", 0), say("StickSlip", "changes arrived at the server")),
                (answer.get("refused", 0), say("StickSlip", "changes refused")),
                (answer.get("rows", 0), say("StickSlip", "records to take home")),
            ]
        share = ROOM / len(named)
        self.pen.box(LEFT, y, ROOM, 20.0, fill=self.palette.tint, radius=1.6)
        for place, (figure, words) in enumerate(named):
            x = LEFT + share * place
            if place:
                self.pen.rule((x, y + 4), (x, y + 16), HAIRLINE)
            self.pen.text(
                x + 2, y + 9.6, grouped(figure, self.language.code), 18, room=share - 4, bold=True,
                align="centre", floor=11, colour=self.palette.title,
            )  # fmt: skip
            self.pen.paragraph(
                x + 2, y + 14.0, words, 7.5, room=share - 4, lines=2, align="centre", colour=QUIET, floor=6
            )
        return y + 20.0

    def _next(self, y: float) -> None:
        self.pen.text(
            LEFT, y, self.language.say("StickSlip", "Next step"), 10, room=ROOM, bold=True,
            colour=self.palette.title,
        )  # fmt: skip
        y += 5.0
        for words in self._steps():
            y = self.pen.paragraph(LEFT, y, words, 10, room=ROOM, lines=3, floor=8)

    def _steps(self) -> list[str]:
        say, slip = self.language.say, self.slip
        if slip.state == "refused" and slip.problem is not None:
            told = explain(slip.problem, self.language)
            return [told.title, told.remedy]
        if slip.state != "answered":
            return [say("StickSlip", "The answer is not on the stick yet: it has to be carried once more.")]
        steps = [
            say(
                "StickSlip",
                "Put the stick back into the laptop, open “Synchronise” and press “Read from a stick”. Only "
                "then do the changes count as arrived.",
            )
        ]
        if refused := slip.answer.get("refused", 0):
            steps.append(say("StickSlip", "%n change(s) need somebody: the laptop shows which.", "", refused))
        if slip.answer.get("more", 0):
            steps.append(
                say("StickSlip", "There is more for this laptop: write to the stick again afterwards.")
            )
        return steps

    def _foot(self) -> None:
        pen, say = self.pen, self.language.say
        names = (say("StickSlip", "Brought by"), say("StickSlip", "Handed back on"))
        for x, words in zip((LEFT, LEFT + ROOM / 2 + 4), names, strict=True):
            pen.rule((x, 130.0), (x + ROOM / 2 - 8, 130.0), HAIRLINE)
            pen.text(x, 134.0, words, 8, room=ROOM / 2 - 8, colour=QUIET)
        printed = printed_in_words(self.issuer, self.language)
        pen.text(LEFT, 142.0, printed, 7, room=ROOM, colour=QUIET, floor=5.5)
