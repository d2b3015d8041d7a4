"""One member's block on the registration form, in the order in which the rows are typed later."""

from __future__ import annotations

from desktop.language.catalogue import Language
from desktop.printing import form_marks as marks
from desktop.printing.colours import HAIRLINE, QUIET
from desktop.printing.form_facts import FormMember
from desktop.printing.form_words import FormWords, number_of, numbered
from desktop.printing.pen import Pen
from domain.birth import Birth, Precision

BLOCK = 20.0
_BIRTH = 37.6
_AGE = 13.2
_SCHEME = 8.8
_PHONE = 44.0
_GAP = 1.6
Edges = tuple[float, float]


def draw_numbers(pen: Pen, words: FormWords, language: Language, y: float, edges: Edges) -> float:
    """What the numbers for role and document mean; the upper edge of what comes after is given back."""
    left, right = edges
    for title, choices in (
        (language.say("Form", "Role"), words.roles),
        (language.say("Form", "Kind of document"), words.schemes),
    ):
        pen.text(left, y + 2.6, title, 7, room=26.0, bold=True, floor=5)
        end = pen.paragraph(
            left + 28.0, y + 2.6, numbered(choices), 7, room=right - left - 28.0, lines=3, floor=5.5
        )
        y = end - 0.6
    return y + 1.6


def draw_member(
    pen: Pen,
    words: FormWords,
    language: Language,
    number: int,
    known: FormMember | None,
    y: float,
    edges: Edges,
) -> None:
    """Two lines of boxes: who the person is; the birth, the mother, the document, the telephone."""
    left, right = edges
    member, say = known or FormMember(), language.say
    pen.text(left, y + 9.4, str(number), 11, room=6.0, bold=True, colour=QUIET, align="centre")
    _who(pen, words, language, member, y + 2.9, left + 7.4, right)
    x, top = left + 7.4, y + 12.0
    exact, age = _birth(member.birth)
    marks.comb(pen, x, top, say("Form", "Birth: day, month, year"), (2, 2, 4), exact, ghost=words.ghost)
    x += _BIRTH + _GAP
    marks.comb(pen, x, top, say("Form", "or age"), (3,), age)
    x += _AGE + _GAP
    room = right - x - _SCHEME - _PHONE - 3 * _GAP
    mother = room * 0.55
    marks.box(pen, x, top, mother, say("Form", "Mother’s name"), member.mother_name)
    x += mother + _GAP
    marks.comb(pen, x, top, say("Form", "Kind"), (2,), number_of(words.schemes, member.scheme))
    x += _SCHEME + _GAP
    marks.box(pen, x, top, room - mother, say("Form", "Document number"), member.number)
    said = say("Form", "Telephone")
    marks.comb(pen, right - _PHONE, top, said, (11,), member.phone, cell=_PHONE / 11)
    pen.rule((left, y + BLOCK - 1.0), (right, y + BLOCK - 1.0), HAIRLINE, 0.12, dash=(0.6, 0.9))


def _who(
    pen: Pen, words: FormWords, language: Language, member: FormMember, y: float, x: float, right: float
) -> None:
    say = language.say
    sexes, alone, role = 27.0, 18.0, 4.4 * len(str(len(words.roles)))
    name = (right - x - sexes - alone - role - 4 * _GAP) / 2
    marks.box(pen, x, y, name, say("Form", "Given name"), member.given_name)
    x += name + _GAP
    marks.box(pen, x, y, name, say("Form", "Family name"), member.family_name)
    x += name + _GAP
    marks.label(pen, x, y, say("Form", "One name only"), alone)
    marks.tick(pen, x, y + 0.9, "", ticked=member.single_name)
    x += alone + _GAP
    marks.label(pen, x, y, say("Form", "Sex"), sexes)
    for code, short in (
        ("female", say("Form", "F", "female, as short as can be")),
        ("male", say("Form", "M", "male, as short as can be")),
        ("not_known", say("Form", "?", "the sex is not known")),
    ):
        marks.tick(pen, x, y + 0.9, short, ticked=member.sex == code, room=4.0)
        x += sexes / 3
    x += _GAP
    marks.comb(
        pen, x, y, say("Form", "Role"), (len(str(len(words.roles))),), number_of(words.roles, member.role)
    )


def _birth(birth: Birth | None) -> tuple[str, str]:
    """What stands in the boxes of the date, blanks for what is not known of it, and in those of the age."""
    if birth is None or birth.precision is Precision.unknown:
        return "", ""
    if birth.precision is Precision.estimated_age:
        return "", "" if birth.estimated_age is None else f"{birth.estimated_age:>3}"
    year, month, day = [*(birth.on or "").split("-"), "", ""][:3]
    return f"{day:>2}{month:>2}{year:>4}", ""
