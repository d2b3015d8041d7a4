"""Employers: registered, corrected, closed and visited; and who works for them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from desktop.models import contributions as rows
from desktop.models import records
from desktop.models.contributions import EmployerLine, VisitLine, WorkerLine
from desktop.models.journal import Writer
from desktop.services import confidential, reserve_codes, rights
from desktop.services.desk import Desk
from domain import codes
from domain.contributions.terms import EmployerStatus, Sector
from domain.problems import Problem, Refused
from domain.rights import Right
from domain.schemes.scheme import Scheme

__all__ = ["EmployerLine", "VisitLine", "WorkerLine"]

PREFIX = "EMP-"


@dataclass(frozen=True)
class EmployerForm:
    """What is asked of an employer. ``area`` empty: the office's own district."""

    name: str
    sector: Sector = Sector.private
    area: str = ""
    registration: str = ""
    tax_number: str = ""
    workers: int | None = None
    contact: str = ""
    phone: str = ""
    registered_on: date | None = None


def register(desk: Desk, form: EmployerForm) -> EmployerLine:
    """A new employer with a code of its own. Raises Refused with everything that is wrong."""
    rights.require(desk, Right.collect)
    with desk.writing() as writer:
        fields = _checked(desk, writer.connection, form, "")
        code = f"{PREFIX}{reserve_codes.next_code(desk, writer)}"
        fields |= {"code": code, "status": EmployerStatus.active.value}
        writer.create("employer", desk.office.areas[0], fields)
        return found(writer.connection, code)


def edit(desk: Desk, code: str, form: EmployerForm) -> EmployerLine:
    """The employer as it is now said to be. Raises Refused."""
    rights.require(desk, Right.collect)
    with desk.writing() as writer:
        known = found(writer.connection, code)
        fields = _checked(desk, writer.connection, form, known.code)
        writer.set("employer", known.id, fields)
        return found(writer.connection, code)


def set_status(desk: Desk, code: str, status: EmployerStatus) -> EmployerLine:
    """Suspended, closed or active again. Raises Refused."""
    rights.require(desk, Right.collect)
    with desk.writing() as writer:
        known = found(writer.connection, code)
        writer.set("employer", known.id, {"status": status.value})
        return found(writer.connection, code)


def _checked(desk: Desk, connection: Any, form: EmployerForm, own: str) -> dict[str, Any]:
    area = form.area.strip() or desk.office.areas[0]
    day = form.registered_on or desk.today()
    wrong = []
    if not form.name.strip():
        wrong.append(Problem("employer_name_missing", "name"))
    if desk.programme.area(area) is None:
        wrong.append(Problem("area_unknown", "area", facts={"code": area}))
    if day > desk.today():
        wrong.append(Problem("employer_date_future", "registered_on"))
    if form.workers is not None and form.workers < 0:
        wrong.append(Problem("field_wrong", "workers", facts={"expected": "greater_than_equal"}))
    number = form.registration.strip()
    same = rows.employer_of_number(connection, number) if number else None
    if same not in (None, own):
        facts = {"number": number, "code": same or ""}
        wrong.append(Problem("employer_number_taken", "registration", facts=facts))
    if wrong:
        raise Refused(wrong)
    said = {name: value.strip() or None for name, value in asdict(form).items() if isinstance(value, str)}
    return said | {
        "sector": form.sector.value,
        "area": area,
        "workers": form.workers,
        "registered_on": day.isoformat(),
    }


def find(desk: Desk, text: str = "") -> list[EmployerLine]:
    """Employers by a part of their name, code or number; all of them without."""
    rights.require(desk, Right.read)
    with desk.store.reading() as connection:
        return rows.employers(connection, text)


def named(desk: Desk, code: str) -> EmployerLine:
    """The employer of a code. Raises Refused."""
    with desk.store.reading() as connection:
        return found(connection, code)


def found(connection: Any, code: str) -> EmployerLine:
    """The employer of a code, for a service that has begun to read. Raises Refused."""
    tidy = codes.tidy(code)
    normal = codes.normal(tidy.removeprefix(PREFIX))
    known = rows.employer(connection, f"{PREFIX}{normal}") if normal else None
    if known is None:
        raise Refused(Problem("employer_unknown", "employer", facts={"code": code}))
    return known


def workers(desk: Desk, code: str) -> list[WorkerLine]:
    """Who works there, and who did. Names of confidential files are left out for who may not open them."""
    with desk.store.reading() as connection:
        lines = rows.workers(connection, found(connection, code).id)
        hidden = confidential.closed_people(desk, connection, [line.person for line in lines])
    return [_masked(line) if line.person in hidden else line for line in lines]


def _masked(line: WorkerLine) -> WorkerLine:
    return WorkerLine(**{**asdict(line), "name": "", "number": ""})


