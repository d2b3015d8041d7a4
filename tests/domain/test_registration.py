"""A form is read field by field: what cannot be read is named, what can is kept as it was given."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.birth import Birth, Precision
from domain.problems import Problem, Refused
from domain.registration import HouseholdForm, MemberForm, parse, warning_key
from domain.vocabulary import Role

LINE = {
    "id": "import-1",
    "household": {"kind": "household", "area": "PK-KP-NOWSHERA", "village": " Pabbi ", "phone": "+92 300 1"},
    "legal_basis": "public_interest",
    "members": [
        {
            "role": "head",
            "given_name": "Awa",
            "family_name": "N'Diaye",
            "sex": "female",
            "birth_date": "1987-04-12",
            "birth_precision": "day",
            "phones": [],
            "identifiers": [{"scheme": "national_id", "country": "PK", "value": "17201-1234567-1"}],
        }
    ],
}


def refused(body: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        parse(body)
    return [(problem.code, problem.where) for problem in caught.value.problems]


def test_a_line_of_the_import_is_read() -> None:
    form = parse(LINE)
    assert form.household.village == "Pabbi"
    assert form.members[0].identifiers[0].value == "17201-1234567-1"
    assert form.members[0].birth() == Birth(precision=Precision.day, on="1987-04-12")
    assert form.head() is form.members[0]


@pytest.mark.parametrize("body", [None, [], "x", 7, True])
def test_what_is_no_map_is_refused_as_a_whole(body: Any) -> None:
    assert refused(body) == [("field_wrong", "")]


def test_unknown_fields_are_named_and_never_dropped() -> None:
    members = [LINE["members"][0] | {"shoe_size": 42}]  # type: ignore[index]
    assert refused(LINE | {"members": members, "colour": "red"}) == [
        ("field_unknown", "members.0.shoe_size"),
        ("field_unknown", "colour"),
    ]


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("members.0.role", "king"),
        ("members.0.given_name", "x" * 121),
        ("members.0.given_name", 7),
        ("members.0.birth_precision", "roughly"),
        ("members.0.estimated_age", "old"),
        ("members.0.estimated_on", "yesterday"),
        ("members.0.phones.0", "0" * 41),
        ("members.0.identifiers.0.country", "Pakistan"),
        ("members.0.identifiers.0.value", " "),
        ("household.latitude", 90.1),
        ("household.longitude", "NaN"),
        ("household.phone", "0" * 41),
        ("household.kind", "palace"),
        ("legal_basis", "because"),
        ("language", "de"),
    ],
)
def test_what_cannot_be_read_is_named(where: str, value: Any) -> None:
    body: Any = json.loads(json.dumps(LINE | {"language": "fr"}))
    body["members"][0]["phones"] = ["x"]
    place, *path = [int(part) if part.isdigit() else part for part in where.split(".")][::-1]
    target = body
    for part in path[::-1]:
        target = target[part]
    target[place] = value
    assert refused(body) == [("field_wrong", where)]


@given(
    st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists, max_leaves=5)
)
def test_no_member_breaks_the_reader(value: Any) -> None:
    for name in MemberForm.model_fields:
        try:
            form = parse({"members": [{name: value}]})
        except Refused as refusal:
            assert all(problem.where.startswith(f"members.0.{name}") for problem in refusal.problems)
        else:
            form.members[0].birth()


@pytest.mark.parametrize(
    ("said", "birth"),
    [
        ({}, None),
        ({"birth_precision": "day"}, None),
        ({"birth_precision": "day", "birth_date": "1987"}, None),
        ({"birth_precision": "estimated_age", "estimated_age": 40}, None),
        ({"birth_precision": "estimated_age", "estimated_age": -1, "estimated_on": "2026-11-23"}, None),
        ({"birth_precision": "estimated_age", "estimated_age": 131, "estimated_on": "2026-11-23"}, None),
        ({"birth_precision": "unknown", "birth_date": "1987"}, Birth(precision=Precision.unknown)),
        (
            {"birth_precision": "estimated_age", "estimated_age": 40, "estimated_on": "2026-11-23"},
            Birth(precision=Precision.estimated_age, estimated_age=40, estimated_on=date(2026, 11, 23)),
        ),
    ],
)
def test_a_birth_is_what_makes_sense_of_what_is_written(said: Any, birth: Birth | None) -> None:
    assert MemberForm.model_validate(said).birth() == birth


def test_nothing_has_a_default_that_the_clerk_should_say() -> None:
    member = MemberForm()
    assert (member.sex, member.role, member.birth_precision) == (None, None, None)
    assert HouseholdForm().legal_basis is None


def test_a_former_head_is_not_the_head() -> None:
    gone = {"role": "head", "end_on": "2026-01-01"}
    form = HouseholdForm.model_validate({"members": [gone, {"role": "child"}, {"role": "head"}]})
    assert form.head() is form.members[2]
    assert HouseholdForm.model_validate({"members": [gone]}).head() is None
    assert form.members[0].role is Role.head


def test_somebody_registered_before_is_named_not_described() -> None:
    assert MemberForm(person="NSR-ABCD-26-000001-X").is_known
    assert MemberForm(same_person_as="man-1").is_known
    assert not MemberForm(given_name="Awa").is_known


def test_a_confirmation_names_rule_and_place() -> None:
    assert warning_key(Problem("head_young", "members.0.birth_date", "V07")) == "V07@members.0.birth_date"
