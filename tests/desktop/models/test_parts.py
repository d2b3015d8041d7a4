"""What is still to go and to come is known without counting, also in a file of the version before."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.models import migrations, photos
from desktop.models.photos import Amount, Named
from desktop.models.store import create, open_existing
from desktop.services.desk import Desk

PHOTO = "INSERT INTO photo (id, district, person, sha256, size) VALUES (?, 'X', 1, ?, ?)"
DOCUMENT = (
    "INSERT INTO document (id, district, document, mime, sha256, size, taken_on, at)"
    " VALUES (?, 'X', 'certificate', 'image/jpeg', ?, ?, '2026-11-23', '2026-11-23T10:00:00Z')"
)


def wanted(connection: Any) -> list[tuple[str, int, bool]]:
    found = [(one, later) for later in (False, True) for one in photos.to_fetch(connection, later, 99)]
    return [(one.name, one.size, later) for one, later in found]


def test_a_file_of_before_knows_afterwards_what_goes_and_what_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "office.guichet"
    with monkeypatch.context() as before:
        before.setattr(migrations, "NAMES", migrations.NAMES[:7])
        old = create(place, bytes(32))
        with old.transaction() as connection:
            for row, name, size in ((1, "portrait", 5), (2, "absent", 7)):
                connection.execute(PHOTO, (row, name, size))
            for row, name, size in ((3, "scan", 4), (4, "elsewhere", 3), (5, "absent", 9)):
                connection.execute(DOCUMENT, (row, name, size))
            keep = "INSERT INTO photo_bytes (sha256, bytes, arrived) VALUES (?, ?, 0)"
            connection.executemany(keep, [("portrait", b"12345"), ("scan", b"1234")])
        old.close()
    now = open_existing(place, bytes(32))
    with now.reading() as connection:
        assert photos.to_send(connection, False, 9) == [Named("portrait", 5)]
        assert photos.to_send(connection, True, 9) == [Named("scan", 4)]
        assert wanted(connection) == [("absent", 9, False), ("elsewhere", 3, True)]
    now.close()


def test_what_comes_or_goes_by_any_way_is_counted(desk: Desk) -> None:
    with desk.store.transaction() as connection:
        name = photos.keep(connection, b"12345", arrived=True)
        connection.execute("DELETE FROM photo_bytes")
        assert wanted(connection) == []  # no record speaks of it
        connection.execute(DOCUMENT, (1 << 60, name, 5))
        assert wanted(connection) == [(name, 5, True)]
        connection.execute(PHOTO, (1 << 60, name, 5))
        assert wanted(connection) == [(name, 5, False)]  # a portrait as well: it is not left for later
        connection.execute("DELETE FROM photo")
        assert [one for one, _, _ in wanted(connection)] == [name]
        photos.keep(connection, b"12345", arrived=True)
        assert wanted(connection) == []
        connection.execute("DELETE FROM photo_bytes")
        assert wanted(connection) == [(name, 5, True)]
        connection.execute("DELETE FROM document")
        assert wanted(connection) == []


def test_what_came_of_one_no_longer_counts_and_goes_with_it(desk: Desk) -> None:
    with desk.store.transaction() as connection:
        name = photos.keep(connection, b"12345")
        connection.execute("DELETE FROM photo_bytes")
        connection.execute(PHOTO, (1 << 60, name, 5))
        assert photos.amount_to_fetch(connection, False) == Amount(1, 5)
        photos.add_part(connection, name, 0, b"12")
        photos.add_part(connection, name, 2, b"3")
        assert (photos.begun(connection, name), photos.parts(connection, name)) == (3, b"123")
        assert photos.amount_to_fetch(connection, False) == Amount(1, 2)
        photos.keep(connection, b"12345", arrived=True)
        assert photos.amount_to_fetch(connection, False) == Amount()
        assert photos.begun(connection, name) == 0


@pytest.mark.parametrize(
    "question",
    [
        "SELECT sha256, length(bytes) FROM photo_bytes WHERE arrived = 0 AND later = 1"
        " ORDER BY length(bytes), sha256 LIMIT 9",
        "SELECT count(*), sum(length(bytes)) FROM photo_bytes WHERE arrived = 0 AND later = 1",
    ],
)
def test_nothing_that_has_arrived_is_looked_at(desk: Desk, question: str) -> None:
    with desk.store.reading() as connection:
        plan = " ".join(row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {question}"))
    assert "photo_bytes_waiting" in plan
