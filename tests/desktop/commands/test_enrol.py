"""`guichet eligible` and `enrol`: from a rule's answer over two officers to an exit, with its papers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.commands.conftest import Said
from tests.desktop.commands.test_contributing import person
from tests.desktop.commands.test_duplicates_and_merge import colleague as colleague

Typed = Callable[..., Said]


@pytest.fixture
def applied(office: Path, typed: Typed, colleague: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Awa takes an application down for the first person of the register; nothing of the work is on file."""
    monkeypatch.setenv("GUICHET_USER", "awa")
    code = person(office, typed)
    asked = ("--scheme", "SCH-01", "--household", code, "--person", code, "--json")
    return str(typed("enrol", "apply", office, *asked, "--confirm").json["code"])


def test_a_rule_answers_with_reasons_and_without_thresholds(office: Path, typed: Typed) -> None:
    code = person(office, typed)
    (said,) = typed("eligible", office, code, "--scheme", "SCH-03", "--json").json
    assert (said["code"], said["scheme"], said["answer"]) == (code, "SCH-03", "no")
    assert [reason["fact"] for reason in said["reasons"]] == ["person.age_years"]
    assert "90" not in json.dumps(said["reasons"])
    everybody = typed("eligible", office, "--scheme", "SCH-03", "--on", "2120-01-01", "--json").json
    assert code in {one["code"] for one in everybody if one["answer"] == "yes"}
    french = typed("eligible", office, code, "--scheme", "SCH-03", "--lang", "fr").out
    assert "Non éligible" in french
    assert "non rempli" in french
    refused = typed("eligible", office, code, "--scheme", "SCH-99")
    assert refused.code == 1
    assert "SCH-99" in refused.err


def test_two_officers_take_it_to_its_exit(
    office: Path, typed: Typed, applied: str, colleague: str, tmp_path: Path
) -> None:
    def step(event: str, *more: str) -> Said:
        return typed("enrol", "step", office, applied, event, "--json", *more)

    other = ("--user", colleague)
    assert step("verify").json["status"] == "verified"
    assert step("evaluate").json["status"] == "to_review"
    decided = ("--result", "yes", "--reason", "Seen at the workshop.")
    alone = step("decide", *decided)
    assert alone.code == 1
    assert [one["code"] for one in alone.json["problems"]] == ["enrolment_by_another"]
    assert step("decide", *decided, *other).json["status"] == "eligible"
    code = person(office, typed)
    assert typed("enrol", "recipient", office, code, "--principal", code).code == 0
    assert step("enrol", *other).json["status"] == "enrolled"
    early = step("start")
    assert (early.code, "receipt" in early.err) == (1, True)
    for paper in ("decision_letter", "enrolment_receipt"):
        file = tmp_path / f"{paper}.pdf"
        assert typed("enrol", "print", office, applied, paper, "--output", file).code == 0
        assert file.read_bytes().startswith(b"%PDF")
    assert step("start").json["status"] == "active"
    assert step("suspend", "--reason", "Wrong name.").code == 1
    held = ("--suspension-reason", "data_problem", "--reason", "Wrong name.")
    assert step("suspend", *held).json["status"] == "suspended"
    assert step("resume", "--back-pay", "yes", "--reason", "Corrected.").json["status"] == "active"
    gone = step("exit", "--exit-reason", "relocation", "--reason", "Moved away.").json
    assert (gone["status"], gone["exit_reason"]) == ("exited", "relocation")
    letter = tmp_path / "exit.pdf"
    assert typed("enrol", "print", office, applied, "exit_letter", "--output", letter).code == 0
    shown = typed("enrol", "show", office, applied, "--json").json
    assert [one["event"] for one in shown["steps"]] == [
        *("create", "submit", "verify", "evaluate", "decide"),
        *("enrol", "start", "suspend", "resume", "exit"),
    ]
    assert [(one["result"], one["by"]) for one in shown["decisions"]] == [
        ("verify", "rule"),
        ("yes", "officer"),
    ]
    assert shown["decisions"][0]["facts"]["person.employment"] is None


def test_what_cannot_be_done_is_said(office: Path, typed: Typed, applied: str) -> None:
    early = typed("enrol", "step", office, applied, "start")
    assert (early.code, "cannot be taken" in early.err) == (1, True)
    letter = typed("enrol", "print", office, applied, "exit_letter", "--output", "/nowhere/x.pdf")
    assert letter.code == 1
    missing = typed("enrol", "show", office, "E-NSR-0000-26-000001-0")
    assert missing.code == 1
    code = person(office, typed)
    designing = typed("enrol", "apply", office, "--scheme", "SCH-10", "--household", code)
    assert (designing.code, "SCH-10" in designing.err) == (1, True)
    (listed,) = typed("enrol", "list", office, "open", "--json").json
    assert (listed["code"], listed["status"]) == (applied, "submitted")
