"""When the next round runs: soon after success, ever later after failure, never all at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.sync.timetable import FIRST_RETRY_S, JITTER, LONGEST_RETRY_S, PAUSE_S, Timetable

DICE = st.floats(0, 1)


def middle() -> float:
    return 0.5


def test_the_first_round_is_due_at_once() -> None:
    assert Timetable().is_due(0.0)


def test_waits_double_up_to_half_an_hour() -> None:
    table, waits = Timetable(), []
    for _ in range(10):
        table = table.failed(100.0, middle)
        waits.append(table.next_at - 100.0)
    assert waits == [15, 30, 60, 120, 240, 480, 960, 1800, 1800, 1800]
    assert table.succeeded(100.0, middle) == Timetable(100.0 + PAUSE_S, 0)


def test_months_without_a_line_break_nothing() -> None:
    table = Timetable()
    for _ in range(5000):
        table = table.failed(0.0, middle)
    assert table.next_at == LONGEST_RETRY_S
    assert table.failures == 5000


@given(st.integers(0, 10**6), DICE)
def test_the_spread_stays_within_its_share(failures: int, dice: float) -> None:
    wait = Timetable(failures=failures).failed(0.0, lambda: dice).next_at
    assert FIRST_RETRY_S * (1 - JITTER) <= wait <= LONGEST_RETRY_S * (1 + JITTER)
    pause = Timetable().succeeded(0.0, lambda: dice).next_at
    assert PAUSE_S * (1 - JITTER) <= pause <= PAUSE_S * (1 + JITTER)


def test_two_offices_come_back_at_different_times() -> None:
    assert Timetable().failed(0.0, lambda: 0.1) != Timetable().failed(0.0, lambda: 0.9)


def test_a_line_that_appears_is_tried_at_once() -> None:
    table = Timetable().failed(0.0, middle).failed(0.0, middle)
    assert not table.is_due(5.0)
    assert table.network_appeared(5.0) == Timetable(5.0, 0)
    assert table.network_appeared(5.0).is_due(5.0)


@pytest.mark.parametrize(("now", "due"), [(9.9, False), (10.0, True), (11.0, True)])
def test_a_round_is_due_from_its_moment_on(now: float, due: bool) -> None:
    assert Timetable(10.0).is_due(now) is due
