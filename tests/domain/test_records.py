"""What a record may hold: strictly, so that every office keeps the same value or none does."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.record_checks import can_be_kept, problems_of
from domain.records import (
    APPEND_ONLY,
    KINDS,
    MADE_BY_SERVER,
    Fields,
    identity_fields,
    reference_kinds,
    references,
)
from tests.domain.whole_records import filled

REF = f"{'a' * 32}:1"
WHOLE: dict[str, Fields] = {
    "household": {
        "code": "NSR-ABCD-26-000001-X",
        "kind": "household",
        "area": "PK-KP-NOWSHERA",
        "latitude_e6": 34_015_000,
        "registered_on": "2026-11-23",
        "child_headed": True,
        "warnings": [{"rule": "V17", "facts": {"age": 3}, "confirmed": False}],
    },
    "person": {
        "code": "NSR-ABCD-26-000002-X",
        "given_name": "Awa",
        "sex": "female",
        "birth_precision": "month",
        "birth_on": "1987-04",
        "estimated_on": "2026-11-23",
        "single_name": True,
    },
    "membership": {"household": REF, "person": REF, "role": "head", "start_on": "2026-11-23"},
    "identifier": {"person": REF, "scheme": "national_id", "country": "PK", "value": "17201-1234567-1"},
    "phone": {"household": REF, "number": "+923001234567"},
    "consent": {
        "household": REF,
        "legal_basis": "consent",
        "notice_version": "1",
        "language": "fr",
        "given": "read_aloud",
        "at": "2026-11-23T10:00:00Z",
    },
    "photo": {"person": REF, "sha256": "0" * 64, "size": 1},
    "milestone_update": {
        "household": REF,
        "item": "C3",
        "status": "achieved",
        "on": "2026-11-23",
        "at": "2026-11-23T10:00:00+05:00",
    },
    "print": {
        "household": REF,
        "paper": "card",
        "language": "fr",
        "copy_number": 1,
        "at": "2026-11-23T10:00:00Z",
    },
    "handover": {"household": REF, "print": REF, "on": "2026-11-23"},
    "user": {"number": 1, "username": "awa", "full_name": "Awa", "role": "clerk", "active": True},
    "conflict": {
        "subject": REF,
        "subject_kind": "person",
        "kept": {"sex": "male"},
        "other": {"sex": "female"},
        "author_device": "a" * 32,
        "author": 1,
    },
    "duplicate_judgement": {
        "person": REF,
        "other": REF,
        "decision": "unsure",
        "weight": 1234,
        "reasons": [{"code": "same_mother"}],
        "at": "2026-11-23T10:00:00Z",
    },
    "change_request": {
        "household": REF,
        "request": "add_member",
        "payload": {"given_name": "Awa"},
        "at": "2026-11-23T10:00:00Z",
    },
    "request_answer": {
        "household": REF,
        "request": REF,
        "decision": "approved",
        "acting": True,
        "before": {"village": "Pabbi"},
        "at": "2026-11-23T10:00:00Z",
    },
    "merge": {
        "survivor": REF,
        "absorbed": REF,
        "before": {"mother_name": None},
        "after": {"mother_name": "Oumou"},
        "undo_until": "2027-02-21",
        "at": "2026-11-23T10:00:00Z",
    },
    "merge_undone": {"merge": REF, "reason": "two sisters", "at": "2026-11-23T10:00:00Z"},
    "acting_right": {
        "user": 1,
        "username": "awa",
        "role": "supervisor",
        "reason": "alone",
        "from_on": "2026-11-23",
        "until_on": "2026-11-30",
        "at": "2026-11-23T10:00:00Z",
    },
    "recipient": {"household": REF, "rank": 1, "valid_from": "2026-11-23"},
    "document": {
        "document": "id_scan",
        "mime": "image/jpeg",
        "sha256": "0" * 64,
        "size": 1,
        "taken_on": "2026-11-23",
        "at": "2026-11-23T10:00:00Z",
    },
    "access": {"access": "export", "purpose": "audit", "count": 3, "at": "2026-11-23T10:00:00Z"},
    "campaign": {"code": "C1", "name": "North", "from_on": "2026-11-23", "until_on": "2026-12-23"},
    "campaign_target": {"campaign": REF, "area": "PK-KP-NOWSHERA", "team": "A", "expected": 40},
    "back_check": {"campaign": REF, "household": REF, "result": "agrees", "on": "2026-11-23"},
    "move": {
        "household": REF,
        "from_district": "PK-KP-NOWSHERA",
        "to_district": "PK-KP-LOWERDIR",
        "area": "PK-KP-LOWERDIR-1",
        "on": "2026-11-23",
        "at": "2026-11-23T10:00:00Z",
    },
    "reserved_codes": {"codes": ["NSR-ABCD-26-000009-X"], "language": "fr", "at": "2026-11-23T10:00:00Z"},
}
WHOLE |= {kind: filled(kind) for kind in KINDS if kind not in WHOLE}


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_record_of_each_kind_is_accepted(kind: str) -> None:
    assert problems_of(kind, WHOLE[kind], creating=True) == []
    assert problems_of(kind, WHOLE[kind], creating=False) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_required_is_missed_on_creation_and_may_not_be_emptied(kind: str) -> None:
    required = [name for name, field in KINDS[kind].model_fields.items() if field.is_required()]
    for name in required:
        without = {key: value for key, value in WHOLE[kind].items() if key != name}
        assert [p.where for p in problems_of(kind, without, creating=True)] == [name]
        assert [p.where for p in problems_of(kind, {name: None}, creating=False)] == [name]


def test_an_edit_may_set_one_field_and_empty_another() -> None:
    assert problems_of("person", {"given_name": "Fatou", "family_name": None}, creating=False) == []


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("household", "registered_on", 0),
        ("household", "registered_on", "0"),
        ("household", "registered_on", "1700006400"),
        ("household", "registered_on", "2026-11-23T00:00:00"),
        ("household", "registered_on", "20261123"),
        ("household", "registered_on", "2026-13-01"),
        ("household", "child_headed", 1),
        ("household", "child_headed", "yes"),
        ("household", "latitude_e6", "5"),
        ("household", "latitude_e6", True),
        ("household", "latitude_e6", 90_000_001),
        ("household", "kind", "palace"),
        ("household", "village", "x" * 201),
        ("household", "village", 7),
        ("household", "village", "a\0b"),
        ("household", "village", "\ud800"),
        ("household", "warnings", {"rule": "V17"}),
        ("household", "warnings", [{"facts": {"age": 1.5}}]),
        ("household", "warnings", [{"deep": {"\0": 1}}]),
        ("person", "birth_on", "12/04/1987"),
        ("person", "birth_on", "1987-02-30"),
        ("person", "estimated_age", 131),
        ("person", "estimated_age", 2**60),
        ("identifier", "country", "pk"),
        ("identifier", "value", ""),
        ("phone", "number", ""),
        ("photo", "sha256", "A" * 64),
        ("photo", "size", 0),
        ("consent", "at", "2026-11-23T10:00:00"),
        ("consent", "at", "1700006400"),
        ("print", "copy_number", 0),
    ],
)
def test_a_value_of_another_kind_is_refused_by_name(kind: str, name: str, value: Any) -> None:
    for creating in (True, False):
        fields = (WHOLE[kind] if creating else {}) | {name: value}
        [problem] = problems_of(kind, fields, creating=creating)
        assert problem.code == "field_wrong"
        assert problem.where.split(".")[0] == name
        assert problem.facts["kind"] == kind


def test_unknown_fields_and_kinds_are_kept() -> None:
    newer: Fields = {"shoe_size": 42, "ramp": {"wide": True}}
    assert problems_of("household", WHOLE["household"] | newer, creating=True) == []
    assert problems_of("household", newer, creating=False) == []
    assert problems_of("of_a_newer_office", newer, creating=True) == []


def test_unknown_fields_must_still_be_such_as_every_office_can_keep() -> None:
    for value in (1.5, "\0", "\ud800", [2**53], {"": float("nan")}):
        fields: Fields = {"shoe_size": value}  # type: ignore[dict-item]
        assert [p.where for p in problems_of("household", fields, creating=False)] == ["shoe_size"]
        assert [p.where for p in problems_of("of_a_newer_office", fields, creating=True)] == ["shoe_size"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(KINDS)), st.dictionaries(st.text(max_size=9), JSON, max_size=4), st.data())
def test_no_value_breaks_the_judgement(kind: str, others: dict[str, Any], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(KINDS[kind].model_fields)))
    fields = others | {name: data.draw(JSON)}
    for creating in (True, False):
        for problem in problems_of(kind, fields, creating=creating):
            assert problem.code == "field_wrong"


@given(JSON)
def test_what_can_be_kept_has_bytes_and_no_fractions(value: Any) -> None:
    if can_be_kept("x", value):
        text = repr(value)
        assert "." not in text or isinstance(value, str | list | dict)
        assert "\\x00" not in text


def test_depth_has_an_end() -> None:
    deep: Any = "x"
    for _ in range(25):
        deep = [deep]
    assert not can_be_kept("warnings", deep)
    assert can_be_kept("warnings", deep[0][0][0][0][0][0])


def test_which_fields_point_at_records() -> None:
    assert {
        kind: set(references(kind))
        for kind in list(KINDS)[: list(KINDS).index("move") + 1]
        if references(kind)
    } == {
        "household": {"merged_into", "campaign"},
        "person": {"merged_into"},
        "membership": {"household", "person"},
        "identifier": {"person"},
        "phone": {"household", "person"},
        "consent": {"household"},
        "photo": {"person"},
        "milestone_update": {"household", "corrects"},
        "print": {"household", "person"},
        "handover": {"household", "print"},
        "conflict": {"subject"},
        "duplicate_judgement": {"person", "other"},
        "change_request": {"household", "person", "document"},
        "request_answer": {"household", "request"},
        "merge": {"survivor", "absorbed", "membership", "request"},
        "merge_undone": {"merge"},
        "recipient": {"household", "person"},
        "document": {"household", "person"},
        "access": {"household", "person"},
        "campaign_target": {"campaign"},
        "back_check": {"campaign", "household"},
        "move": {"household"},
    }
    assert references("enrolment") == {"household", "person", "applicant", "cohort", "list_run"}
    assert references("payment") == {"household", "entitlement", "paid_to", "corrects"}
    assert references("grievance") >= {"household", "person", "enrolment", "list_run", "appeal_of"}
    assert references("of_a_newer_office") == frozenset()


def test_which_fields_say_who_somebody_is() -> None:
    assert {kind: set(identity_fields(kind)) for kind in KINDS if identity_fields(kind)} == {
        "person": {
            "given_name",
            "family_name",
            "other_names",
            "sex",
            "birth_precision",
            "birth_on",
            "estimated_age",
            "estimated_on",
        },
        "membership": {"role"},
        "identifier": {"scheme", "country", "value"},
    }


def test_sets_of_kinds_name_kinds() -> None:
    assert KINDS.keys() >= APPEND_ONLY | MADE_BY_SERVER
    assert not APPEND_ONLY & MADE_BY_SERVER


def test_a_reference_names_the_kinds_it_may_be_of() -> None:
    assert reference_kinds("membership") == {"household": ("household",), "person": ("person",)}
    assert reference_kinds("handover")["print"] == ("print",)
    assert reference_kinds("request_answer")["request"] == ("change_request",)
    assert set(reference_kinds("conflict")["subject"]) >= {"household", "person", "recipient"}
    assert reference_kinds("well") == {}
    for kind in KINDS:
        assert reference_kinds(kind).keys() == references(kind)
        assert all(kinds for kinds in reference_kinds(kind).values())
