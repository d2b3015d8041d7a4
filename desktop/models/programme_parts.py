"""What the programme offers, part by part; old versions stay, for the records that name them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from domain.catalogue import Catalogue
from domain.schemes.scheme import Scheme

Connection = Any
PARTS = tuple(Catalogue.model_fields)


def install(connection: Connection, catalogue: Catalogue, at: str) -> None:
    """The catalogue is what stands from now on; what stood before stays readable by its version."""
    connection.execute("UPDATE programme_part SET current = 0")
    connection.executemany(
        "INSERT INTO programme_part (part, code, version, body, current, installed_at)"
        " VALUES (?, ?, ?, ?, 1, ?)"
        " ON CONFLICT (part, code, version) DO UPDATE SET body = excluded.body, current = 1",
        [(part, code, version, body, at) for part, code, version, body in _rows(catalogue)],
    )


def _rows(catalogue: Catalogue) -> Iterator[tuple[str, str, str, str]]:
    for part in PARTS:
        for one in getattr(catalogue, part):
            yield part, one.code, getattr(one, "version", ""), one.model_dump_json(exclude_defaults=True)


def catalogue(connection: Connection) -> Catalogue:
    """What stands today."""
    found: dict[str, list[Any]] = {part: [] for part in PARTS}
    for part, body in connection.execute(
        "SELECT part, body FROM programme_part WHERE current ORDER BY part, code"
    ):
        if part in found:
            found[part].append(json.loads(body))
    return Catalogue.model_validate(found)


def scheme(connection: Connection, code: str, version: str) -> Scheme | None:
    """A scheme as it was in that version, or None when this file never had it."""
    row = connection.execute(
        "SELECT body FROM programme_part WHERE part = 'schemes' AND code = ? AND version = ?", (code, version)
    ).fetchone()
    return Scheme.model_validate_json(row[0]) if row else None
