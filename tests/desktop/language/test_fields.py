"""Where a problem is, in words."""

from __future__ import annotations

import pytest

from desktop.language.catalogue import Language
from desktop.language.fields import expectation, field_in_words


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("members.0.birth_date", "Membre 1, date de naissance"),
        ("members.11.identifiers.0.value", "Membre 12, numéro d'identité, numéro"),
        ("household.area", "Lieu"),
        ("household", "Ménage"),
        ("defaults.area", "Lieu"),
        ("members.2.shoe_size", "Membre 3, shoe_size"),
        ("areas.csv:12 name", "Areas, csv:12 name"),
        ("", ""),
    ],
)
def test_paths_in_words(where: str, words: str) -> None:
    assert field_in_words(where, Language("fr")) == words


def test_what_was_expected() -> None:
    assert expectation("date_parsing", Language("pt")) == "uma data escrita AAAA-MM-DD"
    assert expectation("a thing of tomorrow", Language("pt")) == "a thing of tomorrow"
