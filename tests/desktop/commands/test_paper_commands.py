"""Forms and campaigns on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from tests.desktop.commands.conftest import Said

Typed = Callable[..., Said]
AREA = "PK-KP-NOWSHERA-PAB-01"


def pages(path: Path) -> int:
    return len(pypdfium2.PdfDocument(path))


def line(**changed: object) -> bytes:
    head = {
        "role": "head",
        "given_name": "Gul",
        "family_name": "Rehman",
        "sex": "male",
        "birth_date": "1980",
        "birth_precision": "year",
    }
    body = {
        "household": {"area": AREA, "village": "Pabbi"},
        "legal_basis": "public_interest",
        "members": [head],
    }
    return json.dumps(body | changed).encode()


def registered(typed: Typed, office: Path, **changed: object) -> Said:
    return typed("register", office, "--input", "-", "--json", standard_input=line(**changed))


def test_blank_forms_are_made_listed_used_and_made_again(office: Path, typed: Typed, tmp_path: Path) -> None:
    out = tmp_path / "blank.pdf"
    made = typed("form", office, "--blank", "3", "--language", "fr", "--output", out, "--json").json
    assert len(made["forms"]) == 3 and pages(out) == 6
    assert registered(typed, office, code=made["forms"][0], source="backlog").json["households"] == [
        made["forms"][0]
    ]
    left = typed("form", office, "--unused", "--json").json
    assert left == [{"code": code, "days": 0} for code in made["forms"][1:]]
    stack = ("--again", made["forms"][2], "--large", "--output", tmp_path / "again.pdf")
    again = typed("form", office, *stack, "--json").json
    assert again["forms"] == made["forms"][1:]
    assert pages(tmp_path / "again.pdf") == 6


def test_a_code_used_or_never_reserved_is_refused_in_words(
    office: Path, typed: Typed, tmp_path: Path
) -> None:
    [code] = typed("form", office, "--blank", "1", "--output", tmp_path / "one.pdf", "--json").json["forms"]
    registered(typed, office, code=code)
    said = registered(typed, office, code=code, language="pt")
    assert said.code == 1
    assert "This form is in the register already: Gul Rehman" in said.err
    other = typed("search", office, "", "--json").json[0]["code"]
    assert registered(typed, office, code=other).json["refused"][0]["code"] == "form_code_not_reserved"


def test_a_households_form_is_printed(office: Path, typed: Typed, codes: list[str], tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    assert typed("form", office, codes[0], "--output", out).out == f"1 form in {out}\n"
    assert pages(out) >= 2
    assert "form" in {paper["paper"] for paper in typed("show", office, codes[0], "--json").json["papers"]}
    assert typed("form", office, codes[0], "--output", out).code == 1  # the file is there already
    assert typed("form", office, codes[0], "--output", out, "--force").code == 0


def test_a_wrong_usage_is_found_before_anything_is_made(office: Path, typed: Typed, tmp_path: Path) -> None:
    out = ("--output", tmp_path / "x.pdf")
    wrong: tuple[tuple[object, ...], ...] = (
        ("--blank", "2"),
        (),
        out,
        ("CODE",),
        ("CODE", "--blank", "1", *out),
        ("--blank", "1", "--unused"),
        ("--unused", "CODE"),
    )
    assert [words for words in wrong if typed("form", office, *words).code != 2] == []
    assert typed("form", office, "--blank", "0", *out).code == 1
    assert typed("form", office, "--blank", "201", *out).code == 1
    assert typed("form", office, "--unused").err == "Every form has come back\n"


def test_a_campaign_from_beginning_to_end(office: Path, typed: Typed) -> None:
    made = typed(
        "campaign", "create", office, "Pabbi", "--from", "2026-01-05", "--until", "2026-12-20", "--json"
    ).json
    code = made["code"]
    target = ("--area", AREA, "--village", "Pabbi", "--team", "Team 1", "--expected", "12")
    assert typed("campaign", "target", office, code, *target).out == "0 of 12 households\n"
    done = registered(typed, office, campaign=code, team="Team 1").json["households"]
    found = typed("campaign", "progress", office, code, "--json").json
    assert (found["expected"], found["done"]) == (12, 1)
    assert found["targets"][0] | {"done": 1} == found["targets"][0]
    sample = typed("campaign", "sample", office, code, "--json").json
    assert [visit["code"] for visit in sample["visits"]] == done
    assert typed("campaign", "check", office, code, done[0], "--result", "differs").code == 1
    assert typed("campaign", "check", office, code, done[0], "--result", "agrees").code == 0
    assert typed("campaign", "sample", office, code, "--json").json["rates"][0]["agrees"] == 1
    assert typed("campaign", "work", office, code, "--team", "Team 1").out == "Pabbi, team Team 1\n"
    assert typed("campaign", "close", office, code, "--json").json["closed"]
    assert "closed" in typed("campaign", "list", office).out
    assert registered(typed, office, campaign=code).json["refused"][0]["code"] == "campaign_closed"


def test_who_may_not_run_a_campaign_is_told(
    office: Path, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUICHET_NEW_PASSWORD", "four plain words")
    assert typed("user", "add", office, "sow").code == 0
    said = typed(
        "campaign", "create", office, "X", "--from", "2026-01-05", "--until", "2026-12-20", "--user", "sow"
    )
    assert said.code == 1
    assert typed("campaign", "list", office, "--json", "--user", "awa").json == []
