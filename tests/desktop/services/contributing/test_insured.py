"""Entitlement at a glance, periods in two countries, and four counts that are never added."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop.services.contributing import coverage, employers, insured, periods, receiving, statements
from desktop.services.contributing.employers import EmployerLine
from desktop.services.contributing.statements import Wage
from desktop.services.desk import Desk
from domain.contributions.entitlement import Why
from domain.contributions.periods import Length
from domain.contributions.terms import Payer
from domain.problems import Refused
from domain.schemes.terms import Answer, Branch


def enrol(desk: Desk, scheme: str, code: str, whole: bool = False, **more: Any) -> int:
    household, person = desk.household_row(code), desk.person_row(code)
    fields: dict[str, Any] = {
        "code": f"E-{scheme}-{code}",
        "household": household,
        "person": None if whole else person,
        "scheme": scheme,
        "version": "1",
        "status": "active",
        "applied_on": "2018-01-01",
        "enrolled_on": "2018-01-01",
        "start_on": "2018-01-01",
    }
    with desk.writing() as writer:
        return writer.create("enrolment", desk.office.areas[0], fields | more, about=household)


def test_declared_is_verify_and_paid_is_yes(desk: Desk, employer: EmployerLine, people: list[str]) -> None:
    filed = statements.file(desk, employer.code, "SCH-01", "2026-10", [Wage("Awa", 100_000, "7", people[0])])
    (glance,) = insured.at_a_glance(desk, people[0])
    assert (glance.standing.answer, glance.employer, glance.number) == (Answer.verify, "Swat Garments", "7")
    receiving.on_statement(desk, filed.code, filed.due)
    (glance,) = insured.at_a_glance(desk, people[0])
    assert (glance.standing.answer, glance.standing.until) == (Answer.yes, date(2027, 1, 31))
    (lapsed,) = insured.at_a_glance(desk, people[0], date(2027, 2, 1))
    assert lapsed.standing.why is Why.lapsed
    assert insured.at_a_glance(desk, people[1]) == []


def test_an_own_account_worker_pays_a_quarter_at_a_time(desk: Desk, people: list[str]) -> None:
    employers.employ(desk, "", people[0], "SCH-04", date(2026, 7, 1), frequency_months=3)
    owed = receiving.quote(desk, "SCH-04", 10_000, "2026-08", "2026-10")
    assert (owed.due, len(owed.months)) == (3_000, 3)
    with pytest.raises(Refused) as refusal:
        receiving.for_person(desk, people[0], "SCH-04", 2_999, "2026-08", "2026-10", base=10_000)
    assert refusal.value.problems[0].code == "paid_not_due"
    receiving.for_person(desk, people[0], "SCH-04", 3_000, "2026-08", "2026-10", base=10_000)
    (glance,) = insured.at_a_glance(desk, people[0])
    assert (glance.standing.answer, glance.standing.paid) == (Answer.yes, 3)


def test_a_sponsor_pays_all_of_a_refugee_households_contribution(desk: Desk, people: list[str]) -> None:
    enrol(desk, "SCH-10", people[0], whole=True, sponsor="UNHCR")
    (before,) = insured.at_a_glance(desk, people[0])
    assert (before.person_code, before.standing.answer) == (None, Answer.no)
    paid = receiving.for_person(
        desk, people[0], "SCH-10", 4_000, "2026-11", "2026-11",
        payer=Payer.sponsor, payer_name="UNHCR", base=4_000,
    )  # fmt: skip
    assert (paid.payer, paid.payer_name, paid.currency) == (Payer.sponsor, "UNHCR", "XOF")
    (after,) = insured.at_a_glance(desk, people[0])
    assert after.standing.answer is Answer.yes


def test_a_member_abroad_pays_without_being_there(desk: Desk, people: list[str]) -> None:
    receiving.for_person(
        desk, people[0], "SCH-05", 9_000, "2026-09", "2026-11", payer=Payer.absent_member, payer_name="Omar"
    )
    (glance,) = insured.at_a_glance(desk, people[0])
    assert (glance.scheme.code, glance.standing.answer) == ("SCH-05", Answer.yes)


def test_periods_of_two_countries_come_to_one_statement(
    desk: Desk, employer: EmployerLine, people: list[str]
) -> None:
    for month in ("2017-08", "2017-09", "2017-10"):
        filed = statements.file(desk, employer.code, "SCH-04", month, [Wage("Awa", 10_000, "7", people[0])])
        if month != "2017-10":
            receiving.on_statement(desk, filed.code, filed.due)
    abroad = ("sn", "IPRES", Branch.old_age, date(2017, 1, 1), date(2017, 8, 31), "certificate 12")
    row = periods.add(desk, people[0], *abroad)
    found = periods.portability(desk, people[0])
    old_age = next(total for total in found.totals if total.branch is Branch.old_age)
    assert dict(old_age.countries)["SN"] == Length(8, 0, 243)
    assert dict(old_age.countries)[desk.programme.country].months == 2
    assert (old_age.together.months, old_age.together.days) == (9, 0)
    assert [one.stretch.days for one in found.overlaps] == [31]
    periods.mark_wrong(desk, people[0], row)
    again = periods.portability(desk, people[0])
    assert again.overlaps == ()
    assert [held.wrong for held in again.periods].count(True) == 1


def test_a_period_without_proof_is_refused_with_all_its_faults(desk: Desk, people: list[str]) -> None:
    with pytest.raises(Refused) as refusal:
        periods.add(desk, people[0], "Sen", "", Branch.old_age, date(2017, 1, 2), date(2017, 1, 1), " ")
    assert [problem.code for problem in refusal.value.problems] == [
        "country_wrong",
        "period_institution_missing",
        "period_dates_wrong",
        "period_evidence_missing",
    ]
    with pytest.raises(Refused):
        periods.mark_wrong(desk, people[0], 12345)


def test_four_counts_are_kept_apart(desk: Desk, employer: EmployerLine, people: list[str]) -> None:
    enrol(desk, "SCH-01", people[2])
    wages = [Wage("Awa", 100_000, "1", people[0]), Wage("Binta", 100_000, "2", people[1])]
    filed = statements.file(desk, employer.code, "SCH-01", "2026-10", wages)
    assert counts(desk, "SCH-01") == [3, 0, 0, 0]
    receiving.on_statement(desk, filed.code, filed.due)
    assert counts(desk, "SCH-01") == [3, 2, 2, 0]
    enrolment = enrol(desk, "SCH-01", people[0])
    with desk.writing() as writer:
        used: dict[str, Any] = {"enrolment": enrolment, "service": "health", "on": "2026-11-20"}
        household = desk.household_row(people[0])
        writer.create("service_use", desk.office.areas[0], used | {"household": household}, about=household)
    assert counts(desk, "SCH-01") == [3, 2, 2, 1]
    assert counts(desk, "SCH-01", since=date(2026, 11, 21)) == [3, 2, 2, 0]


def test_a_pension_paid_from_taxes_has_no_count_of_contributors(desk: Desk, people: list[str]) -> None:
    enrol(desk, "SCH-03", people[0])
    assert counts(desk, "SCH-03") == [1, None, 1, 0]


def counts(desk: Desk, scheme: str, since: date | None = None) -> list[int | None]:
    (found,) = coverage.of_schemes(desk, since=since, schemes=(scheme,))
    return [figure.value for figure in found.figures]
