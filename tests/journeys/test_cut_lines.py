"""Lines that break and programs that are killed: nothing is lost, and nothing is there twice."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.models import settings
from desktop.services import photos
from desktop.services.desk import Desk
from domain.problems import Fault
from guichet.sample.portrait import portrait
from server.devices import listing
from server.running import Running, running
from tests.journeys.bad_line import BadLine
from tests.journeys.conftest import Make
from tests.journeys.laptop import PASSWORD, USER, Laptop, lines

ROOT = Path(__file__).parents[2]
SOON = 60.0
_SYNC = """
import sys
from pathlib import Path
from desktop.services.sign_in import sign_in
from desktop.services.synchronise import synchronise
desk = sign_in(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
synchronise(desk)
"""


def assert_same_on_both_sides(server: Running, laptop: Laptop, codes: list[str], other: Laptop) -> None:
    """After a round without a cut: all is there, once, on the laptop, the server and another laptop."""
    laptop.sync_fully()
    other.sync_fully()
    assert laptop.households() == other.households() == sorted(codes)
    assert other.people() == laptop.people()
    here, there = laptop.check(), other.check()
    assert here.waiting == here.refused == here.conflicts == 0
    assert here.counts == {**there.counts, "user": here.counts["user"]}
    arrived = sum(device["changes"] for device in listing(server.database))
    assert arrived == here.changes + there.changes


def work(laptop: Laptop, households: int) -> list[str]:
    codes = laptop.register(lines(households))
    with laptop.sit() as desk:
        photos.attach(desk, codes[0], portrait(1))
    return codes


def some_byte(dice: random.Random) -> int:
    """Within the round of a laptop after ``work``: in its text most often, sometimes in its photo."""
    return dice.randrange(200, dice.choice((4_000, 12_000, 18_000)))


def cut_until_through(server: Running, make: Make, seed: int, households: int) -> None:
    """A laptop whose line is cut at a random byte, in up to six rounds."""
    dice = random.Random(seed)
    laptop, other = make(f"cut-{seed}"), make(f"other-{seed}").join(server)
    codes = work(laptop, households)
    with BadLine(server.url) as line:
        laptop.join(server, line.url)
        for _ in range(6):
            line.bytes_left = some_byte(dice)
            try:
                laptop.sync()
                break
            except Fault as fault:
                assert fault.problem.code in ("cut_line", "server_unreachable")
                laptop.check()
        line.bytes_left = None
        assert line.cuts > 0
        assert_same_on_both_sides(server, laptop, codes, other)


@pytest.mark.parametrize("seed", range(5))
def test_a_cut_line_loses_and_doubles_nothing(server: Running, make: Make, seed: int) -> None:
    cut_until_through(server, make, seed, households=30)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 150))
def test_fifty_cut_lines_lose_and_double_nothing(server: Running, make: Make, seed: int) -> None:
    cut_until_through(server, make, seed, households=90)


def test_the_line_is_really_cut(server: Running, make: Make) -> None:
    """Or the tests above would show nothing."""
    laptop = make("first")
    laptop.register(lines(5))
    with BadLine(server.url) as line:
        laptop.join(server, line.url)
        line.bytes_left = 1500
        with pytest.raises(Fault, match="cut_line"):
            laptop.sync()
        assert line.cuts == 1
        assert laptop.check().waiting > 0


@contextmanager
def syncing(laptop: Laptop) -> Iterator[subprocess.Popen[str]]:
    """A program of its own that has signed in and begins a round."""
    command = [sys.executable, "-P", "-c", _SYNC, str(laptop.path), PASSWORD, USER]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment, cwd=ROOT
    ) as program:
        try:
            yield program
        finally:
            program.kill()


def kill_the_laptop(server: Running, make: Make, seed: int, households: int) -> None:
    """Its program is killed around a random byte of a round."""
    dice = random.Random(seed)
    laptop, other = make(f"killed-{seed}"), make(f"other-{seed}").join(server)
    codes = work(laptop, households)
    running_now: list[subprocess.Popen[str]] = []
    with BadLine(server.url, None, lambda: running_now[0].kill(), dice.uniform(0, 0.15)) as line:
        laptop.join(server, line.url)
        line.bytes_left = some_byte(dice)
        with syncing(laptop) as program:
            running_now.append(program)
            program.wait(SOON)
        assert program.returncode in (0, -signal.SIGKILL)
        line.bytes_left = None
        assert laptop.check().households == len(codes)
        assert_same_on_both_sides(server, laptop, codes, other)


@pytest.mark.parametrize("seed", range(2))
def test_a_laptop_killed_in_a_round_loses_and_doubles_nothing(server: Running, make: Make, seed: int) -> None:
    kill_the_laptop(server, make, seed, households=40)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(200, 225))
def test_a_laptop_killed_twenty_five_times_loses_and_doubles_nothing(
    server: Running, make: Make, seed: int
) -> None:
    kill_the_laptop(server, make, seed, households=90)


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`guichet serve` as a program of its own; killed at the end, whatever happened."""
    command = [sys.executable, "-P", "-m", "guichet", "serve", "--data", str(folder), "--port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "GUICHET_LANG": "en"}
    with subprocess.Popen(
        [*command, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=environment,
        cwd=ROOT,
    ) as program:
        try:
            assert program.stdout is not None
            yield program, str(json.loads(program.stdout.readline())["url"])
        finally:
            program.kill()


def kill_the_server(make: Make, folder: Path, seed: int, times: int) -> None:
    """It is killed around a random byte of each round, and started again at the same address."""
    dice = random.Random(seed)
    laptop, port = make("first"), 0
    codes: list[str] = []
    for number in range(times):
        with (
            serving(folder, port) as (program, url),
            BadLine(url, None, program.kill, dice.uniform(0, 0.15)) as line,
        ):
            if number == 0:
                with running(folder) as beside:  # a second server on the same data, to enrol
                    laptop.join(beside, url)
            port = int(url.rpartition(":")[2])
            with laptop.sit() as desk:
                move(desk, line.url)
            codes += laptop.register(lines(40, start=40 * number))
            line.bytes_left = some_byte(dice)
            with contextlib.suppress(Fault):
                laptop.sync()
    with running(folder) as server:
        with laptop.sit() as desk:
            move(desk, server.url)
        assert_same_on_both_sides(server, laptop, codes, make("other").join(server))


def move(desk: Desk, url: str) -> None:
    """The server is reached by another address from now on."""
    with desk.store.transaction() as connection:
        settings.put(connection, "server_url", url)


def test_a_server_killed_in_a_round_loses_and_doubles_nothing(make: Make, own_data: Path) -> None:
    kill_the_server(make, own_data, seed=1, times=1)


@pytest.mark.long
def test_a_server_killed_ten_times_loses_and_doubles_nothing(make: Make, own_data: Path) -> None:
    kill_the_server(make, own_data, seed=2, times=10)
