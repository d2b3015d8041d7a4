"""The reconciliation slip: one page whatever it has to say, and nothing of a difference left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from desktop.printing.facts import Issuer
from desktop.printing.slip import slip_pdf
from desktop.printing.slip_facts import SlipDifference, SlipFacts, SlipRow
from domain.languages import LANGUAGES, LanguageCode
from domain.records import KINDS
from packs import reading
from tests.desktop.printing.looking import sizes, text

NOW = datetime(2026, 11, 12, 17, 31, tzinfo=UTC)


def row(name: str = "", kind: str = "", missing: int = 0) -> SlipRow:
    return SlipRow(name, kind, 40, 3, 37, 37 - missing, missing, 2)


@pytest.fixture
def facts() -> SlipFacts:
    pack = reading.find("kp-one-window")
    return SlipFacts(
        issuer=Issuer(pack.letterhead, pack.offices[0], "Bakary", NOW, pack.paper),
        language="en",
        device="NSR-A4K7",
        number=17,
        day=date(2026, 11, 12),
        made_at=NOW,
        held_at=NOW,
        officer="Amina Khan",
        by_receipts=False,
        total=row(),
        authors=(row("Amina Khan"),),
        kinds=(row(kind="household"), row(kind="person")),
        differences=(),
        seal="3F2A-91BC-0D44",
    )


@pytest.mark.parametrize("code", LANGUAGES)
def test_one_page_of_a4_in_every_language(facts: SlipFacts, code: LanguageCode) -> None:
    pdf = slip_pdf(replace(facts, language=code))
    assert sizes(pdf) == [(210.0, 297.0)]
    said = text(pdf)
    assert "NSR-A4K7-17" in said and "3F2A-91BC-0D44" in said and "Amina Khan" in said


def test_it_names_both_counts_and_who_must_look(facts: SlipFacts) -> None:
    said = text(slip_pdf(facts))
    for words in ("37", "held by the server", "missing", "to settle", "Thursday 12 November 2026", "Persons"):
        assert words in said
    assert "Printed on" in said and "by Bakary" in said


def test_everything_there_is_still_takes_one_page_and_what_misses_is_named(facts: SlipFacts) -> None:
    kinds = tuple(row(kind=kind, missing=int(kind == "move")) for kind in KINDS)
    differences = tuple(SlipDifference("count_lower", 37, 36 - n, f"Officer {n}", "move") for n in range(9))
    crowd = tuple(row(f"Officer {n}") for n in range(12))
    pdf = slip_pdf(replace(facts, kinds=kinds, authors=crowd, differences=differences))
    said = text(pdf)
    assert len(sizes(pdf)) == 1
    assert "Moves to other districts" in said, "a kind with something missing is not among the others"
    assert "the others together" in said and "and 4 more" in said
    assert "37 count as arrived here, the server holds 36" in said


def test_without_the_server_it_says_so(facts: SlipFacts) -> None:
    said = text(slip_pdf(replace(facts, by_receipts=True, seal="", held_at=None)))
    assert "not signed by the server" in said and "proved by receipts" in said and "never" in said
