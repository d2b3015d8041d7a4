"""A name becomes words: particles dropped, aliases known as such."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.matching.tokens import Part, tokens
from domain.matching.variants import NO_VARIANTS


def words(text: str) -> list[str]:
    return [token.plain for token in tokens(text, Part.given, NO_VARIANTS)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Maria da Conceição dos Santos e Silva", ["maria", "conceicao", "santos", "silva"]),
        ("N'Diaye", ["ndiaye"]),
        ("N’DIAYE", ["ndiaye"]),
        ("D'Oliveira", ["oliveira"]),
        ("de Oliveira", ["oliveira"]),
        ("Sá-Nogueira", ["sa", "nogueira"]),
        ("Mohamed Ould Cheikh", ["mohamed", "cheikh"]),
        ("Ben", ["ben"]),
        ("Ɓalde Œuvre", ["balde", "oeuvre"]),
        ("  ", []),
        ("?!…", []),
    ],
)
def test_a_name_is_its_words_without_particles(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("word", ["dit", "alias", "vulgo", "DITE", "surnommé"])
def test_another_name_is_an_alias(word: str) -> None:
    found = tokens(f"Mamadou Diallo {word} Petit", Part.given, NO_VARIANTS)
    assert [(token.plain, token.alias) for token in found] == [
        ("mamadou", False),
        ("diallo", False),
        ("petit", True),
    ]


def test_edith_is_no_alias() -> None:
    assert not any(token.alias for token in tokens("Edith Benedita", Part.given, NO_VARIANTS))


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    for token in tokens(text, Part.other, NO_VARIANTS):
        assert token.plain and " " not in token.plain
        assert token.sounds and token.classes == token.sounds
