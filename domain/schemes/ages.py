"""How old somebody is on a day, as an interval where the birth is not known to the day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from domain.birth import Birth, Precision, whole_years

Interval = tuple[int, int]


@lru_cache(maxsize=1 << 16)
def of_birth(
    precision: str, on: str | None, estimated_age: int | None, estimated_on: str | None
) -> tuple[date, date] | None:
    """First and last possible day of birth of a record's four fields; None when nothing is known."""
    estimated = date.fromisoformat(estimated_on) if estimated_on else None
    return Birth(
        precision=Precision(precision), on=on, estimated_age=estimated_age, estimated_on=estimated
    ).interval()


def years(born: tuple[date, date] | None, on: date) -> Interval | None:
    """Youngest and oldest possible age in whole years; None when unknown, or when not born yet that day.

    A birthday of 29 February is counted on 1 March of common years.
    """
    if born is None or born[0] > on:
        return None
    oldest = whole_years(born[0], on)
    return (oldest if born[1] == born[0] else max(0, whole_years(born[1], on))), oldest


def months(born: tuple[date, date] | None, on: date) -> Interval | None:
    """The same in whole months."""
    if born is None or born[0] > on:
        return None
    return max(0, whole_months(born[1], on)), whole_months(born[0], on)


def whole_months(since: date, on: date) -> int:
    """Whole months passed; a month begun on the 31st is whole on the 1st after a shorter month."""
    return (on.year - since.year) * 12 + on.month - since.month - (on.day < since.day)
