"""Which tables a copy holds, in the order in which they can be filled again."""

from __future__ import annotations

from graphlib import TopologicalSorter

from sqlalchemy import Connection, text

# Made anew when they are asked for, or worth nothing a quarter of an hour later.
_FLEETING = frozenset({"alembic_version", "jti", "photo_part", "snapshot", "snapshot_part", "token"})
_COLUMNS = text(
    "SELECT c.relname AS table, array_agg(a.attname::text ORDER BY a.attnum) AS columns"
    " FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid"
    " WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace"
    " AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' GROUP BY c.relname ORDER BY c.relname"
)
_REFERENCES = text(
    "SELECT conrelid::regclass::text AS table, confrelid::regclass::text AS above FROM pg_constraint"
    " WHERE contype = 'f' AND conrelid <> confrelid AND connamespace = 'public'::regnamespace"
)
_IDENTITIES = text(
    "SELECT c.relname AS table, a.attname AS column FROM pg_class AS c JOIN pg_attribute AS a"
    " ON a.attrelid = c.oid WHERE a.attidentity <> '' AND c.relnamespace = 'public'::regnamespace"
)


def columns(connection: Connection) -> dict[str, list[str]]:
    """The columns of each table that is copied; a table comes after those it points at."""
    found = {row.table: list(row.columns) for row in connection.execute(_COLUMNS)}
    order = TopologicalSorter[str]({name: set() for name in found})
    for row in connection.execute(_REFERENCES):
        order.add(row.table, row.above)
    return {name: found[name] for name in order.static_order() if name not in _FLEETING}


def guarded(connection: Connection) -> list[str]:
    """The tables that row-level security hides even from their owner."""
    rows = connection.execute(text("SELECT relname FROM pg_class WHERE relforcerowsecurity ORDER BY relname"))
    return list(rows.scalars())


def identities(connection: Connection) -> list[tuple[str, str]]:
    """Table and column of the numbers PostgreSQL gives."""
    return [(row.table, row.column) for row in connection.execute(_IDENTITIES)]
