"""Numbers as each language writes them."""

from __future__ import annotations

import pytest

from desktop.language.figures import grouped, percent
from domain.languages import LanguageCode


@pytest.mark.parametrize(
    ("code", "whole", "broken", "share"),
    [
        ("en", "1,234,567", "1,234.50", "45.0%"),
        ("fr", "1\u202f234\u202f567", "1\u202f234,50", "45,0\u202f%"),
        ("pt", "1.234.567", "1.234,50", "45,0%"),
    ],
)
def test_separators(code: LanguageCode, whole: str, broken: str, share: str) -> None:
    assert grouped(1_234_567, code) == whole
    assert grouped(1234.5, code, decimals=2) == broken
    assert percent(0.45, code, decimals=1) == share


@pytest.mark.parametrize(
    ("value", "text"), [(0.5, "1"), (2.5, "3"), (-0.4, "0"), (-1234, "-1,234"), (999, "999")]
)
def test_halves_round_up_and_nothing_is_minus_nothing(value: float, text: str) -> None:
    assert grouped(value, "en") == text


def test_a_number_somebody_mistyped_has_as_many_digits_as_it_has() -> None:
    assert grouped(10**40, "en") == "10," + ",".join(["000"] * 13)
    assert grouped(-(10**40), "pt", 1).endswith(".000,0")
