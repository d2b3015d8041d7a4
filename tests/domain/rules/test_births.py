"""V03, V04, V05 and V12: births with their precision, ages that can be, pregnancies that can be."""

from __future__ import annotations

from typing import Any

import pytest

from tests.domain.rules.conftest import Ask
from tests.domain.rules.forms import body, child, head


def dated(text: str | None, precision: str | None) -> dict[str, Any]:
    return {"birth_date": text, "birth_precision": precision}


def guessed(age: int | None, on: str | None) -> dict[str, Any]:
    said = {"birth_date": None, "birth_precision": "estimated_age"}
    return said | {"estimated_age": age, "estimated_on": on}


@pytest.mark.parametrize(
    "birth",
    [
        dated("1987-04-12", "day"),
        dated("1987-04", "month"),
        dated("1987", "year"),
        dated(None, "unknown"),
        guessed(40, "2026-11-23"),
        guessed(105, "2026-11-23"),
        dated("1921-11-24", "day"),  # 104, and 105 tomorrow
        dated("1920", "year"),  # perhaps 105
    ],
)
def test_v03_accepts(problems: Ask, birth: dict[str, Any]) -> None:
    assert problems(body(head(**birth))) == []


@pytest.mark.parametrize(
    ("birth", "code", "where"),
    [
        (dated(None, None), "precision_missing", "birth_precision"),
        (dated(None, "day"), "birth_form", "birth_date"),
        (dated("1987", "day"), "birth_form", "birth_date"),
        (dated("1987-02-30", "day"), "birth_form", "birth_date"),
        (dated("12/04/1987", "day"), "birth_form", "birth_date"),
        (dated("1987-04-12", "year"), "birth_form", "birth_date"),
        (dated("2026-11-24", "day"), "birth_future", "birth_date"),
        (dated("2026-12", "month"), "birth_future", "birth_date"),
        (dated("2027", "year"), "birth_future", "birth_date"),
        (dated("1905-11-23", "day"), "age_too_high", "birth_date"),  # 121 today
        (dated("0987-04-12", "day"), "age_too_high", "birth_date"),
        (guessed(121, "2026-11-23"), "age_too_high", "estimated_age"),
        (guessed(10**30, "2026-11-23"), "age_too_high", "estimated_age"),
        (guessed(100, "1990-01-01"), "age_too_high", "estimated_age"),  # 131 or more today
        (guessed(-1, "2026-11-23"), "age_negative", "estimated_age"),
        (guessed(40, "2026-11-24"), "birth_future", "estimated_on"),
    ],
)
def test_v03_refuses(problems: Ask, birth: dict[str, Any], code: str, where: str) -> None:
    found = [problem for problem in problems(body(head(**birth))) if problem[0] == "V03"]
    assert found == [("V03", code, f"members.0.{where}", "error")]


@pytest.mark.parametrize(
    ("birth", "where"),
    [
        (dated("1920-11-23", "day"), "birth_date"),  # 106 today
        (dated("1905-11-24", "day"), "birth_date"),  # 120, the last day it can be
        (dated("1919", "year"), "birth_date"),
        (guessed(106, "2026-11-23"), "estimated_age"),
        (guessed(120, "2026-11-23"), "estimated_age"),
    ],
)
def test_v03_warns_above_a_hundred_and_five(problems: Ask, birth: dict[str, Any], where: str) -> None:
    assert problems(body(head(**birth))) == [("V03", "age_unusual", f"members.0.{where}", "warning")]


def test_a_child_born_today_or_this_year_is_possible(problems: Ask) -> None:
    today, this_month, this_year = (
        child(**dated("2026-11-23", "day")),
        child(**dated("2026-11", "month")),
        child(**dated("2026", "year")),
    )
    assert problems(body(head(), today, this_month, this_year)) == []


@pytest.mark.parametrize(
    ("age", "on", "missing"),
    [
        (None, "2026-11-23", ["estimated_age"]),
        (40, None, ["estimated_on"]),
        (None, None, ["estimated_age", "estimated_on"]),
    ],
)
def test_v04_wants_the_age_and_its_day(problems: Ask, age: int | None, on: str | None, missing: Any) -> None:
    expected = [("V04", "estimate_incomplete", f"members.0.{field}", "error") for field in missing]
    assert problems(body(head(**guessed(age, on)))) == expected


@pytest.mark.parametrize("text", ["87", "12/04/87", "12.4.87", "87-04-12", "1/1/01"])
@pytest.mark.parametrize("precision", ["day", "month", "year"])
def test_v05_refuses_years_of_two_digits(problems: Ask, text: str, precision: str) -> None:
    found = problems(body(head(**dated(text, precision))))
    assert found == [("V05", "two_digit_year", "members.0.birth_date", "error")]


def test_v05_refuses_them_in_the_day_of_an_estimate_too(problems: Ask) -> None:
    found = problems(body(head(**guessed(40, "0024-05-01"))))
    assert ("V05", "two_digit_year", "members.0.estimated_on", "error") in found


@pytest.mark.parametrize(
    "woman",
    [
        dated("1971-11-23", "day"),  # 55
        dated("2015-12", "month"),  # perhaps 10 …
        dated("2016", "year"),
        dated(None, "unknown"),
        guessed(57, "2026-11-23"),  # … or perhaps 55
    ],
)
def test_v12_accepts_what_is_possible(problems: Ask, woman: dict[str, Any]) -> None:
    member = child(role="other_relative", pregnancy="pregnant", **woman)
    assert problems(body(head(), member)) == []


@pytest.mark.parametrize(
    "member",
    [
        {"sex": "male"} | dated("1990", "year"),
        dated("1970-11-23", "day"),  # 56 today
        dated("2017", "year"),
        guessed(58, "2026-11-23"),
    ],
)
def test_v12_warns_of_what_is_unlikely(problems: Ask, member: dict[str, Any]) -> None:
    found = problems(body(head(), child(role="other_relative", pregnancy="pregnant", **member)))
    assert found == [("V12", "pregnancy_unlikely", "members.1.pregnancy", "warning")]


@pytest.mark.parametrize("said", ["not_pregnant", "postpartum", "unknown"])
def test_v12_asks_only_of_pregnancies(problems: Ask, said: str) -> None:
    assert problems(body(head(sex="male", pregnancy=said))) == []


@pytest.mark.parametrize(
    ("expected", "warned"),
    [("2026-11-23", False), ("2027-09-19", False), ("2027-09-20", True), ("2026-11-22", True)],
)
def test_v13_a_birth_is_expected_within_three_hundred_days(
    problems: Ask, expected: str, warned: bool
) -> None:
    found = problems(body(head(pregnancy="pregnant", expected_delivery=expected)))
    warning = ("V13", "delivery_unlikely", "members.0.expected_delivery", "warning")
    assert found == ([warning] if warned else [])
