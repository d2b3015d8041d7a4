"""Slips of carried sticks, two to a page, each in its office's language; the offices by their silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.printing.facts import Issuer
from desktop.printing.office_list import offices_pdf
from desktop.printing.stick_facts import OfficeEntry, OfficeList, StickSlip
from desktop.printing.stick_slip import slips_pdf
from domain.languages import LANGUAGES, LanguageCode
from domain.problems import Problem
from packs import reading
from tests.desktop.printing.looking import sizes, text

NOW = datetime(2026, 11, 12, 17, 31, tzinfo=UTC)
SLIP = StickSlip(
    office="NSR",
    office_name="One-Window Office, Nowshera",
    laptop="7K2M",
    language="en",
    written_at=NOW,
    carried_at=NOW,
    brought={"changes": 1234, "photos": 5},
    answer={"changes": 1230, "refused": 4, "rows": 77, "more": 0},
    state="answered",
    problem=None,
)
NEXT = {"en": "Read from a stick", "fr": "Lire une clé", "pt": "Ler de uma pen"}


@pytest.fixture
def issuer() -> Issuer:
    pack = reading.find("kp-one-window")
    return Issuer(pack.letterhead, pack.offices[-1], "Nadia Shah", NOW, pack.paper)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_slip_says_who_came_what_arrived_and_what_comes_next(issuer: Issuer, code: LanguageCode) -> None:
    pdf = slips_pdf(issuer, [replace(SLIP, language=code)])
    assert sizes(pdf) == [(210.0, 297.0)]
    said = text(pdf)
    assert "NSR-7K2M" in said
    assert "77" in said
    assert NEXT[code] in said


def test_three_sticks_take_two_pages_and_each_has_its_own_language(issuer: Issuer) -> None:
    pdf = slips_pdf(issuer, [SLIP, replace(SLIP, language="fr"), replace(SLIP, language="pt")])
    assert len(sizes(pdf)) == 2
    said = " ".join(text(pdf, page) for page in range(2))
    assert all(words in said for words in NEXT.values())


def test_a_refused_one_says_why_and_one_without_answer_is_carried_again(issuer: Issuer) -> None:
    cut = replace(
        SLIP, state="refused", answer={}, problem=Problem("bundle_cut", facts={"name": "a.guichet-out"})
    )
    assert "its end is missing (a.guichet-out)" in text(slips_pdf(issuer, [cut]))
    sent = replace(SLIP, state="sent", answer={})
    assert "carried once more" in text(slips_pdf(issuer, [sent]))


def test_many_offices_go_on_to_the_next_page_and_none_is_left_out(issuer: Issuer) -> None:
    offices = tuple(
        OfficeEntry(f"O{number:02}", "Office", NOW, number, "good", number, 1, "0.4") for number in range(50)
    )
    pdf = offices_pdf(OfficeList(issuer, "fr", offices))
    assert len(sizes(pdf)) == 3
    said = " ".join(text(pdf, page) for page in range(3))
    assert all(one.code in said for one in offices)
    assert "silencieux depuis 13 jours" in said


@pytest.mark.parametrize("code", LANGUAGES)
def test_without_an_office_the_list_is_one_page(issuer: Issuer, code: LanguageCode) -> None:
    assert len(sizes(offices_pdf(OfficeList(issuer, code, ())))) == 1
