"""Receipts by identity: which one proves a change, and files of the version before."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.models import identity, migrations, receipts
from desktop.models.store import create
from desktop.services.desk import Desk
from tests.desktop.models.offices import make_office


def keep(desk: Desk, upto: int, received_at: str) -> None:
    with desk.store.transaction() as connection:
        base = identity.current(connection).span[0] - 1
        connection.execute(
            "INSERT INTO receipt (upto, jws, received_at) VALUES (?, 'signed', ?)", (base + upto, received_at)
        )
        connection.execute("UPDATE change SET state = 'arrived' WHERE id <= ?", (base + upto,))


def test_the_first_receipt_that_covers_a_change_proves_it(tmp_path: Path) -> None:
    desk = make_office(tmp_path / "office.guichet")
    with desk.writing() as writer:
        for name in ("Amina", "Bakary", "Chipo"):
            fields = {"number": 9, "username": name, "full_name": name, "role": "clerk", "active": True}
            writer.create("user", "", fields)
        last = writer.identity.span[0] - 1 + 4
    keep(desk, 1, "2026-11-12T10:42:00.000Z")
    keep(desk, 3, "2026-11-12T11:00:00.000Z")
    with desk.store.reading() as connection:
        (changes,) = connection.execute("SELECT count(*) FROM change").fetchone()
        assert changes == 4, "its first user, and three more"
        third = receipts.covering(connection, last - 1)
        assert third is not None and (third.upto, third.received_at) == (3, "2026-11-12T11:00:00.000Z")
        assert receipts.covering(connection, last) is None, "no receipt goes as far as the last"
        told = receipts.times(connection, [last - 3, last - 2, last - 1, last])
        assert told == {
            last - 3: "2026-11-12T10:42:00.000Z",
            last - 2: "2026-11-12T11:00:00.000Z",
            last - 1: "2026-11-12T11:00:00.000Z",
        }
        assert receipts.latest(connection) == "2026-11-12T11:00:00.000Z"
        assert receipts.without(connection) == 0
    with desk.store.transaction() as connection:
        connection.execute("UPDATE change SET state = 'arrived'")
        assert receipts.without(connection) == 1
        receipts.forget_from(connection, last - 1, last)
        assert receipts.latest(connection) == "2026-11-12T10:42:00.000Z"
    desk.close()


def test_receipts_of_a_file_of_the_version_before_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = migrations.NAMES[: migrations.NAMES.index("0007_proof")]
    monkeypatch.setattr(migrations, "NAMES", before)
    store = create(tmp_path / "office.guichet", bytes(32))
    with store.transaction() as connection:
        who = identity.make(connection)
        row = who.span[0] - 1 + 37
        connection.execute("INSERT INTO receipt VALUES (?, 'signed', '2026-11-12T10:42:00.000Z')", (row,))
    monkeypatch.undo()
    with store.transaction() as connection:
        migrations.apply(connection)
        found = connection.execute("SELECT device, jws FROM receipt").fetchall()
        assert found == [(who.no, "signed")]
        (kept,) = receipts.all_of(connection)
        assert (kept.who.device, kept.upto) == (who.device, 37)
    store.close()
