"""Who heads and belongs to which household, asked after a change: what must hold for every household."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, NamedTuple

Connection = Any
_HOUSEHOLDS = "h.id IN (SELECT value FROM json_each(?))"
_PERSONS = "m.person IN (SELECT value FROM json_each(?))"


class Count(NamedTuple):
    """A household that has members and not one head."""

    code: str
    heads: int


def without_one_head(connection: Connection, households: Collection[int]) -> list[Count]:
    """V06. Those of the households that have members today, and no head or several."""
    rows = connection.execute(
        "SELECT h.code, sum(m.role = 'head') AS heads FROM household h JOIN membership m"
        f" ON m.household = h.id AND m.end_on IS NULL WHERE {_HOUSEHOLDS} GROUP BY h.id HAVING heads <> 1",
        (json.dumps(sorted(households)),),
    )
    return [Count(*row) for row in rows]


def empty(connection: Connection, households: Collection[int]) -> list[str]:
    """The codes of those that nobody belongs to any more, though they were neither closed nor merged."""
    rows = connection.execute(
        f"SELECT h.code FROM household h WHERE {_HOUSEHOLDS} AND coalesce(h.status, '') NOT IN"
        " ('closed', 'merged') AND NOT EXISTS"
        " (SELECT 1 FROM membership m WHERE m.household = h.id AND m.end_on IS NULL)",
        (json.dumps(sorted(households)),),
    )
    return [code for (code,) in rows]


def two_homes(connection: Connection, persons: Collection[int]) -> list[tuple[str, str, str]]:
    """V09. (person, household, household) of who belongs to two without a compound, or to one twice."""
    rows = connection.execute(
        "SELECT p.code, h.code, g.code FROM membership m JOIN membership n ON n.person = m.person"
        " AND n.id > m.id AND n.end_on IS NULL"
        " JOIN household h ON h.id = m.household JOIN household g ON g.id = n.household"
        f" JOIN person p ON p.id = m.person WHERE {_PERSONS} AND m.end_on IS NULL AND (h.id = g.id OR"
        " (h.kind = 'household' AND g.kind = 'household'"
        " AND (h.compound IS NULL OR g.compound IS NULL OR h.compound <> g.compound)))",
        (json.dumps(sorted(persons)),),
    )
    return [tuple(row) for row in rows]


def dead_heads(connection: Connection, households: Collection[int]) -> list[tuple[str, str]]:
    """V11. (household, person) where somebody deceased still leads."""
    rows = connection.execute(
        "SELECT h.code, p.code FROM household h JOIN membership m ON m.household = h.id AND m.end_on IS NULL"
        f" AND m.role = 'head' JOIN person p ON p.id = m.person WHERE {_HOUSEHOLDS}"
        " AND p.vital_status = 'deceased'",
        (json.dumps(sorted(households)),),
    )
    return [tuple(row) for row in rows]


def members_of(connection: Connection, households: Collection[int]) -> set[int]:
    """Everybody who belongs to one of the households today."""
    rows = connection.execute(
        f"SELECT m.person FROM household h JOIN membership m ON m.household = h.id WHERE {_HOUSEHOLDS}"
        " AND m.end_on IS NULL",
        (json.dumps(sorted(households)),),
    )
    return {person for (person,) in rows}
