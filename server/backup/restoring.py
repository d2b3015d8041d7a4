"""A copy is brought back, into an empty database, whole or not at all; the history begins a new life."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import zstandard
from psycopg import Error, sql
from sqlalchemy import Connection, text

from domain.problems import Fault, Problem, Refused
from server import epoch
from server.backup import tables
from server.backup.container import Opening
from server.backup.taking import listed
from server.database import Database, steps

# A device of before may have read further than the copy goes. What is written from now on lies beyond that.
LEAP = 1_000_000
_LONGEST_LINE = 65_536
_LONGEST_BLOCK = 1 << 30
# What only a server that is in use has.
_SIGNS_OF_LIFE = ("device", "keyring", "change", "record")


def restore(where: str | Path, path: Path, secret: str) -> dict[str, Any]:
    """Fills the database at ``where`` from a copy: ``made_at``, the new ``epoch``, ``rows``, ``tables``.

    A copy of earlier tables is read into tables of its own time, which are then brought up to date.
    Raises ``Refused``: ``backup_missing``, ``backup_not_one``, ``backup_newer``, ``backup_locked``,
    ``restore_not_empty``; ``Fault``: ``server_copy_damaged``, ``backup_cut``, and those of the database.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise Refused(Problem("backup_missing", where="file", facts={"file": path.name})) from error
    with file:
        opening = Opening(file)
        if opening.facts.get("tables") not in steps():
            raise Refused(Problem("backup_newer", where="file"))
        opening.unlock(secret)
        with Database.open(where, upto=opening.facts["tables"]) as database:
            return _restored(database, opening)


def _restored(database: Database, opening: Opening) -> dict[str, Any]:
    if database.tables() != opening.facts["tables"]:
        raise Refused(Problem("restore_not_empty", where="database"))
    with database.transaction(seconds=0) as connection:
        hidden = tables.guarded(connection)
        for table in hidden:
            _security(connection, table, "NO FORCE")
        _refuse_used(connection)
        rows = _load(connection, opening)
        for table, column in tables.identities(connection):
            _go_on_counting(connection, table, column)
        connection.execute(text("UPDATE district SET version = version + :leap"), {"leap": LEAP})
        made = epoch.renew(connection)
        for table in hidden:
            _security(connection, table, "FORCE")
    database.upgrade()
    return {
        "made_at": opening.facts["made_at"],
        "epoch": made,
        "rows": rows,
        "tables": database.tables(),
    }


def _security(connection: Connection, table: str, word: str) -> None:
    connection.execute(text(f'ALTER TABLE "{table}" {word} ROW LEVEL SECURITY'))


def _refuse_used(connection: Connection) -> None:
    for table in _SIGNS_OF_LIFE:
        if connection.execute(text(f"SELECT EXISTS (SELECT 1 FROM {table})")).scalar_one():
            raise Refused(Problem("restore_not_empty", where="database"))


def _load(connection: Connection, opening: Opening) -> dict[str, int]:
    """The rows of each table. Raises ``Fault("server_copy_damaged")`` unless all came that went."""
    known = tables.columns(connection)
    connection.execute(text("TRUNCATE " + ", ".join(f'"{table}"' for table in known) + " CASCADE"))
    rows: dict[str, int] = {}
    source: Any = zstandard.ZstdDecompressor().stream_reader(opening, closefd=False)  # type: ignore[arg-type]
    try:
        while True:
            head = _read_line(source)
            if "rows" in head:
                break
            if not set(head["columns"]) <= set(known[head["table"]]):
                raise Fault("server_copy_damaged")
            rows[head["table"]] = _fill(connection, head["table"], head["columns"], source)
    except (zstandard.ZstdError, ValueError, KeyError, TypeError, Error) as error:
        raise Fault("server_copy_damaged") from error
    if rows != head["rows"]:
        raise Fault("server_copy_damaged")
    return rows


def _fill(connection: Connection, table: str, columns: list[str], source: BinaryIO) -> int:
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), listed(columns))
    driver: Any = connection.connection.driver_connection
    rows = 0
    with driver.cursor() as cursor, cursor.copy(statement) as copy:
        for block in _blocks(source):
            rows += block.count(b"\n")
            copy.write(block)
    return rows


def _blocks(source: BinaryIO) -> Iterator[bytes]:
    while size := int.from_bytes(_exactly(source, 4), "big"):
        if size > _LONGEST_BLOCK:
            raise ValueError("too long")
        yield _exactly(source, size)


def _read_line(source: BinaryIO) -> dict[str, Any]:
    line = bytearray()
    while not line.endswith(b"\n"):
        line += _exactly(source, 1)
        if len(line) > _LONGEST_LINE:
            raise ValueError("too long")
    document: dict[str, Any] = json.loads(line)
    return document


def _exactly(source: BinaryIO, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        more = source.read(size - len(data))
        if not more:
            raise Fault("backup_cut")
        data += more
    return bytes(data)


def _go_on_counting(connection: Connection, table: str, column: str) -> None:
    connection.execute(
        text(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), greatest(max({column}), 1),"
            f' max({column}) IS NOT NULL) FROM "{table}"'
        )
    )
