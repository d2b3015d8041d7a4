"""An employer's monthly statement: worked out at the rates of its month, filed, and replaced by another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop.models import contributions as rows
from desktop.models import records
from desktop.models.contributions import DeclaredLine, EmployerLine, StatementLine
from desktop.services import reserve_codes, rights
from desktop.services.contributing import employers
from desktop.services.desk import Desk
from domain import codes
from domain.contributions import rates
from domain.contributions.rates import Due
from domain.contributions.terms import EmployerStatus, StatementStatus
from domain.problems import Problem, Refused, Severity
from domain.rights import Right
from domain.schemes.scheme import Rate, Scheme

__all__ = ["DeclaredLine", "StatementLine"]

PREFIX = "ST-"
MOST_DAYS = 31


@dataclass(frozen=True)
class Wage:
    """One worker's month as it was typed or read. ``base`` is in minor units; ``person`` a printed code."""

    name: str
    base: int
    number: str = ""
    person: str = ""
    days: int | None = None


@dataclass(frozen=True)
class Worked:
    """A line worked out: whom it is of, where that is known, and what each payer owes."""

    wage: Wage
    due: Due | None
    household: int | None = None
    row: int | None = None
    code: str = ""
    sponsor: str = ""


@dataclass(frozen=True)
class WorkedOut:
    """A statement before it is filed. Problems name their line: ``lines.0.base``."""

    employer: EmployerLine
    scheme: Scheme
    month: str
    rate: Rate
    lines: tuple[Worked, ...]
    problems: tuple[Problem, ...]
    standing: StatementLine | None = field(default=None)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What keeps it from being filed."""
        return tuple(one for one in self.problems if one.severity is Severity.error)

    @property
    def base(self) -> int:
        """The wages declared, in minor units."""
        return sum(line.wage.base for line in self.lines)

    @property
    def due(self) -> int:
        """What is owed in all."""
        return sum(line.due.total for line in self.lines if line.due)


def work_out(
    desk: Desk, employer_code: str, scheme_code: str, month: str, wages: Sequence[Wage]
) -> WorkedOut:
    """Every line with what is due on it, and everything that is wrong. Nothing is written.

    Raises Refused for what concerns the whole: employer, scheme, month, or a rate the law has not set.
    """
    scheme = employers.contributory(desk, scheme_code)
    rate = rate_of(desk, scheme, month)
    with desk.store.reading() as connection:
        employer = employers.found(connection, employer_code)
        if employer.status is EmployerStatus.closed:
            raise Refused(Problem("employer_closed", "employer", facts={"name": employer.name}))
        return _worked_out(desk, connection, (employer, scheme, month, rate), wages)


def rate_of(desk: Desk, scheme: Scheme, month: str) -> Rate:
    """The rate of a month that has begun (V30). Raises Refused."""
    try:
        first = rates.first_day(month.strip())
    except ValueError:
        raise Refused(Problem("month_wrong", "month", facts={"given": month})) from None
    if first > desk.today():
        raise Refused(Problem("month_future", "month", rule="V30", facts={"month": month}))
    rate = rates.rate_of(scheme, month)
    rates.due(rate, 0)  # says at once that the law has not set it
    return rate


_Whole = tuple[EmployerLine, Scheme, str, Rate]


def _worked_out(desk: Desk, connection: Any, whole: _Whole, wages: Sequence[Wage]) -> WorkedOut:
    employer, scheme, month, rate = whole
    known = _known(connection, scheme.code, wages)
    working = {w.person for w in rows.workers(connection, employer.id) if not w.until_on}
    sponsors = _sponsors(connection, scheme.code, [found[1] for found in known if found])
    problems: list[Problem] = []
    lines: list[Worked] = []
    first: dict[Any, int] = {}
    for place, (wage, found) in enumerate(zip(wages, known, strict=True)):
        problems += _wrong(place, wage, found, working)
        who = found[1] if found else wage.number.strip() or None
        if who is not None and first.setdefault(who, place) != place:
            facts = {"line": first[who] + 1}
            problems.append(Problem("worker_twice", f"lines.{place}.name", facts=facts))
        due = (
            _shared(rate, wage.base, sponsors.get(found[1], "") if found else "") if wage.base >= 0 else None
        )
        sponsor = (sponsors.get(found[1], "") if found else "") or (rate.sponsor_name or "")
        home, person, code = found[:3] if found else (None, None, "")
        lines.append(Worked(wage, due, home, person, code, sponsor if due and due.sponsor else ""))
    if not wages:
        problems.append(Problem("statement_empty", "lines"))
    before = [
        one
        for one in rows.statements(connection, employer.id, month=month)
        if one.scheme == scheme.code and one.status is StatementStatus.filed
    ]
    return WorkedOut(*whole, tuple(lines), tuple(problems), before[0] if before else None)


def _shared(rate: Rate, base: int, sponsor: str) -> Due:
    """What each owes; who is sponsored by name owes nothing where the rate itself knows no sponsor."""
    due = rates.due(rate, base)
    if not sponsor or rate.sponsor is not None:
        return due
    return Due(due.rate, due.currency, due.counted, 0, due.employer, due.worker)


_Found = tuple[int, int, str, str]


def _known(connection: Any, scheme: str, wages: Sequence[Wage]) -> list[_Found | None]:
    """(household, person, code, name) of each line, by printed code, else by number of insurance."""
    numbers = rows.of_numbers(connection, scheme, [wage.number.strip() for wage in wages])
    found: list[_Found | None] = []
    for wage in wages:
        normal = codes.normal(wage.person) if wage.person.strip() else None
        found.append(_of_code(connection, normal) if normal else numbers.get(wage.number.strip()))
    return found


def _of_code(connection: Any, code: str) -> _Found | None:
    row = connection.execute(
        "SELECT coalesce(s.id, p.id), p.code, p.given_name, p.family_name FROM person p"
        " LEFT JOIN person s ON s.id = p.merged_into WHERE p.code = ?",
        (code,),
    ).fetchone()
    home = (
        row
        and connection.execute(
            "SELECT household FROM membership WHERE person = ? ORDER BY end_on IS NOT NULL, id LIMIT 1",
            (row[0],),
        ).fetchone()
    )
    return (home[0], row[0], row[1], " ".join(filter(None, row[2:]))) if home else None


def _sponsors(connection: Any, scheme: str, people: Sequence[int]) -> dict[int, str]:
    found = connection.execute(
        "SELECT person, sponsor FROM enrolment WHERE scheme = ? AND sponsor IS NOT NULL"
        " AND status IN ('enrolled', 'active') AND person IN (SELECT value FROM json_each(?))",
        (scheme, rows.as_list(set(people))),
    )
    return dict(found)


def _wrong(place: int, wage: Wage, found: _Found | None, working: set[int]) -> list[Problem]:
    where = f"lines.{place}"
    wrong = []
    if not wage.name.strip():
        wrong.append(Problem("worker_name_missing", f"{where}.name"))
    if wage.base < 0:
        wrong.append(Problem("wage_negative", f"{where}.base"))
    if wage.days is not None and not 0 <= wage.days <= MOST_DAYS:
        wrong.append(Problem("days_wrong", f"{where}.days", facts={"most": MOST_DAYS}))
    if wage.person.strip() and found is None:
        wrong.append(Problem("worker_code_unknown", f"{where}.person", facts={"code": wage.person}))
    elif found is None:
        facts = {"name": wage.name}
        wrong.append(Problem("worker_unknown", f"{where}.name", severity=Severity.warning, facts=facts))
    elif found[1] not in working:
        facts = {"name": found[3]}
        wrong.append(Problem("worker_new", f"{where}.name", severity=Severity.warning, facts=facts))
    return wrong


def file(
    desk: Desk,
    employer_code: str,
    scheme_code: str,
    month: str,
    wages: Sequence[Wage],
    *,
    replace: bool = False,
    filed_on: date | None = None,
) -> StatementLine:
    """Write the statement; who it names for the first time is put down as working there from that month on.

    A month that has a statement takes another only with ``replace``: the first stays readable, and what was
    paid on it counts for the second. Raises Refused with every error.
    """
    rights.require(desk, Right.collect)
    day = filed_on or desk.today()
    if day > desk.today():
        raise Refused(Problem("filed_date_future", "filed_on"))
    worked = work_out(desk, employer_code, scheme_code, month, wages)
    if worked.errors:
        raise Refused(worked.errors)
    if worked.standing is not None and not replace:
        facts = {"code": worked.standing.code, "month": month}
        raise Refused(Problem("statement_filed_already", "month", facts=facts))
    with desk.writing_many() as writer:
        code = f"{PREFIX}{reserve_codes.next_code(desk, writer)}"
        before = worked.standing
        fields: dict[str, Any] = {
            "code": code,
            "employer": worked.employer.id,
            "scheme": worked.scheme.code,
            "month": month,
            "currency": worked.rate.currency,
            "status": StatementStatus.filed.value,
            "filed_on": day.isoformat(),
            "workers": len(worked.lines),
            "base": worked.base,
            "due": worked.due,
            "replaces": before.id if before else None,
        }
        row = writer.create("statement", desk.office.areas[0], fields)
        if before is not None:
            writer.set("statement", before.id, {"status": StatementStatus.replaced.value})
        _write_lines(desk, writer, row, worked)
    return named(desk, code)


def _write_lines(desk: Desk, writer: Any, statement: int, worked: WorkedOut) -> None:
    connection = writer.connection
    working = {w.person for w in rows.workers(connection, worked.employer.id) if not w.until_on}
    places = {
        line.household: records.district(connection, "household", line.household)
        for line in worked.lines
        if line.household is not None
    }
    for line in worked.lines:
        district = places[line.household] if line.household is not None else desk.office.areas[0]
        fields = line_fields(line, worked.scheme.code, worked.month) | {"statement": statement}
        writer.create("statement_line", district, fields, about=line.household)
        if line.row is not None and line.household is not None and line.row not in working:
            begun: dict[str, Any] = {
                "household": line.household,
                "person": line.row,
                "employer": worked.employer.id,
                "scheme": worked.scheme.code,
                "number": line.wage.number.strip() or None,
                "from_on": rates.first_day(worked.month).isoformat(),
            }
            writer.create("employment", district, begun, about=line.household)


def line_fields(line: Worked, scheme: str, month: str) -> dict[str, Any]:
    """The fields of a line that was worked out without an error."""
    due = line.due
    if due is None:
        raise ValueError("a line with an error is never written")
    return {
        "household": line.household,
        "person": line.row,
        "name": line.wage.name.strip(),
        "number": line.wage.number.strip() or None,
        "scheme": scheme,
        "month": month,
        "currency": due.currency,
        "base": line.wage.base,
        "days": line.wage.days,
        "rate": due.rate,
        "worker_due": due.worker,
        "employer_due": due.employer,
        "sponsor_due": due.sponsor or None,
        "sponsor": line.sponsor or None,
    }


def of_employer(desk: Desk, code: str) -> list[StatementLine]:
    """An employer's statements, the latest month first; those replaced stay on the list."""
    with desk.store.reading() as connection:
        return rows.statements(connection, employers.found(connection, code).id)


