"""Every reason of the engine has words, and the line beside the form says the strongest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop.language.catalogue import Language
from desktop.language.reasons import REASONS, reason_words, speaking_against, summary
from domain.languages import LANGUAGES
from domain.matching import compare_births, compare_details, compare_names, score
from domain.matching.evidence import Reason

ENGLISH = Language("en")


def codes_of_the_engine() -> set[str]:
    """Written out as ``Reason("code"`` or listed for the ways two names agree or two mothers compare."""
    found = set(compare_names.CODES.values())
    for module in (compare_births, compare_details, compare_names, score):
        text = Path(str(module.__file__)).read_text(encoding="utf-8")
        found |= set(
            re.findall(
                r'"((?:name|names|birth|sex|identifier|phone|mother|village|area|address|shared)'
                r'_[a-z_]+)"',
                text,
            )
        )
    return found - {"birth_date", "name_key"}


def test_every_code_of_the_engine_has_words_and_no_other() -> None:
    assert codes_of_the_engine() == set(REASONS)


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_reason_reads_whole_in_every_language(code: str) -> None:
    language = Language(code)  # type: ignore[arg-type]
    facts = {"name": "awa", "a": "awa", "b": "hawa", "years": 3, "scheme": "national_id"}
    for name in REASONS:
        words = reason_words(Reason(name, 2.0, facts), language)
        assert words and "{" not in words and not words.endswith("."), name


def test_the_summary_says_the_strongest_and_names_once() -> None:
    reasons = (
        Reason("mother_same", 9.0),
        Reason("name_same", 8.0, {"name": "fatoumata"}),
        Reason("name_same", 6.0, {"name": "camara"}),
        Reason("birth_swapped", 5.0),
        Reason("village_same", 4.0),
        Reason("area_same", 3.0),
        Reason("sex_same", 1.0),
        Reason("names_swapped", -1.5),
        Reason("phone_differs", -0.5),
    )
    assert summary(reasons, ENGLISH) == (
        "same mother's name; given and family names swapped; same name: Fatoumata Camara;"
        " day and month swapped; same village"
    )
    assert summary(reasons, ENGLISH, 1) == "same mother's name"


def test_differences_are_said_apart() -> None:
    reasons = (Reason("mother_same", 9.0), Reason("sex_differs", -5.6), Reason("identifier_differs", -5.7))
    assert [one.code for one in speaking_against(reasons)] == ["identifier_differs", "sex_differs"]


def test_a_reason_of_a_newer_version_is_shown_by_its_code() -> None:
    assert reason_words(Reason("iris_same", 40.0), ENGLISH) == "iris_same"
