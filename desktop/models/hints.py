"""The filter of other districts' identifiers as it was last fetched; asked a few bytes at a time."""

from __future__ import annotations

from typing import Any

from domain.matching import bloom
from domain.matching.bloom import Shape

Connection = Any
PART = 3584  # bytes: with its row within one page of the file


def put(connection: Connection, etag: str, data: bytes, fetched_at: str) -> None:
    """Keep a filter in place of the one before. Raises ValueError when it is none."""
    shape, bits = bloom.read(data)
    connection.execute("DELETE FROM hint_part")
    connection.executemany("INSERT INTO hint_part (no, bits) VALUES (?, ?)", bloom.parts(bits, PART))
    connection.execute(
        "INSERT OR REPLACE INTO hint (id, etag, size, entries, key, fetched_at) VALUES (1, ?, ?, ?, ?, ?)",
        (etag, shape.size, shape.entries, shape.key, fetched_at),
    )


def etag(connection: Connection) -> str:
    """The name of the filter kept, empty without one."""
    row = connection.execute("SELECT etag FROM hint").fetchone()
    return str(row[0]) if row else ""


def may_be_elsewhere(connection: Connection, entry: str) -> bool:
    """Whether an entry (`bloom.entry`) may be registered in another district; never known for certain."""
    row = connection.execute("SELECT size, entries, key FROM hint").fetchone()
    if row is None:
        return False

    def byte_at(place: int) -> int:
        part = connection.execute("SELECT bits FROM hint_part WHERE no = ?", (place // PART,)).fetchone()
        return int(part[0][place % PART]) if part else 0

    return Shape(int(row[0]), int(row[1]), bytes(row[2])).may_hold(entry, byte_at)
