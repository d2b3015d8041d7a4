"""The columns of the lists of people and of households."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from desktop.language.catalogue import mark
from desktop.language.dates import short_date, short_moment
from desktop.language.figures import grouped
from desktop.language.terms import label, labels
from desktop.ui.speech import language, say
from desktop.ui.tables.rows import Column
from domain.birth import Birth, Precision
from domain.vocabulary import Sex

if TYPE_CHECKING:
    from desktop.services.search import HouseholdLine, PersonLine
    from domain.programme import Programme

# How far a record has come: icon, tone of the palette, words.
STATES: dict[str, tuple[str, str, str]] = {
    "waiting": ("clock", "attention", mark("Journey of a change", "Waiting")),
    "sent": ("cloud-upload", "attention", mark("Journey of a change", "Sent")),
    "arrived": ("cloud-check", "accent", mark("Journey of a change", "Arrived")),
    "conflict": ("arrows-split", "error", mark("Journey of a change", "Two versions")),
    "refused": ("alert-circle", "error", mark("Journey of a change", "Refused")),
}
# An office of three letters and the widest letters a code can have.
LONGEST_CODE = "NSR-WWWW-88-888888-W"
_A_NAME = "Abdul Rahman Khattak"
_A_PLACE = "Akbarpura, Pabbi"


def state_words(state: str) -> str:
    """How far a record has come, in words."""
    context, words = "Journey of a change", STATES[state][2]
    return say(context, words)


def arrived_words(state: str, arrived: datetime | None, zone: tzinfo) -> str:
    """How far something has come; of what arrived, when the server signed for it, on the office's clock."""
    if state != "arrived" or arrived is None:
        return state_words(state)
    moment = short_moment(arrived.astimezone(zone), language())
    return say("Journey of a change", "Arrived at the server on {moment}").format(moment=moment)


def state_mark(state: str) -> tuple[str, str]:
    """Icon and tone of a state, never shown without its words."""
    icon, tone, _ = STATES[state]
    return icon, tone


def short_birth(birth: Birth) -> str:
    """A birth for a narrow column: 12/04/1987, 04/1987, 1987, ~1952; a dash when unknown."""
    interval = birth.interval()
    if interval is None:
        return "–"
    if birth.precision is Precision.day:
        return short_date(interval[0])
    if birth.precision is Precision.month:
        return f"{interval[0].month:02d}/{interval[0].year:04d}"
    if birth.precision is Precision.estimated_age and birth.estimated_on and birth.estimated_age is not None:
        return f"~{birth.estimated_on.year - birth.estimated_age}"
    return f"{interval[0].year:04d}"


def place_words(village: str, code: str, programme: Programme) -> str:
    """Village and the name of its area on one line; an area the programme does not know keeps its code."""
    area = programme.area(code)
    name = area.name if area else code
    return f"{village}, {name}" if village and village != name else name


# What a line says of a person who is no member of a household, after the name.
_STANDINGS = {
    "deceased": mark("Lists", "{name} (deceased)"),
    "no_household": mark("Lists", "{name} (without a household)"),
    "merged": mark("Lists", "{name} (merged)"),
}


def name_words(line: PersonLine) -> str:
    """The name, and what is to be known of the person at once."""
    pattern = _STANDINGS.get(line.standing)
    return language().find("Lists", pattern).format(name=line.name) if pattern else line.name


def people_columns(programme: Programme) -> list[Column[PersonLine]]:
    """Name, code, sex, birth, place, state."""
    return [
        Column(lambda: say("Lists", "Name"), name_words, weight=2, sample=lambda: _A_NAME),
        Column(lambda: say("Lists", "Code"), lambda line: line.code, weight=0, sample=lambda: LONGEST_CODE),
        Column(
            lambda: say("Lists", "Sex"),
            lambda line: label(Sex, line.sex, language()),
            weight=0,
            sample=lambda: _longest(labels(Sex, language()).values()),
            rank=3,
        ),
        Column(
            lambda: say("Lists", "Born"),
            lambda line: short_birth(line.birth),
            weight=0,
            figures=True,
            sample=lambda: "88/88/8888",
            rank=1,
        ),
        Column(
            lambda: say("Lists", "Place"),
            lambda line: place_words(line.village, line.area, programme),
            weight=3,
            sample=lambda: _A_PLACE,
            rank=2,
        ),
        Column(
            lambda: say("Lists", "State"),
            lambda line: state_words(line.state),
            weight=0,
            sample=lambda: _longest(map(state_words, STATES)),
            mark=lambda line: state_mark(line.state),
        ),
    ]


def household_columns(programme: Programme) -> list[Column[HouseholdLine]]:
    """Head, code, members, place, registered on, state."""
    return [
        Column(
            lambda: say("Lists", "Head of household"),
            lambda line: line.head_name,
            weight=2,
            sample=lambda: _A_NAME,
        ),
        Column(lambda: say("Lists", "Code"), lambda line: line.code, weight=0, sample=lambda: LONGEST_CODE),
        Column(
            lambda: say("Lists", "Members"),
            lambda line: grouped(line.members, language().code),
            weight=0,
            figures=True,
            sample=lambda: "88",
            rank=3,
        ),
        Column(
            lambda: say("Lists", "Place"),
            lambda line: place_words(line.village, line.area, programme),
            weight=3,
            sample=lambda: _A_PLACE,
            rank=1,
        ),
        Column(
            lambda: say("Lists", "Registered on"),
            lambda line: short_date(date.fromisoformat(line.registered_on)),
            weight=0,
            figures=True,
            sample=lambda: "88/88/8888",
            rank=2,
        ),
        Column(
            lambda: say("Lists", "State"),
            lambda line: state_words(line.state),
            weight=0,
            sample=lambda: _longest(map(state_words, STATES)),
            mark=lambda line: state_mark(line.state),
        ),
    ]


def _longest(words: Iterable[str]) -> str:
    return max(words, key=len)
