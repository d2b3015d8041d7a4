"""Ages as intervals: the table T1–T10 of the domain, and that no birth breaks the arithmetic."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.birth import Birth, Precision, fits, whole_years

DAY, MONTH, YEAR = Precision.day, Precision.month, Precision.year


def at_least(birth: Birth, years: int, on: date) -> bool | None:
    """True, False, or None when it must be verified."""
    ages = birth.ages(on)
    if ages is None:
        return None
    return True if ages[0] >= years else False if ages[1] < years else None


def estimate(age: int, on: date) -> Birth:
    return Birth(precision=Precision.estimated_age, estimated_age=age, estimated_on=on)


@pytest.mark.parametrize(
    ("name", "birth", "on", "answer"),
    [
        ("T1", Birth(precision=DAY, on="1927-06-01"), date(2017, 6, 1), True),
        ("T2", Birth(precision=DAY, on="1927-06-02"), date(2017, 6, 1), False),
        ("T3", Birth(precision=YEAR, on="1927"), date(2017, 6, 1), None),
        ("T4", Birth(precision=YEAR, on="1927"), date(2018, 1, 1), True),
        ("T5", Birth(precision=YEAR, on="1928"), date(2017, 12, 31), False),
        ("T6", Birth(precision=MONTH, on="1927-06"), date(2017, 6, 15), None),
        ("T7", estimate(92, date(2017, 1, 1)), date(2017, 6, 1), None),
        ("T8", estimate(97, date(2017, 1, 1)), date(2017, 6, 1), True),
        ("T9", Birth(precision=Precision.unknown), date(2017, 6, 1), None),
        ("T10", Birth(precision=DAY, on="1928-02-29"), date(2018, 2, 28), False),
        ("T10 a day later", Birth(precision=DAY, on="1928-02-29"), date(2018, 3, 1), True),
    ],
)
def test_ninety_or_older(name: str, birth: Birth, on: date, answer: bool | None) -> None:
    assert at_least(birth, 90, on) is answer, name


def test_the_intervals_of_the_table() -> None:
    june = date(2017, 6, 1)
    assert Birth(precision=YEAR, on="1927").ages(june) == (89, 90)
    assert estimate(92, date(2017, 1, 1)).ages(june) == (87, 98)
    assert estimate(92, date(2017, 1, 1)).ages(date(2017, 1, 1)) == (87, 97)


@pytest.mark.parametrize(("age", "tolerance"), [(0, 2), (1, 2), (18, 2), (60, 2), (61, 5), (92, 5)])
@pytest.mark.parametrize("on", [date(2026, 1, 1), date(2026, 12, 31), date(2024, 2, 29)])
def test_an_estimate_is_its_age_give_or_take_the_tolerance_on_its_day(
    age: int, tolerance: int, on: date
) -> None:
    assert estimate(age, on).ages(on) == (max(0, age - tolerance), age + tolerance)


@given(st.integers(0, 130), st.dates(), st.dates())
def test_no_estimate_breaks_the_arithmetic(age: int, estimated_on: date, on: date) -> None:
    interval = estimate(age, estimated_on).interval()
    assert interval is not None
    assert interval[0] <= interval[1] <= estimated_on
    youngest, oldest = estimate(age, estimated_on).ages(on) or (0, 0)
    assert youngest >= 0
    assert on < estimated_on or youngest <= oldest


@given(st.dates(date(1850, 1, 1)), st.dates(date(1850, 1, 1)))
def test_the_less_is_known_the_wider_the_interval(born: date, on: date) -> None:
    exact = Birth(precision=DAY, on=born.isoformat()).ages(on)
    month = Birth(precision=MONTH, on=born.isoformat()[:7]).ages(on)
    year = Birth(precision=YEAR, on=born.isoformat()[:4]).ages(on)
    assert exact and month and year
    if born <= on:
        assert exact[0] == exact[1] == whole_years(born, on)
    assert year[0] <= month[0] <= exact[0]
    assert exact[1] <= month[1] <= year[1]


def test_a_month_ends_on_its_last_day() -> None:
    assert Birth(precision=MONTH, on="2024-02").interval() == (date(2024, 2, 1), date(2024, 2, 29))
    assert Birth(precision=MONTH, on="2023-12").interval() == (date(2023, 12, 1), date(2023, 12, 31))


@pytest.mark.parametrize(
    ("text", "precision", "answer"),
    [
        ("1987-04-12", DAY, True),
        ("1987-04", DAY, False),
        ("1987", DAY, False),
        ("1987-02-29", DAY, False),
        ("1988-02-29", DAY, True),
        ("1987-04", MONTH, True),
        ("1987-13", MONTH, False),
        ("1987-00", MONTH, False),
        ("1987", YEAR, True),
        ("0000", YEAR, False),
        ("87", YEAR, False),
        ("١٩٨٧", YEAR, False),
        ("1987\n", YEAR, False),
        (" 1987", YEAR, False),
        ("1987", Precision.unknown, False),
        ("40", Precision.estimated_age, False),
    ],
)
def test_a_date_is_written_to_its_precision(text: str, precision: Precision, answer: bool) -> None:
    assert fits(text, precision) is answer


@pytest.mark.parametrize("precision", list(Precision))
def test_what_was_never_said_gives_no_age(precision: Precision) -> None:
    birth = Birth(precision=precision)
    assert birth.interval() is None
    assert birth.ages(date(2026, 11, 23)) is None
