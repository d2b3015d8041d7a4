"""Hybrid logical time goes forward whatever the laptop's clock does, and stays a whole number JSON keeps."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from domain.clock import COUNTER, moment, next_reading


@given(st.lists(st.integers(0, 10**14), min_size=1, max_size=30))
def test_readings_only_rise_and_stay_exact(clocks: list[int]) -> None:
    last = 0
    for now_ms in clocks:
        reading = next_reading(last, now_ms)
        assert last < reading < 2**53
        last = reading


def test_a_reading_is_the_time_of_day_while_the_clock_is_right() -> None:
    now = datetime(2026, 11, 23, 10, 30, tzinfo=UTC)
    reading = next_reading(0, int(now.timestamp() * 1000))
    assert moment(reading) == now
    assert reading % COUNTER == 0


def test_a_clock_set_back_does_not_turn_the_order() -> None:
    ahead = next_reading(0, 2_000_000)
    behind = next_reading(ahead, 1_000_000)
    assert behind == ahead + 1
