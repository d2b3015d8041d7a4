"""Finding people and households: lists are row ids, the lines they show come a page at a time."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.models import states
from domain import codes
from domain.birth import Birth, Precision
from domain.matching.names import compact, fold
from domain.rules.contact import phone_number

Connection = Any
SORT_AT_MOST = 500
_PARTIAL_CODE = re.compile(r"[A-Z0-9]{2,5}-[A-Z0-9-]*")
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class PersonLine:
    """One person in a list; ``household_code`` is one of their active households, empty without one."""

    id: int
    code: str
    household_code: str
    name: str
    sex: str
    birth: Birth
    village: str
    area: str
    state: str


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
    """Row ids of the people a text names: a code, a phone, an identifier or the beginnings of names.

    Few hits come by name, many in the order of registration; an empty text is everybody by name.
    """
    wanted = text.strip()
    if not wanted:
        return array(
            "q", (row for (row,) in connection.execute("SELECT id FROM person ORDER BY sort_key, id"))
        )
    if any(character.isdigit() for character in wanted):
        found = _by_number(connection, wanted, country)
    else:
        found = _by_code_begun(connection, wanted)
    found = found or _by_name(connection, wanted)
    return _sorted(connection, found) if len(found) <= SORT_AT_MOST else array("q", found)


def find_households(connection: Connection, text: str, country: str) -> array[int]:
    """Row ids of the households of the people a text names; an empty text is every one, latest first."""
    if not text.strip():
        rows = connection.execute("SELECT id FROM household ORDER BY registered_on DESC, id DESC")
        return array("q", (row for (row,) in rows))
    people = find_people(connection, text, country)
    members = "membership WHERE end_on IS NULL AND person IN (SELECT value FROM json_each(?))"
    listed = (json.dumps(people.tolist()),)
    if len(people) > SORT_AT_MOST:
        query = f"SELECT json_group_array(DISTINCT household) FROM {members}"
        return array("q", sorted(json.loads(connection.execute(query, listed).fetchone()[0])))
    rows = connection.execute(f"SELECT person, household FROM {members}", listed).fetchall()
    homes: dict[int, list[int]] = {}
    for person, household in rows:
        homes.setdefault(person, []).append(household)
    found = dict.fromkeys(home for person in people for home in homes.get(person, ()))
    return array("q", found)


def _by_name(connection: Connection, text: str) -> list[int]:
    words = fold(text).split()
    if not words:
        return []
    match = " AND ".join(f'"{word}"*' for word in words)
    # In one text: two letters fit fifteen thousand people, and rows one by one take twice as long.
    found = connection.execute(
        "SELECT json_group_array(rowid) FROM person_search WHERE person_search MATCH ?", (match,)
    ).fetchone()
    return list(json.loads(found[0]))


def _by_number(connection: Connection, text: str, country: str) -> list[int]:
    code = codes.normal(text)
    if code is not None:
        return _by_code(connection, code, code)
    found = _by_code_begun(connection, text)
    bare = compact(text)
    if len(bare) >= 3:
        found += [
            row
            for (row,) in connection.execute(
                "SELECT person FROM identifier WHERE compact BETWEEN ? AND ?", (bare, bare + _LAST)
            )
        ]
        found += _by_phone(connection, text, country)
    return list(dict.fromkeys(found))


def _by_code_begun(connection: Connection, text: str) -> list[int]:
    begun = codes.tidy(text)
    return _by_code(connection, begun, begun + _LAST) if _PARTIAL_CODE.fullmatch(begun) else []


def _by_code(connection: Connection, first: str, last: str) -> list[int]:
    rows = connection.execute(
        "SELECT id FROM person WHERE code BETWEEN ?1 AND ?2 UNION"
        " SELECT person FROM membership WHERE end_on IS NULL AND household IN"
        " (SELECT id FROM household WHERE code BETWEEN ?1 AND ?2)",
        (first, last),
    )
    return [row for (row,) in rows]


def _by_phone(connection: Connection, text: str, country: str) -> list[int]:
    beginnings = _phone_beginnings(text, country)
    rows: list[int] = []
    for start in beginnings:
        rows += [
            row
            for (row,) in connection.execute(
                "SELECT coalesce(f.person, m.person) FROM phone f LEFT JOIN membership m"
                " ON m.household = f.household AND m.role = 'head' AND m.end_on IS NULL"
                " WHERE f.number BETWEEN ? AND ?",
                (start, start + _LAST),
            )
            if row is not None
        ]
    return rows


def _phone_beginnings(text: str, country: str) -> list[str]:
    import phonenumbers  # noqa: PLC0415  (65 ms at import; searches by name do without)

    digits = compact(text)
    whole = phone_number(text, country)
    if whole:
        return [whole]
    given = [text.strip()]  # what could be no number was kept as it was said
    if given[0].startswith("+"):
        return ["+" + digits, *given]
    if len(digits) < 4:
        return []
    calling = phonenumbers.country_code_for_region(country)
    # Some countries keep the leading zero behind their calling code, most drop it.
    return [*dict.fromkeys([f"+{calling}{digits.lstrip('0')}", f"+{calling}{digits}"]), *given]


def _sorted(connection: Connection, rows: Sequence[int]) -> array[int]:
    ordered = connection.execute(
        f"SELECT id FROM person WHERE id IN ({_marks(rows)}) ORDER BY sort_key, id", list(rows)
    )
    return array("q", (row for (row,) in ordered))


def person_lines(connection: Connection, rows: Sequence[int]) -> list[PersonLine]:
    """The lines of a page, in the order asked; a row that is gone has none."""
    found = {}
    homes: dict[int, int] = {}
    for row in connection.execute(
        "SELECT p.id, p.code, p.given_name, p.family_name, p.sex, p.birth_precision, p.birth_on,"
        " p.estimated_age, p.estimated_on, h.id, h.code, h.village, h.area FROM person p"
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
    )


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


def _marks(rows: Sequence[Any]) -> str:
    return ", ".join("?" * len(rows))
