"""Enrolments in the file: where each stands, its steps and decisions, who waits, who collects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.models.agenda import HOME
from desktop.models.contributions import SAME_PERSON
from desktop.models.people import full_name
from domain.rules.enrolments import OVER
from domain.schemes.terms import EnrolmentEvent

Connection = Any
# Who has a place in a scheme; of those applying and waiting nobody has one yet.
PLACED = "('enrolled', 'active', 'suspended')"
OVER_STATES = "(" + ", ".join(f"'{status}'" for status in sorted(OVER)) + ")"


@dataclass(frozen=True)
class EnrolmentLine:
    """An enrolment as lists show it; days are ISO 8601 or empty. ``home`` is the household's row.

    ``person_code`` is None where the whole household is enrolled; ``name`` is the person's or the head's,
    empty where the file is confidential. ``next`` are the steps this user may take from here.
    """

    id: int
    code: str
    home: int
    household: str
    person: int | None
    person_code: str | None
    name: str
    scheme: str
    version: str
    status: str
    applied_on: str
    decided_on: str
    enrolled_on: str
    start_on: str
    end_on: str
    exit_reason: str
    suspension_reason: str
    priority: int | None
    documents_seen: tuple[str, ...]
    documents_missing: tuple[str, ...]
    sponsor: str
    entitled_until: str
    list_run: int | None
    next: tuple[EnrolmentEvent, ...] = ()


@dataclass(frozen=True)
class StepRow:
    """One step. ``author`` is the user of this file who took it, 0 for another laptop's."""

    id: int
    event: str
    before: str
    after: str
    on: str
    reason: str
    acting: bool
    back_pay: bool | None
    at: str
    author: int


@dataclass(frozen=True)
class DecisionRow:
    """What was decided, with the facts of that day; ``reasons`` as `domain.schemes.deciding` keeps them."""

    id: int
    scheme: str
    version: str
    result: str
    conditional: bool
    facts: dict[str, Any]
    reasons: list[dict[str, Any]]
    by: str
    committee: str
    reason: str
    on: str
    author: int


@dataclass(frozen=True)
class RecipientRow:
    """Who collects: rank 1 the principal, 2 the alternate. ``code`` is empty for one from outside."""

    id: int
    rank: int
    code: str
    name: str
    mandate: str
    valid_from: str


_LINE = (
    "SELECT e.id, e.code, e.household, h.code, e.person, p.code, p.given_name, p.family_name,"
    " hp.given_name, hp.family_name, h.confidential OR coalesce(p.confidential, hp.confidential),"
    " e.scheme, e.version, e.status, e.applied_on, e.decided_on, e.enrolled_on, e.start_on, e.end_on,"
    " e.exit_reason, e.suspension_reason, e.priority, e.documents_seen, e.documents_missing, e.sponsor,"
    " e.entitled_until, e.list_run"
    " FROM enrolment e LEFT JOIN household h ON h.id = e.household LEFT JOIN person p ON p.id = e.person"
    " LEFT JOIN membership m ON m.household = e.household AND m.role = 'head' AND m.end_on IS NULL"
    " LEFT JOIN person hp ON hp.id = m.person"
)


def lines(connection: Connection, rows: Sequence[int]) -> list[EnrolmentLine]:
    """These enrolments, in the order asked."""
    marks = ", ".join("?" * len(rows))
    found = connection.execute(f"{_LINE} WHERE e.id IN ({marks}) GROUP BY e.id", tuple(rows))
    by_id = {row[0]: _line(row) for row in found}
    return [by_id[row] for row in rows if row in by_id]


def _line(row: Sequence[Any]) -> EnrolmentLine:
    name = full_name(row[8], row[9]) if row[4] is None else full_name(row[6], row[7])
    return EnrolmentLine(
        id=row[0],
        code=row[1],
        home=row[2],
        household=row[3] or "",
        person=row[4],
        person_code=row[5],
        name="" if row[10] else name,
        scheme=row[11],
        version=row[12],
        status=row[13],
        applied_on=row[14],
        decided_on=row[15] or "",
        enrolled_on=row[16] or "",
        start_on=row[17] or "",
        end_on=row[18] or "",
        exit_reason=row[19] or "",
        suspension_reason=row[20] or "",
        priority=row[21],
        documents_seen=tuple(json.loads(row[22] or "[]")),
        documents_missing=tuple(json.loads(row[23] or "[]")),
        sponsor=row[24] or "",
        entitled_until=row[25] or "",
        list_run=row[26],
    )


def row_of_code(connection: Connection, code: str) -> int | None:
    """The enrolment of a code as printed."""
    found = connection.execute("SELECT id FROM enrolment WHERE code = ?", (code,)).fetchone()
    return int(found[0]) if found else None


def of_household(connection: Connection, household: int) -> list[int]:
    """Those of a household, of what was merged into it and of who lives there: open ones, then the latest."""
    found = connection.execute(
        HOME + "SELECT e.id FROM enrolment e WHERE e.id IN (SELECT x.id FROM home JOIN enrolment x"
        " ON x.household = home.id UNION SELECT x.id FROM home JOIN membership m ON m.household = home.id"
        " AND m.end_on IS NULL JOIN enrolment x ON x.person = m.person)"
        f" ORDER BY e.status IN {OVER_STATES}, e.applied_on DESC, e.id DESC LIMIT 500",
        (household,),
    )
    return [int(row) for (row,) in found]


