"""Rules about dates against the clock: written down late (V29), and a clock nobody should believe (V39)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from domain.problems import Problem, Severity
from domain.registration import HouseholdForm
from domain.rules.context import Context

LATE_DAYS = 60
FAR_FROM_SERVER = timedelta(hours=24)
JITTER = timedelta(minutes=2)  # clocks are set right by a little all day long


def registered_in_time(form: HouseholdForm, context: Context) -> Iterator[Problem]:
    """V29. A paper form is entered within sixty days; later a supervisor looks at it."""
    yield from dated_back(form.registered_on, context.today, "registered_on", context.may_override)


def dated_back(on: date | None, today: date, where: str, may_override: bool) -> Iterator[Problem]:
    """V29 for any date that is said to be of the past: never of the future, seldom of long ago."""
    if on is None:
        return
    days = (today - on).days
    if days < 0:
        yield Problem("date_future", where, "V29")
    elif days > LATE_DAYS:
        severity = Severity.warning if may_override else Severity.error
        yield Problem("dated_back", where, "V29", severity, {"days": days})


def clock_doubted(now_ms: int, last_event_ms: int, ahead_of_server_ms: int = 0) -> Iterator[Problem]:
    """V39. In milliseconds since 1970 UTC: a clock before what is written, or a day from the server's."""
    back = timedelta(milliseconds=last_event_ms - now_ms)
    if back > JITTER:
        minutes = int(back.total_seconds() // 60)
        yield Problem("clock_back", "", "V39", Severity.warning, {"minutes": minutes})
    off = abs(timedelta(milliseconds=ahead_of_server_ms))
    if off > FAR_FROM_SERVER:
        hours = int(off.total_seconds() // 3600)
        yield Problem("clock_far", "", "V39", Severity.warning, {"hours": hours})
