"""Roles that people of this file hold for a time: of each user and role the latest record stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Connection = Any


@dataclass(frozen=True)
class ActingLine:
    """A role held par intérim, both days included."""

    id: int
    user: int
    username: str
    role: str
    reason: str
    from_on: str
    until_on: str


# Written in this file: elsewhere the same user number is somebody else's.
_LATEST = (
    "SELECT a.id, a.user, a.username, a.role, a.reason, a.from_on, a.until_on FROM acting_right a"
    " JOIN change c ON c.id = a.id WHERE NOT EXISTS"
    " (SELECT 1 FROM acting_right b JOIN change d ON d.id = b.id"
    " WHERE b.user = a.user AND b.role = a.role AND b.id > a.id)"
)


def standing(connection: Connection, day: str) -> list[ActingLine]:
    """What everybody of this file holds on a day (ISO 8601), the earliest first."""
    rows = connection.execute(
        f"{_LATEST} AND ? BETWEEN a.from_on AND a.until_on ORDER BY a.from_on, a.id", (day,)
    )
    return [ActingLine(*row) for row in rows]


def of_user(connection: Connection, user: int, day: str) -> list[ActingLine]:
    """What one of them holds on a day."""
    return [line for line in standing(connection, day) if line.user == user]
