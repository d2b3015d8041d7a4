"""What is taken back on the same day, and what stands in the way."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desktop.services import users
from desktop.services.changes import undo, waiting
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from domain.problems import Refused
from domain.vocabulary import ChangeKind, UserRole
from tests.desktop.models.offices import EASY, NOON, make_office, member
from tests.desktop.services.changes.households import (
    agreed,
    ask,
    assert_whole,
    family,
    household,
    person,
    refusals,
    roles,
    table,
)

DETAILS = ChangeKind.correct_details


def test_fields_go_back_to_what_they_were(desk: Desk) -> None:
    code, awa, *_ = family(desk)
    asked = agreed(
        desk,
        code,
        ChangeKind.correct_identity,
        person=awa,
        fields={
            "given_name": "Hawa",
            "other_names": "Sira",
            "identifiers": [{"scheme": "tax", "value": "5"}],
        },
    )
    assert undo.may_undo(desk, asked.request)
    undo.undo(desk, asked.request, "the wrong person")
    now = person(desk, awa)
    assert (now["given_name"], now["other_names"]) == ("Awa", None)
    assert table(desk, "SELECT status FROM identifier") == [("wrong",)]
    [line] = waiting.lines(desk, [asked.request])
    assert line.state == "undone"
    assert not undo.may_undo(desk, asked.request)
    assert refusals(lambda: undo.undo(desk, asked.request)) == [("undo_not_applied", "request")]


def test_a_split_is_taken_back_whole(desk: Desk) -> None:
    code, _, moussa, daughter = family(desk)
    before = roles(desk, code)
    asked = agreed(desk, code, ChangeKind.split_household, members=[moussa, daughter], head=moussa)
    undo.undo(desk, asked.request)
    assert roles(desk, code) == before
    assert roles(desk, asked.made[0]) == {}
    assert household(desk, asked.made[0])["status"] == "closed"
    assert_whole(desk)


def test_a_merge_of_households_is_taken_back_whole(desk: Desk) -> None:
    code, *_ = family(desk)
    other, *_ = family(desk)
    before = roles(desk, code), roles(desk, other)
    asked = agreed(desk, code, ChangeKind.merge_households, other=other, head_role="guest")
    undo.undo(desk, asked.request)
    assert (roles(desk, code), roles(desk, other)) == before
    assert household(desk, other)["merged_into"] is None
    assert_whole(desk)


def test_a_death_is_taken_back_with_the_succession(desk: Desk) -> None:
    code, awa, moussa, _ = family(desk)
    before = roles(desk, code)
    asked = ask(desk, code, ChangeKind.report_death, person=awa, on="2026-11-23", head=moussa)
    undo.undo(desk, asked.request)
    assert roles(desk, code) == before
    assert person(desk, awa)["vital_status"] is None


def test_who_joined_by_mistake_is_ended_as_one(desk: Desk) -> None:
    code, *_ = family(desk)
    newcomer = member(role="guest", given_name="Binta")
    asked = ask(desk, code, ChangeKind.add_member, member=newcomer)
    undo.undo(desk, asked.request)
    assert asked.made[0] not in roles(desk, code)
    assert table(desk, "SELECT end_reason FROM membership WHERE end_on IS NOT NULL") == [("error",)]


def test_a_recipient_named_by_mistake_never_collects(desk: Desk) -> None:
    code, awa, moussa, _ = family(desk)
    agreed(desk, code, ChangeKind.change_recipient, person=awa)
    asked = agreed(desk, code, ChangeKind.change_recipient, person=moussa)
    undo.undo(desk, asked.request)
    found = table(desk, "SELECT valid_from, valid_to FROM recipient ORDER BY id")
    assert found == [("2026-11-23", None), ("2026-11-23", "2026-11-22")]


def test_what_was_changed_since_is_named_and_nothing_is_taken_back(desk: Desk) -> None:
    code, *_ = family(desk)
    first = ask(desk, code, DETAILS, fields={"village": "Taru", "landmark": "the mill"})
    ask(desk, code, DETAILS, fields={"village": "Pabbi"})
    with pytest.raises(Refused) as caught:
        undo.undo(desk, first.request)
    [problem] = caught.value.problems
    assert (problem.code, problem.where, problem.facts["code"]) == ("undo_in_the_way", "village", code)
    assert household(desk, code)["landmark"] == "the mill"
    assert waiting.lines(desk, [first.request])[0].state == "applied"


def test_later_changes_are_taken_back_first(desk: Desk) -> None:
    code, *_ = family(desk)
    first = ask(desk, code, DETAILS, fields={"village": "Taru"})
    second = ask(desk, code, DETAILS, fields={"village": "Jalozai"})
    undo.undo(desk, second.request)
    assert household(desk, code)["village"] == "Taru"
    assert refusals(lambda: undo.undo(desk, first.request)) == [("undo_in_the_way", "village")]


def test_a_household_others_have_joined_since_stays(desk: Desk) -> None:
    code, _, moussa, _ = family(desk)
    asked = agreed(desk, code, ChangeKind.split_household, members=[moussa], head=moussa)
    [new] = asked.made
    ask(desk, new, ChangeKind.add_member, member=member(role="spouse", given_name="Sira"))
    assert ("undo_in_the_way", "members") in refusals(lambda: undo.undo(desk, asked.request))


def test_only_on_the_same_day_and_only_ones_own(tmp_path: Path) -> None:
    now = NOON
    desk = make_office(tmp_path / "o.guichet", clock=lambda: now)
    code, *_ = family(desk)
    asked = ask(desk, code, DETAILS, fields={"village": "Taru"})
    users.add(desk, "Noé", "battery staple", "Noé Ba", UserRole.supervisor, EASY)
    noe = sign_in(desk.path, "battery staple", "Noé", lambda: now)
    assert refusals(lambda: undo.undo(noe, asked.request)) == [("undo_not_own", "request")]
    assert not undo.may_undo(noe, asked.request)
    now = NOON + timedelta(days=1)
    assert refusals(lambda: undo.undo(desk, asked.request)) == [("undo_too_late", "request")]
    noe.close()
    desk.close()


def test_a_request_that_waits_has_nothing_to_take_back(desk: Desk) -> None:
    code, _, moussa, _ = family(desk)
    asked = ask(desk, code, ChangeKind.change_head, person=moussa, former_role="spouse")
    assert refusals(lambda: undo.undo(desk, asked.request)) == [("undo_not_applied", "request")]
