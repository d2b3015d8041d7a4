"""Confidential files open with a reason and the right, and every opening is in the register's own audit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.services import (
    access_log,
    acting,
    confidential,
    documents,
    merge_persons,
    my_data,
    print_papers,
    search,
    show,
)
from desktop.services.changes import answer, history, request
from desktop.services.desk import Desk
from desktop.services.register import register
from domain.problems import Refused
from domain.registration import parse
from domain.vocabulary import ChangeKind, DocumentKind, Paper, UserRole
from tests.desktop.models.offices import add
from tests.desktop.services.test_documents import picture
from tests.domain.rules.forms import body


@pytest.fixture
def code(desk: Desk) -> str:
    return register(desk, parse(body())).code


def as_(desk: Desk, role: UserRole) -> Desk:
    """Another sitting at the same file."""
    return replace(desk, user=replace(desk.user, role=role.value), opened=set())


def refusal(error: pytest.ExceptionInfo[Refused]) -> str:
    return error.value.problems[0].code


def test_a_file_is_open_until_somebody_closes_it(desk: Desk, code: str) -> None:
    assert show.household(as_(desk, UserRole.clerk), code).code == code
    assert access_log.of_household(desk, desk.household_row(code)) == []


def test_a_confidential_file_wants_a_reason_once_a_sitting(desk: Desk, code: str) -> None:
    assert confidential.mark(desk, code, True, "threatened by a relative")
    officer = as_(desk, UserRole.case_manager)
    with pytest.raises(Refused) as error:
        show.household(officer, code)
    assert refusal(error) == "confidential_reason_missing"
    assert show.household(officer, code, "home visit").code == code
    assert show.household(officer, code).code == code
    log = access_log.of_household(desk, desk.household_row(code))
    assert [(line.access, line.reason) for line in log] == [
        ("confidential_view", "home visit"),
        ("confidential_on", "threatened by a relative"),
    ]
    assert {line.by for line in log} == {desk.user.full_name}


@pytest.mark.parametrize("role", [UserRole.clerk, UserRole.auditor, UserRole.regional_sync])
def test_without_the_right_no_reason_helps(desk: Desk, code: str, role: UserRole) -> None:
    confidential.mark(desk, code, True, "threatened")
    with pytest.raises(Refused) as error:
        show.household(as_(desk, role), code, "curious")
    assert refusal(error) == "not_permitted"


def test_one_confidential_member_closes_the_household(desk: Desk, code: str) -> None:
    person = desk.person_row(code)
    with desk.writing() as writer:
        writer.set("person", person, {"confidential": True})
    with pytest.raises(Refused) as error:
        show.household(desk, code)
    assert refusal(error) == "confidential_reason_missing"


def test_a_clerk_may_close_a_file_and_not_open_it(desk: Desk, code: str) -> None:
    clerk = as_(desk, UserRole.clerk)
    assert confidential.mark(clerk, code, True, "asked for it")
    assert not confidential.mark(clerk, code, True, "again")
    with pytest.raises(Refused) as error:
        confidential.mark(clerk, code, False, "changed my mind")
    assert refusal(error) == "not_permitted"
    assert confidential.mark(desk, code, False, "the danger is over")
    assert show.household(as_(desk, UserRole.clerk), code).code == code


def test_marking_says_why(desk: Desk, code: str) -> None:
    with pytest.raises(Refused) as error:
        confidential.mark(desk, code, True, " ")
    assert refusal(error) == "confidential_why_missing"


def ways_in(desk: Desk, code: str, document: int) -> list[Callable[[], object]]:
    """Everything else by which the content of a household's file could be read."""
    return [
        lambda: history.history(desk, code),
        lambda: documents.of(desk, code),
        lambda: documents.line(desk, document),
        lambda: documents.data(desk, document),
        lambda: documents.as_pdf(desk, document),
        lambda: print_papers.preview(desk, Paper.form, [code], "form"),
        lambda: print_papers.print_papers(desk, Paper.form, [code], "form"),
    ]


@pytest.mark.parametrize("of_person", [False, True])
def test_no_way_leads_round_the_closed_door(desk: Desk, code: str, of_person: bool) -> None:
    person = show.household(desk, code).members[0].code
    row = documents.attach(desk, person, DocumentKind.id_scan, picture(), person=of_person)
    confidential.mark(desk, code, True, "threatened")
    for number in range(7):
        with pytest.raises(Refused) as error:
            ways_in(as_(desk, UserRole.clerk), code, row)[number]()
        assert refusal(error) == "not_permitted"
        with pytest.raises(Refused) as error:
            ways_in(as_(desk, UserRole.case_manager), code, row)[number]()
        assert refusal(error) == "confidential_reason_missing"
    officer = as_(desk, UserRole.case_manager)
    documents.line(officer, row, "home visit")
    assert all(act() is not None for act in ways_in(officer, code, row))


@pytest.mark.parametrize("role", [UserRole.m_and_e, UserRole.regional_sync])
def test_who_reads_figures_only_reads_no_names(desk: Desk, code: str, role: UserRole) -> None:
    counting = as_(desk, role)
    acts: list[Callable[[], object]] = [
        lambda: show.household(counting, code),
        lambda: search.people(counting, ""),
        lambda: search.find_homes(counting, "awa"),
        lambda: history.history(counting, code),
        lambda: my_data.preview(counting, code),
    ]
    for act in acts:
        with pytest.raises(Refused) as error:
            act()
        assert refusal(error) == "not_permitted"


@pytest.mark.parametrize("private", ["person", "household"])
@pytest.mark.parametrize("kind", [ChangeKind.merge_persons, ChangeKind.merge_households])
def test_a_merge_lays_nothing_open(desk: Desk, code: str, kind: ChangeKind, private: str) -> None:
    other = add(desk)
    row = desk.person_row(other.persons[0]) if private == "person" else other.household
    with desk.writing() as writer:
        writer.set(private, row, {"confidential": True}, about=other.household)
    acting.take(desk, UserRole.supervisor, "nobody else is here", 2)
    if kind is ChangeKind.merge_persons:
        head = show.household(desk, code).members[0].code
        asked = merge_persons.propose(desk, head, other.persons[0], {}, "", "the same")
    else:
        payload = {"other": other.code, "head_role": "other_relative"}
        asked = request.request(desk, code, kind, payload, "certificate 12").request
    answer.approve(desk, asked)
    acting.give_back(desk)
    for each in (code, other.code):
        with pytest.raises(Refused) as error:
            show.household(as_(desk, UserRole.clerk), each)
        assert refusal(error) == "not_permitted"


def test_lists_say_nothing_of_who_is_in_a_closed_file(desk: Desk, code: str) -> None:
    confidential.mark(desk, code, True, "threatened")
    for reader, shown in ((as_(desk, UserRole.clerk), False), (as_(desk, UserRole.case_manager), True)):
        [person] = search.person_lines(reader, search.people(reader, ""))
        [home] = search.household_lines(reader, search.households(reader, ""))
        assert home.code == code
        assert ("Awa" in person.name, "Awa" in home.head_name) == (shown, shown)
        assert (person.birth.on == "1987-04-12") == shown
