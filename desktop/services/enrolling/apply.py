"""Apply for a scheme: one enrolment, with the documents seen and those still missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import enrolments as rows
from desktop.models import households, merges, records
from desktop.models.enrolments import EnrolmentLine
from desktop.models.journal import Writer
from desktop.services import confidential, reserve_codes, rights
from desktop.services.desk import Desk
from desktop.services.enrolling import read
from domain.problems import Problem, Refused, Severity
from domain.rights import Right
from domain.rules.enrolments import Place, compatible, one_place
from domain.rules.written_late import dated_back
from domain.schemes.scheme import Scheme
from domain.schemes.terms import EnrolmentEvent as E
from domain.schemes.terms import EnrolmentStatus as S
from domain.schemes.terms import Unit

Connection = Any


@dataclass(frozen=True)
class Application:
    """Who applies for what. ``documents_seen`` are codes of the scheme's papers; the others are missing.

    ``priority``: 1 before 2 on a waiting list. ``sponsor`` pays contributions for them. ``draft`` is kept and
    not handed in yet. ``confirmed``: warnings were read, and it is meant all the same.
    """

    scheme: str
    household_code: str
    person_code: str | None = None
    on: date | None = None
    applicant_code: str | None = None
    documents_seen: tuple[str, ...] = ()
    priority: int | None = None
    sponsor: str = ""
    draft: bool = False
    confirmed: bool = False


def apply(
    desk: Desk,
    scheme: str,
    household_code: str,
    person_code: str | None = None,
    on: date | None = None,
    **more: Any,
) -> EnrolmentLine:
    """The enrolment, handed in (or a draft); ``more`` are the other fields of `Application`.

    Raises Refused with all that is wrong.
    """
    return hand_in(desk, Application(scheme, household_code, person_code, on, **more))


def hand_in(desk: Desk, asked: Application) -> EnrolmentLine:
    """The same, of a filled application."""
    acting = rights.require(desk, Right.apply)
    scheme = read.scheme_of(desk, asked.scheme)
    household = desk.household_row(asked.household_code)
    confidential.open_file(desk, household, "")
    with desk.writing() as writer:
        person = _person(desk, writer.connection, scheme, household, asked)
        found = problems(desk, writer.connection, scheme, household, person, asked)
        if any(one.severity is Severity.error or not asked.confirmed for one in found):
            raise Refused(found)
        row = write(desk, writer, scheme, household, person, asked)
        said = ", ".join(one.code for one in found)
        step(desk, writer, row, household, E.create, None, S.draft, asked.on, acting=acting, reason=said)
        if not asked.draft:
            writer.set("enrolment", row, {"status": S.submitted.value}, about=household)
            step(desk, writer, row, household, E.submit, S.draft, S.submitted, asked.on, acting=acting)
    with desk.store.reading() as connection:
        [line] = rows.lines(connection, [row])
    return read.with_next(desk, line)


def problems(
    desk: Desk, connection: Connection, scheme: Scheme, household: int, person: int | None, asked: Application
) -> list[Problem]:
    """All that speaks against it: the scheme, the day, the papers named, other places in schemes."""
    found = list(dated_back(asked.on, desk.today(), "on", rights.may(desk, Right.override)))
    if not scheme.enrollable:
        facts = {"scheme": scheme.code, "status": scheme.status.value}
        found.append(Problem("scheme_not_enrolling", "scheme", facts=facts))
    unknown = [paper for paper in asked.documents_seen if paper not in scheme.documents_required]
    if unknown:
        facts = {"text": ", ".join(unknown), "scheme": scheme.code}
        found.append(Problem("enrolment_paper_unknown", "documents_seen", facts=facts))
    if asked.priority is not None and not 1 <= asked.priority <= 999:
        found.append(Problem("enrolment_priority_wrong", "priority"))
    if problem := sponsor_problem(scheme, asked.sponsor):
        found.append(problem)
    home = records.read(connection, "household", household) or {}
    if home.get("status") in ("merged", "closed"):
        found.append(Problem("enrolment_household_closed", "household_code"))
    if not asked.draft:
        found += notice_given(connection, household)
    new = Place(scheme.code, S.submitted.value)
    others = places_of(connection, household, person)
    found += one_place(new, others)
    return found + list(compatible(new, others, _excluded(desk, scheme)))


def _excluded(desk: Desk, scheme: Scheme) -> dict[str, Severity]:
    """The schemes it cannot go with, whichever of the two says so, and how firmly; its own word first."""
    others = {one.code: one.incompatible for one in desk.catalogue.schemes}
    said = {code: how[scheme.code] for code, how in others.items() if scheme.code in how}
    return {code: Severity(how) for code, how in (said | scheme.incompatible).items()}


def notice_given(connection: Connection, household: int) -> Iterator[Problem]:
    """V21. Nobody is handed in for a scheme without a legal basis and a notice on the household's file."""
    found = connection.execute("SELECT 1 FROM consent WHERE household = ? LIMIT 1", (household,)).fetchone()
    if found is None:
        yield Problem("enrolment_notice_missing", "household_code", "V21")


