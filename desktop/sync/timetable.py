"""When the next automatic round runs; clock and dice are arguments, so that tests can hold them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

PAUSE_S = 300.0
FIRST_RETRY_S = 15.0
LONGEST_RETRY_S = 1800.0
JITTER = 0.3


@dataclass(frozen=True)
class Timetable:
    """``next_at`` is in seconds of the caller's clock. ``failures`` in a row lengthen the wait."""

    next_at: float = 0.0
    failures: int = 0

    def is_due(self, now: float) -> bool:
        """Whether a round should run now."""
        return now >= self.next_at

    def succeeded(self, now: float, dice: Callable[[], float]) -> Timetable:
        """After a round: the next one in about five minutes."""
        return Timetable(now + _spread(PAUSE_S, dice), 0)

    def failed(self, now: float, dice: Callable[[], float]) -> Timetable:
        """After a failure: twice as long each time, never above half an hour.

        The spread keeps the offices of a district from coming back all at once after a power cut.
        """
        wait = min(LONGEST_RETRY_S, FIRST_RETRY_S * 2 ** min(self.failures, 16))
        return Timetable(now + _spread(wait, dice), self.failures + 1)

    def network_appeared(self, now: float) -> Timetable:
        """The line is back: try at once."""
        return replace(self, next_at=now, failures=0)


def _spread(seconds: float, dice: Callable[[], float]) -> float:
    """Between 70 % and 130 %; ``dice`` gives 0 … 1."""
    return seconds * (1 - JITTER + 2 * JITTER * dice())
