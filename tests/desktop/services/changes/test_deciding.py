"""Who may decide on a request, once, and only on what is still as it was seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop.services import acting, users
from desktop.services.changes import answer, request, waiting
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from domain.problems import Refused
from domain.rights import APPROVED_BY_ANOTHER
from domain.vocabulary import ChangeKind, UserRole
from tests.desktop.models.offices import EASY, NOON
from tests.desktop.services.changes.households import ask, family, person, refusals, roles, stand_in, table

PASSWORD = "battery staple"
IDENTITY = ChangeKind.correct_identity


def colleague(desk: Desk, role: UserRole) -> Desk:
    users.add(desk, "Noé", PASSWORD, "Noé Ba", role, EASY)
    return sign_in(desk.path, PASSWORD, "Noé", lambda: NOON)


@pytest.fixture
def noe(desk: Desk) -> Iterator[Desk]:
    """A supervisor's sitting at the same file."""
    sitting = colleague(desk, UserRole.supervisor)
    yield sitting
    sitting.close()


def test_what_waits_is_what_the_domain_says() -> None:
    assert {ChangeKind.change_head, IDENTITY, ChangeKind.split_household} <= APPROVED_BY_ANOTHER


def test_a_request_changes_nothing_until_a_colleague_agrees(desk: Desk, noe: Desk) -> None:
    code, awa, *_ = family(desk)
    asked = ask(desk, code, IDENTITY, person=awa, fields={"given_name": "Hawa"})
    assert not asked.applied
    assert person(desk, awa)["given_name"] == "Awa"
    assert list(waiting.open_requests(noe)) == [asked.request]
    answer.approve(noe, asked.request, "seen the certificate")
    assert person(desk, awa)["given_name"] == "Hawa"
    assert list(waiting.open_requests(noe)) == []
    [line] = waiting.lines(desk, [asked.request])
    assert (line.state, line.decided_by, line.asked_by) == ("applied", "Noé Ba", "Awa Sy")
    assert (line.reason, line.decided_acting) == ("seen the certificate", False)


def test_the_author_does_not_agree_to_their_own_request(desk: Desk, noe: Desk) -> None:
    code, awa, *_ = family(desk)
    asked = ask(desk, code, IDENTITY, person=awa, fields={"given_name": "Hawa"})
    assert refusals(lambda: answer.approve(desk, asked.request)) == [("approver_is_author", "request")]
    [own] = waiting.lines(desk, [asked.request])
    [theirs] = waiting.lines(noe, [asked.request])
    assert (own.own, own.may_decide) == (True, False)
    assert (theirs.own, theirs.may_decide, theirs.as_acting) == (False, True, False)


def test_who_is_alone_stands_in_and_it_is_recorded(desk: Desk) -> None:
    code, awa, *_ = family(desk)
    asked = ask(desk, code, IDENTITY, person=awa, fields={"given_name": "Hawa"})
    stand_in(desk)
    [line] = waiting.lines(desk, [asked.request])
    assert (line.may_decide, line.as_acting) == (True, True)
    answer.approve(desk, asked.request)
    assert table(desk, "SELECT decision, acting FROM request_answer ORDER BY id") == [
        ("approved", 1),
        ("applied", 1),
    ]


def test_a_clerk_asks_and_does_not_decide(desk: Desk) -> None:
    clerk = colleague(desk, UserRole.clerk)
    code, awa, *_ = family(desk)
    asked = ask(desk, code, IDENTITY, person=awa, fields={"given_name": "Hawa"})
    for act in (
        lambda: answer.approve(clerk, asked.request),
        lambda: answer.reject(clerk, asked.request, "x"),
    ):
        assert refusals(act) == [("not_permitted", "")]
    assert ask(clerk, code, ChangeKind.correct_details, fields={"village": "Taru"}).applied
    clerk.close()


def test_an_auditor_does_not_ask(desk: Desk) -> None:
    code, *_ = family(desk)
    auditor = colleague(desk, UserRole.auditor)
    refused = refusals(lambda: ask(auditor, code, ChangeKind.correct_details, fields={"village": "Taru"}))
    assert refused == [("not_permitted", "")]
    auditor.close()


