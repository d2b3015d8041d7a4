"""V21 and V22: the right to hold the data, the notice understood, a guardian for the young."""

from __future__ import annotations

from typing import Any

import pytest

from domain.birth import Birth, Precision
from domain.rules.context import Known
from domain.vocabulary import Sex
from tests.domain.rules.conftest import Ask
from tests.domain.rules.forms import body, head


def notice(language: str) -> dict[str, Any]:
    return {"version": "1", "language": language, "given": "read_aloud"}


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"language": "fr"},
        {"notice": notice("pt")},
        {"language": "fr", "notice": notice("fr")},
        {"legal_basis": "consent"},
    ],
)
def test_v21_accepts(problems: Ask, said: dict[str, Any]) -> None:
    assert problems(body(**said)) == []


def test_v21_wants_a_legal_basis(problems: Ask) -> None:
    assert problems(body(legal_basis=None)) == [("V21", "legal_basis_missing", "legal_basis", "error")]


def test_v21_wants_the_notice_in_the_citizens_language(problems: Ask) -> None:
    found = problems(body(language="fr", notice=notice("en")))
    assert found == [("V21", "notice_language", "notice.language", "error")]


@pytest.mark.parametrize(
    "birth",
    [
        {"birth_date": "2008-11-23"},  # eighteen today
        {"birth_date": "2008", "birth_precision": "year"},  # seventeen or eighteen
        {"birth_date": None, "birth_precision": "unknown"},
    ],
)
def test_v22_accepts_who_may_be_grown(problems: Ask, birth: dict[str, Any]) -> None:
    assert problems(body(head(**birth))) == []


def test_v22_wants_a_guardian_for_a_head_under_eighteen(problems: Ask) -> None:
    young = head(birth_date="2008-11-24")
    assert problems(body(young)) == [("V22", "guardian_missing", "guardian", "error")]
    assert problems(body(young, guardian="  ")) == [("V22", "guardian_missing", "guardian", "error")]
    assert problems(body(young, guardian="Moussa Sy")) == []


def test_v22_looks_at_a_head_registered_before(problems: Ask) -> None:
    seventeen = Birth(precision=Precision.day, on="2009-01-01")
    found = problems(body({"role": "head", "person": "x"}), {0: Known(Sex.female, seventeen, False, ())})
    assert found == [("V22", "guardian_missing", "guardian", "error")]
