"""What is shown of somebody who looks like somebody else, and what was said of the two before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.models import merges
from desktop.models.match_said import said
from desktop.models.people import birth, full_name, row_of_code
from domain import codes
from domain.birth import Birth
from domain.matching.profile import Identity

Connection = Any


@dataclass(frozen=True)
class Line:
    """A person with where they live: their first active household, else the last one they left."""

    person: int
    code: str
    household_code: str
    name: str
    sex: str
    birth: Birth
    mother_name: str
    village: str
    area: str


def identity(connection: Connection, person: int) -> Identity | None:
    """What the file says of a person by which they are compared; None when there is no such person."""
    return said(connection, [person]).get(person)


def row_of_known(connection: Connection, code: str | None, imported: str | None) -> int | None:
    """The person a form points at: by printed code, or by the key they were imported under."""
    if code:
        normal = codes.normal(code)
        return row_of_code(connection, "person", normal) if normal else None
    if not imported:
        return None
    row = connection.execute("SELECT record FROM imported WHERE key = ?", (f"person:{imported}",)).fetchone()
    return int(row[0]) if row else None


def survivors(connection: Connection, rows: Iterable[int]) -> dict[int, int]:
    """For each person who they are now: themselves, or the record that stands for them."""
    now = {row: row for row in rows}
    merged = connection.execute(
        "SELECT id FROM person WHERE merged_into IS NOT NULL AND id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(now)),),
    ).fetchall()
    return now | {row: merges.standing(connection, "person", row) for (row,) in merged}


def judged(connection: Connection, person: int) -> dict[int, str]:
    """The latest decision about a person and each of those they were compared with."""
    rows = connection.execute(
        "SELECT CASE person WHEN ?1 THEN other ELSE person END, decision FROM duplicate_judgement"
        " WHERE person = ?1 OR other = ?1 ORDER BY at, id",
        (person,),
    )
    return dict(rows.fetchall())


def lines(connection: Connection, persons: Sequence[int]) -> list[Line]:
    """Those of the persons that exist, in that order."""
    rows = connection.execute(
        "SELECT p.id, p.code, p.given_name, p.family_name, p.sex, p.birth_precision, p.birth_on,"
        " p.estimated_age, p.estimated_on, p.mother_name, h.code, h.village, h.area FROM person p"
        " LEFT JOIN membership m ON m.id = (SELECT id FROM membership WHERE person = p.id"
        "  ORDER BY end_on IS NOT NULL, CASE WHEN end_on IS NULL THEN id ELSE -id END LIMIT 1)"
        " LEFT JOIN household h ON h.id = m.household"
        " WHERE p.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(persons)),),
    )
    found = {row[0]: _line(row) for row in rows}
    return [found[row] for row in persons if row in found]


def _line(row: Sequence[Any]) -> Line:
    return Line(
        person=row[0],
        code=row[1],
        household_code=row[10] or "",
        name=full_name(row[2], row[3]),
        sex=row[4],
        birth=birth(*row[5:9]),
        mother_name=row[9] or "",
        village=row[11] or "",
        area=row[12] or "",
    )
