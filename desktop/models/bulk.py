"""What this file remembers of lists: mappings by source, forms held back, people not compared yet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Connection = Any


@dataclass(frozen=True)
class HeldRow:
    """A form held back because somebody in it looks like somebody registered.

    ``look_alikes`` are maps: member, code, name and weight in hundredths of a bit.
    """

    id: int
    key: str
    source: str
    at: str
    title: str
    form: str
    look_alikes: tuple[dict[str, Any], ...]


def mapping_of(connection: Connection, source: str) -> str | None:
    """The mapping last used for a source, as JSON; None for a source met for the first time."""
    row = connection.execute("SELECT mapping FROM bulk_source WHERE name = ?", (source,)).fetchone()
    return str(row[0]) if row else None


def remember(connection: Connection, source: str, mapping: str, at: str) -> None:
    """Keep a source's mapping."""
    connection.execute(
        "INSERT OR REPLACE INTO bulk_source (name, mapping, used_at) VALUES (?, ?, ?)", (source, mapping, at)
    )


def sources(connection: Connection) -> list[str]:
    """The sources known here, the latest used first."""
    return [
        name for (name,) in connection.execute("SELECT name FROM bulk_source ORDER BY used_at DESC, name")
    ]


def hold(connection: Connection, held: HeldRow, author: int) -> None:
    """Keep a form back; the same form again replaces it."""
    connection.execute(
        "INSERT OR REPLACE INTO bulk_held (key, source, author, at, title, form, look_alikes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (held.key, held.source, author, held.at, held.title, held.form, json.dumps(held.look_alikes)),
    )


def held_keys(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Of these keys of forms, those that wait here."""
    return _among(connection, "bulk_held", keys)


def held_ids(connection: Connection) -> list[int]:
    """The forms held back, oldest first."""
    return [row for (row,) in connection.execute("SELECT id FROM bulk_held ORDER BY id")]


def held(connection: Connection, rows: Sequence[int]) -> list[HeldRow]:
    """These, in the order asked; those gone meanwhile are left out."""
    found: list[Any] = [
        connection.execute(
            "SELECT id, key, source, at, title, form, look_alikes FROM bulk_held WHERE id = ?", (row,)
        ).fetchone()
        for row in rows
    ]
    return [_held(row) for row in found if row]


def _held(row: Sequence[Any]) -> HeldRow:
    number, key, source, at, title, form, look_alikes = row
    return HeldRow(number, key, source, at, title, form, tuple(json.loads(look_alikes)))


def let_go(connection: Connection, row: int) -> bool:
    """Forget a form held back; False when it was gone."""
    return bool(connection.execute("DELETE FROM bulk_held WHERE id = ?", (row,)).rowcount)


def to_compare(connection: Connection, codes: Iterable[str]) -> None:
    """Note people who were registered without being compared with the register."""
    connection.executemany(
        "INSERT OR IGNORE INTO bulk_uncompared (code) VALUES (?)", [(code,) for code in codes]
    )


def uncompared(connection: Connection, at_most: int) -> list[str]:
    """Printed codes of some who are not compared yet."""
    found = connection.execute("SELECT code FROM bulk_uncompared ORDER BY code LIMIT ?", (at_most,))
    return [code for (code,) in found]


def count_uncompared(connection: Connection) -> int:
    """How many are not compared yet."""
    return int(connection.execute("SELECT count(*) FROM bulk_uncompared").fetchone()[0])


def compared(connection: Connection, codes: Iterable[str]) -> None:
    """These have been compared."""
    connection.executemany("DELETE FROM bulk_uncompared WHERE code = ?", [(code,) for code in codes])


def known_keys(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Of these keys of imported forms and persons, those the file has."""
    return _among(connection, "imported", keys)


def _among(connection: Connection, table: str, keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(keys), 500):
        page = list(keys[start : start + 500])
        marks = ", ".join("?" * len(page))
        rows = connection.execute(f"SELECT key FROM {table} WHERE key IN ({marks})", page)
        found.update(key for (key,) in rows)
    return found
