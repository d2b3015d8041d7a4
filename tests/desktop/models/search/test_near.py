"""Names spelled differently come after those spelled as typed, never in their place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.models.search.near import FEW
from desktop.services import search
from desktop.services.desk import Desk
from desktop.services.search import Field, Question, Spelling, Why, Within
from domain.matching.names import fold
from tests.desktop.models.offices import add, child, make_office, member
from tests.desktop.models.search.register import Someone, fill


def found(desk: Desk, asked: str | Question) -> list[tuple[str, Why]]:
    """Who is found, in order, and why."""
    all_of_them = search.find(desk, asked)
    lines = search.person_lines(desk, all_of_them.ids)
    return [(line.name, all_of_them.why(line.id)) for line in lines]


NAME, NEAR = Why(Field.name), Why(Field.name, near=True)
MOTHER, VILLAGE = Why(Field.mother), Why(Field.village)


@pytest.fixture
def village(desk: Desk) -> Desk:
    """Five households' people, some of them each other's namesakes."""
    add(desk, member(given_name="Mamadou", family_name="Diallo", sex="male"), place={"village": "Saré Bacar"})
    add(
        desk,
        member(given_name="Fatoumata", family_name="Bah", mother_name="Awa Coulibaly"),
        child(given_name="Ousmane", family_name="Bah", mother_name="Fatoumata Bah"),
    )
    add(desk, member(given_name="Maria", family_name="Gonçalves Conceição"))
    add(desk, member(given_name="Awa", family_name="N'Diaye"))
    return desk


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Mamdou Diallo", "Mamadou Diallo"),  # a letter left out
        ("Mamaodu Dialo", "Mamadou Diallo"),  # two exchanged, one left out
        ("Mamadu Djalo", "Mamadou Diallo"),  # as a Portuguese office writes it
        ("Diallo Mamdou", "Mamadou Diallo"),  # the other way round
        ("Mamadoudiallo", "Mamadou Diallo"),  # as one word
        ("Fatou Mata Bah", "Fatoumata Bah"),  # as three
        ("Fatumata Ba", "Fatoumata Bah"),
        ("Mariya Gonsalves", "Maria Gonçalves Conceição"),
        ("Awa Ndiay Sarr", "Awa N'Diaye"),  # a name too many
        ("Awa Njaye", "Awa N'Diaye"),
    ],
)
def test_a_misspelt_name_is_found_and_said_to_be_spelled_differently(
    village: Desk, typed: str, wanted: str
) -> None:
    assert (wanted, NEAR) in found(village, typed)


def test_those_spelled_as_typed_come_first(village: Desk) -> None:
    add(village, member(given_name="Fatumata", family_name="Ba"))
    assert found(village, "fatumata ba")[:2] == [("Fatumata Ba", NAME), ("Fatoumata Bah", NEAR)]


def test_only_as_typed_when_that_is_asked(village: Desk) -> None:
    assert found(village, Question("Mamdou", spelling=Spelling.never)) == []


def test_many_spelled_as_typed_need_no_other_spelling_unless_asked(desk: Desk) -> None:
    for _ in range(FEW // 10):
        add(desk, member(given_name="Awa", family_name="Sow"), *(child(family_name="Sow") for _ in range(9)))
    add(desk, member(given_name="Binta", family_name="Sowe"))
    add(desk, member(given_name="Awa", family_name="Soww"))
    assert {why for _, why in found(desk, "sow")} == {NAME}
    assert found(desk, Question("swo", spelling=Spelling.always))[0][1] == NEAR
    always = found(desk, Question("sow", spelling=Spelling.always))
    assert [why for _, why in always[:FEW]] == [NAME] * FEW


def test_filters_hold_for_other_spellings_too(village: Desk) -> None:
    assert found(village, Question("Mamdou", sex="female")) == []
    assert found(village, Question("Mamdou", sex="male")) == [("Mamadou Diallo", NEAR)]


def test_the_mothers_name_and_the_village_are_told_apart(village: Desk) -> None:
    assert found(village, "Awa Coulibaly") == [("Fatoumata Bah", MOTHER)]
    assert found(village, "saré") == [("Mamadou Diallo", VILLAGE)]
    told = found(village, "Fatoumata Bah")
    assert told[0] == ("Fatoumata Bah", NAME)
    assert ("Ousmane Bah", MOTHER) in told
    assert found(village, Question("fatoumata", within=Within.mother)) == [("Ousmane Bah", MOTHER)]
    assert found(village, Question("fatoumata", within=Within.village)) == []
    assert found(village, Question("Awa Coulibaly", within=Within.name, spelling=Spelling.never)) == []


def test_a_name_registered_a_moment_ago_is_among_the_near_ones(village: Desk) -> None:
    assert found(village, "Kounkouré") == []
    add(village, member(given_name="Koukouré", family_name="Sy"))
    assert ("Koukouré Sy", NEAR) in found(village, "Kounkouré")


def test_a_merged_person_is_found_under_both_spellings_and_listed_once(village: Desk) -> None:
    kept = add(village, member(given_name="Aminata", family_name="Traoré")).persons[0]
    gone = add(village, member(given_name="Aminta", family_name="Traoré")).persons[0]
    with village.store.reading() as connection:
        rows = dict(connection.execute("SELECT code, id FROM person").fetchall())
    with village.writing() as writer:
        writer.set("person", rows[gone], {"merged_into": rows[kept]})
    assert [name for name, _ in found(village, "Aminta Traore")] == ["Aminata Traoré"]
    assert [name for name, _ in found(village, "traore")] == ["Aminata Traoré"]
    assert [name for name, _ in found(village, gone)] == ["Aminata Traoré"]
    assert [name for name, _ in found(village, "")].count("Aminata Traoré") == 1


class Made:
    """A register and everybody in it; too long to be printed."""

    def __init__(self, desk: Desk, people: list[Someone]) -> None:
        self.desk, self.people = desk, people

    def __repr__(self) -> str:
        return "Made()"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    sitting = make_office(tmp_path_factory.mktemp("register") / "office.guichet")
    yield Made(sitting, [one for one in fill(sitting, seed=8, count=80) if one.merged_into is None])
    sitting.close()


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_the_order_and_the_accents_everybody_is_found_first(
    register: Made, data: st.DataObject
) -> None:
    """Any beginnings of the words of a name, in any order and case, find whoever bears it before the rest."""
    one = data.draw(st.sampled_from(register.people))
    words = data.draw(st.permutations(one.words))
    typed = " ".join(word[: data.draw(st.integers(1, len(word)))] for word in words)
    typed = data.draw(st.sampled_from((typed, typed.upper(), typed.title())))
    everybody = search.find(register.desk, Question(typed, spelling=Spelling.always))
    whys = [everybody.why(row).near for row in everybody.ids]
    assert one.row in everybody.ids
    assert not everybody.why(one.row).near
    assert whys == sorted(whys), "near ones never come before those as typed"
    assert len(set(everybody.ids)) == len(everybody.ids)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=30))
def test_no_text_breaks_the_search_for_other_spellings(register: Made, text: str) -> None:
    assert len(search.people(register.desk, Question(text, spelling=Spelling.always))) <= len(
        search.people(register.desk, "")
    )
    assert fold(text) or not text.strip() or not search.find(register.desk, Question(text)).groups
