"""Portraits and documents: bytes named by their SHA-256, inside the same encrypted file.

Portraits travel before documents, the smallest first; ``later`` says of each which it is.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

Connection = Any


@dataclass(frozen=True)
class Named:
    """Bytes by their name, and how many they are: exactly here, else as a record says."""

    name: str
    size: int


@dataclass(frozen=True)
class Amount:
    """So many photos, so many bytes."""

    count: int = 0
    size: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.count + other.count, self.size + other.size)


def keep(connection: Connection, data: bytes, *, arrived: bool = False, later: bool = False) -> str:
    """Store the bytes once; their name. ``later`` is for those of documents that are fetched."""
    name = hashlib.sha256(data).hexdigest()
    connection.execute(
        "INSERT INTO photo_bytes (sha256, bytes, arrived, later) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (sha256) DO UPDATE SET arrived = max(arrived, excluded.arrived)",
        (name, data, int(arrived), int(later)),
    )
    return name


def read(connection: Connection, name: str) -> bytes:
    """The bytes of that name."""
    return bytes(connection.execute("SELECT bytes FROM photo_bytes WHERE sha256 = ?", (name,)).fetchone()[0])


# -- to send


def not_arrived(connection: Connection, limit: int) -> list[str]:
    """Names of what the server has not confirmed: portraits before documents, the smallest first."""
    return [one.name for later in (False, True) for one in to_send(connection, later, limit)][:limit]


def to_send(connection: Connection, later: bool, limit: int) -> list[Named]:
    """What of one sort the server has not confirmed, the smallest first."""
    rows = connection.execute(
        "SELECT sha256, length(bytes) FROM photo_bytes WHERE arrived = 0 AND later = ?"
        " ORDER BY length(bytes), sha256 LIMIT ?",
        (int(later), limit),
    )
    return [Named(*row) for row in rows]


def amount_to_send(connection: Connection, later: bool) -> Amount:
    """How much that is."""
    question = "SELECT count(*), sum(length(bytes)) FROM photo_bytes WHERE arrived = 0 AND later = ?"
    return _amount(connection, question, later)


def mark_arrived(connection: Connection, names: list[str]) -> None:
    """The server holds these."""
    connection.executemany("UPDATE photo_bytes SET arrived = 1 WHERE sha256 = ?", [(name,) for name in names])


# -- to fetch


def not_here(connection: Connection, limit: int) -> list[str]:
    """Names that a record speaks of and whose bytes are not in this file, in the same order."""
    return [one.name for later in (False, True) for one in to_fetch(connection, later, limit)][:limit]


def to_fetch(connection: Connection, later: bool, limit: int) -> list[Named]:
    """What of one sort a record speaks of and is not in this file, the smallest first."""
    rows = connection.execute(
        "SELECT sha256, size FROM photo_wanted WHERE later = ? ORDER BY size, sha256 LIMIT ?",
        (int(later), limit),
    )
    return [Named(*row) for row in rows]


def amount_to_fetch(connection: Connection, later: bool) -> Amount:
    """How much that is, less what came of them before the line was cut."""
    wanted = _amount(connection, "SELECT count(*), sum(size) FROM photo_wanted WHERE later = ?", later)
    begun = _amount(
        connection,
        "SELECT count(*), sum(length(p.bytes)) FROM photo_part p JOIN photo_wanted w USING (sha256)"
        " WHERE w.later = ?",
        later,
    )
    return Amount(wanted.count, wanted.size - begun.size)


def _amount(connection: Connection, question: str, later: bool) -> Amount:
    count, size = connection.execute(question, (int(later),)).fetchone()
    return Amount(count, size or 0)


# -- what came before the line was cut


def begun(connection: Connection, name: str) -> int:
    """How many bytes of it came."""
    row = connection.execute(
        "SELECT start + length(bytes) FROM photo_part WHERE sha256 = ? ORDER BY start DESC LIMIT 1", (name,)
    ).fetchone()
    return int(row[0]) if row else 0


def add_part(connection: Connection, name: str, start: int, data: bytes) -> None:
    """Keep what came; it begins where the one before ended."""
    connection.execute("INSERT INTO photo_part (sha256, start, bytes) VALUES (?, ?, ?)", (name, start, data))


def parts(connection: Connection, name: str) -> bytes:
    """What came of it so far."""
    rows = connection.execute("SELECT bytes FROM photo_part WHERE sha256 = ? ORDER BY start", (name,))
    return b"".join(data for (data,) in rows)


def drop_parts(connection: Connection, name: str) -> None:
    """It was damaged: it is asked for again from its beginning."""
    connection.execute("DELETE FROM photo_part WHERE sha256 = ?", (name,))
