"""Grievances in the file: what was heard, its steps, and the officers who may answer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.models.identity import NUMBER_BITS
from desktop.models.people import full_name
from domain.records import Fields
from domain.vocabulary import UserRole

Connection = Any
# Nothing more happens to these.
ENDED = "('closed', 'not_admissible', 'withdrawn')"


@dataclass(frozen=True)
class Officer:
    """A person of an office, wherever they sit: the laptop their account was made on, and their number."""

    device: str
    number: int
    username: str = ""
    name: str = ""
    role: str = ""

    @property
    def key(self) -> tuple[str, int]:
        """What tells two officers apart."""
        return self.device, self.number


@dataclass(frozen=True)
class GrievanceRow:
    """A grievance as a list shows it; days are ISO 8601. ``home`` is the household's row.

    The name is that of the household's head where it is known and its file is not confidential, else what
    was said.
    """

    id: int
    code: str
    home: int | None
    household: str
    name: str
    contact: str
    channel: str
    grievance: str
    text: str
    sealed: bool
    anonymous: bool
    incident_on: str
    received_on: str
    due_on: str
    status: str
    assigned: tuple[str, int] | None
    about: tuple[str, int] | None
    resolution: str
    resolved_on: str
    told_on: str
    satisfied: bool | None
    copies: int


@dataclass(frozen=True)
class StepRow:
    """One step; ``by`` is who took it, where it was said."""

    id: int
    event: str
    before: str
    after: str
    on: str
    reason: str
    facts: Fields
    at: str

    @property
    def by(self) -> tuple[str, int] | None:
        """The officer who took the step."""
        said = self.facts.get("by")
        return (str(said[0]), int(str(said[1]))) if isinstance(said, list) and len(said) == 2 else None


_LINE = (
    "SELECT g.id, g.code, g.household, h.code, p.given_name, p.family_name, h.confidential OR p.confidential,"
    " g.name, g.contact, g.channel, g.grievance, g.text, g.sealed, g.anonymous, g.incident_on, g.received_on,"
    " g.due_on, g.status, g.assigned_device, g.assigned, g.about_device, g.about, g.resolution,"
    " g.resolved_on, g.told_on, g.satisfied, g.copies"
    " FROM grievance g LEFT JOIN household h ON h.id = g.household"
    " LEFT JOIN membership m ON m.household = g.household AND m.role = 'head' AND m.end_on IS NULL"
    " LEFT JOIN person p ON p.id = coalesce(g.person, m.person)"
)


def lines(connection: Connection, rows: Sequence[int]) -> list[GrievanceRow]:
    """These grievances, in the order asked."""
    marks = ", ".join("?" * len(rows))
    found = connection.execute(f"{_LINE} WHERE g.id IN ({marks}) GROUP BY g.id", tuple(rows))
    by_id = {row[0]: _line(row) for row in found}
    return [by_id[row] for row in rows if row in by_id]


def _line(row: Sequence[Any]) -> GrievanceRow:
    known = "" if row[6] else full_name(row[4], row[5])
    return GrievanceRow(
        id=row[0],
        code=row[1],
        home=row[2],
        household=row[3] or "",
        name=known or row[7] or "",
        contact=row[8] or "",
        channel=row[9],
        grievance=row[10],
        text=row[11],
        sealed=bool(row[12]),
        anonymous=bool(row[13]),
        incident_on=row[14] or "",
        received_on=row[15],
        due_on=row[16],
        status=row[17],
        assigned=_who(row[18], row[19]),
        about=_who(row[20], row[21]),
        resolution=row[22] or "",
        resolved_on=row[23] or "",
        told_on=row[24] or "",
        satisfied=None if row[25] is None else bool(row[25]),
        copies=row[26] or 0,
    )


def _who(device: str | None, number: int | None) -> tuple[str, int] | None:
    return (device, number) if device and number else None


def row_of_code(connection: Connection, code: str) -> int | None:
    """The grievance of a code as printed."""
    found = connection.execute("SELECT id FROM grievance WHERE code = ?", (code,)).fetchone()
    return int(found[0]) if found else None


def ids(connection: Connection, where: str, given: Iterable[Any], limit: int) -> list[int]:
    """The rows (``g``) that a condition holds for, what is due first before the rest."""
    found = connection.execute(
        f"SELECT g.id FROM grievance g WHERE {where}"
        f" ORDER BY g.status IN {ENDED}, g.due_on, g.id LIMIT {int(limit)}",
        tuple(given),
    )
    return [int(row) for (row,) in found]


def due(connection: Connection, on: str, where: str, given: Iterable[Any]) -> list[int]:
    """The open ones due on that day or before, by the index of due dates."""
    return ids(connection, f"g.due_on <= ? AND g.status NOT IN {ENDED} AND {where}", (on, *given), 1000)


def of_household(connection: Connection, household: int, where: str, given: Iterable[Any]) -> list[int]:
    """Those of a household and of what was merged into it, the latest first."""
    found = connection.execute(
        "WITH RECURSIVE home (id) AS (SELECT ? UNION SELECT h.id FROM home JOIN household h"
        " ON h.merged_into = home.id)"
        f" SELECT g.id FROM home JOIN grievance g ON g.household = home.id WHERE {where}"
        " ORDER BY g.received_on DESC, g.id DESC LIMIT 200",
        (household, *given),
    )
    return [int(row) for (row,) in found]


def steps(connection: Connection, row: int) -> list[StepRow]:
    """Every step, the first first."""
    found = connection.execute(
        'SELECT id, event, before, after, "on", reason, facts, at FROM grievance_step'
        " WHERE grievance = ? ORDER BY at, id",
        (row,),
    )
    return [
        StepRow(id_, event, before or "", after, on, reason or "", json.loads(facts or "{}"), at)
        for id_, event, before, after, on, reason, facts, at in found
    ]


def officers(connection: Connection) -> list[Officer]:
    """Everybody who may sign in somewhere, as far as this file has heard."""
    rows = connection.execute(
        "SELECT d.fingerprint, u.number, u.username, u.full_name, u.role FROM user u"
        f" JOIN device d ON d.no = u.id >> {NUMBER_BITS} WHERE u.active ORDER BY u.full_name, u.id"
    )
    return [Officer(*row) for row in rows]


def officer_of(connection: Connection, user_row: int) -> Officer:
    """The officer whose account that is."""
    row = connection.execute(
        "SELECT d.fingerprint, u.number, u.username, u.full_name, u.role FROM user u"
        f" JOIN device d ON d.no = u.id >> {NUMBER_BITS} WHERE u.id = ?",
        (user_row,),
    ).fetchone()
    return Officer(*row)


def names(connection: Connection) -> dict[tuple[str, int], str]:
    """The name of each officer, those who left as well."""
    rows = connection.execute(
        "SELECT d.fingerprint, u.number, u.full_name, u.username FROM user u"
        f" JOIN device d ON d.no = u.id >> {NUMBER_BITS}"
    )
    return {(device, number): name or username for device, number, name, username in rows}


def written_here_by(connection: Connection, row: int) -> int | None:
    """The number of the user of this file who wrote a record; None when it came from elsewhere."""
    found = connection.execute("SELECT author FROM change WHERE id = ?", (row,)).fetchone()
    return int(found[0]) if found else None


def roles_of(officer: Officer) -> frozenset[UserRole]:
    """What an officer may be asked to do follows from this; empty for a role of a newer version."""
    return frozenset({UserRole(officer.role)} if officer.role in set(UserRole) else ())
