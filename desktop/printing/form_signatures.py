"""The end of the registration form: read back, signed or marked with a thumb, and entered by the office."""

from __future__ import annotations

from desktop.language.catalogue import Language
from desktop.printing import form_marks as marks
from desktop.printing.colours import HAIRLINE, INK, QUIET
from desktop.printing.form_facts import FormFacts
from desktop.printing.pen import Pen

Edges = tuple[float, float]


def draw_signatures(
    pen: Pen, facts: FormFacts, language: Language, ghost: str, y: float, edges: Edges
) -> None:
    """From ``y`` to the foot of an A4 page, if at most six members stand above."""
    left, right = edges
    room, say = right - left, language.say
    y += 3.2
    y = _guardian(pen, facts, language, y, left, room)
    marks.box(pen, left, y, room, say("Form", "Remarks"), high=14.0)
    y = pen.paragraph(left, y + 19.6, _declaration(language), 8.5, room=room, lines=3, floor=7)
    y = _citizen(pen, language, ghost, y + 1.6, left, room)
    _office(pen, facts, language, ghost, y + 5.4, left, room)


def _guardian(pen: Pen, facts: FormFacts, language: Language, y: float, left: float, room: float) -> float:
    say, half = language.say, (room - 6.0) / 2
    said = say("Form", "If the head is under age: parent or guardian told")
    marks.box(pen, left, y, half, said, facts.guardian)
    words = say("Form", "This household is headed by a child; no adult lives in it.")
    marks.tick(pen, left + half + 6.0, y + 0.9, words, ticked=facts.child_headed, room=half - 5.0)
    return y + 10.0


def _declaration(language: Language) -> str:
    return language.say(
        "Form",
        "The notice was given to me and the answers were read back to me in a language that I understand. "
        "As far as I know they are right. I may have them corrected at any time.",
    )


def _citizen(pen: Pen, language: Language, ghost: str, y: float, left: float, room: float) -> float:
    say, high, thumb = language.say, 30.0, 26.0
    wide = (room - thumb - 6.0) / 2
    x = left
    _field(pen, x, y, wide, high, say("Form", "Signature of the head of household"))
    x += wide + 3.0
    _field(pen, x, y, thumb, high, say("Form", "or left thumb"))
    x += thumb + 3.0
    _field(pen, x, y, wide, high, say("Form", "If a thumb: name and signature of a witness"))
    marks.day_comb(pen, left + wide - 38.8, y + high - 6.8, "", ghost)
    return y + high


def _office(
    pen: Pen, facts: FormFacts, language: Language, ghost: str, y: float, left: float, room: float
) -> None:
    say, half = language.say, (room - 6.0) / 2
    marks.box(pen, left, y, half, say("Form", "Name of the officer"))
    _field(pen, left, y + 8.0, half, 22.0, say("Form", "Signature and stamp of the office"))
    x = left + half + 6.0
    pen.box(x, y - 3.0, half, 33.0, stroke=INK, line=0.3, radius=1.0)
    pen.text(x + 3.0, y + 1.6, say("Form", "For the office"), 8.5, room=half - 6, bold=True)
    marks.day_comb(pen, x + 3.0, y + 6.8, say("Form", "Entered on"), ghost)
    marks.box(pen, x + 43.6, y + 6.8, half - 46.6, say("Form", "by"))
    marks.tick(pen, x + 3.0, y + 15.6, say("Form", "Receipt given"), ticked=False, room=half - 12)
    said = say("Form", "A form that was entered is kept as the programme prescribes, then destroyed.")
    pen.paragraph(x + 3.0, y + 23.4, said, 7, room=half - 6, lines=2, colour=QUIET, floor=5.5)


def _field(pen: Pen, x: float, y: float, wide: float, high: float, words: str) -> None:
    pen.box(x, y, wide, high, stroke=HAIRLINE, line=0.25, radius=1.0)
    pen.paragraph(x + 1.8, y + 3.4, words, 6.5, room=wide - 3.6, lines=2, colour=QUIET, floor=5)
