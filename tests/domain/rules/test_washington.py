"""V23: the Washington Group questions: from five years on, with who answered, and for statistics only."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

import domain.rules
from domain.registration import WashingtonGroup
from domain.rules.washington import DOMAINS, has_disability
from tests.domain.rules.conftest import Ask
from tests.domain.rules.forms import body, child, head


def asked(**answers: Any) -> dict[str, Any]:
    return {"seeing": 1, "walking": 3, "respondent": "proxy"} | answers


@pytest.mark.parametrize(
    ("born", "refused"), [("2021-11-23", False), ("2021-11-24", True), ("2025-01-01", True)]
)
def test_v23_is_not_for_children_under_five(problems: Ask, born: str, refused: bool) -> None:
    found = problems(body(head(), child(birth_date=born, wg_ss=asked())))
    assert found == ([("V23", "washington_young", "members.1.wg_ss", "error")] if refused else [])


def test_v23_counts_the_age_on_the_day_of_the_questions(problems: Ask) -> None:
    form = body(head(), child(birth_date="2021-01-01", wg_ss=asked(on="2025-12-31")))
    assert problems(form) == [("V23", "washington_young", "members.1.wg_ss", "error")]


def test_v23_says_who_answered(problems: Ask) -> None:
    form = body(head(wg_ss=asked(respondent=None)))
    assert problems(form) == [("V23", "washington_respondent", "members.0.wg_ss.respondent", "error")]
    assert problems(body(head(wg_ss={"respondent": None}))) == []  # nothing was answered


@pytest.mark.parametrize("domain_", DOMAINS)
@pytest.mark.parametrize(("answer", "counts"), [(1, False), (2, False), (3, True), (4, True)])
def test_a_lot_of_difficulty_in_any_domain_counts(domain_: str, answer: int, counts: bool) -> None:
    others = dict.fromkeys(DOMAINS, 1)
    assert has_disability(WashingtonGroup(**(others | {domain_: answer}))) is counts


def test_nothing_answered_is_not_no_disability() -> None:
    assert has_disability(WashingtonGroup()) is None


def test_no_other_rule_reads_the_answers() -> None:
    """They describe a population; a decision about one person names a certificate."""
    for path in Path(domain.rules.__file__).parent.glob("*.py"):
        if path.name != "washington.py":
            names = {
                node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)
            }
            assert "wg_ss" not in names, path.name
