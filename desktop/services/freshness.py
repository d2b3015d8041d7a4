"""How long ago this file last agreed with the server, and when that is too long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

LATE = timedelta(days=7)
OVERDUE = timedelta(days=14)

Freshness = Literal["unknown", "fresh", "late", "overdue"]


def freshness(last_success: datetime | None, now: datetime) -> Freshness:
    """``late`` after seven days, ``overdue`` after fourteen; ``unknown`` before the first whole round.

    A moment that lies ahead is fresh: the date stands beside it, and a wrong clock is seen there.
    """
    if last_success is None:
        return "unknown"
    passed = now - last_success
    if passed >= OVERDUE:
        return "overdue"
    return "late" if passed >= LATE else "fresh"
