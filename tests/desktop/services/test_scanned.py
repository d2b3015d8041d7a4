"""Scans: our codes whatever keyboard and whatever stands around them, numbers of documents, and neither."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services import scanned
from desktop.services.desk import Desk
from domain import codes
from domain.problems import Refused
from tests.desktop.models.offices import add, child, member

CODE = codes.make("NSR", "P93M", 2026, 42)
ZONE = "I<UTOD231458907<<<<<<<<<<<<<<<\r\n7408122F1204159UTO<<<<<<<<<<<6\r\nERIKSSON<<ANNA<MARIA<<<<<<<<<<"
LICENCE = "@\n\x1e\rANSI 636000080002DL00410278ZV03190008DLDAQT64235789\nDCSSAMPLE\nDDEN"
AMERICAN = "1234567890-qwertyuiopasdfghjkl;zxcvbnm,QWERTYUIOPASDFGHJKL:ZXCVBNM<"
FRENCH = "&é\"'(-è_çà)azertyuiopqsdfghjklmwxcvbn,;AZERTYUIOPQSDFGHJKLMWXCVBN?."


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        f"{CODE}\r\n",
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", "'"),
        CODE.translate(str.maketrans(AMERICAN, FRENCH)),
        f"https://example.org/card?code={CODE}",
        f"Card {CODE}, Awa",
    ],
)
def test_our_code_is_read(text: str) -> None:
    assert scanned.understood(text).code == CODE
    assert scanned.understood(text).number is None


@given(st.integers(1, 999_999), st.sampled_from(["NSR", "LDR", "MAQ", "AZ", "QWZMA"]))
def test_a_french_keyboard_gives_the_same_code(sequence: int, office: str) -> None:
    code = codes.make(office, "A7QZ", 2026, sequence)
    assert scanned.understood(code.translate(str.maketrans(AMERICAN, FRENCH))).code == code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (ZONE, "D23145890"),
        (LICENCE, "T64235789"),
        ("17201-1234567-2", "17201-1234567-2"),
        (" AB 123456\r", "AB 123456"),
    ],
)
def test_the_number_of_a_document_is_read(text: str, number: str) -> None:
    assert scanned.understood(text).number == number
    assert scanned.understood(text).code is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "ab",
        "1" * 61,
        "line 1\nline 2",
        "https://example.org/?a=1",
        ZONE[:-1] + "X1",
        "\x00\x01" * 9,
    ],
)
def test_what_is_no_number_is_not_taken_for_one(text: str) -> None:
    assert scanned.understood(text).number is None
    assert scanned.understood(text).code is None


@given(st.text())
def test_nothing_scanned_is_an_accident(text: str) -> None:
    said = scanned.understood(text)
    assert said.code is None or codes.normal(said.code) == said.code


def test_the_code_says_whose_it_is(desk: Desk) -> None:
    home = add(desk, member(), child())
    assert scanned.find(desk, home.code) == scanned.Found(home.code, False, "Awa N'Diaye")
    assert scanned.find(desk, f"x {home.persons[1]}") == scanned.Found(home.persons[1], True, "Fatou N'Diaye")


def test_a_code_of_nobody_here_is_said(desk: Desk) -> None:
    for text, code in (
        (CODE, "code_unknown"),
        ("17201-1234567-2", "scan_foreign"),
        ("y" * 99, "scan_foreign"),
    ):
        with pytest.raises(Refused) as caught:
            scanned.find(desk, text)
        [problem] = caught.value.problems
        assert problem.code == code
        assert len(str(problem.facts.get("text", ""))) <= 41