def of_person(connection: Connection, person: int) -> list[int]:
    """Those of a person, under whatever record they were known, in whatever household."""
    found = connection.execute(
        f"SELECT e.id FROM enrolment e WHERE e.person IN {SAME_PERSON} ORDER BY e.id", (person,)
    )
    return [int(row) for (row,) in found]


def ids(connection: Connection, where: str, given: Iterable[Any], limit: int = 2000) -> list[int]:
    """The rows (``e``) that a condition holds for, the earliest application first."""
    found = connection.execute(
        f"SELECT e.id FROM enrolment e WHERE {where} ORDER BY e.applied_on, e.id LIMIT {int(limit)}",
        tuple(given),
    )
    return [int(row) for (row,) in found]


def steps(connection: Connection, row: int) -> list[StepRow]:
    """Every step, the first first."""
    found = connection.execute(
        'SELECT s.id, s.event, s.before, s.after, s."on", s.reason, s.acting, s.back_pay, s.at, c.author'
        " FROM enrolment_step s LEFT JOIN change c ON c.id = s.id WHERE s.enrolment = ? ORDER BY s.at, s.id",
        (row,),
    )
    return [
        StepRow(
            r[0], r[1], r[2] or "", r[3], r[4], r[5] or "", bool(r[6]), _maybe(r[7]), r[8], r[9] or 0
        )
        for r in found
    ]  # fmt: skip


def decisions(connection: Connection, row: int) -> list[DecisionRow]:
    """What was decided of it, the first first."""
    found = connection.execute(
        "SELECT d.id, d.scheme, d.version, d.result, d.conditional, d.facts, d.reasons, d.by, d.committee,"
        ' d.reason, d."on", c.author FROM decision d LEFT JOIN change c ON c.id = d.id'
        " WHERE d.enrolment = ? ORDER BY d.at, d.id",
        (row,),
    )
    return [
        DecisionRow(
            r[0], r[1], r[2], r[3], bool(r[4]), json.loads(r[5]), json.loads(r[6]), r[7], r[8] or "",
            r[9] or "", r[10], r[11] or 0,
        )
        for r in found
    ]  # fmt: skip


def _maybe(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def written_here_by(connection: Connection, row: int) -> int | None:
    """The number of the user of this file who wrote a record; None when it came from elsewhere."""
    found = connection.execute("SELECT author FROM change WHERE id = ?", (row,)).fetchone()
    return int(found[0]) if found else None


def recipients(connection: Connection, household: int, on: str) -> list[RecipientRow]:
    """Who may collect for a household on a day, the principal first."""
    found = connection.execute(
        "SELECT r.id, r.rank, p.code, p.given_name, p.family_name, r.name, r.mandate, r.valid_from"
        " FROM recipient r LEFT JOIN person p ON p.id = r.person WHERE r.household = ?"
        " AND r.valid_from <= ? AND coalesce(r.valid_to, '9999') >= ? ORDER BY r.rank, r.id",
        (household, on, on),
    )
    return [
        RecipientRow(r[0], r[1], r[2] or "", full_name(r[3], r[4]) if r[2] else r[5] or "", r[6] or "", r[7])
        for r in found
    ]


def placed(connection: Connection, scheme: str, area: str = "", since: str = "") -> int:
    """How many have a place in a scheme; in an area and below; enrolled from a day on, who left as well."""
    where, given = f"e.scheme = ? AND e.status IN {PLACED}", [scheme]
    if since:
        where, given = "e.scheme = ? AND e.enrolled_on >= ?", [scheme, since]
    if area:
        where += " AND h.area IN (SELECT value FROM json_each(?))"
        given.append(area)
    found = connection.execute(
        f"SELECT count(*) FROM enrolment e JOIN household h ON h.id = e.household WHERE {where}", given
    )
    return int(found.fetchone()[0])


def copies(connection: Connection, household: int, paper: str, code: str) -> int:
    """How many times a paper of an enrolment was printed: its code stands before the reason."""
    found = connection.execute(
        "SELECT count(*) FROM print WHERE household = ? AND paper = ? AND (reason = ? OR reason LIKE ?)",
        (household, paper, code, f"{code}:%"),
    )
    return int(found.fetchone()[0])


def cards(connection: Connection, household: int, since: str) -> int:
    """How many cards were printed for a household from a day on."""
    found = connection.execute(
        "SELECT count(*) FROM print WHERE household = ? AND paper = 'card' AND at >= ?", (household, since)
    )
    return int(found.fetchone()[0])


def standings(connection: Connection, found: Sequence[int]) -> dict[int, dict[str, Any]]:
    """By enrolment, what a waiting list may be ordered by; a total is of the household's last assessment."""
    names = ("priority", "applied_on", "register_group", "pmt_score", "vulnerability_total")
    selected = connection.execute(
        "SELECT e.id, e.priority, e.applied_on, h.register_group, h.pmt_score,"
        " (SELECT a.total FROM assessment a WHERE a.household = e.household"
        " ORDER BY a.visited_on DESC, a.id DESC LIMIT 1)"
        " FROM enrolment e JOIN household h ON h.id = e.household"
        " WHERE e.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(found)),),
    )
    return {row[0]: dict(zip(names, row[1:], strict=True)) for row in selected}
