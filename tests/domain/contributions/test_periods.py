"""Periods of insurance in two countries, added up with no day counted twice."""

from __future__ import annotations

from datetime import date

import pytest

from domain.contributions.periods import Length, Period, Stretch, length, merged, overlaps, totals
from domain.schemes.terms import Branch


def stretch(first: str, last: str) -> Stretch:
    return Stretch(date.fromisoformat(first), date.fromisoformat(last))


def period(country: str, first: str, last: str, branch: Branch = Branch.old_age) -> Period:
    return Period(country, "institution", branch, stretch(first, last))


@pytest.mark.parametrize(
    ("first", "last", "months", "days"),
    [
        ("2015-01-01", "2015-12-31", 12, 0),
        ("2015-01-15", "2015-02-14", 1, 0),
        ("2015-01-15", "2015-02-13", 0, 30),
        ("2016-02-01", "2016-02-29", 1, 0),
        ("2015-01-31", "2015-02-28", 1, 0),
        ("2015-12-31", "2016-01-30", 1, 0),
        ("2015-05-05", "2015-05-05", 0, 1),
    ],
)
def test_months_are_whole_from_the_first_day_on(first: str, last: str, months: int, days: int) -> None:
    found = length([stretch(first, last)])
    assert (found.months * 30 + found.days) == months * 30 + days
    assert found.total_days == stretch(first, last).days


def test_days_left_over_make_months_of_thirty() -> None:
    short = [stretch("2015-01-01", "2015-01-20"), stretch("2015-03-01", "2015-03-15")]
    assert length(short) == Length(1, 5, 35)


def test_stretches_that_touch_are_one() -> None:
    assert merged([stretch("2015-02-01", "2015-02-28"), stretch("2015-01-01", "2015-01-31")]) == (
        stretch("2015-01-01", "2015-02-28"),
    )


def test_days_insured_in_two_countries_count_once_together() -> None:
    both = [period("SN", "2015-01-01", "2015-12-31"), period("ML", "2015-07-01", "2016-06-30")]
    (total,) = totals(both)
    assert {country: found.months for country, found in total.countries} == {"SN": 12, "ML": 12}
    assert (total.together.months, total.together.days) == (18, 0)
    (shared,) = overlaps(both)
    assert shared.stretch == stretch("2015-07-01", "2015-12-31")


def test_branches_are_added_apart() -> None:
    mixed = [
        period("SN", "2015-01-01", "2015-12-31"),
        period("ML", "2015-01-01", "2015-12-31", Branch.maternity),
    ]
    assert [total.branch for total in totals(mixed)] == [Branch.old_age, Branch.maternity]
    assert overlaps(mixed) == ()
