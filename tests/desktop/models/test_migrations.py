"""Migrations: each once, each whole, and the scripts are taken apart as they are written."""

from __future__ import annotations

from pathlib import Path

from desktop.models import migrations
from desktop.models.store import create


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    made = create(tmp_path / "office.guichet", bytes(32))
    with made.transaction() as connection:
        connection.execute("INSERT INTO setting VALUES ('a', 'b')")
    with made.reading() as connection:
        before = connection.execute("PRAGMA schema_version").fetchone()
        migrations.apply(connection)
        assert connection.execute("PRAGMA schema_version").fetchone() == before
        assert migrations.applied(connection) == list(migrations.NAMES)
        assert connection.execute("SELECT value FROM setting").fetchall() == [("b",)]
    made.close()


def test_every_script_is_named_and_every_name_has_its_script() -> None:
    assert sorted(path.stem for path in migrations.FOLDER.glob("*.sql")) == sorted(migrations.NAMES)
    assert list(migrations.NAMES) == sorted(migrations.NAMES)


def test_comments_and_semicolons_part_statements() -> None:
    script = "-- one; two\nCREATE TABLE a (b TEXT); -- and\n\nCREATE TABLE c (\n  d TEXT  -- its d\n);\n"
    assert migrations.statements(script) == ["CREATE TABLE a (b TEXT)", "CREATE TABLE c (\n  d TEXT  \n)"]


def test_no_literal_of_ours_would_be_taken_apart() -> None:
    for name in migrations.NAMES:
        for line in (migrations.FOLDER / f"{name}.sql").read_text(encoding="utf-8").splitlines():
            code = line.split("--")[0]
            literals = code.split("'")[1::2]
            assert not any(";" in literal or "-" in literal for literal in literals), line
