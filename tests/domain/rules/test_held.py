"""V15, V16 and V18: numbers that somebody else has, look-alikes nobody judged, telephones of many."""

from __future__ import annotations

from typing import Any

import pytest

from domain.birth import Birth, Precision
from domain.rules.context import Known
from domain.vocabulary import Sex
from tests.domain.rules.conftest import Ask
from tests.domain.rules.forms import body, child, head

NUMBER = ("national_id", "PK", "1720112345671")
HELD = {NUMBER: "NSR-ABCD-26-000002-X"}
AT = "members.0.identifiers.0.value"


def numbered(**changed: Any) -> dict[str, Any]:
    return {"scheme": "national_id", "value": "17201-1234567-1"} | changed


def test_v15_refuses_a_number_of_somebody_else(problems: Ask) -> None:
    form = body(head(identifiers=[numbered()]))
    assert problems(form, holders=HELD) == [("V15", "identifier_held", AT, "error")]
    assert problems(form, holders=HELD, may_override=True) == [("V15", "identifier_held", AT, "error")]


@pytest.mark.parametrize(("may", "severity"), [(True, "warning"), (False, "error")])
def test_v15_a_supervisor_may_keep_it_with_a_reason(problems: Ask, may: bool, severity: str) -> None:
    form = body(head(identifiers=[numbered(override_reason="the office gave it twice")]))
    assert problems(form, holders=HELD, may_override=may) == [("V15", "identifier_held", AT, severity)]


@pytest.mark.parametrize(
    "free", [numbered(scheme="voter"), numbered(country="AF"), numbered(value="17201-1234567-2")]
)
def test_v15_other_numbers_are_free(problems: Ask, free: dict[str, Any]) -> None:
    assert problems(body(head(identifiers=[free])), holders=HELD) == []


def test_v15_ones_own_number_is_no_duplicate(problems: Ask) -> None:
    born = Birth(precision=Precision.year, on="1987")
    code = HELD[NUMBER]
    member = {"role": "head", "person": code, "identifiers": [numbered()]}
    known = {0: Known(Sex.female, born, False, (), code)}
    assert problems(body(member), known, holders=HELD) == []
    known = {0: Known(Sex.female, born, False, (), "NSR-ABCD-26-000003-X")}
    assert problems(body(member), known, holders=HELD) == [("V15", "identifier_held", AT, "error")]


def test_v15_two_members_cannot_share_a_number(problems: Ask) -> None:
    form = body(head(identifiers=[numbered()]), child(identifiers=[numbered(value="17201 1234567-1")]))
    found = [entry for entry in problems(form) if entry[0] == "V15"]
    assert found == [("V15", "identifier_twice", "members.1.identifiers.0.value", "error")]


def test_v16_warns_until_each_look_alike_is_judged(problems: Ask) -> None:
    warning = ("V16", "look_alikes", "members.1", "warning")
    judged = [{"member": 1, "other": "A", "decision": "different"}]
    pending = [{"member": 1, "other": "B", "decision": "pending"}]
    elsewhere = [{"member": 0, "other": "B", "decision": "same"}]
    found = {1: ("A", "B")}
    for said in ([], judged, judged + pending, judged + elsewhere):
        assert problems(body(head(), child(), judgements=said), look_alikes=found) == [warning]
    said = [*judged, {"member": 1, "other": "B", "decision": "unsure"}]
    assert problems(body(head(), child(), judgements=said), look_alikes=found) == []


@pytest.mark.parametrize(("homes", "warned"), [(0, False), (2, False), (3, True), (9, True)])
def test_v18_warns_of_a_number_for_more_than_three_homes(problems: Ask, homes: int, warned: bool) -> None:
    form = body(head(phones=["0300 1234567"]), household_phone="+923001234567")
    expected = [
        ("V18", "phone_shared", "household.phone", "warning"),
        ("V18", "phone_shared", "members.0.phones.0", "warning"),
    ]
    assert problems(form, phone_homes={"+923001234567": homes}) == (expected if warned else [])
