"""Hybrid logical time: orders the history, never decides who is right.

A reading is milliseconds since 1970 UTC times 1024 plus a counter, below 2**53 so that JSON keeps it exact.
After Kulkarni et al., "Logical Physical Clocks" (2014).
"""

from __future__ import annotations

from datetime import UTC, datetime

COUNTER = 1024
_LATEST_MS = 2**53 // COUNTER - 1  # a clock set to the year 2255 must not spoil the numbers for good


def next_reading(last: int, now_ms: int) -> int:
    """A reading later than ``last``, whatever the laptop's clock says."""
    return max(min(now_ms, _LATEST_MS) * COUNTER, last + 1)


def moment(reading: int) -> datetime:
    """The wall-clock time of a reading, UTC."""
    return datetime.fromtimestamp(reading // COUNTER / 1000, tz=UTC)
