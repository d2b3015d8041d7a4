"""Finding people as they are typed: names, codes, phones, identifiers, and anything else without harm."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from desktop.models import people
from desktop.models.search.streams import SORT_AT_MOST
from desktop.services.desk import Desk
from domain.matching.names import fold
from tests.desktop.models.offices import add, child, member


def names(desk: Desk, text: str) -> list[str]:
    """Who is found, in the order of the list."""
    with desk.store.reading() as connection:
        rows = people.find_people(connection, text, "PK")
        return [line.name for line in people.person_lines(connection, rows)]


def homes(desk: Desk, text: str) -> list[str]:
    with desk.store.reading() as connection:
        rows = people.find_households(connection, text, "PK")
        return [line.head_name for line in people.household_lines(connection, rows)]


@pytest.fixture
def village(desk: Desk) -> Desk:
    """Five people in three households."""
    add(
        desk,
        member(given_name="Awa", family_name="N'Diaye", phones=["0300 1234567"]),
        child(given_name="Ɓintou", family_name="N’Diaye"),
        place={"phone": "+92 912 345678"},
    )
    identifiers = [{"scheme": "national_id", "value": "17201-1234567-1"}]
    add(
        desk,
        member(given_name="José", family_name="Gonçalves dos Santos", identifiers=identifiers),
        child(given_name="Conceição", family_name="Gonçalves", other_names="Ñusta"),
    )
    add(desk, member(given_name="Ali", family_name=None, single_name=True, phones=["call at the shop 12"]))
    return desk


AWA, BINTOU, JOSE, CONCEICAO, ALI = (
    "Awa N'Diaye",
    "Ɓintou N’Diaye",
    "José Gonçalves dos Santos",
    "Conceição Gonçalves",
    "Ali",
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ndiaye", [AWA, BINTOU]),
        ("N'Diaye", [AWA, BINTOU]),
        ("n’diaye", [AWA, BINTOU]),
        ("NDIAYE awa", [AWA]),
        ("aw ndi", [AWA]),
        ("a", [ALI, AWA]),
        ("bintou", [BINTOU]),
        ("Ɓi", [BINTOU]),
        ("jose goncalves", [JOSE]),
        ("Gonc\u0327alves", [CONCEICAO, JOSE]),
        ("SANTOS", [JOSE]),
        ("conceicao", [CONCEICAO]),
        ("nusta", [CONCEICAO]),
        ("ali", [ALI]),
        ("nobody", []),
        ("awa jose", []),
        ("onceicao", []),
    ],
)
def test_names_by_their_beginnings_without_accents_or_apostrophes(
    village: Desk, text: str, expected: list[str]
) -> None:
    assert names(village, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17201-1234567-1", [JOSE]),
        ("1720112345671", [JOSE]),
        ("17201 1234567 1", [JOSE]),
        ("17201-12", [JOSE]),
        ("۱۷۲۰۱-۱۲", [JOSE]),
        ("0300 1234567", [AWA]),
        ("03001234567", [AWA]),
        ("+92 300 1234567", [AWA]),
        ("+92300", [AWA]),
        ("00923001234567", [AWA]),
        ("0300 12", [AWA]),
        ("3001", [AWA]),
        ("0912 345678", [AWA]),  # the household's phone finds its head
        ("call at the shop 12", [ALI]),
        ("99999", []),
        ("12", []),  # too little to search for among numbers
        ("Awa2", []),
    ],
)
def test_identifiers_and_phones_however_they_are_typed(village: Desk, text: str, expected: list[str]) -> None:
    assert names(village, text) == expected


def test_a_code_is_found_however_it_is_typed(village: Desk) -> None:
    registered = add(village, member(given_name="Zora", family_name="Khan"), child(given_name="Yar"))
    person = registered.persons[0]
    spellings = (person, person.lower(), person.replace("-", " "), person.replace("-", ""), f" {person}\n")
    for typed in (*spellings, person.rpartition("-")[0]):
        assert names(village, typed) == ["Zora Khan"], typed
    assert sorted(names(village, registered.code)) == ["Yar N'Diaye", "Zora Khan"]
    assert sorted(names(village, registered.code.lower().replace("-", " "))) == ["Yar N'Diaye", "Zora Khan"]
    assert homes(village, person) == ["Zora Khan"]
    assert names(village, person.rpartition("-")[0].rpartition("-")[0]) != []
    mistyped = person[:-1] + ("A" if person[-1] != "A" else "B")
    assert names(village, mistyped) == []
    office_and_device = "-".join(person.split("-")[:2])
    assert len(names(village, office_and_device)) == 7


SIGNS = [
    '"',
    '"*',
    "*",
    "'",
    "(",
    ")",
    ":",
    "^",
    "-",
    "+",
    "OR",
    "AND",
    "NOT",
    "NEAR",
    "NEAR(",
    '""""',
    "\0",
    "\\",
]


