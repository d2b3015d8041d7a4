"""What a thief finds who takes the laptop: nothing that was entered."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from desktop.models.store import KEY_BYTES, Store
from desktop.services import drafts, photos, update_milestone
from desktop.services.back_up import back_up
from domain.problems import Fault
from domain.vocabulary import MilestoneStatus
from guichet.sample.portrait import portrait
from tests.journeys.conftest import Make
from tests.journeys.laptop import PASSWORD, USER, Laptop, lines

ENTERED = (
    "Zebunnisa",
    "Khwajamiri",
    "N'Diaye-Åström",
    "Mohalla Rarename",
    "+923001234567",
    "17201-7654321-0",
)
SECRETS = (USER, PASSWORD, "a rare note", "half a name")


@pytest.fixture
def used(make: Make) -> Laptop:
    """A laptop with one household, a portrait, a note and a draft in it."""
    laptop = make("laptop")
    [line] = lines(1)
    line["household"] |= {"village": ENTERED[3], "phone": ENTERED[4]}
    line["members"][0] |= {
        "given_name": ENTERED[0],
        "family_name": ENTERED[1],
        "mother_name": ENTERED[2],
        "identifiers": [{"scheme": "national_id", "country": "PK", "value": ENTERED[5]}],
    }
    line["members"][0].pop("single_name", None)
    [code] = laptop.register([line])
    with laptop.sit() as desk:
        photos.attach(desk, code, portrait(1))
        today = desk.today()
        update_milestone.update(desk, code, "C3", MilestoneStatus.achieved, today, "a rare note")
        drafts.save(desk, None, {"members": [{"given_name": "half a name"}]})
    return laptop


def readings(data: bytes) -> Iterator[str]:
    """The bytes as whoever runs `strings` would read them, in each width and order."""
    for encoding in ("latin-1", "utf-16-le", "utf-16-be", "utf-32-le"):
        for offset in (0, 1):
            yield data[offset:].decode(encoding, "replace")


def visible(word: str, file: Path) -> bool:
    """Whether a word stands in a file, as text of any width or as UTF-8."""
    data = file.read_bytes()
    return word.encode() in data or any(word in text for text in readings(data))


def test_strings_on_the_file_show_no_name(used: Laptop) -> None:
    with used.sit() as desk, desk.store.reading() as connection:
        connection.execute("SELECT count(*) FROM person").fetchone()
        used.register(lines(1, start=1))
        files = sorted(used.path.parent.glob("office.guichet*"))
        assert {file.name for file in files} - {"office.guichet.keys.lock"} == {
            f"office.guichet{end}" for end in ("", "-shm", "-wal", ".keys")
        }
        assert used.path.with_name("office.guichet-wal").stat().st_size > 0, (
            "the write-ahead log must hold something to be worth reading"
        )
        found = [(word, f.name) for word in (*ENTERED, *SECRETS) for f in files if visible(word, f)]
    assert not found


def test_the_search_for_strings_would_find_them(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        file = tmp_path / encoding
        file.write_bytes(b"\x01" + "x Zebunnisa y".encode(encoding))
        assert visible("Zebunnisa", file)


def test_a_backup_shows_no_name_either(used: Laptop, tmp_path: Path) -> None:
    with used.sit() as desk:
        archive = back_up(desk, tmp_path / "backup.zip")
    assert not [word for word in (*ENTERED, *SECRETS) if visible(word, archive)]


def test_no_other_tool_opens_the_file(used: Laptop) -> None:
    for connect in (sqlite3.connect, dbapi2.connect):
        connection = connect(str(used.path))
        with pytest.raises((sqlite3.DatabaseError, dbapi2.DatabaseError), match="not a database"):
            connection.execute("SELECT count(*) FROM sqlite_master")
        connection.close()


def test_another_key_does_not_open_it(used: Laptop) -> None:
    store = Store(used.path, bytes(KEY_BYTES))
    with pytest.raises(Fault, match="file_damaged"), store.reading():
        pass
    store.close()
