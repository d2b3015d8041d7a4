"""A district's snapshot on its way into this file: the bytes that came, until its rows are all taken in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Connection = Any


@dataclass(frozen=True)
class Snapshot:
    """``name`` is the SHA-256 of its bytes; ``version`` and ``rows`` are what the server said of it."""

    district: str
    name: str
    size: int
    version: int
    rows: int


def begun(connection: Connection) -> list[Snapshot]:
    """Those on their way."""
    rows = connection.execute("SELECT district, name, size, version, rows FROM snapshot ORDER BY district")
    return [Snapshot(*row) for row in rows]


def begin(connection: Connection, snapshot: Snapshot) -> None:
    """Room for one; what came of another of its district is dropped."""
    forget(connection, snapshot.district)
    connection.execute(
        "INSERT INTO snapshot (district, name, size, version, rows) VALUES (?, ?, ?, ?, ?)",
        (snapshot.district, snapshot.name, snapshot.size, snapshot.version, snapshot.rows),
    )


def came(connection: Connection, district: str) -> int:
    """How many bytes of it came."""
    row = connection.execute(
        "SELECT start + length(bytes) FROM snapshot_part WHERE district = ? ORDER BY start DESC LIMIT 1",
        (district,),
    ).fetchone()
    return int(row[0]) if row else 0


def add(connection: Connection, district: str, start: int, data: bytes) -> None:
    """Keep what came; it begins where the one before ended."""
    connection.execute(
        "INSERT INTO snapshot_part (district, start, bytes) VALUES (?, ?, ?)", (district, start, data)
    )


def pieces(connection: Connection, district: str) -> Iterator[bytes]:
    """Its bytes in order, a part at a time; between two the file may be written to."""
    start = 0
    while row := connection.execute(
        "SELECT bytes FROM snapshot_part WHERE district = ? AND start = ?", (district, start)
    ).fetchone():
        yield bytes(row[0])
        start += len(row[0])


def is_sound(connection: Connection, snapshot: Snapshot) -> bool:
    """Whether what came is what its name says."""
    digest = hashlib.sha256()
    for piece in pieces(connection, snapshot.district):
        digest.update(piece)
    return digest.hexdigest() == snapshot.name


def forget(connection: Connection, district: str) -> None:
    """It is taken in, or no use."""
    connection.execute("DELETE FROM snapshot_part WHERE district = ?", (district,))
    connection.execute("DELETE FROM snapshot WHERE district = ?", (district,))
