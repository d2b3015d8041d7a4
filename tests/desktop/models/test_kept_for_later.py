"""A laptop brought up to date after the others: what it had kept of theirs stands in its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.models import kept_for_later, merges, migrations, records, requests
from desktop.models.store import Store, create, open_existing

KEY, DEVICE = bytes(32), "ab" * 16
ROW = 1 << 40
PERSON = {"code": "P-1", "given_name": "Awa", "sex": "female", "birth_precision": "unknown"}
HOUSEHOLD = {"code": "H-1", "kind": "household", "area": "PK-1", "registered_on": "2026-01-01"}
REQUEST = {
    **{"household": f"{DEVICE}:2", "request": "correct_identity", "payload": {"person": "P-1"}},
    **{"at": "2026-11-23T08:00:00Z", "asked_by": "Awa Sow"},
}


def extra(old: Store, kind: str, row: int, **fields: object) -> None:
    with old.transaction() as connection:
        connection.execute(f"UPDATE {kind} SET extra = ? WHERE id = ?", (json.dumps(fields), row))


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of the first version, which has met laptops of this one."""
    path = tmp_path / "old.guichet"
    with monkeypatch.context() as then:
        then.setattr(migrations, "NAMES", migrations.NAMES[:1])
        old = create(path, KEY)
    with old.transaction() as connection:
        connection.execute("INSERT INTO device (no, fingerprint) VALUES (1, ?)", (DEVICE,))
        for row, kind, fields in (
            (ROW + 1, "person", PERSON),
            (ROW + 2, "household", HOUSEHOLD),
            (ROW + 3, "person", {**PERSON, "code": "P-0", "given_name": "Aua"}),
        ):
            names = ", ".join(fields)
            marks = ", ".join("?" * len(fields))
            values = (row, *fields.values())
            connection.execute(
                f"INSERT INTO {kind} (id, district, {names}) VALUES (?, 'PK', {marks})", values
            )
        connection.execute(
            "INSERT INTO record_of_newer_kind (id, district, kind, fields, revised)"
            " VALUES (?, 'PK', 'change_request', ?, '{}'), (?, 'PK', 'omen', '{}', '{}')",
            (ROW + 4, json.dumps(REQUEST), ROW + 5),
        )
    extra(old, "person", ROW + 1, merged_into=f"{DEVICE}:3", shoes=41)
    extra(old, "household", ROW + 2, confidential=True, status="verified")
    old.close()
    return path


def test_fields_and_records_of_newer_offices_are_in_place_at_once(path: Path) -> None:
    now = open_existing(path, KEY)
    with now.reading() as connection:
        assert merges.standing(connection, "person", ROW + 1) == ROW + 3
        household = records.read(connection, "household", ROW + 2) or {}
        assert (household["confidential"], household["status"]) == (True, "verified")
        assert connection.execute("SELECT confidential, extra FROM household").fetchall() == [(1, None)]
        assert (records.read(connection, "person", ROW + 1) or {})["shoes"] == 41
        assert list(requests.undecided(connection)) == [ROW + 4]
        request = records.read(connection, "change_request", ROW + 4) or {}
        assert (request["household"], request["asked_by"]) == (ROW + 2, "Awa Sow")
        assert connection.execute("SELECT kind FROM record_of_newer_kind").fetchall() == [("omen",)]
    with now.transaction() as connection:
        assert kept_for_later.put_in_place(connection) == 0
    now.close()


def test_what_a_power_cut_left_undone_is_done_at_the_next_opening(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(_connection: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as then:
        then.setattr(kept_for_later, "put_in_place", cut)
        with pytest.raises(KeyboardInterrupt):
            open_existing(path, KEY)
    now = open_existing(path, KEY)
    with now.reading() as connection:
        assert kept_for_later.is_in_place(connection)
        assert merges.standing(connection, "person", ROW + 1) == ROW + 3
    now.close()
