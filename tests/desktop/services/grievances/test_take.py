"""A grievance from the first word to the last: steps, officers, days, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.services import users
from desktop.services.desk import Desk
from desktop.services.grievances import read
from desktop.services.grievances.hear import Heard, hear
from desktop.services.grievances.read import Which
from desktop.services.grievances.take import Taken, can, take
from desktop.services.sign_in import sign_in
from domain.problems import Refused
from domain.vocabulary import UserRole
from domain.window.terms import GrievanceChannel as Channel
from domain.window.terms import GrievanceEvent as E
from domain.window.terms import GrievanceKind as Kind
from tests.desktop.models.offices import EASY, NOON, PASSWORD, add, make_office

DAY = date(2026, 11, 23)


def refusal(act: Callable[[], Any]) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.problems[0].code, caught.value.problems[0].where


def said(**changed: Any) -> Heard:
    return replace(Heard(Kind.payment, Channel.desk, "Not paid in October.", name="Awa"), **changed)


@pytest.fixture
def other(desk: Desk) -> Iterator[Callable[[str, UserRole], Desk]]:
    """Signs colleagues in at the same file."""
    open_: list[Desk] = []

    def come(username: str, role: UserRole = UserRole.case_manager) -> Desk:
        users.add(desk, username, PASSWORD, username, role, EASY)
        open_.append(sign_in(desk.path, PASSWORD, username, clock=lambda: NOON))
        return open_[-1]

    yield come
    for one in open_:
        one.close()


def test_a_grievance_is_heard_answered_and_told(desk: Desk) -> None:
    home = add(desk)
    line = hear(desk, said(household_code=home.code, name=""))
    assert line.code.startswith("G-NSR-") and line.household == home.code
    assert (line.received_on, line.due_on, line.status) == ("2026-11-23", "2026-12-08", "received")
    code = line.code.lower()
    take(desk, code, E.assign)
    answered = take(desk, code, E.resolve, Taken("Paid on 20 November; the list was late."))
    assert answered.resolution.startswith("Paid on") and answered.resolved_on == "2026-11-23"
    done = take(desk, code, E.close, Taken(satisfied=True))
    assert (done.status, done.told_on, done.satisfied) == ("closed", "2026-11-23", True)
    case = read.case(desk, code)
    assert [step.event for step in case.steps] == ["receive", "assign", "resolve", "close"]
    assert {case.name_of(step.by) for step in case.steps} == {"Awa Sy"} and case.next == ()
    assert [row.code for row in read.of_household(desk, home.persons[0])] == [line.code]


def test_each_kind_is_due_by_its_own_time(desk: Desk) -> None:
    days = {kind: hear(desk, said(kind=kind)).due_on for kind in (Kind.misconduct, Kind.feedback)}
    assert days == {Kind.misconduct: "2026-11-28", Kind.feedback: "2026-12-23"}


def test_who_stays_anonymous_is_not_named(desk: Desk) -> None:
    home = add(desk)
    line = hear(desk, said(name="", anonymous=True))
    assert (line.household, line.name, line.contact, line.anonymous) == ("", "", "", True)
    for named in (
        {"name": "Awa"},
        {"household_code": home.code, "name": ""},
        {"contact": "+92 300", "name": ""},
    ):
        assert (
            refusal(lambda n=named: hear(desk, said(anonymous=True, **n)))[0] == "grievance_anonymous_named"
        )
    take(desk, line.code, E.assign)
    take(desk, line.code, E.resolve, Taken("The queue has a roof now."))
    assert take(desk, line.code, E.close).told_on == ""


def test_what_cannot_be_written_down_is_said_with_its_place(desk: Desk) -> None:
    assert refusal(lambda: hear(desk, said(text=" "))) == ("grievance_text_missing", "text")
    assert refusal(lambda: hear(desk, said(name=" "))) == ("grievance_nobody", "household_code")
    later = date(2026, 11, 24)
    assert refusal(lambda: hear(desk, said(received_on=later))) == ("grievance_date_future", "received_on")
    assert refusal(lambda: hear(desk, said(incident_on=later))) == ("grievance_incident_after", "incident_on")
    assert refusal(lambda: hear(desk, said(about="nobody"))) == ("grievance_officer_unknown", "about")
    assert read.find(desk, Which.all) == []


def test_only_the_steps_of_the_table_can_be_taken(desk: Desk) -> None:
    code = hear(desk, said()).code
    assert refusal(lambda: take(desk, code, E.resolve, Taken("x")))[0] == "grievance_step_impossible"
    assert refusal(lambda: take(desk, code, E.receive))[0] == "grievance_step_impossible"
    assert refusal(lambda: take(desk, code, E.refuse)) == ("grievance_reason_missing", "reason")
    early = Taken(on=date(2026, 11, 22))
    assert refusal(lambda: take(desk, code, E.admit, early)) == ("grievance_step_before", "on")
    assert (
        refusal(lambda: take(desk, code, E.admit, Taken(on=date(2026, 11, 24))))[0] == "grievance_date_future"
    )
    assert refusal(lambda: take(desk, "G-NSR-7KQ2-26-000001-X", E.admit))[0] == "grievance_unknown"
    assert set(read.case(desk, code).next) == {E.admit, E.refuse, E.assign, E.withdraw}


def test_a_clerk_hears_but_does_not_answer(desk: Desk, other: Callable[..., Desk]) -> None:
    clerk = other("clerk", UserRole.clerk)
    code = hear(clerk, said()).code
    assert refusal(lambda: take(clerk, code, E.assign))[0] == "not_permitted"
    assert can(clerk, read.case(clerk, code).line) == [E.withdraw]
    assert refusal(lambda: take(desk, code, E.assign, Taken(to="clerk"))) == (
        "grievance_officer_may_not",
        "to",
    )


def test_a_sealed_grievance_leaves_no_trace_for_who_may_not_see_it(
    desk: Desk, other: Callable[..., Desk]
) -> None:
    home = add(desk)
    clerk = other("clerk", UserRole.clerk)
    line = hear(clerk, said(kind=Kind.violence, household_code=home.code, name=""))
    assert line.sealed and line.household == "" and line.home is None
    assert read.find(clerk, Which.all) == [] and read.of_household(clerk, home.code) == []
    assert read.due(clerk, date(2027, 1, 1)) == []
    assert refusal(lambda: read.case(clerk, line.code))[0] == "grievance_unknown"
    assert read.find(desk, Which.open) == [line.id] and read.of_household(desk, home.code) == []
    assert read.case(desk, line.code).concerns == home.code
    [due] = read.due(desk, date(2027, 1, 1))
    assert due.facts["kind"] == "" and due.subject == line.code
    with desk.store.reading() as connection:
        told = connection.execute(
            "SELECT count(*) FROM change WHERE about IS NOT NULL AND kind LIKE 'griev%'"
        )
        assert told.fetchone()[0] == 0


def test_it_is_hidden_from_whom_it_is_about(desk: Desk, other: Callable[..., Desk]) -> None:
    bina = other("bina")
    line = hear(desk, said(kind=Kind.misconduct, about="bina"))
    assert read.find(bina, Which.all) == [] and read.find(desk, Which.all) == [line.id]
    assert refusal(lambda: read.case(bina, line.code))[0] == "grievance_unknown"
    assert (
        refusal(lambda: take(desk, line.code, E.assign, Taken(to="bina")))[0] == "grievance_officer_concerned"
    )
    assert "bina" not in [one.username for one in read.officers(desk, line)]
    plain = hear(desk, said(kind=Kind.service_quality, about="bina"))
    assert read.case(bina, plain.code).next == ()
    assert refusal(lambda: take(bina, plain.code, E.assign))[0] == "grievance_about_you"


def test_an_appeal_goes_to_another_officer(desk: Desk, other: Callable[..., Desk]) -> None:
    code = hear(desk, said()).code
    take(desk, code, E.assign)
    take(desk, code, E.resolve, Taken("No: the list was right."))
    again = take(desk, code, E.appeal, Taken("The list forgot my daughter."))
    assert (again.status, again.due_on, again.resolution) == ("appealed", "2026-12-23", "")
    assert refusal(lambda: take(desk, code, E.assign)) == ("grievance_same_officer", "to")
    assert read.officers(desk, again) == []
    bina = other("bina")
    take(desk, code, E.assign, Taken(to="bina"))
    assert E.resolve not in read.case(desk, code).next
    assert refusal(lambda: take(desk, code, E.resolve, Taken("No.")))[0] == "grievance_same_officer"
    assert read.find(bina, Which.mine) == [again.id] and read.find(desk, Which.mine) == []
    assert take(bina, code, E.resolve, Taken("Your daughter is on it now.")).status == "resolved"


def test_escalated_it_waits_for_the_upper_office_and_comes_back(desk: Desk) -> None:
    line = hear(desk, said())
    take(desk, line.code, E.assign)
    gone = take(desk, line.code, E.escalate, Taken("Only the ministry can change the list."))
    assert (gone.status, gone.assigned) == ("escalated", None)
    assert read.find(desk, Which.escalated) == [line.id]
    back = take(desk, line.code, E.hand_back, Taken("The ministry agrees."))
    assert back.status == "in_progress" and back.assigned is not None


def test_lists_say_what_is_late_and_who_is_to_be_told(tmp_path: Path) -> None:
    desk = make_office(tmp_path / "office.guichet")
    late = hear(desk, said(received_on=date(2026, 10, 1)))
    fresh = hear(desk, said(text="A roof for the queue, please.", kind=Kind.feedback))
    assert read.find(desk) == [late.id, fresh.id] and read.find(desk, Which.overdue) == [late.id]
    assert read.find(desk, kind=Kind.feedback) == [fresh.id] == read.find(desk, text="roof")
    assert read.find(desk, text=late.code.lower()) == [late.id]
    assert [line.code for line in read.lines(desk, [fresh.id, late.id])] == [fresh.code, late.code]
    assert [(due.title, due.late(DAY)) for due in read.due(desk, DAY)] == [("grievance_due", 38)]
    take(desk, late.code, E.assign)
    take(desk, late.code, E.resolve, Taken("Paid."))
    assert [due.title for due in read.due(desk, DAY)] == ["grievance_to_tell"]
    assert (read.counts(desk).open, read.counts(desk).overdue, read.counts(desk).to_tell) == (2, 0, 1)
    desk.close()