def employ(
    desk: Desk,
    employer_code: str,
    person_code: str,
    scheme: str,
    from_on: date | None = None,
    number: str = "",
    frequency_months: int | None = None,
) -> int:
    """A person works for an employer, or for themselves where ``employer_code`` is empty; the record's row.

    ``number`` is their number of insurance; ``frequency_months`` how many months they pay for at a time.
    Raises Refused.
    """
    rights.require(desk, Right.collect)
    day = from_on or desk.today()
    household, person = desk.household_row(person_code), desk.person_row(person_code)
    contributory(desk, scheme)
    if day > desk.today():
        raise Refused(Problem("employment_date_future", "from_on"))
    with desk.writing() as writer:
        employer = found(writer.connection, employer_code) if employer_code.strip() else None
        _check_place(writer.connection, employer, person, scheme, number.strip())
        return put_to_work(writer, employer, household, person, scheme, day, number.strip(), frequency_months)


def put_to_work(
    writer: Writer,
    employer: EmployerLine | None,
    household: int,
    person: int,
    scheme: str,
    day: date,
    number: str,
    frequency_months: int | None = None,
) -> int:
    """The record of it, inside a transaction that somebody else began."""
    fields: dict[str, Any] = {
        "household": household,
        "person": person,
        "employer": employer.id if employer else None,
        "scheme": scheme,
        "number": number or None,
        "from_on": day.isoformat(),
        "frequency_months": frequency_months,
    }
    place = records.district(writer.connection, "household", household)
    return writer.create("employment", place, fields, about=household)


def _check_place(
    connection: Any, employer: EmployerLine | None, person: int, scheme: str, number: str
) -> None:
    if employer is not None and employer.status is EmployerStatus.closed:
        raise Refused(Problem("employer_closed", "employer", facts={"name": employer.name}))
    own = employer.id if employer else None
    for line, where, _ in rows.employments(connection, person):
        if line.scheme == scheme and where == own and not line.until_on:
            raise Refused(Problem("employed_already", "person", facts={"date": line.from_on}))
    taken = rows.of_numbers(connection, scheme, [number]).get(number) if number else None
    if taken is not None and taken[1] != person:
        raise Refused(Problem("insured_number_taken", "number", facts={"number": number, "code": taken[2]}))


def leave(desk: Desk, employer_code: str, person_code: str, until_on: date | None = None) -> None:
    """The last day somebody worked there (or for themselves). Raises Refused."""
    rights.require(desk, Right.collect)
    day, person = until_on or desk.today(), desk.person_row(person_code)
    with desk.writing() as writer:
        own = found(writer.connection, employer_code).id if employer_code.strip() else None
        going = [
            line
            for line, where, _ in rows.employments(writer.connection, person)
            if where == own and not line.until_on
        ]
        if not going:
            raise Refused(Problem("not_employed", "person", facts={"code": person_code}))
        if day.isoformat() < going[0].from_on or day > desk.today():
            raise Refused(Problem("employment_end_wrong", "until_on", facts={"date": going[0].from_on}))
        writer.set("employment", going[0].id, {"until_on": day.isoformat()}, about=going[0].household)


def visit(
    desk: Desk, code: str, finding: str, on: date | None = None, follow_up_on: date | None = None
) -> int:
    """A visit to an employer and what it found. Raises Refused."""
    rights.require(desk, Right.collect)
    day = on or desk.today()
    if not finding.strip():
        raise Refused(Problem("visit_finding_missing", "finding"))
    if day > desk.today() or (follow_up_on is not None and follow_up_on <= day):
        raise Refused(Problem("visit_dates_wrong", "on"))
    with desk.writing() as writer:
        fields: dict[str, Any] = {
            "employer": found(writer.connection, code).id,
            "on": day.isoformat(),
            "finding": finding.strip(),
            "follow_up_on": follow_up_on.isoformat() if follow_up_on else None,
            "at": desk.stamp(),
        }
        return writer.create("employer_visit", desk.office.areas[0], fields)


def visits(desk: Desk, code: str) -> list[VisitLine]:
    """The visits to an employer, the latest first."""
    with desk.store.reading() as connection:
        return rows.visits(connection, found(connection, code).id)


def contributory(desk: Desk, code: str) -> Scheme:
    """A scheme that has contributions. Raises Refused."""
    scheme = desk.catalogue.scheme(code.strip().upper())
    if scheme is None:
        raise Refused(Problem("scheme_unknown", "scheme", facts={"code": code}))
    if not scheme.contributions:
        raise Refused(Problem("scheme_not_contributory", "scheme", facts={"code": scheme.code}))
    return scheme


def contributory_schemes(desk: Desk) -> tuple[Scheme, ...]:
    """Every scheme that has contributions."""
    return tuple(scheme for scheme in desk.catalogue.schemes if scheme.contributions)
