"""Finding people and households: lists are row ids, the lines they show come a page at a time."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import states
from desktop.models.search.homes import walk_homes
from desktop.models.search.question import Question, Spelling, Status, Step
from desktop.models.search.walk import Register, walk
from domain.birth import Birth, Precision
from domain.vocabulary import VitalStatus

Connection = Any


@dataclass(frozen=True)
class PersonLine:
    """One person in a list; ``household_code`` is one of their active households, empty without one.

    ``standing`` is deceased, no_household or merged; empty for a member of a household.
    """

    id: int
    code: str
    household_code: str
    name: str
    sex: str
    birth: Birth
    village: str
    area: str
    state: str
    mother_name: str = ""
    standing: str = ""


@dataclass(frozen=True)
class HouseholdLine:
    """One household in a list."""

    id: int
    code: str
    head_name: str
    members: int
    village: str
    area: str
    registered_on: str
    state: str


def find_people(connection: Connection, text: str, country: str) -> array[int]:
    """Row ids of the people a text names as it is typed: a code, a phone, an identifier, beginnings of names.

    Few hits come by name, many in the order of registration; an empty text is everybody by name.
    """
    return _all_of(walk(connection, Question(text, spelling=Spelling.never), Register(country, date.today())))


def find_households(connection: Connection, text: str, country: str) -> array[int]:
    """Row ids of the households of the people a text names; an empty text is every one, latest first."""
    question = Question(text, spelling=Spelling.never)
    return _all_of(walk_homes(connection, question, Register(country, date.today())))


def _all_of(steps: Iterator[Step]) -> array[int]:
    found: array[int] = array("q")
    for step in steps:
        found.extend(step.ids)
    return found


def person_lines(connection: Connection, rows: Sequence[int]) -> list[PersonLine]:
    """The lines of a page, in the order asked; a row that is gone has none."""
    found = {}
    homes: dict[int, int] = {}
    for row in connection.execute(
        "SELECT p.id, p.code, p.given_name, p.family_name, p.sex, p.birth_precision, p.birth_on,"
        " p.estimated_age, p.estimated_on, h.id, h.code, h.village, h.area, p.mother_name, p.vital_status,"
        " p.merged_into FROM person p"
        " LEFT JOIN membership m ON m.person = p.id AND m.end_on IS NULL"
        f" LEFT JOIN household h ON h.id = m.household WHERE p.id IN ({_marks(rows)}) ORDER BY m.id DESC",
        list(rows),
    ):
        found[row[0]] = row
        if row[9] is not None:
            homes[row[0]] = row[9]
    state = states.of_households(connection, sorted(set(homes.values()))) if homes else {}
    return [
        _person_line(found[row], state.get(homes.get(row, -1), "arrived")) for row in rows if row in found
    ]


def _person_line(row: Sequence[Any], state: str) -> PersonLine:
    return PersonLine(
        id=row[0],
        code=row[1],
        name=full_name(row[2], row[3]),
        sex=row[4],
        birth=birth(row[5], row[6], row[7], row[8]),
        household_code=row[10] or "",
        village=row[11] or "",
        area=row[12] or "",
        state=state,
        mother_name=row[13] or "",
        standing=_standing(merged=row[15] is not None, vital_status=row[14], home=row[9]),
    )


def _standing(*, merged: bool, vital_status: str | None, home: int | None) -> str:
    if merged:
        return Status.merged
    if vital_status == VitalStatus.deceased:
        return Status.deceased
    return "" if home else Status.no_household


def household_lines(connection: Connection, rows: Sequence[int]) -> list[HouseholdLine]:
    """The lines of a page, in the order asked."""
    found = {
        row[0]: row
        for row in connection.execute(
            "SELECT h.id, h.code, p.given_name, p.family_name, h.village, h.area, h.registered_on,"
            " (SELECT count(*) FROM membership a WHERE a.household = h.id AND a.end_on IS NULL)"
            " FROM household h"
            " LEFT JOIN membership m ON m.household = h.id AND m.role = 'head' AND m.end_on IS NULL"
            f" LEFT JOIN person p ON p.id = m.person WHERE h.id IN ({_marks(rows)})",
            list(rows),
        )
    }
    state = states.of_households(connection, list(found)) if found else {}
    return [
        HouseholdLine(
            id=row,
            code=found[row][1],
            head_name=full_name(found[row][2], found[row][3]),
            village=found[row][4] or "",
            area=found[row][5],
            registered_on=found[row][6],
            members=found[row][7],
            state=state[row],
        )
        for row in rows
        if row in found
    ]


def full_name(given: str | None, family: str | None) -> str:
    """The name as it is read out: given name first."""
    return " ".join(part for part in (given, family) if part)


def birth(precision: str, on: str | None, age: int | None, estimated_on: str | None) -> Birth:
    """The birth of a row."""
    return Birth.model_validate(
        {"precision": Precision(precision), "on": on, "estimated_age": age, "estimated_on": estimated_on}
    )


def row_of_code(connection: Connection, kind: str, code: str) -> int | None:
    """The row of a person's or household's printed code."""
    row = connection.execute(f"SELECT id FROM {kind} WHERE code = ?", (code,)).fetchone()
    return int(row[0]) if row else None


def code_of(connection: Connection, row: int) -> str:
    """The printed code of a person there is."""
    return str(connection.execute("SELECT code FROM person WHERE id = ?", (row,)).fetchone()[0])


def _marks(rows: Sequence[Any]) -> str:
    return ", ".join("?" * len(rows))
