"""The picture of the office file in `schema.sql`: ``python -m desktop.models.schema`` draws it anew."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop.models import migrations

PICTURE = Path(__file__).with_name("schema.sql")
_HEAD = "-- What the migrations make of an empty file, drawn by `python -m desktop.models.schema`.\n"


def drawn() -> str:
    """The shape after every migration, as SQL."""
    from sqlcipher3 import dbapi2  # noqa: PLC0415  (who only reads the picture does without)

    connection = dbapi2.connect(":memory:", isolation_level=None)
    try:
        migrations.apply(connection)
        return _HEAD + "".join(f"\n{statement};\n" for statement in statements(connection))
    finally:
        connection.close()


def statements(connection: Any) -> list[str]:
    """What a file is made of, without what its engine and its extensions keep for themselves."""
    rows = connection.execute(
        "SELECT sql, tbl_name FROM sqlite_master ORDER BY tbl_name, type = 'trigger', type DESC, name"
    )
    kept_by_others = ("sqlite_", "_sqlite_", "person_search_", "mother_search_")
    return [str(sql) for sql, table in rows if sql and not table.startswith(kept_by_others)]


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
