"""Codes printed on blank forms: who reserved them, and what has become of each."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from desktop.models.people import full_name

Connection = Any


@dataclass(frozen=True)
class Batch:
    """Codes reserved together; ``at`` is ISO 8601 UTC."""

    id: int
    codes: tuple[str, ...]
    language: str
    at: str


@dataclass(frozen=True)
class User:
    """The household that carries a code, and when it was registered (ISO 8601)."""

    code: str
    head_name: str
    registered_on: str


def batches(connection: Connection) -> list[Batch]:
    """Every batch of this office's laptops, the latest first."""
    rows = connection.execute("SELECT id, codes, language, at FROM reserved_codes ORDER BY at DESC, id DESC")
    return [Batch(row[0], tuple(json.loads(row[1])), row[2], row[3]) for row in rows]


def is_reserved(connection: Connection, code: str) -> bool:
    """Whether a code, as printed, was reserved here or by a laptop this one has heard of."""
    found = connection.execute(
        "SELECT 1 FROM reserved_codes WHERE instr(codes, ?) > 0 LIMIT 1", (json.dumps(code),)
    )
    return found.fetchone() is not None


def used_by(connection: Connection, code: str) -> User | None:
    """The household that has a printed code; None while it is free."""
    row = connection.execute(
        "SELECT h.code, p.given_name, p.family_name, h.registered_on FROM household h"
        " LEFT JOIN membership m ON m.household = h.id AND m.role = 'head' AND m.end_on IS NULL"
        " LEFT JOIN person p ON p.id = m.person WHERE h.code = ? LIMIT 1",
        (code,),
    ).fetchone()
    return User(row[0], full_name(row[1], row[2]), row[3]) if row else None


def used(connection: Connection, codes: tuple[str, ...]) -> set[str]:
    """Those of the codes that a household has."""
    marks = ", ".join("?" * len(codes))
    return {
        row[0] for row in connection.execute(f"SELECT code FROM household WHERE code IN ({marks})", codes)
    }


def on_two_households(connection: Connection) -> list[tuple[str, int, int]]:
    """(code, person, person) of households that carry one code: the first of each, heads before others."""
    rows = connection.execute(
        "SELECT h.code, (SELECT m.person FROM membership m WHERE m.household = h.id AND m.end_on IS NULL"
        " ORDER BY m.role <> 'head', m.id LIMIT 1) FROM household h"
        " WHERE h.code IN (SELECT code FROM household GROUP BY code HAVING count(*) > 1)"
        " ORDER BY h.code, h.id"
    ).fetchall()
    first: dict[str, int] = {}
    found = []
    for code, person in rows:
        if person is not None and first.setdefault(code, person) != person:
            found.append((code, first[code], person))
    return found
