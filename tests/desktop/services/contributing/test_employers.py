"""Employers and who works for them."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.services.contributing import due, employers
from desktop.services.contributing.employers import EmployerForm, EmployerLine
from desktop.services.desk import Desk
from domain.contributions.terms import EmployerStatus, Sector
from domain.problems import Refused


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refusal.value.problems]


def test_an_employer_has_a_code_that_can_be_typed_in_any_case(desk: Desk, employer: EmployerLine) -> None:
    assert employer.code.startswith("EMP-NSR-")
    assert employers.named(desk, employer.code.lower().replace("-", " ")).name == "Swat Garments"
    assert [one.code for one in employers.find(desk, "garm")] == [employer.code]


def test_everything_wrong_with_an_employer_is_said_at_once(desk: Desk, employer: EmployerLine) -> None:
    wrong = EmployerForm(" ", area="NOWHERE", registration="kp-0117", registered_on=date(2030, 1, 1))
    with pytest.raises(Refused) as refusal:
        employers.register(desk, wrong)
    assert codes(refusal) == [
        "employer_name_missing",
        "area_unknown",
        "employer_date_future",
        "employer_number_taken",
    ]


def test_an_employer_is_corrected_and_closed(desk: Desk, employer: EmployerLine, people: list[str]) -> None:
    form = EmployerForm("Swat Garments Ltd", Sector.public, registration="KP-0117", workers=40)
    assert employers.edit(desk, employer.code, form).workers == 40
    employers.set_status(desk, employer.code, EmployerStatus.closed)
    with pytest.raises(Refused) as refusal:
        employers.employ(desk, employer.code, people[0], "SCH-01")
    assert codes(refusal) == ["employer_closed"]


def test_work_begins_once_and_ends(desk: Desk, employer: EmployerLine, people: list[str]) -> None:
    employers.employ(desk, employer.code, people[0], "SCH-01", date(2018, 1, 1), "77")
    with pytest.raises(Refused) as refusal:
        employers.employ(desk, employer.code, people[0], "SCH-01")
    assert codes(refusal) == ["employed_already"]
    with pytest.raises(Refused) as refusal:
        employers.employ(desk, employer.code, people[1], "SCH-01", number="77")
    assert codes(refusal) == ["insured_number_taken"]
    assert employers.named(desk, employer.code).employed == 1
    with pytest.raises(Refused) as refusal:
        employers.leave(desk, employer.code, people[0], date(2017, 12, 31))
    assert codes(refusal) == ["employment_end_wrong"]
    employers.leave(desk, employer.code, people[0], date(2019, 1, 1))
    (line,) = employers.workers(desk, employer.code)
    assert (line.code, line.until_on) == (people[0], "2019-01-01")


def test_nobody_works_in_a_scheme_without_contributions(desk: Desk, people: list[str]) -> None:
    with pytest.raises(Refused) as refusal:
        employers.employ(desk, "", people[0], "SCH-03")
    assert codes(refusal) == ["scheme_not_contributory"]


def test_a_visit_comes_back_on_the_agenda_until_it_is_made(desk: Desk, employer: EmployerLine) -> None:
    employers.visit(desk, employer.code, "No register of wages", date(2026, 10, 1), date(2026, 11, 1))
    (line,) = [one for one in due.due(desk, desk.today()) if one.title == "employer_follow_up"]
    assert (line.on, line.subject) == (date(2026, 11, 1), employer.code)
    employers.visit(desk, employer.code, "Kept now", date(2026, 11, 20))
    assert not [one for one in due.due(desk, desk.today()) if one.title == "employer_follow_up"]
    with pytest.raises(Refused) as refusal:
        employers.visit(desk, employer.code, " ")
    assert codes(refusal) == ["visit_finding_missing"]
