"""Files that are restored or copied: two files never pass for one, and nothing is thrown away."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.services import show, update_milestone
from desktop.services.back_up import back_up, restore
from domain.problems import Fault, Refused
from domain.vocabulary import MilestoneStatus
from server.devices import listing
from server.running import Running
from tests.journeys.conftest import Make
from tests.journeys.laptop import PASSWORD, USER, Laptop, lines


def saved(laptop: Laptop, output: Path) -> Path:
    with laptop.sit() as desk:
        return back_up(desk, output)


def restored(archive: Path, folder: Path) -> Laptop:
    folder.mkdir()
    laptop = Laptop(folder / "office.guichet")
    restore(laptop.path, archive, PASSWORD, USER)
    return laptop


def copied(laptop: Laptop, folder: Path) -> Laptop:
    """As somebody would do it with a file manager."""
    folder.mkdir()
    for file in laptop.path.parent.glob("office.guichet*"):
        shutil.copy(file, folder / file.name)
    return Laptop(folder / "office.guichet")


def test_a_restored_file_holds_what_the_backup_held(make: Make, tmp_path: Path) -> None:
    laptop = make("first")
    laptop.register(lines(5))
    copy = restored(saved(laptop, tmp_path / "b.zip"), tmp_path / "new")
    assert copy.people() == laptop.people()
    assert copy.check().counts == laptop.check().counts


def test_a_restored_file_sends_what_was_not_sent_once(server: Running, make: Make, tmp_path: Path) -> None:
    """The laptop is lost before its round; its backup is all there is."""
    laptop, other = make("first").join(server), make("other").join(server)
    sent = laptop.register(lines(4))
    laptop.sync_fully()
    unsent = laptop.register(lines(4, start=4))
    copy = restored(saved(laptop, tmp_path / "b.zip"), tmp_path / "new")
    shutil.rmtree(laptop.path.parent)
    copy.sync_fully()
    other.sync_fully()
    assert copy.households() == other.households() == sorted(sent + unsent)
    assert copy.check().waiting == 0


def test_what_the_original_sent_after_the_backup_is_not_doubled(
    server: Running, make: Make, tmp_path: Path
) -> None:
    laptop, other = make("first").join(server), make("other").join(server)
    codes = laptop.register(lines(6))
    archive = saved(laptop, tmp_path / "b.zip")
    laptop.sync_fully()
    copy = restored(archive, tmp_path / "new")
    copy.sync_fully()
    other.sync_fully()
    assert copy.households() == laptop.households() == other.households() == sorted(codes)
    assert other.people() == laptop.people()


def test_original_and_restored_file_both_go_on(server: Running, make: Make, tmp_path: Path) -> None:
    laptop, other = make("first").join(server), make("other").join(server)
    codes = laptop.register(lines(3))
    copy = restored(saved(laptop, tmp_path / "b.zip"), tmp_path / "new")
    codes += laptop.register(lines(3, start=3))
    codes += copy.register(lines(3, start=6))
    assert len(set(codes)) == 9, "the restored file prints codes of its own"
    for one in (laptop, copy, laptop, copy, other):
        one.sync_fully()
    assert laptop.households() == copy.households() == other.households() == sorted(codes)
    assert laptop.people() == copy.people() == other.people()


def test_a_copied_file_is_told_forked_and_recovers(server: Running, make: Make, tmp_path: Path) -> None:
    """Somebody copied the folder to a second laptop, and both worked on."""
    laptop, other = make("first").join(server), make("other").join(server)
    codes = laptop.register(lines(3))
    laptop.sync_fully()
    copy = copied(laptop, tmp_path / "copy")
    codes += laptop.register(lines(3, start=3))
    mine = copy.register(lines(3, start=6))
    with copy.sit() as desk:
        update_milestone.update(desk, codes[0], "C3", MilestoneStatus.achieved, desk.today(), "in the copy")
    laptop.sync_fully()
    devices = len(listing(server.database))
    copy.sync_fully()
    assert len(listing(server.database)) == devices + 2, "an heir of what was not sent, and itself"
    laptop.sync_fully()
    other.sync_fully()
    assert len(laptop.households()) == len(copy.households()) == len(other.households()) == 9
    assert laptop.people() == copy.people() == other.people()
    copy.sync_fully()  # what it said of two households of one code
    assert copy.check().waiting == 0
    names = {name for _, name in other.people()}
    with copy.sit() as desk:
        heads = [show.household(desk, code).head for code in copy.households()]
    assert {head.name for head in heads if head} <= names
    assert len(mine) == 3
    with other.sit() as desk:
        notes = [u.note for step in show.household(desk, codes[0]).journey for u in step.updates]
    assert "in the copy" in notes


def test_a_copy_that_wrote_nothing_of_its_own_only_listens(
    server: Running, make: Make, tmp_path: Path
) -> None:
    laptop = make("first").join(server)
    codes = laptop.register(lines(3))
    laptop.sync_fully()
    copy = copied(laptop, tmp_path / "copy")
    codes += laptop.register(lines(2, start=3))
    laptop.sync_fully()
    copy.sync_fully()
    assert copy.households() == laptop.households() == sorted(codes)


def test_a_copy_recovers_after_its_line_was_cut_too(server: Running, make: Make, tmp_path: Path) -> None:
    laptop = make("first").join(server)
    laptop.register(lines(2))
    laptop.sync_fully()
    copy = copied(laptop, tmp_path / "copy")
    laptop.register(lines(2, start=2))
    copy.register(lines(2, start=4))
    laptop.sync_fully()
    copy.sync_fully()
    again = copied(copy, tmp_path / "again")
    copy.register(lines(1, start=6))
    again.register(lines(1, start=7))
    for one in (copy, again, laptop, copy, again):
        one.sync_fully()
    assert len(laptop.households()) == len(copy.households()) == len(again.households()) == 8
    assert laptop.people() == copy.people() == again.people()


def test_a_damaged_backup_is_not_restored(make: Make, tmp_path: Path) -> None:
    laptop = make("first")
    laptop.register(lines(2))
    archive = saved(laptop, tmp_path / "b.zip")
    data = bytearray(archive.read_bytes())
    data[len(data) // 2] ^= 0xFF
    archive.write_bytes(data)
    (tmp_path / "new").mkdir()
    target = tmp_path / "new" / "office.guichet"
    with pytest.raises(Fault, match="backup_damaged"):
        restore(target, archive, PASSWORD, USER)
    assert list(target.parent.iterdir()) == []


def test_a_backup_is_restored_by_who_could_open_it(make: Make, tmp_path: Path) -> None:
    archive = saved(make("first"), tmp_path / "b.zip")
    target = tmp_path / "office.guichet"
    with pytest.raises(Refused, match="wrong_credentials"):
        restore(target, archive, "another password", USER)
    assert not target.exists()


def test_neither_backup_nor_restore_writes_over_anything(make: Make, tmp_path: Path) -> None:
    laptop = make("first")
    archive = saved(laptop, tmp_path / "b.zip")
    before = archive.read_bytes()
    with pytest.raises(Fault, match="file_exists"):
        saved(laptop, archive)
    with pytest.raises(Fault, match="file_exists"):
        restore(laptop.path, archive, PASSWORD, USER)
    assert archive.read_bytes() == before
