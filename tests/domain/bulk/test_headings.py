"""Headings in three languages: what is usual is recognised, what is unclear is left open."""

from __future__ import annotations

import pytest

from desktop.language.catalogue import Language
from desktop.language.lists import field_words, value_words
from domain.bulk import words
from domain.bulk.fields import FIELDS
from domain.bulk.headings import field_of, suggest
from domain.bulk.mapping import problems_of
from domain.languages import LanguageCode
from domain.matching.names import fold
from domain.vocabulary import Role, Sex


def test_an_employers_headings_are_recognised() -> None:
    headings = ["Matricule", "Nom", "Prénoms", "Sexe", "Né(e) le", "N° CNPS", "Téléphone", "Observations"]
    found = suggest(headings, {}).columns
    assert list(found.values()) == [
        *("person_key", "family_name", "given_name", "sex", "birth_date", "identifier.social_security"),
        *("phone", ""),
    ]


def test_nome_beside_apelido_is_the_given_name_and_alone_the_whole() -> None:
    assert suggest(["Nome", "Apelido"], {}).columns["Nome"] == "given_name"
    assert suggest(["Nome"], {}).columns["Nome"] == "name_given_first"


def test_the_sheet_of_refused_rows_brings_no_data_of_its_own() -> None:
    assert [field_of(text) for text in ("Erreur", "Champ", "Error", "Campo")] == ["", "", "", ""]


@pytest.mark.parametrize("code", ["en", "fr", "pt"])
def test_what_we_write_we_recognise(code: LanguageCode) -> None:
    """The heading of every column of an export, and each word in it, is read back as what it was."""
    language = Language(code)
    for field in FIELDS:
        if field.key != "person_key" and field.key != "household_key":
            assert field_of(field_words(field.key, language)) == field.key
    for sex in Sex:
        assert words.known_words("sex")[fold(value_words("sex", sex.value, language))] == sex.value
    for role in Role:
        assert words.known_words("role")[fold(value_words("role", role.value, language))] == role.value


def codes(headings: list[str], samples: dict[str, list[str]]) -> set[str]:
    found = suggest(headings, samples)
    found.defaults.area, found.defaults.legal_basis = "X", "public_interest"  # type: ignore[assignment]
    return {problem.code for problem in problems_of(found, headings, samples)}


def test_what_only_a_person_can_say_is_asked() -> None:
    headings = ["Nom", "Prénom", "Sexe", "Date de naissance"]
    clear = {"Sexe": ["F", "M"], "Date de naissance": ["25/12/1990"]}
    assert codes(headings, clear) == set()
    assert codes(headings, {**clear, "Date de naissance": ["03/04/1987"]}) == {"bulk_date_order"}
    assert codes(headings, {**clear, "Sexe": ["H", "M"]}) == {"bulk_sex_unclear"}
    assert codes(headings[:2], {}) == {"bulk_field_missing"}
    assert codes([*headings, "Ménage"], clear) == {"bulk_field_missing"}
