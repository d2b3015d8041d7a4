"""Portraits and documents: bytes named by their SHA-256, inside the same encrypted file."""

from __future__ import annotations

import hashlib
from typing import Any

Connection = Any


def keep(connection: Connection, data: bytes, *, arrived: bool = False) -> str:
    """Store the bytes once; their name."""
    name = hashlib.sha256(data).hexdigest()
    connection.execute(
        "INSERT INTO photo_bytes (sha256, bytes, arrived) VALUES (?, ?, ?) ON CONFLICT (sha256) DO UPDATE"
        " SET arrived = max(arrived, excluded.arrived)",
        (name, data, int(arrived)),
    )
    return name


def not_arrived(connection: Connection, limit: int) -> list[str]:
    """Names of what the server has not confirmed: portraits before documents, the smallest first."""
    rows = connection.execute(
        "SELECT sha256 FROM photo_bytes WHERE arrived = 0"
        " ORDER BY sha256 IN (SELECT sha256 FROM document), length(bytes), sha256 LIMIT ?",
        (limit,),
    )
    return [name for (name,) in rows]


def mark_arrived(connection: Connection, names: list[str]) -> None:
    """The server holds these."""
    connection.executemany("UPDATE photo_bytes SET arrived = 1 WHERE sha256 = ?", [(name,) for name in names])


def not_here(connection: Connection, limit: int) -> list[str]:
    """Names that a record speaks of and whose bytes are not in this file, in the same order."""
    rows = connection.execute(
        "SELECT sha256 FROM (SELECT sha256, size, 0 AS later FROM photo"
        " UNION ALL SELECT sha256, size, 1 FROM document)"
        " WHERE sha256 NOT IN (SELECT sha256 FROM photo_bytes)"
        " GROUP BY sha256 ORDER BY min(later), min(size), sha256 LIMIT ?",
        (limit,),
    )
    return [name for (name,) in rows]


def read(connection: Connection, name: str) -> bytes:
    """The bytes of that name."""
    return bytes(connection.execute("SELECT bytes FROM photo_bytes WHERE sha256 = ?", (name,)).fetchone()[0])
