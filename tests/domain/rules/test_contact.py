"""V14, V17 and V19: identifiers and phones of the country's shape, an area of the office."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.rules.contact import phone_number
from tests.domain.rules.conftest import Ask
from tests.domain.rules.forms import body, head


def numbered(value: str, scheme: str = "national_id", country: str | None = None) -> dict[str, Any]:
    return head(identifiers=[{"scheme": scheme, "country": country, "value": value}])


@pytest.mark.parametrize(
    "member",
    [
        numbered("17201-1234567-1"),
        numbered("17201-1234567-1", country="PK"),
        numbered("anything at all", country="AF"),
        numbered("anything at all", scheme="voter"),
    ],
)
def test_v14_accepts(problems: Ask, member: dict[str, Any]) -> None:
    assert problems(body(member)) == []


@pytest.mark.parametrize(
    "value", ["1720112345671", "17201-1234567-12", "17201-123456-1", "x", "17201 1234567 1"]
)
def test_v14_warns(problems: Ask, value: str) -> None:
    expected = [("V14", "identifier_pattern", "members.0.identifiers.0.value", "warning")]
    assert problems(body(numbered(value))) == expected


@pytest.mark.parametrize(
    "text", ["+92 300 1234567", "0300 1234567", "0300-1234567", "00923001234567", "+33612345678"]
)
def test_v17_accepts(problems: Ask, text: str) -> None:
    assert problems(body(head(phones=[text]), household_phone=text)) == []


@pytest.mark.parametrize(
    "text", ["12", "0300 123456", "+92 300 12345678", "none", "+", "+999 1234567", "0" * 40]
)
def test_v17_warns(problems: Ask, text: str) -> None:
    found = problems(body(head(phones=["0300 1234567", text]), household_phone=text))
    assert found == [
        ("V17", "phone_invalid", "household.phone", "warning"),
        ("V17", "phone_invalid", "members.0.phones.1", "warning"),
    ]


def test_v17_an_empty_line_is_no_phone(problems: Ask) -> None:
    assert problems(body(head(phones=["", " "]), household_phone="")) == []


@pytest.mark.parametrize(
    ("text", "country", "written"),
    [
        ("0300 1234567", "PK", "+923001234567"),
        ("991 12 34", "CV", "+2389911234"),
        ("07 07 12 34 56", "CI", "+2250707123456"),
        ("+92 300 1234567", "CV", "+923001234567"),
        ("1234567", "PK", None),
    ],
)
def test_a_phone_is_written_in_e164(text: str, country: str, written: str | None) -> None:
    assert phone_number(text, country) == written


@given(st.text(max_size=300), st.sampled_from(["PK", "CV", "ZZ", ""]))
def test_no_text_breaks_the_phone_reader(text: str, country: str) -> None:
    written = phone_number(text, country)
    assert written is None or written.startswith("+")


@pytest.mark.parametrize("area", ["PK-KP-NOWSHERA-PAB-01", "PK-KP-NOWSHERA-NSH-10"])
def test_v19_accepts_the_deepest_level(problems: Ask, area: str) -> None:
    assert problems(body(household_area=area)) == []


@pytest.mark.parametrize("area", ["PK-KP-NOWSHERA", "PK-KP-NOWSHERA-NSH"])
def test_v19_warns_when_a_deeper_one_is_there(problems: Ask, area: str) -> None:
    found = problems(body(household_area=area))
    assert found == [("V19", "area_not_deepest", "household.area", "warning")]


@pytest.mark.parametrize(
    ("area", "code"),
    [
        (None, "area_missing"),
        ("", "area_missing"),
        ("PK-KP-ATLANTIS", "area_unknown"),
        ("pk-kp-nowshera", "area_unknown"),
        ("PK", "area_too_high"),
        ("PK-KP", "area_too_high"),
        ("PK-KP-LOWERDIR", "area_elsewhere"),
    ],
)
def test_v19_refuses(problems: Ask, area: str | None, code: str) -> None:
    assert problems(body(household_area=area)) == [("V19", code, "household.area", "error")]
