"""The people of this office: their numbers, names and roles; their keys are in the vault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.models import identity
from domain.matching.names import fold

Connection = Any


@dataclass(frozen=True)
class UserLine:
    """A person who works with this file. ``number`` is the author written in changes."""

    row: int
    number: int
    username: str
    full_name: str
    role: str
    active: bool


def everyone(connection: Connection) -> list[UserLine]:
    """The users made in this file, in the order they came; not those a file it was copied from made since."""
    rows = connection.execute(
        "SELECT id, number, username, full_name, role, active FROM user"
        " WHERE id IN (SELECT id FROM change) ORDER BY number, id"
    )
    return [
        UserLine(row, number, username, full_name, role, bool(active))
        for row, number, username, full_name, role, active in rows
    ]


def named(connection: Connection, username: str) -> UserLine | None:
    """The user of that name in this file; case and accents do not matter."""
    return next((user for user in everyone(connection) if fold(user.username) == fold(username)), None)


def author_names(connection: Connection) -> dict[int, str]:
    """The name of each author number of this file."""
    return {user.number: user.full_name or user.username for user in everyone(connection)}


def author_of(connection: Connection, row: int, number: int) -> str:
    """Who made a record: looked up among the users of the file that made it."""
    if any(first <= row <= last for first, last in (who.span for who in identity.everyone(connection))):
        return author_names(connection).get(number, "")
    device = row >> identity.NUMBER_BITS
    first = (device << identity.NUMBER_BITS) + 1
    last = (device + 1 << identity.NUMBER_BITS) - 1
    found = connection.execute(
        "SELECT full_name, username FROM user WHERE number = ? AND id BETWEEN ? AND ?", (number, first, last)
    ).fetchone()
    return str(found[0] or found[1]) if found else ""
