"""Statements worked out at the rates of their month, filed, replaced and paid."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.services.contributing import due, employers, receiving, statements
from desktop.services.contributing.employers import EmployerLine
from desktop.services.contributing.statements import Wage
from desktop.services.desk import Desk
from domain.contributions.terms import StatementStatus
from domain.problems import Refused, Severity


def codes(refusal: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refusal.value.problems]


def test_cambodias_statements_have_the_rates_of_their_dates(
    desk: Desk, employer: EmployerLine, people: list[str]
) -> None:
    wages = [Wage("Awa", 85_555_500, person=people[0]), Wage("Binta", 150_000_000, person=people[1])]
    before = statements.file(desk, employer.code, "SCH-01", "2017-12", wages)
    after = statements.file(desk, employer.code, "SCH-01", "2018-01", wages)
    assert (before.due, after.due) == (2 * 1_112_222 + 2 * 1_300_000, 2_224_443 + 2_600_000)
    shares = [(line.worker_due, line.employer_due, line.rate) for line in statements.lines(desk, after.code)]
    assert shares == [(0, 2_224_443, "2018-01-01"), (0, 2_600_000, "2018-01-01")]
    assert [line.rate for line in statements.lines(desk, before.code)] == ["2016-11-01"] * 2


def test_timor_lestes_statement_is_in_dollars(desk: Desk, employer: EmployerLine, people: list[str]) -> None:
    filed = statements.file(desk, employer.code, "SCH-04", "2017-08", [Wage("Awa", 12_550, person=people[0])])
    assert (filed.currency, filed.base, filed.due, filed.workers) == ("USD", 12_550, 1_255, 1)


def test_a_worker_is_known_by_number_once_they_were_known_by_code(
    desk: Desk, employer: EmployerLine, people: list[str]
) -> None:
    statements.file(desk, employer.code, "SCH-04", "2017-08", [Wage("Awa", 100, "55", people[0])])
    assert [line.number for line in employers.workers(desk, employer.code)] == ["55"]
    worked = statements.work_out(desk, employer.code, "SCH-04", "2017-09", [Wage("N'Diaye A.", 100, "55")])
    assert worked.lines[0].code == people[0]
    assert worked.problems == ()


def test_somebody_nobody_knows_counts_for_the_employer_with_a_warning(
    desk: Desk, employer: EmployerLine
) -> None:
    worked = statements.work_out(desk, employer.code, "SCH-04", "2017-08", [Wage("Who", 10_000)])
    assert [(one.code, one.severity) for one in worked.problems] == [("worker_unknown", Severity.warning)]
    assert statements.file(desk, employer.code, "SCH-04", "2017-08", [Wage("Who", 10_000)]).due == 1_000


def test_every_wrong_line_is_named(desk: Desk, employer: EmployerLine, people: list[str]) -> None:
    wages = [
        Wage("", 5),
        Wage("Awa", -1, person=people[0]),
        Wage("Awa", 5, person=people[0], days=40),
        Wage("Who", 5, person="NSR-XXXX-26-000001-0"),
    ]
    with pytest.raises(Refused) as refusal:
        statements.file(desk, employer.code, "SCH-04", "2017-08", wages)
    found = {(problem.code, problem.where) for problem in refusal.value.problems}
    assert found == {
        ("worker_name_missing", "lines.0.name"),
        ("wage_negative", "lines.1.base"),
        ("days_wrong", "lines.2.days"),
        ("worker_twice", "lines.2.name"),
        ("worker_code_unknown", "lines.3.person"),
    }
    assert statements.of_employer(desk, employer.code) == []


@pytest.mark.parametrize(
    ("scheme", "month", "code"),
    [
        ("SCH-04", "2017-07", "rate_none"),
        ("SCH-04", "2030-01", "month_future"),
        ("SCH-04", "08/2017", "month_wrong"),
        ("SCH-06", "2019-01", "rate_unset"),
        ("SCH-03", "2017-08", "scheme_not_contributory"),
    ],
)
def test_a_month_without_a_rate_is_refused(
    desk: Desk, employer: EmployerLine, scheme: str, month: str, code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        statements.file(desk, employer.code, scheme, month, [Wage("Awa", 1)])
    assert codes(refusal) == [code]


def test_a_month_is_filed_once_and_replaced_on_purpose(
    desk: Desk, employer: EmployerLine, people: list[str]
) -> None:
    first = statements.file(desk, employer.code, "SCH-04", "2017-08", [Wage("Awa", 10_000, person=people[0])])
    receiving.on_statement(desk, first.code, 1_000)
    wages = [Wage("Awa", 20_000, person=people[0])]
    with pytest.raises(Refused) as refusal:
        statements.file(desk, employer.code, "SCH-04", "2017-08", wages)
    assert codes(refusal) == ["statement_filed_already"]
    second = statements.file(desk, employer.code, "SCH-04", "2017-08", wages, replace=True)
    assert (second.due, second.paid, second.replaces) == (2_000, 1_000, first.code)
    assert statements.named(desk, first.code).status is StatementStatus.replaced
    with pytest.raises(Refused) as refusal:
        receiving.on_statement(desk, first.code, 1)
    assert codes(refusal) == ["statement_replaced"]


def test_money_is_taken_up_to_what_is_owed_and_can_be_corrected(desk: Desk, employer: EmployerLine) -> None:
    filed = statements.file(desk, employer.code, "SCH-04", "2017-08", [Wage("Awa", 10_000)])
    paid = receiving.on_statement(desk, filed.code, 400, reference="R1")
    with pytest.raises(Refused) as refusal:
        receiving.on_statement(desk, filed.code, 601)
    assert codes(refusal) == ["paid_too_much"]
    assert refusal.value.problems[0].facts["amount"] == "6.00"
    receiving.on_statement(desk, filed.code, 1_000, reference="R1", corrects=paid.id)
    assert statements.named(desk, filed.code).owing == 0
    assert [line.corrected for line in receiving.from_employer(desk, employer.code)] == [False, True]
    with pytest.raises(Refused) as refusal:
        receiving.on_statement(desk, filed.code, 1, corrects=paid.id)
    assert codes(refusal) == ["contribution_unknown"]


def test_the_next_statement_begins_with_the_lines_of_the_last(
    desk: Desk, employer: EmployerLine, people: list[str]
) -> None:
    employers.employ(desk, employer.code, people[1], "SCH-04", date(2017, 8, 1), "9")
    (begun,) = statements.begun_from(desk, employer.code, "SCH-04", "2017-08")
    assert (begun.person, begun.number, begun.base) == (people[1], "9", 0)
    statements.file(desk, employer.code, "SCH-04", "2017-08", [Wage("Binta", 300, "9", people[1], 20)])
    (again,) = statements.begun_from(desk, employer.code, "SCH-04", "2017-09")
    assert (again.base, again.days, again.person) == (300, 20, people[1])


def test_a_missing_and_an_unpaid_statement_are_on_the_agenda(
    desk: Desk, employer: EmployerLine, people: list[str]
) -> None:
    employers.employ(desk, employer.code, people[0], "SCH-04", date(2026, 1, 1))
    assert [one.title for one in due.due(desk, desk.today())] == ["statement_missing"]
    filed = statements.file(desk, employer.code, "SCH-04", "2026-10", [Wage("Awa", 10_000, person=people[0])])
    (line,) = due.due(desk, desk.today())
    assert (line.title, line.on) == ("statement_unpaid", date(2026, 11, 15))
    receiving.on_statement(desk, filed.code, 1_000)
    assert due.due(desk, desk.today()) == []
