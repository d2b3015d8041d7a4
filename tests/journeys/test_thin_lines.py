"""Two laptops finish a day's work over 64 kbit/s that breaks all the time, and hold the same."""

from __future__ import annotations

import pytest

from desktop.services import photos
from domain.problems import Fault
from guichet.sample.portrait import portrait
from server.running import Running
from tests.journeys.conftest import Make
from tests.journeys.laptop import Laptop, lines
from tests.journeys.thin_line import ThinLine

DAY = 8  # households a laptop: together some 400 changes


def until_done(laptop: Laptop, line: ThinLine) -> int:
    """Tries as the timetable would; how many tries it took."""
    for tries in range(1, 60):
        try:
            if laptop.sync().finished:
                return tries
        except Fault as fault:
            assert fault.problem.code in ("cut_line", "server_unreachable", "server_busy"), fault
    raise AssertionError(f"not done after {line.breaks} breaks")


@pytest.mark.timeout(180)
def test_a_day_goes_through_64_kbit_that_breaks_every_few_kilobytes(server: Running, make: Make) -> None:
    first, second = make("first"), make("second")
    with ThinLine(server.url, kbits=64, breaks_after=9_000, seed=4) as line:
        for laptop in (first, second):
            laptop.join(server)
            laptop.moved_to(line.url)
        codes = first.register(lines(DAY)) + second.register(lines(DAY, start=DAY))
        with first.sit() as desk:
            photos.attach(desk, codes[0], portrait(1))
        for laptop in (first, second, first):
            until_done(laptop, line)
        assert line.breaks > 3
    here, there = first.check(), second.check()
    assert here.waiting == there.waiting == 0
    assert here.digests == there.digests
    assert first.households() == second.households() == sorted(codes)
