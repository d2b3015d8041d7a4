"""The epoch names one life of the server's history: a copy that is brought back begins another."""

from __future__ import annotations

import secrets

from sqlalchemy import Connection, text

_BYTES = 8


def current(connection: Connection) -> str:
    """This life's name: sixteen hexadecimal digits, made with the tables."""
    return str(connection.execute(text("SELECT value FROM setting WHERE name = 'epoch'")).scalar_one())


def renew(connection: Connection) -> str:
    """Begins another life: devices then offer again what this one lacks, and read their districts anew."""
    made = secrets.token_hex(_BYTES)
    connection.execute(text("UPDATE setting SET value = :made WHERE name = 'epoch'"), {"made": made})
    return made