def named(desk: Desk, code: str) -> StatementLine:
    """The statement of a code. Raises Refused."""
    normal = codes.normal(codes.tidy(code).removeprefix(PREFIX))
    with desk.store.reading() as connection:
        found = rows.statements(connection, code=f"{PREFIX}{normal}") if normal else []
    if not found:
        raise Refused(Problem("statement_unknown", "statement", facts={"code": code}))
    return found[0]


def lines(desk: Desk, code: str) -> list[DeclaredLine]:
    """The lines of a statement."""
    with desk.store.reading() as connection:
        return rows.declared(connection, named(desk, code).id)


def begun_from(desk: Desk, employer_code: str, scheme_code: str, month: str) -> list[Wage]:
    """What a statement begins with: last month's lines, else everybody who works there with no wage yet."""
    with desk.store.reading() as connection:
        employer = employers.found(connection, employer_code)
        before = [
            one
            for one in rows.statements(connection, employer.id)
            if one.scheme == scheme_code and one.month <= month and one.status is StatementStatus.filed
        ]
        if before:
            kept = rows.declared(connection, before[0].id)
            return [Wage(line.name, line.base, line.number, line.code, line.days) for line in kept]
        return [
            Wage(worker.name, 0, worker.number, worker.code)
            for worker in rows.workers(connection, employer.id)
            if worker.scheme == scheme_code and not worker.until_on
        ]