def test_the_first_decision_stands(desk: Desk, noe: Desk) -> None:
    code, awa, *_ = family(desk)
    asked = ask(desk, code, IDENTITY, person=awa, fields={"given_name": "Hawa"})
    assert refusals(lambda: answer.reject(noe, asked.request, " ")) == [("reason_missing", "reason")]
    answer.reject(noe, asked.request, "the paper is of somebody else")
    for act in (
        lambda: answer.approve(noe, asked.request),
        lambda: answer.reject(noe, asked.request, "again"),
        lambda: answer.withdraw(desk, asked.request),
    ):
        assert refusals(act) == [("request_decided", "request")]
    assert person(desk, awa)["given_name"] == "Awa"


def test_only_the_author_withdraws(desk: Desk, noe: Desk) -> None:
    code, awa, *_ = family(desk)
    asked = ask(desk, code, IDENTITY, person=awa, fields={"given_name": "Hawa"})
    assert refusals(lambda: answer.withdraw(noe, asked.request)) == [("withdraw_not_own", "request")]
    answer.withdraw(desk, asked.request)
    assert waiting.lines(desk, [asked.request])[0].state == "withdrawn"
    assert refusals(lambda: answer.withdraw(desk, 1)) == [("request_unknown", "request")]


def test_what_has_changed_meanwhile_is_named_and_nothing_is_half_done(desk: Desk, noe: Desk) -> None:
    code, awa, *_ = family(desk)
    fields = {"given_name": "Hawa", "identifiers": [{"scheme": "voter", "value": "12"}]}
    late = ask(desk, code, IDENTITY, person=awa, fields=fields)
    first = ask(desk, code, IDENTITY, person=awa, fields={"given_name": "Eva"})
    answer.approve(noe, first.request)
    with pytest.raises(Refused) as caught:
        answer.approve(noe, late.request)
    [problem] = caught.value.problems
    assert (problem.code, problem.where) == ("changed_meanwhile", "given_name")
    assert (problem.facts["was"], problem.facts["now"], problem.facts["code"]) == ("Awa", "Eva", awa)
    assert person(desk, awa)["given_name"] == "Eva"
    assert table(desk, "SELECT 1 FROM identifier") == []
    assert list(waiting.open_requests(noe)) == [late.request]


def test_a_head_who_has_left_meanwhile_cannot_be_replaced_any_more(desk: Desk, noe: Desk) -> None:
    code, _, moussa, daughter = family(desk)
    asked = ask(desk, code, ChangeKind.change_head, person=moussa, former_role="spouse")
    ask(desk, code, ChangeKind.remove_member, person=moussa, reason="left")
    refused = refusals(lambda: answer.approve(noe, asked.request))
    assert refused == [("request_unfit", "request"), ("not_a_member", "person")]
    ask(desk, code, ChangeKind.correct_details, fields={"village": "Taru"})
    assert roles(desk, code)[daughter] == "child"


def test_what_is_already_as_asked_is_said(desk: Desk, noe: Desk) -> None:
    code, awa, *_ = family(desk)
    twice = [ask(desk, code, IDENTITY, person=awa, fields={"given_name": "Hawa"}) for _ in range(2)]
    answer.approve(noe, twice[0].request)
    assert refusals(lambda: answer.approve(noe, twice[1].request)) == [("change_nothing", "fields")]


def test_an_unknown_document_is_no_proof(desk: Desk) -> None:
    code, awa, *_ = family(desk)
    payload = {"person": awa, "fields": {"given_name": "Hawa"}}
    refused = refusals(lambda: request.request(desk, code, IDENTITY, payload, document=7))
    assert refused == [("document_unknown", "document")]


def test_checking_writes_nothing(desk: Desk) -> None:
    code, awa, *_ = family(desk)
    before = table(desk, "SELECT count(*) FROM change")
    found = request.check(desk, code, IDENTITY, {"person": awa, "fields": {"birth_date": "85"}})
    assert {problem.where for problem in found} >= {"evidence", "fields.birth_date"}
    assert [p.code for p in request.check(desk, code, IDENTITY, {"fields": {}})] == ["field_missing"]
    assert table(desk, "SELECT count(*) FROM change") == before


def test_a_role_given_back_no_longer_decides(desk: Desk) -> None:
    code, awa, *_ = family(desk)
    asked = ask(desk, code, IDENTITY, person=awa, fields={"given_name": "Hawa"})
    stand_in(desk)
    assert acting.give_back(desk) == 1
    assert refusals(lambda: answer.approve(desk, asked.request)) == [("approver_is_author", "request")]
