"""The picture of the office file is the one its migrations make, and fits the records of the domain."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from desktop.models import records, schema
from desktop.models.store import Store, create
from domain.records import KINDS

OWN = {"id", "district", "revised", "extra"}
SEARCHED = {"person": {"sort_key"}, "identifier": {"compact"}}


def test_the_checked_in_picture_is_what_migrations_make() -> None:
    drawn = subprocess.run(
        [sys.executable, "-c", "from desktop.models.schema import drawn; print(drawn(), end='')"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert schema.PICTURE.read_text(encoding="utf-8") == drawn.stdout, "run python -m desktop.models.schema"


def test_an_office_file_has_that_picture(tmp_path: Path) -> None:
    made: Store = create(tmp_path / "office.guichet", bytes(32))
    with made.reading() as connection:
        for statement in schema.statements(connection):
            assert f"\n{statement};\n" in schema.PICTURE.read_text(encoding="utf-8")
    made.close()


def test_every_kind_of_record_has_a_table_with_its_fields_and_ours(tmp_path: Path) -> None:
    made = create(tmp_path / "office.guichet", bytes(32))
    with made.reading() as connection:
        for kind in KINDS:
            columns = {row[1]: row for row in connection.execute(f"PRAGMA table_info({kind})")}
            assert columns.keys() == set(records.columns(kind)) | OWN | SEARCHED.get(kind, set()), kind
            for name, field in KINDS[kind].model_fields.items():
                assert bool(columns[name][3]) == (field.is_required() or name == "state"), f"{kind}.{name}"
    made.close()
