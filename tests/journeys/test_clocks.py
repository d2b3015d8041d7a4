"""A clock that is years off: measured, kept on both sides, told; never a reason to refuse."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest

from desktop.models import journal
from desktop.services import synchronise
from desktop.sync import remote
from server import devices
from server.running import Running
from tests.journeys.conftest import Make
from tests.journeys.laptop import lines

YEAR_MS = 365.25 * 86_400_000
NOW = time.time_ns() // 1_000_000
YEARS = {1970: -NOW + 60_000, 2090: round((2090 - 2026) * YEAR_MS)}


def _shifted(ms: int) -> SimpleNamespace:
    return SimpleNamespace(time_ns=lambda: time.time_ns() + ms * 1_000_000, monotonic=time.monotonic)


@pytest.mark.parametrize("year", YEARS)
def test_what_is_written_by_a_wrong_clock_arrives_and_spoils_no_other_clock(
    year: int, server: Running, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    off, right = make("off").join(server), make("right").join(server)
    with monkeypatch.context() as wrong:
        for module in (journal, remote):
            wrong.setattr(module, "time", _shifted(YEARS[year]))
        off.register(lines(2))
        off.sync_fully()
        with off.sit() as desk:
            hours = synchronise.state(desk).clock_off_hours
        assert hours == pytest.approx(abs(YEARS[year]) / 3_600_000, rel=0.01)
        listed = {one["code"]: one["clock_offset_ms"] for one in devices.listing(server.database)}
        assert max(map(abs, (ms or 0 for ms in listed.values()))) > 20 * YEAR_MS
    right.register(lines(1, start=2))
    right.sync_fully()
    assert len(right.households()) == 3
    right.register(lines(1, start=3))
    right.sync_fully()
    with right.sit() as desk, desk.store.reading() as connection:
        [(latest,)] = connection.execute("SELECT max(clock) FROM change").fetchall()
    assert abs(latest / 1024 - time.time() * 1000) < 3_600_000  # it read the other's records, not its clock
    off.sync_fully()  # put right again
    assert len(off.households()) == 4
    with off.sit() as desk:
        assert synchronise.state(desk).clock_off_hours == 0.0
