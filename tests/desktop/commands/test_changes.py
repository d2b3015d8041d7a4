"""`guichet change`, `history` and `acting`, typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.commands.conftest import Said

Typed = Callable[..., Said]


@pytest.fixture
def home(office: Path, typed: Typed, codes: list[str]) -> dict[str, str]:
    """A household's code, its head's, and another member's."""
    for code in codes:
        members = typed("show", office, code, "--json").json["members"]
        grown = [one["code"] for one in members if one["role"] != "head" and not one.get("end_on")]
        if grown:
            head = next(one["code"] for one in members if one["role"] == "head")
            return {"code": code, "head": head, "other": grown[0]}
    raise AssertionError("a sample household with two members is wanted")


def test_a_detail_is_changed_told_and_taken_back(office: Path, typed: Typed, home: dict[str, str]) -> None:
    code = home["code"]
    said = typed("change", office, code, "correct_details", "--set", "village=Taru", "--json")
    assert said.code == 0
    assert said.json["applied"] is True
    told = typed("history", office, code, "--field", "village", "--json").json
    assert told[0]["new"] == "Taru"
    assert told[0]["old"] == told[1]["new"]
    words = typed("history", office, code, "--field", "village").out
    assert "→ Taru" in words and "Awa Sow" in words
    undone = typed("change", office, "--undo", said.json["request"])
    assert undone.code == 0
    assert "Taken back" in undone.out
    assert typed("history", office, code, "--field", "village", "--json").json[0]["old"] == "Taru"


def test_the_history_says_values_as_people_do(office: Path, typed: Typed, home: dict[str, str]) -> None:
    told = typed("history", office, home["code"], "--lang", "fr").out
    assert "→ Ménage" in told
    assert "→ household" not in told and "PK-KP-" not in told


def test_an_answer_that_is_missing_or_unknown_is_named_by_its_key(
    office: Path, typed: Typed, home: dict[str, str]
) -> None:
    assert "(person)" in typed("change", office, home["code"], "report_death").err
    assert "(shoe)" in typed("change", office, home["code"], "move_area", "--set", "shoe=3").err


def test_a_request_waits_and_one_person_stands_in(office: Path, typed: Typed, home: dict[str, str]) -> None:
    asked = typed(
        "change", office, home["code"], "change_head", "--set", f"person={home['other']}",
        "--set", "former_role=other_relative", "--evidence", "minutes of 3 March", "--json",
    )  # fmt: skip
    assert asked.json["applied"] is False
    row = asked.json["request"]
    listed = typed("change", office, "--list", "--json").json
    assert [(one["request"], one["state"], one["own"]) for one in listed] == [(row, "waiting", True)]
    refused = typed("change", office, "--approve", row, "--json")
    assert refused.code == 1
    assert refused.json["problems"][0]["code"] == "approver_is_author"
    taken = typed("acting", "take", office, "supervisor", "--reason", "alone today", "--days", 2, "--json")
    assert taken.json["role"] == "supervisor"
    done = typed("change", office, "--approve", row)
    assert done.code == 0
    assert "Written" in done.out
    assert typed("change", office, "--list", "--json").json == []
    [line] = typed("change", office, home["code"], "--list", "--json").json
    assert line["decided_acting"] is True
    assert "alone today" in typed("acting", "list", office).out
    assert typed("acting", "give-back", office, "--json").json == {"ended": 1}
    assert typed("acting", "list", office).err.strip() == "Nobody holds another role today"


def test_a_body_is_read_from_a_file_or_a_pipe(
    office: Path, typed: Typed, home: dict[str, str], tmp_path: Path
) -> None:
    member = {"given_name": "Binta", "family_name": "Sow", "sex": "female"}
    member |= {"birth_precision": "year", "birth_date": "1999", "role": "other_relative"}
    body = json.dumps({"member": member}).encode()
    piped = typed("change", office, home["code"], "add_member", "--body", "-", "--json", standard_input=body)
    assert len(piped.json["made"]) == 1
    file = tmp_path / "body.json"
    file.write_bytes(body)
    again = typed(
        "change", office, home["code"], "add_member", "--body", file, "--set", "given_name=Sira", "--json"
    )
    shown = typed("show", office, again.json["made"][0], "--json").json
    assert {"Binta Sow", "Sira Sow"} <= {one["name"] for one in shown["members"]}


def test_each_wrong_field_is_named(office: Path, typed: Typed, home: dict[str, str]) -> None:
    said = typed("change", office, home["code"], "report_death", "--set", "on=yesterday", "--json")
    assert said.code == 1
    found = {(one["code"], one["where"]) for one in said.json["problems"]}
    assert found == {("field_wrong", "on"), ("field_missing", "person")}
    said = typed("change", office, home["code"], "report_death", "--set", f"person={home['other']}")
    assert said.code == 1
    assert "This change needs a proof." in said.err
    bad = typed("change", office, home["code"], "move_area", "--set", "area", "--json")
    assert bad.json["problems"][0]["code"] == "set_unreadable"
    bad = typed("change", office, home["code"], "move_area", "--body", "-", standard_input=b"[1]")
    assert "not one JSON object" in bad.err


@pytest.mark.parametrize(
    "words", [(), ("X",), ("--approve", 1, "--list"), ("X", "move_area", "--undo", 1), ("X", "fly")]
)
def test_one_thing_at_a_time(office: Path, typed: Typed, words: tuple[object, ...]) -> None:
    assert typed("change", office, *words).code == 2


def test_lists_and_empty_values(office: Path, typed: Typed, home: dict[str, str]) -> None:
    code = home["code"]
    said = typed(
        "change", office, code, "correct_details", "--set", "phones=+923001234567,+923007654321",
        "--set", "village=", "--json",
    )  # fmt: skip
    assert said.code == 0
    shown = typed("show", office, code, "--json").json
    assert {"+923001234567", "+923007654321"} <= set(shown["phones"])
    assert not shown.get("village")
