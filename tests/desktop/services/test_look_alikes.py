"""Somebody registered twice is found while the form is typed, whatever was written differently."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.services import look_alikes
from desktop.services.desk import Desk
from desktop.services.look_alikes import LookAlike
from domain.registration import HouseholdForm, Judgement, parse
from domain.vocabulary import DuplicateDecision
from tests.desktop.models.offices import add, child, form, member

FATOUMATA = {"given_name": "Fatoumata", "family_name": "Camara", "mother_name": "Aissatou Djaló"}
OTHERS = [
    ("Binta", "Sow", "1990-01-02"),
    ("Moussa", "Keita", "1979-11-30"),
    ("Ousmane", "Baldé", "2001-05-17"),
    ("Mariama", "Touré", "1965-08-08"),
]


def alike(desk: Desk, *members: dict[str, Any], index: int = 0, **changed: Any) -> list[LookAlike]:
    return look_alikes.of_member(desk, parse(form(*members, **changed)), index)


@pytest.fixture
def woman(desk: Desk) -> str:
    """The printed code of a woman registered among others."""
    for given_name, family, born in OTHERS:
        add(desk, member(given_name=given_name, family_name=family, birth_date=born))
    return add(desk, member(**FATOUMATA, birth_date="1987-04-12")).persons[0]


def test_the_same_woman_with_swapped_names_in_portuguese_spelling_is_found(desk: Desk, woman: str) -> None:
    again = member(
        given_name="Camará", family_name="Fatumata", mother_name="Aïssatou Diallo", birth_date="1987-12-04"
    )
    found = alike(desk, again)
    assert [one.code for one in found] == [woman]
    codes = {reason.code for reason in found[0].reasons if reason.weight > 0}
    assert {"birth_swapped", "name_sounds_same", "mother_similar"} <= codes
    assert "names_swapped" in {reason.code for reason in found[0].reasons}
    assert found[0].name == "Fatoumata Camara"
    assert found[0].village == "Pabbi"
    assert found[0].mother_name == "Aissatou Djaló"
    assert found[0].probability > 0.5


def test_somebody_else_raises_no_alarm(desk: Desk, woman: str) -> None:
    assert alike(desk, member(given_name="Cheikh", family_name="Mané", birth_date="1999-09-09")) == []


def test_each_registered_person_is_not_their_own_look_alike(desk: Desk, woman: str) -> None:
    assert look_alikes.of_person(desk, desk.person_row(woman)) == []


def test_two_records_of_one_woman_find_each_other(desk: Desk, woman: str) -> None:
    twice = add(desk, member(**FATOUMATA, birth_date="1987-04-12")).persons[0]
    assert [one.code for one in look_alikes.of_person(desk, desk.person_row(woman))] == [twice]
    assert [one.code for one in look_alikes.of_person(desk, desk.person_row(twice))] == [woman]


def test_who_stands_in_the_form_by_code_is_left_out(desk: Desk, woman: str) -> None:
    again = member(**FATOUMATA)
    assert [one.code for one in alike(desk, again)] == [woman]
    assert alike(desk, again, {"role": "spouse", "person": woman}) == []
    assert alike(desk, {"role": "spouse", "person": woman}) == []


def test_who_was_judged_to_be_somebody_else_in_the_form_is_left_out(desk: Desk, woman: str) -> None:
    asked = parse(form(member(**FATOUMATA)))
    different = Judgement(member=0, other=woman.lower(), decision=DuplicateDecision.different)
    unsure = different.model_copy(update={"decision": DuplicateDecision.unsure})
    judged = asked.model_copy(update={"judgements": [different]})
    assert look_alikes.of_member(desk, judged, 0) == []
    judged = asked.model_copy(update={"judgements": [unsure]})
    assert [one.judged for one in look_alikes.of_member(desk, judged, 0)] == ["unsure"]


def test_a_pair_judged_different_is_not_shown_again_until_judged_anew(desk: Desk, woman: str) -> None:
    twice = add(desk, member(**FATOUMATA)).persons[0]
    rows = desk.person_row(woman), desk.person_row(twice)
    _judge(desk, rows, "different", "2026-11-23T08:00:00Z")
    assert look_alikes.of_person(desk, rows[0]) == []
    assert look_alikes.of_person(desk, rows[1]) == []
    _judge(desk, rows, "unsure", "2026-11-23T09:00:00Z")
    assert [one.judged for one in look_alikes.of_person(desk, rows[1])] == ["unsure"]


def _judge(desk: Desk, rows: tuple[int, int], decision: str, at: str) -> None:
    with desk.writing() as writer:
        fields = {"person": rows[0], "other": rows[1], "decision": decision, "at": at}
        writer.create("duplicate_judgement", desk.office.areas[0], fields)


def test_a_merged_record_is_shown_once_as_who_it_is_now(desk: Desk, woman: str) -> None:
    """What the absorbed record was called still finds the survivor."""
    survivor = add(desk, member(given_name="Rosa", family_name="Mendes", birth_date="1987-01-01")).persons[0]
    _merge(desk, woman, survivor)
    found = alike(desk, member(**FATOUMATA))
    assert [(one.code, one.name) for one in found] == [(survivor, "Rosa Mendes")]
    assert look_alikes.of_person(desk, desk.person_row(survivor)) == []


def _merge(desk: Desk, absorbed: str, survivor: str) -> None:
    row, into = desk.person_row(absorbed), desk.person_row(survivor)
    with desk.writing() as writer:
        writer.set("person", row, {"merged_into": into})


def test_the_dead_are_found_too(desk: Desk, woman: str) -> None:
    with desk.writing() as writer:
        writer.set("person", desk.person_row(woman), {"vital_status": "deceased", "death_on": "2026-01-01"})
    assert [one.code for one in alike(desk, member(**FATOUMATA))] == [woman]


def test_a_telephone_of_the_household_speaks_for_its_members(desk: Desk) -> None:
    there = add(desk, member(**FATOUMATA), place={"phone": "0300 1234567"}).persons[0]
    found = alike(desk, member(**FATOUMATA, phones=["+92 300 1234567"]))
    assert [one.code for one in found] == [there]
    assert "phone_same" in {reason.code for reason in found[0].reasons}


def test_a_correction_is_found_under_its_new_name_at_once(desk: Desk, woman: str) -> None:
    with desk.writing() as writer:
        writer.set("person", desk.person_row(woman), {"given_name": "Djenabou"})
    found = alike(desk, member(given_name="Djenabu", family_name="Camara", mother_name="Aissatou Djaló"))
    assert [one.name for one in found] == ["Djenabou Camara"]


def test_at_most_so_many_are_shown(desk: Desk) -> None:
    for day in range(10, 19):
        add(desk, member(**FATOUMATA, birth_date=f"1987-04-{day}"))
    assert len(alike(desk, member(**FATOUMATA))) == 5
    assert len(look_alikes.of_member(desk, parse(form(member(**FATOUMATA))), 0, at_most=2)) == 2


def test_a_member_who_is_not_there_has_no_look_alikes(desk: Desk) -> None:
    assert look_alikes.of_member(desk, HouseholdForm(), 0) == []
    assert alike(desk, member(), index=-1) == []


def test_catching_up_says_how_far_it_is_and_can_be_stopped(desk: Desk, woman: str) -> None:
    assert look_alikes.stale(desk) == len(OTHERS) + 1
    told: list[tuple[int, int]] = []
    assert look_alikes.catch_up(desk, lambda done, total: told.append((done, total))) == len(OTHERS) + 1
    assert told[-1] == (len(OTHERS) + 1, len(OTHERS) + 1)
    assert look_alikes.stale(desk) == 0
    assert look_alikes.indexed(desk) == len(OTHERS) + 1
    assert look_alikes.catch_up(desk) == 0


def test_many_unindexed_persons_do_not_hold_up_the_answer(desk: Desk) -> None:
    """Beyond a few, indexing is the background's work: the clerk is answered from what is indexed."""
    for number in range(look_alikes.FEW + 1):
        add(desk, member(**FATOUMATA, birth_date=f"19{number % 70 + 20}-04-12"))
    assert alike(desk, member(**FATOUMATA)) == []
    look_alikes.catch_up(desk)
    assert len(alike(desk, member(**FATOUMATA))) == 5


