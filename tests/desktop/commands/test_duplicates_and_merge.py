"""A woman registered twice, found, judged, merged and parted again from a terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.application import Application
from desktop.services.changes import answer
from domain.problems import Refused
from domain.vocabulary import UserRole
from tests.desktop.commands.conftest import FAST, PASSWORD, Said

Typed = Callable[..., Said]
ZAINAB = {
    "role": "head",
    "given_name": "Zainabou",
    "family_name": "Diallo",
    "mother_name": "Kadiatou Bah",
    "sex": "female",
    "birth_date": "1987-04-12",
    "birth_precision": "day",
}
SWAPPED = {**ZAINAB, "given_name": "Djaló", "family_name": "Zainabu", "mother_name": "Cadiatu Bá"}


def household(*members: dict[str, Any]) -> bytes:
    form = {
        "household": {"area": "PK-KP-NOWSHERA-PAB-01", "village": "Pabbi"},
        "legal_basis": "public_interest",
        "members": list(members),
    }
    return json.dumps(form).encode() + b"\n"


@pytest.fixture
def colleague(office: Path) -> str:
    """Somebody who may approve: the second person of every merge."""
    application = Application(FAST)
    with application.desk(office, PASSWORD, "awa") as desk:
        application.add_user(desk, "omar", PASSWORD, "Omar Sow", UserRole.supervisor)
    return "omar"


def register(typed: Typed, office: Path, *members: dict[str, Any], options: tuple[str, ...] = ()) -> Said:
    return typed(
        *("register", office, "--input", "-", "--json", "--user", "awa", *options),
        standard_input=household(*members),
    )


def test_registering_reports_look_alikes_and_leaves_them_pending(office: Path, typed: Typed) -> None:
    first = register(typed, office, ZAINAB).json
    assert first["look_alikes"] == []
    [found] = register(typed, office, SWAPPED).json["look_alikes"]
    assert found["probability"] > 0.5
    assert {"names_swapped", "birth_same", "mother_similar"} <= set(found["reasons"])
    [waiting] = typed("duplicates", office, "--json").json
    assert (waiting["person"], waiting["other"]) == (found["person"], found["other"])
    assert waiting["decision"] == "pending"


def test_without_the_check_nothing_waits(office: Path, typed: Typed) -> None:
    register(typed, office, ZAINAB)
    assert register(typed, office, SWAPPED, options=("--no-check",)).json["look_alikes"] == []
    assert typed("duplicates", office, "--json").json == []


def test_strict_refuses_the_line_and_says_which_code(office: Path, typed: Typed) -> None:
    register(typed, office, ZAINAB)
    said = register(typed, office, SWAPPED, options=("--strict",))
    assert said.code == 1
    assert said.json["registered"] == 0
    [problem] = said.json["refused"]
    assert (problem["code"], problem["rule"], problem["where"]) == ("may_be_registered", "V16", "members.0")
    assert problem["facts"]["code"] in problem["message"]


def test_a_pair_said_to_be_two_people_waits_no_more(office: Path, typed: Typed) -> None:
    register(typed, office, ZAINAB)
    register(typed, office, SWAPPED)
    [waiting] = typed("duplicates", office, "--json").json
    said = typed("duplicates", office, "--judge", waiting["number"], "different", "--note", "a niece")
    assert said.code == 0, said.err
    assert "somebody else" in said.out
    assert typed("duplicates", office, "--json").json == []


def test_a_merge_needs_a_second_person_and_can_be_taken_back(
    office: Path, typed: Typed, colleague: str
) -> None:
    register(typed, office, ZAINAB)
    [found] = register(typed, office, SWAPPED).json["look_alikes"]
    asked = typed(
        *("merge", office, found["other"], found["person"], "--take", "given_name=other"),
        *("--reason", "one woman, two spellings", "--json", "--user", "awa"),
    )
    assert asked.code == 0, asked.err
    assert typed("duplicates", office, "--json", "--user", "awa").json == []
    with Application(FAST).desk(office, PASSWORD, "awa") as desk, pytest.raises(Refused) as refused:
        answer.approve(desk, asked.json["request"])
    assert refused.value.problems[0].code == "approver_is_author"
    with Application(FAST).desk(office, PASSWORD, colleague) as desk:
        answer.approve(desk, asked.json["request"], "seen both")
    shown = [
        typed("show", office, code, "--json", "--user", "awa").json
        for code in found.values()
        if "-" in str(code)
    ]
    assert shown[0]["code"] == shown[1]["code"]
    [merged] = typed("merge", office, "--list", "--json", "--user", "awa").json
    assert (merged["survivor"], merged["absorbed"]) == (found["other"], found["person"])
    undone = typed(
        "merge", office, "--undo", merged["id"], "--reason", "sisters", "--json", "--user", colleague
    )
    assert undone.code == 0, undone.err
    assert undone.json["left"] == []
    again = typed("merge", office, "--undo", merged["id"], "--reason", "sisters", "--user", colleague)
    assert again.code == 1
    assert "taken back already" in again.out + again.err


@pytest.mark.parametrize(
    "words",
    [
        ("merge",),
        ("merge", "A"),
        ("merge", "A", "B"),
        ("merge", "A", "B", "--reason", "x", "--take", "code=other"),
        ("merge", "--list", "--undo", "3"),
        ("duplicates", "--judge", "3", "perhaps"),
    ],
)
def test_what_cannot_be_meant_is_a_wrong_usage(office: Path, typed: Typed, words: tuple[str, ...]) -> None:
    assert typed(words[0], office, *words[1:]).code == 2
