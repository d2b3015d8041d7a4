"""Find people and households: ids step by step, lines a page at a time, and why each is listed."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from desktop.models import people as rows_of
from desktop.models.people import HouseholdLine, PersonLine
from desktop.models.search.homes import walk_homes
from desktop.models.search.question import (
    Field,
    Found,
    Group,
    Question,
    Spelling,
    Status,
    Step,
    Why,
    Within,
)
from desktop.models.search.vocabulary import AT_ONCE
from desktop.models.search.walk import Register, walk
from desktop.services import confidential, rights
from desktop.services.desk import Desk
from domain.birth import Birth, Precision
from domain.problems import Problem, Refused
from domain.vocabulary import Sex

__all__ = [
    "Field",
    "Found",
    "Group",
    "HouseholdLine",
    "PersonLine",
    "Question",
    "Spelling",
    "Status",
    "Step",
    "Why",
    "Within",
    "find",
    "find_homes",
    "household_lines",
    "household_steps",
    "households",
    "learn_words",
    "people",
    "person_lines",
    "person_steps",
]
Asked = Question | str
CLOSED = "•••"  # in place of a name that this user may not read
_Walk = Callable[[Any, Question, Register], Iterator[Step]]


def people(desk: Desk, asked: Asked) -> array[int]:
    """Row ids of everybody a question finds, whoever is spelled as typed first; all for an empty text."""
    return find(desk, asked).ids


def households(desk: Desk, asked: Asked) -> array[int]:
    """Row ids of the households of those people; all, latest first, for an empty text."""
    return find_homes(desk, asked).ids


def find(desk: Desk, asked: Asked, at_most: int | None = None) -> Found:
    """Everybody a question finds, or the first so many, and why each.

    Raises Refused for a question that makes no sense, and for who may not read the register.
    """
    return _gathered(person_steps(desk, asked), at_most)


def find_homes(desk: Desk, asked: Asked, at_most: int | None = None) -> Found:
    """The households of those people. Raises Refused."""
    return _gathered(household_steps(desk, asked), at_most)


def person_steps(desk: Desk, asked: Asked) -> Iterator[Step]:
    """The same in steps of some ten milliseconds, the first page first; to be left when no longer wanted."""
    return _steps(desk, asked, walk)


def household_steps(desk: Desk, asked: Asked) -> Iterator[Step]:
    """Households in such steps."""
    return _steps(desk, asked, walk_homes)


def _gathered(steps: Iterator[Step], at_most: int | None) -> Found:
    found = Found()
    for step in steps:
        found.add(step)
        if at_most is not None and len(found.ids) >= at_most:
            del found.ids[at_most:]
            return found
    found.complete = True
    return found


def _steps(desk: Desk, asked: Asked, walk_: _Walk) -> Iterator[Step]:
    question = Question(asked) if isinstance(asked, str) else asked
    register = _register(desk, question)
    with desk.store.reading() as connection:
        steps = walk_(connection, question, register)
    while True:
        # Nothing is held between two steps: the lane may do other work, or never come back.
        with desk.store.reading():
            step = next(steps, None)
        if step is None:
            return
        yield step


def _register(desk: Desk, question: Question) -> Register:
    _check(desk, question)
    return replace(desk.search_register, today=desk.today(), areas=_below(desk, question.area))


def _check(desk: Desk, question: Question) -> None:
    rights.require(desk, rights.Right.read)
    problems = []
    if question.area and desk.programme.area(question.area) is None:
        problems.append(Problem("area_unknown", "area", facts={"code": question.area}))
    first, last = question.age_from, question.age_to
    if first is not None and last is not None and first > last:
        problems.append(Problem("ages_reversed", "age", facts={"first": first, "last": last}))
    if problems:
        raise Refused(problems)


def _below(desk: Desk, code: str) -> frozenset[str]:
    """An area and everything below it."""
    found = {code} if code else set()
    children: dict[str, list[str]] = {}
    for area in desk.programme.areas:
        children.setdefault(area.parent or "", []).append(area.code)
    waiting = list(found)
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return frozenset(found)


def learn_words(desk: Desk) -> bool:
    """Reads a stretch of the words that misspelt ones are compared with; False while more are to come.

    The first misspelt search would read them all: half a second where a million persons are.
    """
    with desk.store.reading() as connection:
        return desk.search_register.vocabulary.renew(connection, desk.search_register.variants, AT_ONCE)


def person_lines(desk: Desk, rows: Sequence[int]) -> list[PersonLine]:
    """The lines of a page of at most some hundred ids, in that order.

    Who may not open a confidential file sees that there is one, under its code, and nothing of its people.
    """
    with desk.store.reading() as connection:
        lines = rows_of.person_lines(connection, rows)
        closed = confidential.closed_people(desk, connection, rows)
    return [_closed_person(line) if line.id in closed else line for line in lines]


def _closed_person(line: PersonLine) -> PersonLine:
    unknown = Birth(precision=Precision.unknown)
    return replace(line, name=CLOSED, sex=Sex.not_known.value, birth=unknown, village="", mother_name="")


def household_lines(desk: Desk, rows: Sequence[int]) -> list[HouseholdLine]:
    """The lines of a page of at most some hundred ids, in that order; of closed files no name."""
    with desk.store.reading() as connection:
        lines = rows_of.household_lines(connection, rows)
        closed = confidential.closed_households(desk, connection, rows)
    return [replace(line, head_name=CLOSED, village="") if line.id in closed else line for line in lines]
