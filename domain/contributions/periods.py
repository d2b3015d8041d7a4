"""Periods of insurance added up: per country and branch, and all together with no day counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from domain.schemes.terms import Branch

# Days left over from several stretches make a month of so many.
DAYS_OF_A_MONTH = 30
_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Stretch:
    """From one day to another, both included."""

    from_on: date
    until_on: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.until_on - self.from_on).days + 1


@dataclass(frozen=True)
class Period:
    """A time insured somewhere for some branch. ``country`` is ISO 3166 alpha-2."""

    country: str
    institution: str
    branch: Branch
    stretch: Stretch
    evidence: str = ""


@dataclass(frozen=True)
class Length:
    """A time insured: whole months and days besides; ``total_days`` are those of the calendar."""

    months: int
    days: int
    total_days: int


@dataclass(frozen=True)
class Overlap:
    """Two periods of one branch that hold on the same days."""

    first: Period
    second: Period
    stretch: Stretch


@dataclass(frozen=True)
class Total:
    """What one branch comes to: for each country, and together with every day counted once."""

    branch: Branch
    countries: tuple[tuple[str, Length], ...]
    together: Length


def merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """The same days with none twice, in order; what follows on without a gap is one."""
    found: list[Stretch] = []
    for stretch in sorted(stretches):
        if found and stretch.from_on <= found[-1].until_on + _DAY:
            found[-1] = Stretch(found[-1].from_on, max(found[-1].until_on, stretch.until_on))
        else:
            found.append(stretch)
    return tuple(found)


def length(stretches: Iterable[Stretch]) -> Length:
    """How long these last together, no day counted twice.

    Each stretch without a gap gives the whole months from its first day on; the days left over of all of
    them are added, and thirty make a month.
    """
    months = left = total = 0
    for stretch in merged(stretches):
        whole, rest = _months(stretch)
        months, left, total = months + whole, left + rest, total + stretch.days
    return Length(months + left // DAYS_OF_A_MONTH, left % DAYS_OF_A_MONTH, total)


def _months(stretch: Stretch) -> tuple[int, int]:
    """Whole months from the first day on, and the days that remain."""
    after = stretch.until_on + _DAY
    first = stretch.from_on
    months = (after.year - first.year) * 12 + after.month - first.month
    if _months_on(first, months) > after:
        months -= 1
    return months, (after - _months_on(first, months)).days


def _months_on(day: date, months: int) -> date:
    """So many months later; where the month has no such day, the first of the next."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    try:
        return day.replace(year=year, month=month + 1)
    except ValueError:
        return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)


def totals(periods: Sequence[Period]) -> tuple[Total, ...]:
    """Each branch in the order of the convention: what every country and all of them come to."""
    found = []
    for branch in Branch:
        own = [period for period in periods if period.branch is branch]
        if not own:
            continue
        countries = tuple(
            (country, length(p.stretch for p in own if p.country == country))
            for country in sorted({p.country for p in own})
        )
        found.append(Total(branch, countries, length(p.stretch for p in own)))
    return tuple(found)


def overlaps(periods: Sequence[Period]) -> tuple[Overlap, ...]:
    """Every two periods of a branch that share days, the earliest first."""
    found = []
    for one, other in combinations(sorted(periods, key=lambda p: (p.stretch, p.country)), 2):
        first = max(one.stretch.from_on, other.stretch.from_on)
        last = min(one.stretch.until_on, other.stretch.until_on)
        if one.branch is other.branch and first <= last:
            found.append(Overlap(one, other, Stretch(first, last)))
    return tuple(found)
