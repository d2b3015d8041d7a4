"""Two laptops change the same families before they meet: nobody is lost, nobody is twice."""

from __future__ import annotations

import time
from typing import Any

from desktop.services import acting, judge_duplicate, merge_persons, reserve_codes, search, show
from desktop.services.bulk import exporting
from desktop.services.changes import answer, request
from desktop.services.desk import Desk
from desktop.services.register import register
from domain.registration import parse
from domain.vocabulary import ChangeKind, UserRole
from server.running import Running
from tests.desktop.models.offices import add, child, form, member
from tests.journeys.conftest import Make
from tests.journeys.laptop import Laptop
from tests.journeys.test_changes import exchange, only

AWA, AUA = "Awa N'Diaye", "Aua N'Diaye"


def laptops(server: Running, make: Make) -> tuple[Laptop, Laptop, list[Any]]:
    """Two laptops whose users may approve their own requests, and two women who live alone."""
    first, second = make("first").join(server), make("second").join(server)
    with first.sit() as desk:
        made = [add(desk, member(given_name=name)) for name in ("Awa", "Aua")]
    exchange(first, second)
    for laptop in (first, second):
        with laptop.sit() as desk:
            acting.take(desk, UserRole.supervisor, "nobody else is here", 2)
    return first, second, made


def approved(desk: Desk, code: str, kind: ChangeKind, **payload: Any) -> None:
    answer.approve(desk, request.request(desk, code, kind, payload, "certificate 12").request)


def homes(laptop: Laptop) -> list[tuple[list[tuple[str, str]], str]]:
    """Who lives together as lists and pages show it, and what each household is said to be."""
    with laptop.sit() as desk:
        found = []
        for line in search.household_lines(desk, search.households(desk, "")):
            view = show.household(desk, line.code)
            assert view.code == line.code
            living = sorted((one.name, one.role) for one in view.present)
            found.append((living, str(view.fields.get("status"))))
        people, _, _ = exporting.meant(desk, exporting.Chosen())
        assert people == sum(len(living) for living, _ in found)
    return sorted(found)


def test_households_merged_each_into_the_other_are_one(server: Running, make: Make) -> None:
    first, second, (awa, aua) = laptops(server, make)
    with first.sit() as desk:
        kind = ChangeKind.merge_households
        approved(desk, awa.code, kind, other=aua.code, head_role="other_relative")
    with second.sit() as desk:
        approved(desk, aua.code, kind, other=awa.code, head_role="other_relative")
    for laptop in (first, second, first):  # at no moment is anybody in no list
        laptop.sync_fully()
        assert sum(len(living) for living, _ in homes(laptop)) == 2
    exchange(first, second)
    for laptop in (first, second):
        assert homes(laptop) == [([(AUA, "other_relative"), (AWA, "head")], "None")]


def test_a_child_put_into_a_household_that_was_emptied_elsewhere_stays_in_the_lists(
    server: Running, make: Make
) -> None:
    first, second, (awa, aua) = laptops(server, make)
    with first.sit() as desk:
        row = merge_persons.propose(desk, awa.persons[0], aua.persons[0], {}, aua.code, "the same")
        answer.approve(desk, row)
    with second.sit() as desk:
        request.request(desk, awa.code, ChangeKind.add_member, {"member": child()}, "seen")
    exchange(first, second)
    for laptop in (first, second):
        assert [living for living, _ in homes(laptop)] == [[(AWA, "head")], [("Fatou N'Diaye", "child")]]
    with first.sit() as desk:
        [fatou] = show.household(desk, awa.code).present
        assert show.household(desk, fatou.code).code == awa.code
        left = {"person": fatou.code, "reason": "error"}
        request.request(desk, awa.code, ChangeKind.remove_member, left)
        assert show.household(desk, awa.code).code == aua.code


def test_a_merge_approved_twice_is_one_merge(server: Running, make: Make) -> None:
    first, second, (awa, aua) = laptops(server, make)
    with first.sit() as desk:
        merge_persons.propose(desk, awa.persons[0], aua.persons[0], {}, aua.code, "the same")
    exchange(first, second)
    for laptop in (first, second):
        with laptop.sit() as desk:
            answer.approve(desk, only(desk))
    exchange(first, second, first)
    for laptop in (first, second):
        assert homes(laptop) == [([(AWA, "head")], "None")]
    with second.sit() as desk:
        with desk.store.reading() as connection:
            query = "SELECT id FROM merge WHERE id NOT IN (SELECT merge FROM merge_undone)"
            [(stands,)] = connection.execute(query).fetchall()
        assert merge_persons.undo(desk, None, stands, "two sisters").left == ()
    exchange(second, first)
    for laptop in (first, second):
        assert homes(laptop) == [([(AUA, "head")], "None"), ([(AWA, "head")], "None")]


def test_a_merge_rejected_first_is_taken_back_where_it_was_written(server: Running, make: Make) -> None:
    first, second, (awa, aua) = laptops(server, make)
    with first.sit() as desk:
        merge_persons.propose(desk, awa.persons[0], aua.persons[0], {}, "", "the same")
    exchange(first, second)
    with second.sit() as desk:
        answer.reject(desk, only(desk), "two sisters")
    time.sleep(1.1)  # decisions are told by whole seconds
    with first.sit() as desk:
        answer.approve(desk, only(desk))
    exchange(first, second, first)
    for laptop in (first, second):
        assert homes(laptop) == [([(AUA, "head")], "None"), ([(AWA, "head")], "None")]


def test_one_form_typed_at_two_laptops_is_named(server: Running, make: Make) -> None:
    first, second, _ = laptops(server, make)
    with first.sit() as desk:
        [code] = reserve_codes.reserve(desk, 1, "en")
    exchange(first, second)
    for laptop, name, born in ((first, "Khady", "1960"), (second, "Rose", "1999")):
        with laptop.sit() as desk:
            someone = member(given_name=name, birth_date=born, birth_precision="year")
            register(desk, parse(form(someone, code=code)))
    exchange(first, second)
    exchange(first, second)
    for laptop in (first, second):
        with laptop.sit() as desk:
            [line] = judge_duplicate.lines(desk, judge_duplicate.pending(desk))
            assert line.note == code
            assert reserve_codes.settle(desk) == 0
