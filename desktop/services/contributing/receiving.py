"""Money received for contributions: on a statement, or from who pays for themselves or for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import contributions as rows
from desktop.models import records
from desktop.models.contributions import PaidLine
from desktop.services import rights
from desktop.services.contributing import employers, statements
from desktop.services.contributing.statements import Wage, Worked
from desktop.services.desk import Desk
from domain.contributions import rates
from domain.contributions.terms import Payer, StatementStatus
from domain.payments.money import major
from domain.problems import Facts, Problem, Refused
from domain.rights import Right
from domain.schemes.scheme import Scheme
from domain.schemes.terms import Unit

__all__ = ["PaidLine"]


@dataclass(frozen=True)
class Quote:
    """What is owed for some months, in minor units, each month at its own rate."""

    months: tuple[str, ...]
    currency: str
    due: int
    sponsor_due: int


def on_statement(
    desk: Desk,
    code: str,
    amount: int,
    paid_on: date | None = None,
    reference: str = "",
    corrects: int | None = None,
) -> PaidLine:
    """What an employer paid on a statement. ``corrects`` is money wrongly written. Raises Refused."""
    rights.require(desk, Right.collect)
    statement = statements.named(desk, code)
    if statement.status is not StatementStatus.filed:
        raise Refused(Problem("statement_replaced", "statement", facts={"code": statement.code}))
    with desk.writing() as writer:
        before = _corrected(writer.connection, corrects)
        owing = statement.owing + (before.amount if before and before.statement == statement.code else 0)
        _check(desk, amount, paid_on, allow_nothing=before is not None)
        if amount > owing:
            facts: Facts = {"amount": str(major(owing, statement.currency)), "currency": statement.currency}
            raise Refused(Problem("paid_too_much", "amount", facts=facts))
        fields: dict[str, Any] = {
            "scheme": statement.scheme,
            "employer": statement.employer,
            "statement": statement.id,
            "payer": Payer.employer.value,
            "payer_name": statement.employer_name,
            "from_month": statement.month,
            "until_month": statement.month,
            "amount": amount,
            "currency": statement.currency,
            "paid_on": (paid_on or desk.today()).isoformat(),
            "reference": reference.strip() or None,
            "corrects": corrects,
            "at": desk.stamp(),
        }
        row = writer.create("contribution", desk.office.areas[0], fields)
        return _line(writer.connection, row)


def quote(desk: Desk, scheme_code: str, base: int, from_month: str, until_month: str) -> Quote:
    """What is due on a monthly base for some months, worked out month by month. Raises Refused."""
    scheme = employers.contributory(desk, scheme_code)
    months = _months(desk, from_month, until_month)
    dues = [rates.due(statements.rate_of(desk, scheme, month), base) for month in months]
    return Quote(
        months,
        dues[0].currency,
        sum(due.worker + due.employer for due in dues),
        sum(due.sponsor for due in dues),
    )


def for_person(
    desk: Desk,
    code: str,
    scheme_code: str,
    amount: int,
    from_month: str,
    until_month: str,
    *,
    payer: Payer = Payer.worker,
    payer_name: str = "",
    base: int | None = None,
    paid_on: date | None = None,
    reference: str = "",
    corrects: int | None = None,
) -> PaidLine:
    """What somebody paid for months of a person, or of a household where the scheme is one of households.

    The payer may be abroad, or a sponsor. With a monthly ``base`` the amount has to be what is due on it,
    and each month is kept with its rate. Raises Refused.
    """
    rights.require(desk, Right.collect)
    scheme = employers.contributory(desk, scheme_code)
    months = _months(desk, from_month, until_month)
    household = desk.household_row(code)
    person = None if scheme.unit is Unit.household else desk.person_row(code)
    if base is not None and (base < 0 or amount != _owed(desk, scheme, base, months, payer)):
        owed = _owed(desk, scheme, max(0, base), months, payer)
        currency = scheme.contributions[0].currency
        facts: Facts = {"amount": str(major(owed, currency)), "currency": currency}
        raise Refused(Problem("paid_not_due", "amount", facts=facts))
    with desk.writing() as writer:
        before = _corrected(writer.connection, corrects)
        _check(desk, amount, paid_on, allow_nothing=before is not None or base is not None)
        place = records.district(writer.connection, "household", household)
        fields: dict[str, Any] = {
            "scheme": scheme.code,
            "household": household,
            "person": person,
            "payer": payer.value,
            "payer_name": payer_name.strip() or None,
            "from_month": months[0],
            "until_month": months[-1],
            "amount": amount,
            "currency": scheme.contributions[-1].currency,
            "paid_on": (paid_on or desk.today()).isoformat(),
            "reference": reference.strip() or None,
            "corrects": corrects,
            "at": desk.stamp(),
        }
        row = writer.create("contribution", place, fields, about=household)
        for month in months if base is not None and before is None else ():
            wage = Wage(_name(writer.connection, person, household), base or 0)
            due = rates.due(statements.rate_of(desk, scheme, month), wage.base)
            own = Worked(wage, due, household, person, sponsor=payer_name if due.sponsor else "")
            line = statements.line_fields(own, scheme.code, month)
            writer.create("statement_line", place, line, about=household)
        return _line(writer.connection, row)


def _owed(desk: Desk, scheme: Scheme, base: int, months: tuple[str, ...], payer: Payer) -> int:
    """Who pays for themselves owes the employer's share too; a sponsor owes the sponsor's, else all of it."""
    found = quote(desk, scheme.code, base, months[0], months[-1])
    return (found.sponsor_due or found.due) if payer is Payer.sponsor else found.due


def _name(connection: Any, person: int | None, household: int) -> str:
    row = connection.execute(
        "SELECT p.given_name, p.family_name FROM person p WHERE p.id = coalesce(?,"
        " (SELECT person FROM membership WHERE household = ? AND role = 'head' AND end_on IS NULL))",
        (person, household),
    ).fetchone()
    return " ".join(filter(None, row)) if row else "–"


def _months(desk: Desk, first: str, last: str) -> tuple[str, ...]:
    try:
        months = rates.months_between(
            *(rates.month_of(rates.first_day(one.strip())) for one in (first, last))
        )
    except ValueError:
        raise Refused(Problem("month_wrong", "from_month", facts={"given": f"{first} – {last}"})) from None
    if not months:
        raise Refused(Problem("months_backwards", "until_month"))
    if rates.first_day(months[-1]) > desk.today():
        raise Refused(Problem("month_future", "until_month", rule="V30", facts={"month": months[-1]}))
    return months


def _check(desk: Desk, amount: int, paid_on: date | None, *, allow_nothing: bool) -> None:
    if amount < 0 or (amount == 0 and not allow_nothing):
        raise Refused(Problem("amount_missing", "amount"))
    if paid_on is not None and paid_on > desk.today():
        raise Refused(Problem("paid_date_future", "paid_on"))


def _corrected(connection: Any, row: int | None) -> PaidLine | None:
    if row is None:
        return None
    found = rows.paid_line(connection, row)
    if found is None or found.corrected:
        raise Refused(Problem("contribution_unknown", "corrects", facts={"number": row}))
    return found


def _line(connection: Any, row: int) -> PaidLine:
    found = rows.paid_line(connection, row)
    if found is None:
        raise ValueError("written and not there")
    return found


def from_employer(desk: Desk, code: str) -> list[PaidLine]:
    """What an employer paid, the latest first; what was corrected stays on the list."""
    with desk.store.reading() as connection:
        return rows.paid_by(connection, employer=employers.found(connection, code).id)
