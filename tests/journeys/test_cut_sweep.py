"""Ten thousand changes, cut anywhere: going on costs no more than three bytes in a hundred, up or down."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.sync_records import entries
from domain import codes
from domain.problems import Fault
from server.running import Running
from tests.journeys.bad_line import BadLine
from tests.journeys.conftest import EMPTIED, Make
from tests.journeys.laptop import Laptop

CHANGES = 10_000
SHORT = (50,)
MOST = 0.03  # two are aimed at; see docs/performance.md


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    """A file with ten thousand changes that no server has heard of."""
    laptop = Laptop(tmp_path_factory.mktemp("full") / "office.guichet").create()
    with laptop.sit() as desk, desk.writing_many() as writer:
        for number, entry in enumerate(entries(CHANGES - 1)):
            fields = {name: value for name, value in entry.items() if name not in ("id", "household")}
            fields["household"] = codes.make("NSR", "K7QM", 26, 500_000 + number // 5)
            writer.create("person", "PK-KP-NOWSHERA", dict(fields))
    return laptop


def copy(laptop: Laptop, folder: Path) -> Laptop:
    """The same file elsewhere; the server it meets never met the first."""
    folder.mkdir()
    for file in laptop.path.parent.glob("office.guichet*"):
        shutil.copy(file, folder / file.name)
    return Laptop(folder / laptop.path.name)


def emptied(server: Running) -> None:
    with server.database.transaction() as connection:
        connection.execute(text(EMPTIED))


def passed(server: Running, laptop: Laptop, cut_at: int | None) -> int:
    """Bytes of both ways until everything is there, cut once after that many when they are given."""
    with BadLine(server.url, cut_at) as line:
        laptop.moved_to(line.url)
        if cut_at is not None:
            with pytest.raises(Fault):
                laptop.sync()
        total = line.passed
    with BadLine(server.url) as line:
        laptop.moved_to(line.url)
        laptop.sync_fully()
        return total + line.passed


SHARES = [pytest.param(n, marks=() if n in SHORT else (pytest.mark.long,)) for n in range(1, 100)]


@pytest.fixture(scope="module")
def whole() -> dict[str, int]:
    """What the uncut way costs, once measured."""
    return {}


@pytest.mark.timeout(300)
@pytest.mark.parametrize("share", SHARES)
def test_a_push_cut_anywhere_goes_on(
    server: Running, full: Laptop, whole: dict[str, int], tmp_path: Path, share: int
) -> None:
    if "push" not in whole:
        whole["push"] = passed(server, copy(full, tmp_path / "whole").join(server), None)
        emptied(server)
    laptop = copy(full, tmp_path / "cut").join(server)
    extra = passed(server, laptop, whole["push"] * share // 100) / whole["push"] - 1
    assert extra <= MOST


@pytest.mark.timeout(300)
@pytest.mark.parametrize("share", SHARES)
def test_a_pull_cut_anywhere_goes_on(
    server: Running, full: Laptop, whole: dict[str, int], tmp_path: Path, make: Make, share: int
) -> None:
    copy(full, tmp_path / "source").join(server).sync_fully()
    if "pull" not in whole:
        whole["pull"] = passed(server, make("whole").join(server), None)
    extra = passed(server, make("cut").join(server), whole["pull"] * share // 100) / whole["pull"] - 1
    assert extra <= MOST
