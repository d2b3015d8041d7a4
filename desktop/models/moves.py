"""Households that moved to another district: what leaves this file, and what is remembered of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop.models import searched
from domain.kinds.moves import PLACE
from domain.records import KINDS

Connection = Any
_OPEN = "state IN ('waiting', 'sent')"


@dataclass(frozen=True)
class Away:
    """A printed code that left. ``to_district`` and ``moved_on`` are empty where another office moved it."""

    code: str
    kind: str
    to_district: str
    moved_on: str


def note_leaving(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """The server says that these records left a district; they go with the next `drop_left`."""
    connection.executemany("INSERT OR REPLACE INTO leaving (id, district) VALUES (?, ?)", list(rows))


def came_back(connection: Connection, rows: Iterable[int]) -> None:
    """The server has these records in a district of this file after all."""
    if connection.execute("SELECT 1 FROM leaving LIMIT 1").fetchone():
        connection.executemany("DELETE FROM leaving WHERE id = ?", [(row,) for row in rows])


def drop_left(connection: Connection) -> int:
    """Take the records that left out of the file, but for those of which a change still waits; how many.

    What this file has itself written about them stays in its journal. A record that is in another district of
    this file by now stays.
    """
    going = connection.execute(
        f"SELECT id, district FROM leaving WHERE NOT EXISTS (SELECT 1 FROM change WHERE {_OPEN}"
        " AND (change.subject = leaving.id OR (change.id = leaving.id AND change.subject IS NULL)))"
    ).fetchall()
    if not going:
        return 0
    connection.execute("CREATE TEMP TABLE gone (id INTEGER PRIMARY KEY, district TEXT NOT NULL)")
    connection.executemany("INSERT INTO gone VALUES (?, ?)", going)
    _remember_codes(connection)
    for kind in KINDS:
        _drop(connection, kind)
    connection.execute(
        "DELETE FROM record_of_newer_kind WHERE EXISTS (SELECT 1 FROM gone"
        " WHERE gone.id = record_of_newer_kind.id AND gone.district = record_of_newer_kind.district)"
    )
    connection.execute("DELETE FROM leaving WHERE id IN (SELECT id FROM gone)")
    connection.execute("DROP TABLE gone")
    drop_bytes(connection)
    return len(going)


def drop_bytes(connection: Connection) -> None:
    """Pictures and scans that left and of which no record speaks here any more, once the server has them."""
    connection.execute(
        "DELETE FROM leaving_bytes"
        " WHERE sha256 IN (SELECT sha256 FROM photo UNION SELECT sha256 FROM document)"
    )
    connection.execute(
        "DELETE FROM photo_bytes WHERE arrived = 1 AND sha256 IN (SELECT sha256 FROM leaving_bytes)"
    )
    connection.execute("DELETE FROM leaving_bytes WHERE sha256 NOT IN (SELECT sha256 FROM photo_bytes)")


def _drop(connection: Connection, kind: str) -> None:
    rows = connection.execute(
        f"SELECT r.id FROM {kind} r JOIN gone g ON g.id = r.id AND g.district = r.district"
    ).fetchall()
    if kind == "person":
        for (row,) in rows:
            searched.remove(connection, row)
    if kind in ("photo", "document"):
        connection.executemany(
            f"INSERT OR IGNORE INTO leaving_bytes SELECT sha256 FROM {kind} WHERE id = ?", rows
        )
    connection.executemany(f"DELETE FROM {kind} WHERE id = ?", rows)


def _remember_codes(connection: Connection) -> None:
    """By the move that took them, where this file knows it; nothing but the printed code is kept."""
    found: dict[str, tuple[str, str | None, str | None]] = {}
    for home, code, to, on in connection.execute(
        'SELECT h.id, h.code, m.to_district, m."on" FROM household h JOIN gone g ON g.id = h.id'
        " AND g.district = h.district LEFT JOIN move m ON m.household = h.id ORDER BY m.id"
    ).fetchall():
        found[code] = ("household", to, on)
        for (person,) in connection.execute(
            "SELECT p.code FROM membership m JOIN person p ON p.id = m.person"
            " JOIN gone g ON g.id = p.id AND g.district = p.district WHERE m.household = ?",
            (home,),
        ):
            found[person] = ("person", to, on)
    for (code,) in connection.execute(
        "SELECT p.code FROM person p JOIN gone g ON g.id = p.id AND g.district = p.district"
    ).fetchall():
        found.setdefault(code, ("person", None, None))
    connection.executemany(
        "INSERT OR REPLACE INTO moved_away (code, kind, to_district, moved_on) VALUES (?, ?, ?, ?)",
        [(code, *rest) for code, rest in found.items()],
    )


def away(connection: Connection, code: str) -> Away | None:
    """What is remembered of a printed code that is not in this file; None for nothing."""
    row = connection.execute(
        "SELECT code, kind, coalesce(to_district, ''), coalesce(moved_on, '') FROM moved_away"
        " WHERE code = ? AND NOT EXISTS (SELECT 1 FROM household h WHERE h.code = moved_away.code)"
        " AND NOT EXISTS (SELECT 1 FROM person p WHERE p.code = moved_away.code)",
        (code,),
    ).fetchone()
    return Away(*row) if row else None


def all_away(connection: Connection) -> list[Away]:
    """The households that left this file, the latest move first."""
    rows = connection.execute(
        "SELECT code, kind, coalesce(to_district, ''), coalesce(moved_on, '') FROM moved_away"
        " WHERE kind = 'household' AND code NOT IN (SELECT code FROM household)"
        " ORDER BY moved_on DESC, code"
    )
    return [Away(*row) for row in rows]


def waiting(connection: Connection, household: int) -> Mapping[str, Any] | None:
    """The move of a household that was written here and that the server has not carried out yet."""
    row = connection.execute(
        'SELECT id, to_district, area, village, "on" FROM move'
        f" WHERE household = ? AND id IN (SELECT id FROM change WHERE {_OPEN}) ORDER BY id DESC LIMIT 1",
        (household,),
    ).fetchone()
    return dict(zip(("id", "to_district", "area", "village", "on"), row, strict=True)) if row else None


def became_conflict(connection: Connection, row: int) -> None:
    """The server has made a conflict of a move written here: somebody had said where the household lives."""
    connection.execute("DELETE FROM move WHERE id = ?", (row,))


def place_seen(connection: Connection, household: int) -> dict[str, int]:
    """For each field of its place, the change that last set it; none for what is as it was registered."""
    (revised,) = connection.execute("SELECT revised FROM household WHERE id = ?", (household,)).fetchone()
    found = json.loads(revised) if revised else {}
    return {name: int(found[name]) for name in PLACE if name in found}
