"""A copy is taken: every table at one moment, while the server goes on working.

Inside the seal is one Zstandard stream: for each table a line of JSON (``table``, ``columns``), then
PostgreSQL's own text form of its rows in blocks, each after its length (4 bytes, big-endian), a length of 0
at the end; at the very end a line with the number of rows of each table (``rows``).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

import zstandard
from psycopg import sql
from sqlalchemy import Connection, text

from domain.problems import Fault, Problem, Refused
from server import epoch, version
from server.backup import tables
from server.backup.container import STANDARD, Hardness, Sealing
from server.database import Database

_LEVEL = 6
_MISSING = text(
    "SELECT count(*) FROM device WHERE last_number <>"
    " (SELECT count(*) FROM change WHERE change.device = device.no)"
)


class Sink(Protocol):
    """What takes bytes."""

    def write(self, data: bytes, /) -> int: ...


def take(database: Database, path: Path, secret: str, hardness: Hardness = STANDARD) -> dict[str, Any]:
    """Writes the copy: ``file``, ``bytes``, ``made_at``, ``epoch``, ``rows`` of each table.

    Raises ``Refused``: ``backup_file_exists``, ``backup_passphrase_short``; ``Fault``:
    ``backup_not_written``, ``backup_incomplete`` (not every row was to be seen), and those of the database.
    """
    if path.exists():
        raise Refused(Problem("backup_file_exists", where="file", facts={"file": path.name}))
    part = path.with_name(path.name + ".part")
    try:
        document = _written(database, part, secret, hardness)
        part.replace(path)
    except OSError as error:
        raise Fault("backup_not_written", file=path.name, reason=error.strerror or "") from error
    finally:
        part.unlink(missing_ok=True)
    return {"file": str(path), "bytes": path.stat().st_size, **document}


def _written(database: Database, part: Path, secret: str, hardness: Hardness) -> dict[str, Any]:
    with database.transaction(reading=True) as connection:
        districts = set(connection.execute(text("SELECT code FROM district")).scalars())
    # Changes that belong to no district are filed under an empty one.
    everywhere = {"", *districts}
    with (
        database.transaction(everywhere, reading=True, seconds=0) as connection,
        os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file,
    ):
        facts = _facts(connection)
        if connection.execute(_MISSING).scalar_one():
            raise Fault("backup_incomplete")
        sealing = Sealing(file, secret, facts, hardness)
        rows = _fill(connection, sealing)
        sealing.close()
        file.flush()
        os.fsync(file.fileno())
    return {"made_at": facts["made_at"], "epoch": facts["epoch"], "rows": rows}


def _facts(connection: Connection) -> dict[str, Any]:
    return {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "program": version.program(),
        "tables": connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one(),
        "epoch": epoch.current(connection),
    }


def _fill(connection: Connection, sealing: Sealing) -> dict[str, int]:
    rows: dict[str, int] = {}
    compressor = zstandard.ZstdCompressor(level=_LEVEL)
    with compressor.stream_writer(sealing, closefd=False) as sink:  # type: ignore[arg-type]
        for table, columns in tables.columns(connection).items():
            sink.write(_line({"table": table, "columns": columns}))
            rows[table] = _copy(connection, table, columns, sink)
        sink.write(_line({"rows": rows}))
    return rows


def _copy(connection: Connection, table: str, columns: list[str], sink: Sink) -> int:
    statement = sql.SQL("COPY {} ({}) TO STDOUT").format(sql.Identifier(table), listed(columns))
    driver: Any = connection.connection.driver_connection
    rows = 0
    with driver.cursor() as cursor, cursor.copy(statement) as blocks:
        for block in blocks:
            data = bytes(block)
            rows += data.count(b"\n")  # one ends each row; those inside a text are written otherwise
            sink.write(len(data).to_bytes(4, "big") + data)
    sink.write(bytes(4))
    return rows


def listed(columns: Iterable[str]) -> sql.Composable:
    """Columns as SQL lists them."""
    return sql.SQL(", ").join(map(sql.Identifier, columns))


def _line(value: dict[str, Any]) -> bytes:
    return json.dumps(value).encode() + b"\n"
