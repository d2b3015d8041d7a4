"""The office file's shape, version by version: each step and its record are one transaction."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.matching.names import fold

FOLDER = Path(__file__).parent
NAMES = (
    *("0001_ground", "0002_register", "0003_matching", "0004_hints", "0005_search", "0006_bulk"),
    *("0007_proof", "0008_parts", "0009_bundles", "0010_moves", "0011_settling"),
    *("0012_window", "0013_forms", "0014_lists", "0015_paying", "0016_agenda"),
    "0017_counted",
)
SET = "office"


def applied(connection: Any) -> list[str]:
    """The steps this file has been through, in order; none for a new file."""
    exists = connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
    if not exists:
        return []
    rows = connection.execute(
        "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id", (SET,)
    )
    return [name for (name,) in rows]


def apply(connection: Any) -> None:
    """Bring a file up to this version. Imports sqlite-utils only here: it costs 139 ms at start."""
    import sqlcipher3  # noqa: PLC0415
    from sqlcipher3 import dbapi2  # noqa: PLC0415

    # sqlite-utils looks for pysqlite3 before sqlite3, so it uses the encrypted driver and its exceptions.
    sys.modules.setdefault("pysqlite3", sqlcipher3)
    sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)
    from sqlite_utils import Database, Migrations  # noqa: PLC0415

    # For steps that index what is there: as names are folded when they are written.
    connection.create_function("fold", 1, fold, deterministic=True)
    migrations = Migrations(SET)
    for name in NAMES:
        migrations(name=name)(_step(name))
    migrations.apply(Database(connection))


def _step(name: str) -> Callable[[Any], None]:
    def run(db: Any) -> None:
        for statement in statements((FOLDER / f"{name}.sql").read_text(encoding="utf-8")):
            db.conn.execute(statement)

    run.__name__ = name
    return run


def statements(script: str) -> list[str]:
    """The statements of a script; none of ours holds a semicolon or a comment mark in a literal.

    A trigger is one statement, whatever it holds: the engine itself says where it ends.
    """
    from sqlite3 import complete_statement  # noqa: PLC0415

    found, begun = [], ""
    for part in "\n".join(line.split("--")[0] for line in script.splitlines()).split(";"):
        begun += part
        if complete_statement(begun + ";"):
            found.append(begun.strip())
            begun = ""
        else:
            begun += ";"
    return [statement for statement in found if statement]
