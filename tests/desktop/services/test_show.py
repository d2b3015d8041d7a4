"""The view of a household, the day's page, the search and the check of a file."""

from __future__ import annotations

import pytest

from desktop.services import check_file, drafts, search, show, synchronise, today
from desktop.services.desk import Desk
from domain.problems import Refused
from tests.desktop.models.offices import add, child, form, member


def test_a_household_is_shown_by_its_own_code_or_a_members(desk: Desk) -> None:
    registered = add(desk, member(), child(), place={"phone": "0300 1234567"}, language="fr")
    for code in (registered.code, registered.code.lower(), *registered.persons):
        view = show.household(desk, code)
        assert (view.code, view.id, view.language) == (registered.code, registered.household, "fr")
    assert view.head is not None
    assert view.head.name == "Awa N'Diaye"
    assert [m.role for m in view.present] == ["head", "child"]
    assert view.phones == ("+923001234567",)
    assert view.areas[-3:] == ("Nowshera", "Khyber Pakhtunkhwa", "Pakistan")
    assert view.state == "waiting"
    assert [event.kind for event in view.events][-2:] == ["consent", "household"]
    assert {event.by for event in view.events} == {"Awa Sy"}
    assert len(view.journey) == 10
    assert view.compound_with == ()


def test_a_code_that_is_none_or_not_here_is_named(desk: Desk) -> None:
    for code, named in (
        ("hello", "code_mistyped"),
        ("NSR-ABCD-26-000001-Z", "code_mistyped"),
        ("", "code_mistyped"),
    ):
        with pytest.raises(Refused) as caught:
            show.household(desk, code)
        assert caught.value.problems[0].code == named


def test_somebody_who_left_is_still_found_with_the_household_they_left(desk: Desk) -> None:
    gone = child(given_name="Yar", end_on="2026-01-01", end_reason="left")
    registered = add(desk, member(), gone)
    assert show.household(desk, registered.persons[1]).code == registered.code
    assert len(show.household(desk, registered.code).present) == 1


def test_the_days_page_counts_what_waits(desk: Desk) -> None:
    add(desk)
    drafts.save(desk, None, form())
    day = today.today(desk)
    assert (day.households, day.persons, day.registered_today) == (1, 1, 1)
    assert (day.receipts_due, day.cards_due, day.to_hand_over) == (1, 1, 0)
    assert len(day.drafts) == 1
    assert (day.overdue_count, day.overdue) == (0, ())
    assert not day.sync.joined
    assert day.sync.waiting == 5


def test_searching_goes_from_a_text_to_lines(desk: Desk) -> None:
    registered = add(desk, member(), child())
    rows = search.people(desk, "fatou")
    [line] = search.person_lines(desk, rows)
    assert line.code == registered.persons[1]
    [home] = search.household_lines(desk, search.households(desk, "fatou"))
    assert home.code == registered.code


def test_a_sound_file_is_said_to_be_sound(desk: Desk) -> None:
    add(desk, member(), child())
    found = check_file.check_file(desk)
    assert found.sound
    assert (found.households, found.persons, found.changes, found.waiting) == (1, 2, 7, 7)
    assert (found.refused, found.conflicts) == (0, 0)
    assert found.counts["membership"] == 2


def test_a_file_altered_outside_the_program_is_not_sound(desk: Desk) -> None:
    add(desk)
    with desk.store.transaction() as connection:
        connection.execute("UPDATE change SET author = 9 WHERE kind = 'person'")
    found = check_file.check_file(desk)
    assert not found.sound
    assert len(found.broken) == 1
    assert found.damaged == ()


def test_synchronising_without_a_server_says_so(desk: Desk) -> None:
    with pytest.raises(Refused) as caught:
        synchronise.synchronise(desk)
    assert caught.value.problems[0].code == "not_joined"
    state = synchronise.state(desk)
    assert (state.joined, state.waiting, state.last, state.last_success) == (False, 1, None, "")
    assert synchronise.refused_changes(desk) == []
