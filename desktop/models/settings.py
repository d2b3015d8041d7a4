"""What the file remembers about itself: the office, the programme, the server, a few counters."""

from __future__ import annotations

from typing import Any

from domain.programme import Programme

Connection = Any


def get(connection: Connection, name: str, default: str = "") -> str:
    """A setting's text, or the default."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else default


def put(connection: Connection, name: str, value: str) -> None:
    """Remember a setting."""
    connection.execute("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", (name, value))


def programme(connection: Connection) -> Programme:
    """The programme pack this office works with, as it was installed in the file."""
    row = connection.execute("SELECT body FROM programme").fetchone()
    return Programme.model_validate_json(row[0])


def install_programme(connection: Connection, pack: Programme) -> None:
    """Keep the whole pack in the file: an office works without the pack's folder."""
    connection.execute("DELETE FROM programme")
    connection.execute(
        "INSERT INTO programme VALUES (?, ?, ?)", (pack.code, pack.version, pack.model_dump_json())
    )
