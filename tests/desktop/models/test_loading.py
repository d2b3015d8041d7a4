"""Rows loaded in bulk are what the same records are when they are written one by one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.models import loading, people, records
from desktop.models.store import Store, create
from domain.matching.names import fold

FIELDS = {
    "household": ("code", "kind", "area", "village", "registered_on"),
    "membership": ("household", "person", "role", "start_on"),
    "phone": ("household", "person", "number"),
    "identifier": ("person", "scheme", "country", "value"),
    "person": (
        *("code", "given_name", "family_name", "other_names", "mother_name", "sex"),
        *("birth_precision", "birth_on", "estimated_age", "estimated_on"),
    ),
}
ROWS: dict[str, list[tuple[Any, ...]]] = {
    "household": [(1, "PK", "H-1", "household", "PK-1", "Água Doce", "2026-01-01")],
    "membership": [(2, "PK", 1, 4, "head", "2026-01-01"), (3, "PK", 1, 5, "child", "2026-01-01")],
    "phone": [(6, "PK", 1, None, "+923001234567")],
    "identifier": [(7, "PK", 4, "national_id", "PK", "17201-0000001-2")],
    "person": [
        (4, "PK", "P-4", "Fatou", "N'Diaye", "Awa", "Binta Sow", "female", "day", "1987-04-12", None, None),
        (5, "PK", "P-5", "José", None, None, None, "male", "estimated_age", None, 9, "2026-01-01"),
    ],
}
_LATER = ("_migrations", "person_search", "mother_search", "sqlite_")


def contents(store: Store) -> dict[str, Any]:
    """Every row of every table but those in which engines keep what they like."""
    with store.reading() as connection:
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        found: dict[str, Any] = {
            table: sorted(map(str, connection.execute(f"SELECT * FROM {table}").fetchall()))
            for table in tables
            if not any(part in table for part in _LATER)
        }
        for table in ("person_search", "mother_search"):
            for word in ("fatou", "ndiaye", "awa", "jose", "binta", "sow"):
                query = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid"
                found[f"{table} {word}"] = connection.execute(query, (word,)).fetchall()
    return found


@pytest.fixture
def loaded(tmp_path: Path) -> Store:
    store = create(tmp_path / "loaded.guichet", bytes(32))
    with loading.hurried(store) as connection:
        for kind, names in FIELDS.items():
            loading.load(connection, kind, names, ROWS[kind])
    return store


def test_loading_leaves_what_writing_one_by_one_leaves(loaded: Store, tmp_path: Path) -> None:
    written = create(tmp_path / "written.guichet", bytes(32))
    with written.transaction() as connection:
        for kind, names in FIELDS.items():
            for row, district, *values in ROWS[kind]:
                fields = {n: v for n, v in zip(names, values, strict=True) if v is not None}
                records.insert(connection, kind, row, district, fields)
    one_by_one, at_once = contents(written), contents(loaded)
    for words in (one_by_one, at_once):  # numbers of words follow the order they came in
        words["name_word"] = sorted(text.split(", ")[1] for text in words["name_word"])
    assert at_once == one_by_one
    assert at_once["change"] == []
    written.close()
    loaded.close()


def test_who_was_loaded_is_found(loaded: Store) -> None:
    with loaded.reading() as connection:
        assert connection.execute("SELECT sort_key FROM person WHERE id = 4").fetchone() == ("ndiaye fatou",)
        found = connection.execute("SELECT person FROM identifier WHERE compact = '1720100000012'").fetchall()
        assert found == [(4,)]
        assert people.row_of_code(connection, "person", "P-5") == 5
    loaded.close()


def test_afterwards_the_file_keeps_a_log_again(loaded: Store) -> None:
    with loaded.reading() as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert connection.execute("PRAGMA synchronous").fetchone() == (2,)
        assert connection.execute("PRAGMA cache_size").fetchone() == (-65536,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    loaded.close()


@pytest.mark.parametrize("names", [("Água", "Doce"), ("N'Diaye", None, "dit Baba"), ("", "Ba"), (None,)])
def test_names_folded_apart_are_names_folded_together(names: tuple[str | None, ...]) -> None:
    assert loading.joined(*names) == fold(" ".join(filter(None, names)))
