"""Two files that were one, with photos waiting: one goes by line, the other by stick; both end whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop.models import photos as kept
from desktop.services import bundles, photos, synchronise
from guichet.sample.portrait import portrait
from server import bundle_files
from server.devices import listing
from server.running import Running
from tests.journeys.conftest import Make
from tests.journeys.laptop import Laptop, lines
from tests.journeys.test_copies import copied, restored, saved


def photograph(laptop: Laptop, code: str, seed: int) -> None:
    with laptop.sit() as desk:
        photos.attach(desk, code, portrait(seed))


def by_stick(laptop: Laptop, server: Running, drive: Path) -> None:
    """There, and back with the answer."""
    shutil.rmtree(drive, ignore_errors=True)
    drive.mkdir()
    with laptop.sit() as desk:
        bundles.write_bundle(desk, drive)
        bundle_files.take(server.database, server.trust, drive)
        bundles.read_bundle(desk, drive)


def pictures(laptop: Laptop) -> dict[str, bytes]:
    """The bytes of every portrait that a record names; KeyError is a portrait without bytes."""
    with laptop.sit() as desk, desk.store.reading() as connection:
        names = [name for (name,) in connection.execute("SELECT sha256 FROM photo").fetchall()]
        assert len(set(names)) == len(names)
        return {name: kept.read(connection, name) for name in names}


def whole(*laptops: Laptop) -> None:
    """All say the same, have every portrait, and nothing waits.

    A second time round: what a file says of two households of one code is written after the first.
    """
    for laptop in (*laptops, *laptops):
        laptop.sync_fully()
    first, *others = laptops
    for other in others:
        assert (other.people(), other.households()) == (first.people(), first.households())
        assert pictures(other) == pictures(first)
    for laptop in laptops:
        assert laptop.check().waiting == 0
        with laptop.sit() as desk:
            assert synchronise.state(desk).refused == 0


@pytest.mark.parametrize("how", ["copied", "restored"])
@pytest.mark.parametrize("stick_first", [True, False])
def test_two_files_of_one_photograph_and_go_different_ways(
    server: Running, make: Make, tmp_path: Path, how: str, stick_first: bool
) -> None:
    original, watcher = make("first").join(server), make("watcher").join(server)
    codes = original.register(lines(2))
    photograph(original, codes[0], 1)  # waits in both
    if how == "copied":
        twin = copied(original, tmp_path / "twin")
    else:
        twin = restored(saved(original, tmp_path / "b.zip"), tmp_path / "twin")
    codes += original.register(lines(2, start=2))
    photograph(original, codes[-1], 2)
    codes += (mine := twin.register(lines(2, start=4)))
    photograph(twin, mine[0], 3)
    for turn in range(4):
        if stick_first == (turn % 2 == 0):
            by_stick(twin, server, tmp_path / "stick")
        else:
            original.sync()
    for laptop in (twin, original, twin, watcher):
        laptop.sync_fully()
    whole(original, twin, watcher)
    assert len(original.households()) == len(codes)
    assert len(pictures(watcher)) == 3


def test_an_answer_for_the_original_read_by_its_copy_doubles_nothing(
    server: Running, make: Make, tmp_path: Path
) -> None:
    """The bundle was written before the file was copied; both hold the key that reads its answer."""
    original, watcher = make("first").join(server), make("watcher").join(server)
    codes = original.register(lines(2))
    photograph(original, codes[0], 1)
    drive = tmp_path / "stick"
    drive.mkdir()
    with original.sit() as desk:
        bundles.write_bundle(desk, drive)
    twin = copied(original, tmp_path / "twin")
    codes += original.register(lines(1, start=2)) + twin.register(lines(1, start=3))
    photograph(twin, codes[-1], 2)
    bundle_files.take(server.database, server.trust, drive)
    for laptop in (twin, original):
        with laptop.sit() as desk:
            bundles.read_bundle(desk, drive)
    for laptop in (original, twin, original, watcher):
        laptop.sync_fully()
    whole(original, twin, watcher)
    assert len(watcher.households()) == len(codes)
    assert len(pictures(watcher)) == 2


def test_an_office_that_installs_anew_is_always_a_new_device(
    server: Running, make: Make, tmp_path: Path
) -> None:
    first = make("first").join(server)
    codes = first.register(lines(1))
    first.sync_fully()
    known = {one["device"] for one in listing(server.database)}
    shutil.rmtree(first.path.parent)
    again = make("first").join(server)
    again.sync_fully()
    codes += again.register(lines(1, start=1))
    again.sync_fully()
    after = {one["device"] for one in listing(server.database)}
    assert known < after
    assert len(after) == len(known) + 1
    assert again.households() == sorted(codes)
