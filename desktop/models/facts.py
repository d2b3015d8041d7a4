"""What the file holds of a household and its members that the rule of a scheme may ask about."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, NamedTuple

from desktop.models.enrolments import PLACED

Connection = Any
_PERSONS = "IN (SELECT value FROM json_each(?1))"


class HomeRow(NamedTuple):
    """Where a household lives, how it is ranked, and the total of its last assessment that stands."""

    area: str
    register_group: int | None
    pmt_score: int | None
    vulnerability_total: int | None


class MemberFacts(NamedTuple):
    """A member of today. Days are ISO 8601; what was never asked is None."""

    person: int
    code: str
    given_name: str | None
    family_name: str | None
    role: str
    absent_abroad: int | None
    sex: str
    birth_precision: str
    birth_on: str | None
    estimated_age: int | None
    estimated_on: str | None
    vital_status: str | None
    pregnancy: str | None
    marital: str | None
    employment: str | None
    work_status: str | None
    sector: str | None
    nationality: str | None
    residence_status: str | None
    delivered_on: str | None
    disability_certified: int | None
    disability_until: str | None


def home(connection: Connection, household: int) -> HomeRow:
    """The household's own facts."""
    row = connection.execute(
        "SELECT area, register_group, pmt_score, (SELECT a.total FROM assessment a WHERE a.household = h.id"
        " AND a.id NOT IN (SELECT corrects FROM assessment WHERE corrects IS NOT NULL)"
        " ORDER BY a.visited_on DESC, a.at DESC LIMIT 1) FROM household h WHERE h.id = ?",
        (household,),
    ).fetchone()
    return HomeRow(*row)


def members(connection: Connection, household: int) -> list[MemberFacts]:
    """Who belongs to the household today, head first."""
    rows = connection.execute(
        "SELECT p.id, p.code, p.given_name, p.family_name, m.role, m.absent_abroad, p.sex,"
        " p.birth_precision, p.birth_on, p.estimated_age, p.estimated_on, p.vital_status, p.pregnancy,"
        " p.marital, p.employment, p.work_status, p.sector, p.nationality, p.residence_status,"
        " p.delivered_on, p.disability_certified, p.disability_until"
        " FROM membership m JOIN person p ON p.id = m.person WHERE m.household = ? AND m.end_on IS NULL"
        " ORDER BY m.role <> 'head', m.id",
        (household,),
    )
    return [MemberFacts(*row) for row in rows]


def enrolled(
    connection: Connection, household: int, persons: Collection[int]
) -> list[tuple[str, int | None]]:
    """(scheme, person) of every place held; the person is None where the whole household holds it."""
    found = connection.execute(
        "SELECT e.scheme, coalesce(p.merged_into, e.person) FROM enrolment e"
        f" LEFT JOIN person p ON p.id = e.person WHERE e.status IN {PLACED} AND (coalesce(p.merged_into,"
        f" e.person) {_PERSONS} OR (e.person IS NULL AND e.household = ?2))",
        (json.dumps(sorted(persons)), household),
    )
    return [(scheme, person) for scheme, person in found]


def employers(connection: Connection, persons: Collection[int], on: str) -> dict[int, tuple[str, int | None]]:
    """By person, (status, workers) of the employer they work for on a day."""
    found = connection.execute(
        "SELECT m.person, e.status, e.workers FROM employment m JOIN employer e ON e.id = m.employer"
        f" WHERE m.person {_PERSONS} AND m.from_on <= ?2 AND (m.until_on IS NULL OR m.until_on >= ?2)"
        " ORDER BY m.from_on",
        (json.dumps(sorted(persons)), on),
    )
    return {person: (status, workers) for person, status, workers in found}


def documents(
    connection: Connection, household: int, persons: Collection[int]
) -> list[tuple[int | None, str]]:
    """(person, document) of the papers on file; the person is None for the household's."""
    found = connection.execute(
        f"SELECT person, document FROM document WHERE person {_PERSONS}"
        " OR (person IS NULL AND household = ?2)",
        (json.dumps(sorted(persons)), household),
    )
    return [(person, document) for person, document in found]


def shocked_areas(connection: Connection, on: str) -> frozenset[str]:
    """The areas in which a shock is declared on a day."""
    found = connection.execute(
        "SELECT areas FROM shock WHERE from_on <= ?1 AND (until_on IS NULL OR until_on >= ?1)", (on,)
    )
    return frozenset(area for (areas,) in found for area in json.loads(areas))


def every_household(connection: Connection) -> list[tuple[int, str]]:
    """(row, printed code) of every household that stands and is not confidential, as registered."""
    found = connection.execute(
        "SELECT id, code FROM household WHERE coalesce(status, '') NOT IN ('closed', 'merged')"
        " AND confidential IS NOT 1 ORDER BY registered_on, id"
    )
    return [(row, code) for row, code in found]