@pytest.mark.parametrize(
    "text", [*SIGNS, *(f"awa {sign}" for sign in SIGNS), *(f"{sign}1{sign}" for sign in SIGNS)]
)
def test_signs_of_a_query_language_are_only_letters_here(village: Desk, text: str) -> None:
    assert set(names(village, text)) <= {AWA}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_no_text_breaks_the_search(desk: Desk, text: str) -> None:
    names(desk, text)
    homes(desk, text)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(categories=["L"], codec="utf-8"), min_size=1, max_size=12))
def test_whoever_has_letters_is_found_by_them_in_any_script(desk: Desk, name: str) -> None:
    assume(fold(name))
    registered = add(desk, member(given_name=name, family_name="Sy"))
    with desk.store.reading() as connection:
        row = people.row_of_code(connection, "person", registered.persons[0])
        assert row in people.find_people(connection, name, "PK")
        assert row in people.find_people(connection, f"{name} sy".upper(), "PK")


def test_an_empty_text_is_everybody_by_name_and_every_household_latest_first(village: Desk) -> None:
    assert names(village, " ") == [ALI, CONCEICAO, JOSE, AWA, BINTOU]
    assert homes(village, "") == [ALI, JOSE, AWA]


def test_households_are_those_of_the_people_found(village: Desk) -> None:
    assert homes(village, "goncalves") == [JOSE]
    assert homes(village, "bintou") == [AWA]
    assert homes(village, "nobody") == []


def test_lines_keep_the_order_asked_and_leave_out_what_is_gone(village: Desk) -> None:
    with village.store.reading() as connection:
        rows = list(people.find_people(connection, "", "PK"))
        asked = [rows[3], 12345, rows[0]]
        assert [line.id for line in people.person_lines(connection, asked)] == [rows[3], rows[0]]
        assert people.person_lines(connection, []) == []
        assert people.household_lines(connection, []) == []


def test_a_line_says_what_a_list_shows(village: Desk) -> None:
    with village.store.reading() as connection:
        [row] = people.find_people(connection, "bintou", "PK")
        [line] = people.person_lines(connection, [row])
        [home] = people.find_households(connection, "bintou", "PK")
        [household] = people.household_lines(connection, [home])
    assert (line.name, line.sex, line.birth.on, line.village) == (BINTOU, "female", "2019", "Pabbi")
    assert line.household_code == household.code
    assert (household.head_name, household.members, household.state) == (AWA, 2, "waiting")
    assert household.registered_on == "2026-11-23"


def test_more_people_than_are_sorted_are_all_found_and_their_households_too(desk: Desk) -> None:
    count = SORT_AT_MOST + 5
    with desk.writing() as writer:
        for n in range(count):
            place = {"code": f"h{n}", "kind": "household", "area": "x", "registered_on": "2026-11-23"}
            household = writer.create("household", "d", place)
            fields = {"code": f"c{n}", "given_name": "Awa", "sex": "female", "birth_precision": "unknown"}
            person = writer.create("person", "d", fields)
            belongs = {"household": household, "person": person, "role": "head", "start_on": "2026-11-23"}
            writer.create("membership", "d", belongs)
    assert len(names(desk, "awa")) == len(homes(desk, "awa")) == count


def test_a_full_name_is_given_name_first() -> None:
    assert people.full_name("Awa", "Sy") == "Awa Sy"
    assert people.full_name(None, "Sy") == "Sy"
    assert people.full_name(None, None) == ""