def sponsor_problem(scheme: Scheme, sponsor: str) -> Problem | None:
    """A sponsor pays contributions: there have to be some."""
    if sponsor.strip() and not scheme.contributions:
        return Problem("sponsor_not_foreseen", "sponsor", facts={"scheme": scheme.code})
    return None


def places_of(connection: Connection, household: int, person: int | None) -> list[Place]:
    """Every place of a person, and those of the household as a whole; of a household, its own."""
    found = set(rows.of_household(connection, household))
    mine = set(rows.of_person(connection, person)) if person is not None else set()
    listed = rows.lines(connection, sorted(found | mine))
    return [Place(one.scheme, one.status) for one in listed if one.person is None or one.id in mine]


def write(
    desk: Desk, writer: Writer, scheme: Scheme, household: int, person: int | None, asked: Application
) -> int:
    """The enrolment's record, a draft; its row."""
    missing = _missing(scheme, asked.documents_seen)
    applicant = desk.person_row(asked.applicant_code) if asked.applicant_code else None
    fields: dict[str, Any] = {
        "code": f"{read.PREFIX}{reserve_codes.next_code(desk, writer)}",
        "household": household,
        "person": person,
        "applicant": applicant,
        "scheme": scheme.code,
        "version": scheme.version,
        "status": S.draft.value,
        "applied_on": (asked.on or desk.today()).isoformat(),
        "priority": asked.priority,
        "documents_seen": list(asked.documents_seen) or None,
        "documents_missing": missing or None,
        "sponsor": asked.sponsor.strip() or None,
    }
    place = records.district(writer.connection, "household", household)
    return writer.create("enrolment", place, fields, about=household)


def _missing(scheme: Scheme, seen: Iterable[str]) -> list[str]:
    there = set(seen)
    return [paper for paper in scheme.documents_required if paper not in there]


def step(
    desk: Desk,
    writer: Writer,
    row: int,
    household: int,
    event: E,
    before: S | None,
    after: S,
    on: date | None,
    *,
    acting: bool = False,
    reason: str = "",
    back_pay: bool | None = None,
    document: int | None = None,
) -> int:
    """The record of one step; it never stands before the one it follows."""
    taken = rows.steps(writer.connection, row)
    fields: dict[str, Any] = {
        "household": household,
        "enrolment": row,
        "event": event.value,
        "before": before.value if before else None,
        "after": after.value,
        "on": (on or desk.today()).isoformat(),
        "reason": reason.strip() or None,
        "acting": acting or None,
        "back_pay": back_pay,
        "document": document,
        "at": max([desk.stamp(), *(one.at for one in taken)]),
    }
    place = records.district(writer.connection, "enrolment", row)
    return writer.create("enrolment_step", place, fields, about=household)


def _person(
    desk: Desk, connection: Connection, scheme: Scheme, household: int, asked: Application
) -> int | None:
    """Whose place it would be: a living member of the household, or nobody's where it is the household's."""
    if scheme.unit is Unit.household:
        return None
    if not asked.person_code:
        raise Refused(Problem("enrolment_person_missing", "person_code", facts={"scheme": scheme.code}))
    person = desk.person_row(asked.person_code)
    for member in households.members(connection, household):
        if merges.standing(connection, "person", member.person) == person and not member.end_on:
            if member.deceased:
                raise Refused(Problem("enrolment_person_dead", "person_code"))
            return person
    raise Refused(Problem("enrolment_not_member", "person_code", facts={"code": asked.person_code}))