_TEXT = st.one_of(st.none(), st.text(max_size=12), st.sampled_from(["Camara", "de", "'", "1987", "ç"]))
_HALF_TYPED = st.fixed_dictionaries(
    {},
    optional={
        "given_name": _TEXT,
        "family_name": _TEXT,
        "other_names": _TEXT,
        "mother_name": _TEXT,
        "sex": st.sampled_from(["female", "male", "not_known", None]),
        "birth_precision": st.sampled_from(["day", "month", "year", "estimated_age", "unknown", None]),
        "birth_date": st.one_of(
            _TEXT, st.sampled_from(["1987-04-12", "1987-04", "1987", "0001-01-01", "9999"])
        ),
        "estimated_age": st.one_of(st.none(), st.integers(-5, 200)),
        "estimated_on": st.sampled_from(["2026-01-01", "0001-01-01", None]),
        "phones": st.lists(st.text(max_size=8), max_size=2),
        "identifiers": st.lists(
            st.fixed_dictionaries(
                {"scheme": st.just("national_id"), "value": st.text(min_size=1, max_size=8)}
            ),
            max_size=2,
        ),
    },
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=_HALF_TYPED, place=st.fixed_dictionaries({}, optional={"village": _TEXT, "area": _TEXT}))
def test_a_form_half_typed_is_no_error(desk: Desk, typed: dict[str, Any], place: dict[str, Any]) -> None:
    if look_alikes.indexed(desk) == 0:
        add(desk, member(**FATOUMATA), child())
    try:
        half = HouseholdForm.model_validate({"household": place, "members": [typed]})
    except ValueError:
        return  # the form itself refuses it: nobody can type that
    for one in look_alikes.of_member(desk, half, 0):
        assert one.code
