"""Read grievances: lists by what is asked, one with its steps, those of a household, how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from desktop.models import grievances as rows
from desktop.models.grievances import GrievanceRow, Officer, StepRow
from desktop.services import confidential, rights
from desktop.services.desk import Desk
from desktop.services.grievances import sight, take
from domain import codes
from domain.rights import Right
from domain.rights import may as gives
from domain.window.agenda import Due, DueKind
from domain.window.terms import GrievanceEvent, GrievanceKind

__all__ = [
    "Case",
    "Counts",
    "GrievanceRow",
    "Officer",
    "StepRow",
    "Which",
    "case",
    "colleagues",
    "counts",
    "due",
    "find",
    "lines",
    "of_household",
    "officers",
]

_MOST = 2000


class Which(StrEnum):
    """Which grievances a list shows."""

    open = "open"
    overdue = "overdue"
    mine = "mine"
    escalated = "escalated"
    to_tell = "to_tell"
    all = "all"


@dataclass(frozen=True)
class Case:
    """One grievance with its steps, the names of its officers, and what this user may do next.

    ``concerns`` is the printed code of the household a sealed grievance is from, for those entitled.
    """

    line: GrievanceRow
    steps: tuple[StepRow, ...]
    names: dict[tuple[str, int], str]
    next: tuple[GrievanceEvent, ...]
    concerns: str

    def name_of(self, who: tuple[str, int] | None) -> str:
        """An officer's name; empty when nobody is meant or they are not known here."""
        return self.names.get(who, "") if who else ""


@dataclass(frozen=True)
class Counts:
    """How many are open, late, and answered but not told."""

    open: int
    overdue: int
    to_tell: int


def find(
    desk: Desk, which: Which = Which.open, kind: GrievanceKind | None = None, text: str = ""
) -> list[int]:
    """The rows of a list, what is due first at the top; ``text`` is a code, a household's code or a word."""
    _require(desk)
    with desk.store.reading() as connection:
        seen = sight.sight(desk, connection)
        where, given = _which(which, seen.me, desk.today())
        if kind is not None:
            where, given = f"{where} AND g.grievance = ?", (*given, kind.value)
        if text.strip():
            where, given = f"{where} AND {_TEXT}", (*given, *_wanted(text))
        return rows.ids(connection, f"{where} AND {seen.where}", (*given, *seen.given), _MOST)


_TEXT = (
    "(g.code LIKE ? OR g.name LIKE ? OR g.text LIKE ?"
    " OR g.household IN (SELECT id FROM household WHERE code LIKE ?))"
)


def _wanted(text: str) -> tuple[str, ...]:
    code, word = f"%{codes.tidy(text)}%", f"%{text.strip()}%"
    return code, word, word, code


def _which(which: Which, me: Officer, today: date) -> tuple[str, tuple[Any, ...]]:
    open_ = f"g.status NOT IN {rows.ENDED}"
    return {
        Which.open: (open_, ()),
        Which.overdue: (f"{open_} AND g.status <> 'resolved' AND g.due_on < ?", (today.isoformat(),)),
        Which.mine: (f"{open_} AND g.assigned = ? AND g.assigned_device = ?", (me.number, me.device)),
        Which.escalated: ("g.status = 'escalated'", ()),
        Which.to_tell: ("g.status = 'resolved'", ()),
        Which.all: ("1", ()),
    }[which]


def lines(desk: Desk, found: Sequence[int]) -> list[GrievanceRow]:
    """These lines, as a list paints them."""
    with desk.store.reading() as connection:
        return rows.lines(connection, found)


def counts(desk: Desk) -> Counts:
    """For the page's head and for the agenda."""
    return Counts(*(len(find(desk, which)) for which in (Which.open, Which.overdue, Which.to_tell)))


def case(desk: Desk, code: str) -> Case:
    """One grievance, whole. Raises Refused where there is none that this user may see."""
    _require(desk)
    with desk.store.reading() as connection:
        line = sight.named(desk, connection, code)
        steps = tuple(rows.steps(connection, line.id))
        names = rows.names(connection)
    concerns = next((str(s.facts["household"]) for s in steps if s.facts.get("household")), line.household)
    return Case(line, steps, names, tuple(take.can(desk, line)), concerns)


def of_household(desk: Desk, code: str) -> list[GrievanceRow]:
    """Those of a household, the latest first; none of the sealed, which leave no trace there."""
    household = desk.household_row(code)
    confidential.open_file(desk, household, "")
    with desk.store.reading() as connection:
        seen = sight.sight(desk, connection)
        found = rows.of_household(connection, household, seen.where, seen.given)
        return rows.lines(connection, found)


def officers(desk: Desk, line: GrievanceRow) -> list[Officer]:
    """Those who may be asked to answer this one."""
    wanted = [Right.answer, Right.see_sealed] if line.sealed else [Right.answer]
    with desk.store.reading() as connection:
        before = take.answered_by(rows.steps(connection, line.id))
        return [
            officer
            for officer in rows.officers(connection)
            if officer.key not in (line.about, before)
            and all(gives(rows.roles_of(officer), right) for right in wanted)
        ]


def colleagues(desk: Desk) -> list[Officer]:
    """Everybody a complaint may be about."""
    with desk.store.reading() as connection:
        return rows.officers(connection)


def due(desk: Desk, on: date) -> list[Due]:
    """What this user has to look at: answers that are due, answers not told yet."""
    if not rights.may(desk, Right.hear) and not rights.may(desk, Right.answer):
        return []
    with desk.store.reading() as connection:
        seen = sight.sight(desk, connection)
        found = rows.due(connection, on.isoformat(), seen.where, seen.given)
        told = rows.ids(connection, f"g.status = 'resolved' AND {seen.where}", seen.given, _MOST)
        listed = rows.lines(connection, list(dict.fromkeys([*found, *told])))
    return [_due(line) for line in listed]


def _due(line: GrievanceRow) -> Due:
    resolved = line.status == "resolved"
    return Due(
        kind=DueKind.grievance,
        on=date.fromisoformat(line.resolved_on if resolved and line.resolved_on else line.due_on),
        household_code=line.household,
        title="grievance_to_tell" if resolved else "grievance_due",
        # The kind of a sealed one stays off lists that others may look at over a shoulder.
        facts={"code": line.code, "kind": "" if line.sealed else line.grievance, "name": line.name},
        place="complaints",
        subject=line.code,
    )


def _require(desk: Desk) -> None:
    if not any(rights.may(desk, right) for right in (Right.read, Right.answer)):
        rights.require(desk, Right.hear)
