"""Read enrolments: those of a household, one with its steps and decisions, lists by what waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from desktop.models import enrolments as rows
from desktop.models import merges
from desktop.models.enrolments import DecisionRow, EnrolmentLine, RecipientRow, StepRow
from desktop.services import confidential, rights
from desktop.services.desk import Desk
from desktop.services.enrolling import quotas
from domain import codes
from domain.problems import Problem, Refused
from domain.rights import Right
from domain.schemes.enrolment import ENROLMENT
from domain.schemes.scheme import Scheme
from domain.schemes.terms import EnrolmentEvent as E
from domain.schemes.terms import EnrolmentStatus as S

__all__ = [
    "Case",
    "DecisionRow",
    "EnrolmentLine",
    "RecipientRow",
    "StepRow",
    "Which",
    "can",
    "case",
    "find",
    "lines",
    "named",
    "normal",
    "of_household",
    "scheme_of",
]

PREFIX = "E-"
Connection = Any


class Which(StrEnum):
    """Which enrolments a list shows."""

    open = "open"
    to_decide = "to_decide"
    waiting = "waiting"
    to_start = "to_start"
    placed = "placed"
    all = "all"


_WHICH = {
    Which.open: f"e.status NOT IN {rows.OVER_STATES}",
    Which.to_decide: "e.status IN ('submitted', 'verified', 'to_review', 'eligible')",
    Which.waiting: "e.status = 'waitlisted'",
    Which.to_start: "e.status = 'enrolled'",
    Which.placed: f"e.status IN {rows.PLACED}",
    Which.all: "1",
}


@dataclass(frozen=True)
class Case:
    """One enrolment, whole. ``position`` is its number on the waiting list, None where it waits for none.

    ``scheme`` is None where the programme no longer knows it; ``authors`` are names by user number.
    """

    line: EnrolmentLine
    scheme: Scheme | None
    steps: tuple[StepRow, ...]
    decisions: tuple[DecisionRow, ...]
    recipients: tuple[RecipientRow, ...]
    position: int | None
    authors: dict[int, str]


def of_household(desk: Desk, code: str) -> list[EnrolmentLine]:
    """Those of the household of a code, the open ones first; of a person's code, of them alone.

    Raises Refused.
    """
    rights.require(desk, Right.read)
    household = desk.household_row(code)
    confidential.open_file(desk, household, "")
    with desk.store.reading() as connection:
        found = rows.lines(connection, rows.of_household(connection, household))
        own = connection.execute("SELECT code FROM household WHERE id = ?", (household,)).fetchone()
    if codes.normal(code) == own[0]:
        return [with_next(desk, line) for line in found]
    person = desk.person_row(code)
    with desk.store.reading() as connection:
        mine = {line.id for line in found if line.person and _stands(connection, line.person) == person}
    # A household's code may be that of one merged into it: then all of it is meant, not its head alone.
    whole = not mine and not _is_person(desk, code)
    return [with_next(desk, line) for line in found if whole or line.id in mine]


def _is_person(desk: Desk, code: str) -> bool:
    with desk.store.reading() as connection:
        found = connection.execute("SELECT 1 FROM person WHERE code = ?", (codes.normal(code),)).fetchone()
    return found is not None


def _stands(connection: Connection, person: int) -> int:
    return merges.standing(connection, "person", person)


def named(desk: Desk, connection: Connection, code: str) -> EnrolmentLine:
    """The enrolment of a printed code (E-…). Raises Refused."""
    spelled = normal(code)
    row = rows.row_of_code(connection, spelled) if spelled else None
    if row is None:
        raise Refused(Problem("enrolment_unknown", "code", facts={"code": code}))
    return rows.lines(connection, [row])[0]


def normal(text: str) -> str | None:
    """An enrolment's code as printed, from what was typed; None when it is not one."""
    tidy = codes.tidy(text)
    code = codes.normal(tidy.removeprefix(PREFIX)) if tidy.startswith(PREFIX) else None
    return f"{PREFIX}{code}" if code else None


def case(desk: Desk, code: str) -> Case:
    """One enrolment with its steps, decisions and recipients. Raises Refused."""
    rights.require(desk, Right.read)
    with desk.store.reading() as connection:
        line = named(desk, connection, code)
        home = merges.standing(connection, "household", line.home)
    confidential.open_file(desk, home, "")
    scheme = desk.catalogue.scheme(line.scheme)
    with desk.store.reading() as connection:
        names = dict(connection.execute("SELECT number, coalesce(full_name, username) FROM user"))
        return Case(
            with_next(desk, line),
            scheme,
            tuple(rows.steps(connection, line.id)),
            tuple(rows.decisions(connection, line.id)),
            tuple(rows.recipients(connection, home, desk.today().isoformat())),
            quotas.position(connection, scheme, line) if scheme else None,
            names,
        )


def find(desk: Desk, which: Which = Which.open, scheme: str = "", text: str = "") -> list[int]:
    """The rows of a list; ``text`` is a code's beginning. A waiting list is in the order of its places."""
    rights.require(desk, Right.read)
    where, given = _WHICH[which], []
    if scheme:
        where, given = f"{where} AND e.scheme = ?", [scheme]
    if text.strip():
        wanted = f"%{codes.tidy(text)}%"
        where += " AND (e.code LIKE ? OR e.household IN (SELECT id FROM household WHERE code LIKE ?))"
        given += [wanted, wanted]
    with desk.store.reading() as connection:
        found = rows.ids(connection, where, given)
        if which is not Which.waiting:
            return found
        return quotas.in_order(desk, connection, found)


def lines(desk: Desk, found: Sequence[int]) -> list[EnrolmentLine]:
    """These lines, as a list paints them; without what can be done next."""
    with desk.store.reading() as connection:
        return rows.lines(connection, found)


def can(desk: Desk, line: EnrolmentLine) -> tuple[E, ...]:
    """The steps this user may take now: what a screen offers."""
    with desk.store.reading() as connection:
        mine = rows.written_here_by(connection, line.id) == desk.user.number
    gone = _person_dead(desk, line)
    return tuple(
        E(step.event)
        for step in ENROLMENT.events(S(line.status))
        if (rights.may(desk, step.right) or (gone and step.event is E.exit and rights.may(desk, Right.apply)))
        and not (step.by_another and mine)
    )


def _person_dead(desk: Desk, line: EnrolmentLine) -> bool:
    if line.person is None:
        return False
    with desk.store.reading() as connection:
        row = _stands(connection, line.person)
        found = connection.execute("SELECT vital_status FROM person WHERE id = ?", (row,)).fetchone()
    return bool(found and found[0] == "deceased")


def with_next(desk: Desk, line: EnrolmentLine) -> EnrolmentLine:
    """The line with the steps this user may take."""
    return replace(line, next=can(desk, line))


def scheme_of(desk: Desk, code: str) -> Scheme:
    """The scheme of a code, typed in capitals or not. Raises Refused."""
    scheme = desk.catalogue.scheme(code.strip().upper())
    if scheme is None:
        raise Refused(Problem("scheme_unknown", "scheme", facts={"code": code}))
    return scheme
