"""`guichet look-alikes`: the second record of a person is named with its reasons."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.commands.conftest import Said

Typed = Callable[..., Said]
WOMAN = {
    "role": "head",
    "given_name": "Fatoumata",
    "family_name": "Camara",
    "mother_name": "Aissatou Djaló",
    "sex": "female",
    "birth_date": "1987-04-12",
    "birth_precision": "day",
}
AGAIN = WOMAN | {"given_name": "Camará", "family_name": "Fatumata", "birth_date": "1987-12-04"}


@pytest.fixture
def twice(office: Path, typed: Typed) -> list[str]:
    """The printed codes of one woman's two records."""
    lines = [
        {"household": {"area": "PK-KP-NOWSHERA-PAB-01"}, "legal_basis": "public_interest", "members": [one]}
        for one in (WOMAN, AGAIN)
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    assert typed("register", office, "--input", "-", standard_input=text.encode()).code == 0
    found = typed("search", office, "camara", "--json").json
    return [person["code"] for person in sorted(found, key=lambda one: one["birth"]["on"])]


def test_the_other_record_is_named_with_its_reasons(office: Path, typed: Typed, twice: list[str]) -> None:
    said = typed("look-alikes", office, twice[0].lower())
    assert said.code == 0
    first, reasons, *_ = said.out.splitlines()
    assert twice[1] in first
    assert "same mother's name" in reasons
    assert "day and month swapped" in reasons
    assert "given and family names swapped" in reasons


def test_for_programs_the_codes_of_the_reasons_are_given(
    office: Path, typed: Typed, twice: list[str]
) -> None:
    [found] = typed("look-alikes", office, twice[1], "--json").json
    assert found["code"] == twice[0]
    assert found["probability"] > 0.5
    assert "birth_swapped" in {reason["code"] for reason in found["reasons"]}
    assert typed("look-alikes", office, twice[1], "--limit", "0", "--json").json == []


def test_it_answers_in_french_and_portuguese(office: Path, typed: Typed, twice: list[str]) -> None:
    assert "jour et mois inversés" in typed("look-alikes", office, twice[0], "--lang", "fr").out
    assert "dia e mês trocados" in typed("look-alikes", office, twice[0], "--lang", "pt").out


def test_nobody_alike_is_said_beside_an_empty_answer(office: Path, typed: Typed, codes: list[str]) -> None:
    line = WOMAN | {"given_name": "Xanthippe", "family_name": "Quux", "mother_name": "Zenobia Vex"}
    text = json.dumps({"household": {"area": "PK-KP-NOWSHERA-PAB-01"}, "legal_basis": "consent",
                       "members": [line]})  # fmt: skip
    typed("register", office, "--input", "-", standard_input=text.encode())
    [alone] = typed("search", office, "quux", "--json").json
    said = typed("look-alikes", office, alone["code"])
    assert (said.code, said.out, said.err) == (0, "", "Nobody in the register looks like this person\n")


def test_a_mistyped_code_is_refused(office: Path, typed: Typed) -> None:
    assert typed("look-alikes", office, "NSR-7K4D-26-000001-X").code == 1
