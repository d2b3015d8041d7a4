"""Conflicts as this file has them: which are open, whom they are about, who wrote each side."""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from desktop.models import identity, records
from desktop.models.identity import NUMBER_BITS, Devices
from domain.ids import RecordId, device_code
from domain.records import Fields, Json, references

Connection = Any


@dataclass(frozen=True)
class Writing:
    """Who wrote one side: ``change`` is its row, 0 where it is not known. ``here``: in this file."""

    change: int
    who: str
    author: int
    at: str
    device: str
    here: bool


@dataclass(frozen=True)
class Subject:
    """The record two people wrote, its kind, and the household and person it is about, where it has them."""

    kind: str
    row: int
    household: int | None
    person: int | None


def open_rows(connection: Connection) -> array[int]:
    """Conflicts nobody has settled, the oldest first."""
    rows = connection.execute("SELECT id FROM conflict WHERE state = 'open' ORDER BY at, id")
    return array("q", (row for (row,) in rows))


def settled_rows(connection: Connection, limit: int) -> array[int]:
    """Those settled last."""
    rows = connection.execute(
        "SELECT id FROM conflict WHERE state = 'settled' ORDER BY settled_at DESC, id DESC LIMIT ?", (limit,)
    )
    return array("q", (row for (row,) in rows))


def of_subjects(connection: Connection, rows: Collection[int]) -> list[int]:
    """Every conflict about one of these records, the oldest first."""
    found = connection.execute(
        "SELECT id FROM conflict WHERE subject IN (SELECT value FROM json_each(?)) ORDER BY at, id",
        (json.dumps(sorted(rows)),),
    )
    return [row for (row,) in found]


def settlements(connection: Connection, rows: Collection[int]) -> dict[int, Fields]:
    """The settled conflicts about these records, by the change that gave the record its value.

    Who settles writes the value and then the conflict, one change after the other.
    """
    found: dict[int, Fields] = {}
    for row in of_subjects(connection, rows):
        fields = records.read(connection, "conflict", row) or {}
        settled_by = records.revisions(connection, "conflict", row).get("state")
        if fields.get("state") == "settled" and settled_by is not None:
            found[settled_by - 1] = fields
    return found


def subject_of(connection: Connection, fields: Fields) -> Subject:
    """What a conflict is about. Its person's home is where they live, or last lived."""
    kind, row = str(fields["subject_kind"]), int(str(fields["subject"]))
    now = records.read(connection, kind, row) or {}
    person = row if kind == "person" else _number(now.get("person"))
    household = row if kind == "household" else _number(now.get("household"))
    if household is None and person is not None:
        found = connection.execute(
            "SELECT household FROM membership WHERE person = ? ORDER BY end_on IS NOT NULL, id LIMIT 1",
            (person,),
        ).fetchone()
        household = int(found[0]) if found else None
    return Subject(kind, row, household, person)


def _number(value: Json) -> int | None:
    return value if isinstance(value, int) else None


class Writers:
    """Who wrote which change, as far as this file can tell."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._devices = Devices(connection)
        self._own = {who.no for who in identity.everyone(connection)}

    def of_change(self, name: str, author: int, at: str) -> Writing:
        """The writer of a change by its name; its author and moment as the conflict tells them."""
        try:
            return self._of(RecordId.parse(name), author, at)
        except ValueError:
            return Writing(0, "", author, at, "", here=False)

    def of_conflict(self, row: int, author: int, at: str) -> Writing:
        """The writer of the change that a conflict is named like."""
        return self._of(self._devices.outward(row), author, at)

    def _of(self, name: RecordId, author: int, at: str) -> Writing:
        row = self._devices.inward(name)
        no = row >> NUMBER_BITS
        here = no in self._own
        return Writing(row, self._name(no, author, here=here), author, at, device_code(name.device), here)

    def _name(self, no: int, author: int, *, here: bool) -> str:
        """A file that took another identity keeps its users' numbers: they stand under any of its own."""
        places = sorted(self._own) if here else [no]
        marks = ", ".join("?" * len(places))
        found = self._connection.execute(
            f"SELECT full_name, username FROM user WHERE number = ? AND id >> {NUMBER_BITS} IN ({marks})"
            " ORDER BY id DESC LIMIT 1",
            (author, *places),
        ).fetchone()
        return str(found[0] or found[1]) if found else ""


def inward(connection: Connection, kind: str, fields: Fields) -> Fields:
    """Values of a conflict with the records they point at as rows of this file."""
    return records.row_references(kind, fields, Devices(connection).inward_text)


def with_codes(connection: Connection, kind: str, fields: Fields) -> Fields:
    """The same for people to read: a record is called by its printed code."""
    refs = references(kind)
    targets = {"household": "household", "person": "person", "merged_into": kind}
    found: Fields = {}
    for name, value in inward(connection, kind, fields).items():
        if name in refs and isinstance(value, int) and name in targets:
            value = (records.read(connection, targets[name], value) or {}).get("code", "")
        found[name] = value
    return found
