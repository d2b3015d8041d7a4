"""Documents: what was scanned of whom; their bytes stand beside the portraits'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.models import merges, requests
from desktop.models.people import full_name

Connection = Any
_SELECT = (
    "SELECT d.id, d.document, coalesce(d.title, ''), d.mime, d.sha256, d.size, d.taken_on, d.at,"
    " coalesce(c.author, 0), EXISTS (SELECT 1 FROM photo_bytes b WHERE b.sha256 = d.sha256),"
    " coalesce(p.code, ''), p.given_name, p.family_name"
    " FROM document d LEFT JOIN change c ON c.id = d.id LEFT JOIN person p ON p.id = d.person"
)


@dataclass(frozen=True)
class DocumentRow:
    """A document as its table has it; ``here`` is False while its bytes are still with another device.

    ``code`` and ``name`` are the person's it is of, empty when it is the whole household's.
    """

    id: int
    kind: str
    title: str
    mime: str
    sha256: str
    size: int
    taken_on: str
    at: str
    author: int
    here: bool
    code: str
    name: str


def of_household(connection: Connection, household: int) -> list[DocumentRow]:
    """Those of the household, of those that went into it, and of whoever is or was a member; latest first."""
    homes = requests.with_merged(connection, household)
    marks = ", ".join("?" * len(homes))
    members = connection.execute(f"SELECT person FROM membership WHERE household IN ({marks})", homes)
    people = merges.with_absorbed(connection, [row for (row,) in members])
    rows = connection.execute(f"{_SELECT} WHERE d.household IN ({marks})", homes).fetchall()
    return _in_order([*map(_row, rows), *_of_people(connection, people)])


def of_person(connection: Connection, person: int) -> list[DocumentRow]:
    """Those of one person and of whoever was merged into them, the latest first."""
    return _in_order(_of_people(connection, merges.with_absorbed(connection, [person])))


def one(connection: Connection, row: int) -> DocumentRow | None:
    """The document of a row id, None when there is none."""
    found = connection.execute(f"{_SELECT} WHERE d.id = ?", (row,)).fetchone()
    return _row(found) if found else None


def _of_people(connection: Connection, people: Sequence[int]) -> list[DocumentRow]:
    marks = ", ".join("?" * len(people))
    return [_row(row) for row in connection.execute(f"{_SELECT} WHERE d.person IN ({marks})", list(people))]


def _in_order(rows: Sequence[DocumentRow]) -> list[DocumentRow]:
    """The latest first, pages of one paper in their order; in the same order on every machine."""
    named = sorted({row.id: row for row in rows}.values(), key=lambda row: (row.title, row.sha256))
    return sorted(named, key=lambda row: (row.taken_on, row.at), reverse=True)


def _row(found: Sequence[Any]) -> DocumentRow:
    row, kind, title, mime, sha256, size, taken_on, at, author, here, code, given, family = found
    name = full_name(given, family) if code else ""
    return DocumentRow(row, kind, title, mime, sha256, size, taken_on, at, author, bool(here), code, name)
