"""Rows behind the history of a household: what belongs to it, what this file and others wrote of that."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from desktop.models import identity, records
from desktop.models.identity import NUMBER_BITS
from domain.clock import moment
from domain.ids import device_code
from domain.records import Fields

Connection = Any
Subjects = dict[tuple[str, int], str]


@dataclass(frozen=True)
class Entry:
    """One change of this file. ``subject`` is (kind, row)."""

    id: int
    subject: tuple[str, int]
    fields: Fields
    author: int
    at: str
    state: str


def subjects(connection: Connection, households: Collection[int]) -> Subjects:
    """Each record of the households and of who ever belonged to them: whose it is, by printed code."""
    homes = json.dumps(sorted(households))
    inside = "IN (SELECT value FROM json_each(?))"
    found: Subjects = {}
    for row, code in connection.execute(f"SELECT id, code FROM household WHERE id {inside}", (homes,)):
        found["household", row] = code
    people: dict[int, str] = {}
    for row, person, code in connection.execute(
        f"SELECT m.id, p.id, p.code FROM membership m JOIN person p ON p.id = m.person"
        f" WHERE m.household {inside}",
        (homes,),
    ):
        found["membership", row] = people[person] = found["person", person] = code
    persons = json.dumps(sorted(people))
    for kind in ("identifier", "phone", "recipient"):
        for row, person in connection.execute(
            f"SELECT id, person FROM {kind} WHERE person {inside}", (persons,)
        ):
            found[kind, row] = people[person]
    for kind in ("phone", "recipient"):
        for row, home in connection.execute(
            f"SELECT id, household FROM {kind} WHERE person IS NULL AND household {inside}", (homes,)
        ):
            found[kind, row] = found["household", home]
    return found


def homes_of(connection: Connection, subjects: Subjects) -> set[int]:
    """Every household those people ever belonged to: their changes may be told there."""
    persons = json.dumps([row for kind, row in subjects if kind == "person"])
    rows = connection.execute(
        "SELECT DISTINCT household FROM membership WHERE person IN (SELECT value FROM json_each(?))",
        (persons,),
    )
    return {row for (row,) in rows}


def written_here(connection: Connection, homes: Collection[int], subjects: Subjects) -> Iterator[Entry]:
    """What this file wrote of these records, in order."""
    rows = connection.execute(
        "SELECT id, kind, coalesce(subject, id), fields, author, clock, state FROM change"
        " WHERE about IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(sorted(homes)),),
    )
    for row, kind, subject, fields, author, clock, state in rows:
        if (kind, subject) in subjects:
            yield Entry(
                row, (kind, subject), json.loads(fields), author, moment(clock).isoformat()[:19] + "Z", state
            )


def answers(connection: Connection, homes: Collection[int]) -> list[tuple[int, Fields, Fields, bool]]:
    """(row, answer, its request, written here) of what was applied or taken back in these households."""
    rows = connection.execute(
        "SELECT a.id, a.request, c.id IS NOT NULL FROM request_answer a LEFT JOIN change c ON c.id = a.id"
        " WHERE a.household IN (SELECT value FROM json_each(?)) AND a.decision IN ('applied', 'undone')"
        " ORDER BY a.at, a.id",
        (json.dumps(sorted(homes)),),
    ).fetchall()
    return [
        (
            row,
            records.read(connection, "request_answer", row) or {},
            records.read(connection, "change_request", request) or {},
            bool(own),
        )
        for row, request, own in rows
    ]


class Devices:
    """Which laptop wrote what, in words for people."""

    def __init__(self, connection: Connection) -> None:
        self._own = {who.no for who in identity.everyone(connection)}
        self._fingerprints = dict(connection.execute("SELECT no, fingerprint FROM device").fetchall())
        self._users: dict[int, list[str]] = {}
        for row, full_name, username in connection.execute("SELECT id, full_name, username FROM user"):
            self._users.setdefault(row >> NUMBER_BITS, []).append(full_name or username)

    def is_here(self, change: int) -> bool:
        """Whether a change was written in this file."""
        return change >> NUMBER_BITS in self._own

    def code(self, change: int) -> str:
        """The four characters of the laptop that wrote a change."""
        fingerprint = self._fingerprints.get(change >> NUMBER_BITS)
        return device_code(fingerprint) if fingerprint else ""

    def only_user(self, change: int) -> str:
        """Who it must have been, where that laptop has one user; empty where nobody can tell."""
        users = self._users.get(change >> NUMBER_BITS, [])
        return users[0] if len(users) == 1 else ""
