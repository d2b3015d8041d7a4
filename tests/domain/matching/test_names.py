"""Two spellings of one name fold alike; identifiers lose only what people put between their characters."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.matching.names import compact, fold


@pytest.mark.parametrize(
    ("folded", "spellings"),
    [
        (
            "ndiaye",
            [
                "N'Diaye",
                "N’Diaye",
                "N‘Diaye",
                "NʼDiaye",
                "N`Diaye",
                "N´Diaye",
                "N＇DIAYE",
                "ndiaye",
                "Nꞌdiaye",
            ],
        ),
        ("dalmeida", ["D'Almeida", "D′Almeida", "dalmeida"]),
        ("goncalves", ["Gonçalves", "Gonc\u0327alves", "GONÇALVES", "Goncalves"]),
        ("conceicao", ["Conceição", "Conceic\u0327a\u0303o", "conceicao"]),
        ("nunez", ["Núñez", "Nunez", "Nun\u0303ez"]),
        ("bah", ["Ɓah", "ɓah", "Bah"]),
        ("dieme", ["Ɗiémé", "dieme"]),
        ("ngom", ["Ŋgom", "ŋgom", "Ngom"]),
        ("nyang", ["Ɲang", "ɲang"]),
        ("yero", ["Ƴero", "ƴero", "Yéro"]),
        ("koffi", ["Kɔffi", "Koﬀi", "koffi"]),
        ("soren", ["Søren", "soren"]),
        ("istanbul", ["İstanbul", "ıstanbul"]),
        ("strasse", ["Straße", "STRAẞE", "strasse"]),
        ("a tang", ["À-Tang", "a  tang", "A/Tang", " à_tang "]),
        ("o brien", ["O Brien", "O-Brien"]),
    ],
)
def test_spellings_of_one_name_fold_alike(folded: str, spellings: list[str]) -> None:
    assert {fold(spelling) for spelling in spellings} == {folded}


@pytest.mark.parametrize("text", ["", " ", "'", "–", "…", "\u0301", "👩‍🌾", "\0"])
def test_what_has_no_letter_folds_to_nothing(text: str) -> None:
    assert fold(text) == ""


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text(max_size=40))
def test_a_folded_name_is_words_and_single_spaces(text: str) -> None:
    """Nothing is left that a full-text query could read as a sign of its own."""
    assert re.fullmatch(r"(\w+( \w+)*)?", fold(text))
    assert "_" not in fold(text)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("17201-1234567-1", "1720112345671"),
        (" 172 011-2345.671 ", "1720112345671"),
        ("ab-12/x", "AB12X"),
        ("۱۷۲۰۱-۱۲۳۴۵۶۷-۱", "1720112345671"),
        ("１７２", "172"),
        ("---", ""),
    ],
)
def test_an_identifier_is_letters_and_digits(text: str, plain: str) -> None:
    assert compact(text) == plain


@given(st.text(max_size=40))
def test_compacting_twice_changes_nothing(text: str) -> None:
    assert compact(compact(text)) == compact(text)
