"""A backup holds everything under the same keys; what is restored is the same file as a new device."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.models import identity, journal, records
from desktop.services import check_file, show, users
from desktop.services.back_up import KEYS, back_up, restore
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from domain.problems import Fault, Problem, Refused
from domain.records import KINDS
from tests.desktop.models.offices import EASY, PASSWORD, add, child, member


def fault(act: Callable[[], Any]) -> Problem:
    with pytest.raises(Fault) as caught:
        act()
    return caught.value.problem


def everything(desk: Desk) -> dict[str, Any]:
    with desk.store.reading() as connection:
        found: dict[str, Any] = {
            kind: connection.execute(f"SELECT * FROM {kind} ORDER BY id").fetchall() for kind in KINDS
        }
        found["change"] = connection.execute("SELECT * FROM change ORDER BY id").fetchall()
        return found


def names(folder: Path) -> list[str]:
    """What lies in a folder, but for the empty files by which programs wait for each other."""
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".lock")


@pytest.fixture
def backup(desk: Desk, tmp_path: Path) -> Path:
    """Of a file with a household in it."""
    add(desk, member(given_name="Marker"), child())
    return back_up(desk, tmp_path / "stick.backup")


def test_everything_comes_back_and_counts_on_as_a_new_device(
    desk: Desk, backup: Path, tmp_path: Path
) -> None:
    code = restore(tmp_path / "again.guichet", backup, PASSWORD)
    again = sign_in(tmp_path / "again.guichet", PASSWORD)
    assert everything(again) == everything(desk)
    with again.store.reading() as connection:
        old, new = identity.everyone(connection)
        assert (new.code, new.registered) == (code, False)
        assert len(journal.waiting(connection, old, 500)) == journal.tally(connection)["waiting"]
    with desk.store.reading() as connection:
        assert [who.device for who in identity.everyone(connection)] == [old.device]
    registered = add(again)
    assert registered.code.split("-")[1] == code
    assert check_file.check_file(again).sound
    assert [event.by for event in show.household(again, registered.code).events] == ["Awa Sy"] * 4
    again.close()


def test_a_backup_taken_while_others_write_is_whole(desk: Desk, tmp_path: Path) -> None:
    add(desk)
    with desk.store.reading() as connection:
        before = records.count(connection, "person")
    output = back_up(desk, tmp_path / "stick.backup")
    add(desk)
    restore(tmp_path / "again.guichet", output, PASSWORD)
    again = sign_in(tmp_path / "again.guichet", PASSWORD)
    with again.store.reading() as connection:
        assert records.count(connection, "person") == before
    again.close()


@pytest.mark.parametrize("name", ["office.guichet", "office.guichet.keys", "x", "copy", "archive"])
def test_a_backup_may_be_called_anything(desk: Desk, tmp_path: Path, name: str) -> None:
    add(desk)
    stick = tmp_path / "stick"
    stick.mkdir()
    output = back_up(desk, stick / name)
    assert [path.name for path in stick.iterdir()] == [name]
    restore(tmp_path / "again.guichet", output, PASSWORD)
    again = sign_in(tmp_path / "again.guichet", PASSWORD)
    assert check_file.check_file(again).households == 1
    again.close()


def test_no_name_can_be_read_in_a_backup(backup: Path) -> None:
    data = backup.read_bytes()
    # Long enough that chance does not write them: three letters stand in every few megabytes of noise.
    for word in (b"Marker", b"N'Diaye", b"SQLite format"):
        assert word not in data


def test_every_user_of_then_comes_in_with_the_password_of_then(desk: Desk, tmp_path: Path) -> None:
    users.add(desk, "Noé", "battery staple", hardness=EASY)
    output = back_up(desk, tmp_path / "stick.backup")
    users.reset_password(desk, "Noé", "later password", EASY)
    with pytest.raises(Refused):
        restore(tmp_path / "a.guichet", output, "later password", "Noé")
    restore(tmp_path / "b.guichet", output, "battery staple", "Noé")
    sign_in(tmp_path / "b.guichet", PASSWORD, "Awa").close()


def test_nothing_existing_is_overwritten(desk: Desk, backup: Path, tmp_path: Path) -> None:
    before = backup.read_bytes()
    assert fault(lambda: back_up(desk, backup)).code == "file_exists"
    assert fault(lambda: restore(desk.path, backup, PASSWORD)).code == "file_exists"
    (tmp_path / "other.guichet.keys").write_text("precious")
    assert fault(lambda: restore(tmp_path / "other.guichet", backup, PASSWORD)).code == "file_exists"
    assert backup.read_bytes() == before
    assert (tmp_path / "other.guichet.keys").read_text() == "precious"


def test_a_wrong_password_leaves_nothing_behind(backup: Path, tmp_path: Path) -> None:
    before = names(tmp_path)
    with pytest.raises(Refused):
        restore(tmp_path / "again.guichet", backup, "wrong password")
    assert names(tmp_path) == before


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_backup_cut_short_is_named_and_leaves_nothing(backup: Path, tmp_path: Path, share: float) -> None:
    data = backup.read_bytes()
    backup.write_bytes(data[: int(len(data) * share)])
    before = names(tmp_path)
    problem = fault(lambda: restore(tmp_path / "again.guichet", backup, PASSWORD))
    assert (problem.code, problem.facts) == ("backup_damaged", {"name": "stick.backup"})
    assert names(tmp_path) == before


def test_a_flipped_bit_in_a_backup_is_noticed(backup: Path, tmp_path: Path) -> None:
    data = bytearray(backup.read_bytes())
    data[len(data) // 2] ^= 1
    backup.write_bytes(data)
    assert fault(lambda: restore(tmp_path / "again.guichet", backup, PASSWORD)).code == "backup_damaged"


def test_another_archive_is_no_backup(tmp_path: Path, desk: Desk) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr(KEYS, "x")
        archive.writestr("../../escape", "x")
    assert fault(lambda: restore(tmp_path / "again.guichet", other, PASSWORD)).code == "backup_damaged"
    missing = tmp_path / "missing.backup"
    assert fault(lambda: restore(tmp_path / "again.guichet", missing, PASSWORD)).code == "file_missing"
    assert fault(lambda: back_up(desk, tmp_path / "nowhere" / "x")).code == "folder_missing"
