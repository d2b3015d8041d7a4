"""A birth date with the precision it is known to, and the interval of ages that follows."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from pydantic import BaseModel, ConfigDict

# Tolerance of an estimated age in years: the older the person, the rougher the estimate.
TOLERANCE_YEARS = 2
TOLERANCE_YEARS_ABOVE_60 = 5


class Precision(StrEnum):
    """How much of the date is known. There is no default: the clerk always says it."""

    day = "day"
    month = "month"
    year = "year"
    estimated_age = "estimated_age"
    unknown = "unknown"


_FORMS = {
    Precision.day: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    Precision.month: re.compile(r"[0-9]{4}-[0-9]{2}"),
    Precision.year: re.compile(r"[0-9]{4}"),
}


@lru_cache(maxsize=1 << 12)
def fits(text: str, precision: Precision) -> bool:
    """Whether ``text`` is a real date in the form of its precision: ``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY``."""
    form = _FORMS.get(precision)
    if form is None or not form.fullmatch(text):
        return False
    parts = [int(part) for part in text.split("-")] + [1, 1]
    try:
        date(parts[0], parts[1], parts[2])
    except ValueError:
        return False
    return True


class Birth(BaseModel):
    """What is known of a birth. ``on`` is written to its precision; an estimate has an age and its day."""

    model_config = ConfigDict(frozen=True)

    precision: Precision
    on: str | None = None
    estimated_age: int | None = None
    estimated_on: date | None = None

    def interval(self) -> tuple[date, date] | None:
        """First and last possible day of birth; None when nothing is known."""
        if self.precision is Precision.estimated_age:
            return self._estimate()
        if self.on is None or self.precision is Precision.unknown:
            return None
        return _days_of(self.on)

    def _estimate(self) -> tuple[date, date] | None:
        if self.estimated_age is None or self.estimated_on is None:
            return None
        spread = TOLERANCE_YEARS if self.estimated_age <= 60 else TOLERANCE_YEARS_ABOVE_60
        oldest, youngest = self.estimated_age + spread, max(0, self.estimated_age - spread)
        first = _years_before(self.estimated_on, oldest + 1) + timedelta(days=1)
        last = _years_before(self.estimated_on, youngest)
        return min(first, last), last

    def ages(self, on: date) -> tuple[int, int] | None:
        """Youngest and oldest possible age in whole years on a day; None when nothing is known."""
        interval = self.interval()
        if interval is None:
            return None
        first, last = interval
        return max(0, whole_years(last, on)), whole_years(first, on)


@lru_cache(maxsize=1 << 12)
def _days_of(on: str) -> tuple[date, date]:
    """First and last day of a date written to its precision. Asked by one rule after the other."""
    parts = [int(part) for part in on.split("-")]
    if len(parts) == 3:
        exact = date(parts[0], parts[1], parts[2])
        return exact, exact
    if len(parts) == 2:
        last = calendar.monthrange(parts[0], parts[1])[1]
        return date(parts[0], parts[1], 1), date(parts[0], parts[1], last)
    return date(parts[0], 1, 1), date(parts[0], 12, 31)


def _years_before(day: date, years: int) -> date:
    """The same day some years earlier; 28 February where that year has no 29th, year 1 before all years."""
    year = max(1, day.year - years)
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def whole_years(born: date, on: date) -> int:
    """Birthdays passed; one of 29 February is counted on 1 March of common years."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
