"""What is due on a wage: the rate of its month, ceiling and floor, each payer's rounded share (V30)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from domain.payments.money import rounded
from domain.problems import Problem, Refused
from domain.schemes.scheme import Rate, Scheme

# Thousandths of one per cent in the whole of it.
_WHOLE = 100_000


@dataclass(frozen=True)
class Due:
    """What each payer owes for one month, in minor units. ``counted`` is the part of the base that counts.

    ``rate`` names the rate applied: the day it is valid from.
    """

    rate: str
    currency: str
    counted: int
    worker: int
    employer: int
    sponsor: int

    @property
    def total(self) -> int:
        """What all of them owe together."""
        return self.worker + self.employer + self.sponsor


def first_day(month: str) -> date:
    """The first day of a month written YYYY-MM. Raises ``ValueError``."""
    return date.fromisoformat(f"{month}-01")


def last_day(month: str) -> date:
    """The last day of a month written YYYY-MM."""
    first = first_day(month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def month_of(day: date) -> str:
    """The month a day is in, YYYY-MM."""
    return f"{day:%Y-%m}"


def next_month(month: str, by: int = 1) -> str:
    """The month so many months on, or back when negative."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 + by, 12)
    return f"{year:04d}-{number + 1:02d}"


def months_between(first: str, last: str) -> tuple[str, ...]:
    """Every month from one to the other, both included; none when the last is before the first."""
    found = []
    while first <= last:
        found.append(first)
        first = next_month(first)
    return tuple(found)


def overlapping(rates: Iterable[Rate]) -> list[tuple[Rate, Rate]]:
    """Every two rates that hold on the same day: which of them is due, nobody could say."""
    return [
        (one, other)
        for one, other in combinations(sorted(rates, key=lambda rate: rate.from_on), 2)
        if one.to_on is None or other.from_on <= one.to_on
    ]


def problems_of(scheme: Scheme) -> list[Problem]:
    """What is wrong with a scheme's rates: two on one day, an end before its beginning, two currencies."""
    found = [
        Problem(
            "rates_overlap",
            f"{scheme.code}.contributions",
            facts={"scheme": scheme.code, "first": one.from_on, "second": other.from_on},
        )
        for one, other in overlapping(scheme.contributions)
    ]
    for rate in scheme.contributions:
        facts = {"scheme": scheme.code, "date": rate.from_on}
        where = f"{scheme.code}.contributions"
        if rate.to_on is not None and rate.to_on < rate.from_on:
            found.append(Problem("rate_ends_early", where, facts=facts))
        if rate.floor is not None and rate.ceiling is not None and rate.floor > rate.ceiling:
            found.append(Problem("rate_floor_high", where, facts=facts))
    return found


def rate_of(scheme: Scheme, month: str) -> Rate:
    """The rate that holds on the first day of a month, which is that of the whole month.

    A scheme that begins within the month has its first rate from that month on. Raises Refused:
    ``rate_none`` where none holds, ``rates_overlap`` where two do.
    """
    first, last = first_day(month).isoformat(), last_day(month).isoformat()
    holding = _on(scheme.contributions, first) or _begun(scheme.contributions, first, last)
    if not holding:
        raise Refused(Problem("rate_none", "month", facts={"scheme": scheme.code, "month": month}))
    if len(holding) > 1:
        facts = {"scheme": scheme.code, "first": holding[0].from_on, "second": holding[1].from_on}
        raise Refused(Problem("rates_overlap", "month", facts=facts))
    return holding[0]


def _on(rates: Sequence[Rate], day: str) -> list[Rate]:
    return [rate for rate in rates if rate.from_on <= day and (rate.to_on is None or day <= rate.to_on)]


def _begun(rates: Sequence[Rate], first: str, last: str) -> list[Rate]:
    return [rate for rate in rates if first < rate.from_on <= last]


def due(rate: Rate, base: int, sponsored: bool = True) -> Due:
    """What each owes on a base, which is the month's wage in minor units; a flat rate stands in its place.

    Of a flat rate without shares the worker (or who is abroad) owes all. Without ``sponsored`` the sponsor's
    share is left to nobody. Raises Refused ``rate_unset`` where the law has not set a share yet.
    """
    shares = (rate.worker, rate.employer, rate.sponsor)
    if rate.flat is not None and not any(shares):
        return Due(rate.from_on, rate.currency, rate.flat, rate.flat, 0, 0)
    if all(share is None for share in shares):
        raise Refused(Problem("rate_unset", "month", facts={"date": rate.from_on}))
    counted = within(rate, base if rate.flat is None else rate.flat)
    worker, employer, sponsor = (share_of(rate, counted, share or 0) for share in shares)
    return Due(rate.from_on, rate.currency, counted, worker, employer, sponsor if sponsored else 0)


def within(rate: Rate, base: int) -> int:
    """The part of a base that counts: at most the ceiling, at least the floor where there is any."""
    if rate.ceiling is not None:
        base = min(base, rate.ceiling)
    if rate.floor is not None and base:
        base = max(base, rate.floor)
    return base


def share_of(rate: Rate, counted: int, share: int) -> int:
    """One payer's share, rounded to the rate's step: half up where the law says nothing else (V30)."""
    step = rate.rounded_to or 1
    numerator, denominator = counted * share, _WHOLE * step
    if rate.rounding == "up":
        return -(-numerator // denominator) * step
    if rate.rounding == "down":
        return numerator // denominator * step
    return rounded(numerator, denominator) * step
