"""Employers, who works for them, their monthly statements and what was paid on these."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from desktop.models.people import full_name
from domain.contributions.terms import EmployerStatus, Payer, Sector, StatementStatus

Connection = Any
# A contribution that another one corrects is no money any more.
STANDS = "id NOT IN (SELECT corrects FROM contribution WHERE corrects IS NOT NULL)"
# A person's own record and every one that was merged into it.
SAME_PERSON = (
    "(WITH RECURSIVE same(id) AS (SELECT ?1 UNION"
    " SELECT p.id FROM person p JOIN same ON p.merged_into = same.id) SELECT id FROM same)"
)
_MOST = 200


@dataclass(frozen=True)
class EmployerLine:
    """An employer; ``registered_on`` is ISO 8601, ``employed`` who of the register works there today."""

    id: int
    code: str
    name: str
    registration: str
    tax_number: str
    area: str
    sector: Sector
    workers: int | None
    contact: str
    phone: str
    registered_on: str
    status: EmployerStatus
    employed: int


@dataclass(frozen=True)
class WorkerLine:
    """Somebody who works for an employer; days are ISO 8601, ``until_on`` empty while they do."""

    id: int
    household: int
    person: int
    code: str
    name: str
    number: str
    scheme: str
    from_on: str
    until_on: str


@dataclass(frozen=True)
class StatementLine:
    """A statement in a list; sums are in minor units. ``replaces`` is the code of the one it corrects."""

    id: int
    code: str
    employer: int
    employer_name: str
    scheme: str
    month: str
    currency: str
    status: StatementStatus
    filed_on: str
    workers: int
    base: int
    due: int
    paid: int
    replaces: str

    @property
    def owing(self) -> int:
        """What is still to be paid."""
        return self.due - self.paid


@dataclass(frozen=True)
class DeclaredLine:
    """One worker's month as it was declared; ``code`` is empty for somebody nobody here knows."""

    id: int
    household: int | None
    person: int | None
    code: str
    name: str
    number: str
    base: int
    days: int | None
    rate: str
    worker_due: int
    employer_due: int
    sponsor_due: int
    sponsor: str


@dataclass(frozen=True)
class PaidLine:
    """Money received; ``corrected`` by a later one. Months are YYYY-MM, ``paid_on`` ISO 8601."""

    id: int
    scheme: str
    statement: str
    payer: Payer
    payer_name: str
    from_month: str
    until_month: str
    amount: int
    currency: str
    paid_on: str
    reference: str
    corrected: bool


@dataclass(frozen=True)
class VisitLine:
    """A visit to an employer; days are ISO 8601."""

    id: int
    on: str
    finding: str
    follow_up_on: str


_EMPLOYER = (
    "SELECT e.id, e.code, e.name, e.registration, e.tax_number, e.area, e.sector, e.workers, e.contact,"
    " e.phone, e.registered_on, e.status, (SELECT count(DISTINCT m.person)"
    " FROM employment m WHERE m.employer = e.id AND m.until_on IS NULL) FROM employer e"
)


def employers(connection: Connection, text: str = "", most: int = _MOST) -> list[EmployerLine]:
    """Those whose name, code or number has the text in it, by name; those that are closed last."""
    like = f"%{text.strip()}%"
    rows = connection.execute(
        f"{_EMPLOYER} WHERE e.name LIKE ?1 OR e.code LIKE ?1 OR e.registration LIKE ?1"
        " OR e.tax_number LIKE ?1 ORDER BY e.status = 'closed', e.name COLLATE NOCASE, e.id LIMIT ?2",
        (like, most),
    )
    return [_employer(row) for row in rows]


def employer(connection: Connection, code: str) -> EmployerLine | None:
    """The employer of a printed code; None when there is none."""
    row = connection.execute(f"{_EMPLOYER} WHERE e.code = ? ORDER BY e.id", (code,)).fetchone()
    return _employer(row) if row else None


def employer_of_number(connection: Connection, registration: str) -> str | None:
    """The code of the employer that has a registration number."""
    row = connection.execute(
        "SELECT code FROM employer WHERE registration = ? COLLATE NOCASE", (registration,)
    ).fetchone()
    return str(row[0]) if row else None


def _employer(row: Any) -> EmployerLine:
    text = [value or "" for value in row]
    return EmployerLine(
        row[0], text[1], text[2], text[3], text[4], text[5], Sector(row[6]), row[7], text[8], text[9],
        row[10], EmployerStatus(row[11]), row[12],
    )  # fmt: skip


_WORKER = (
    "SELECT m.id, m.household, m.person, p.code, p.given_name, p.family_name, m.number, m.scheme, m.from_on,"
    " m.until_on FROM employment m JOIN person p ON p.id = m.person"
)


def workers(connection: Connection, employer: int) -> list[WorkerLine]:
    """Everybody who works or worked there: those who do first, by name."""
    rows = connection.execute(
        f"{_WORKER} WHERE m.employer = ?"
        " ORDER BY m.until_on IS NOT NULL, p.family_name, p.given_name, m.from_on DESC",
        (employer,),
    )
    return [_worker(row) for row in rows]


def employments(connection: Connection, person: int) -> list[tuple[WorkerLine, int | None, int | None]]:
    """Where a person works or worked, with the employer's row and how many months a contribution covers."""
    rows = connection.execute(
        f"{_WORKER.replace(' FROM employment', ', m.employer, m.frequency_months FROM employment')}"
        f" WHERE m.person IN {SAME_PERSON} ORDER BY m.until_on IS NOT NULL, m.from_on DESC, m.id",
        (person,),
    )
    return [(_worker(row), row[10], row[11]) for row in rows]


def _worker(row: Any) -> WorkerLine:
    return WorkerLine(
        row[0], row[1], row[2], row[3], full_name(row[4], row[5]), row[6] or "", row[7], row[8], row[9] or ""
    )


def of_numbers(
    connection: Connection, scheme: str, numbers: Iterable[str]
) -> dict[str, tuple[int, int, str, str]]:
    """(household, person, code, name) by the number of insurance in a scheme; the one known first."""
    rows = connection.execute(
        "SELECT m.number, m.household, m.person, p.code, p.given_name, p.family_name FROM employment m"
        " JOIN person p ON p.id = m.person WHERE m.scheme = ?"
        " AND m.number IN (SELECT value FROM json_each(?)) ORDER BY m.id DESC",
        (scheme, json.dumps(sorted(set(numbers)))),
    )
    return {row[0]: (row[1], row[2], row[3], full_name(row[4], row[5])) for row in rows}


_STATEMENT = (
    "SELECT s.id, s.code, s.employer, e.name, s.scheme, s.month, s.currency, s.status, s.filed_on, s.workers,"
    " s.base, s.due, r.code FROM statement s JOIN employer e ON e.id = s.employer"
    " LEFT JOIN statement r ON r.id = s.replaces"
)


def statements(
    connection: Connection, employer: int | None = None, code: str = "", month: str = ""
) -> list[StatementLine]:
    """Statements, the latest month first; of one employer, one code or one month."""
    rows = connection.execute(
        f"{_STATEMENT} WHERE (?1 IS NULL OR s.employer = ?1) AND (?2 = '' OR s.code = ?2)"
        " AND (?3 = '' OR s.month = ?3) ORDER BY s.month DESC, s.status = 'replaced', s.id DESC",
        (employer, code, month),
    ).fetchall()
    money = paid(connection)
    return [_statement(row, money.get(row[0], 0)) for row in rows]


def _statement(row: Any, paid_so_far: int) -> StatementLine:
    return StatementLine(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], StatementStatus(row[7]), row[8] or "",
        row[9] or 0, row[10] or 0, row[11] or 0, paid_so_far, row[12] or "",
    )  # fmt: skip


def paid(connection: Connection) -> dict[int, int]:
    """What was received for each statement; of one replaced, for its successor."""
    successors = dict(
        connection.execute("SELECT replaces, id FROM statement WHERE replaces IS NOT NULL ORDER BY id DESC")
    )
    sums: dict[int, int] = defaultdict(int)
    for statement, amount in connection.execute(
        f"SELECT statement, sum(amount) FROM contribution WHERE statement IS NOT NULL AND {STANDS}"
        " GROUP BY statement"
    ):
        seen = {statement}
        while (after := successors.get(statement)) is not None and after not in seen:
            statement = after
            seen.add(after)
        sums[statement] += amount
    return sums


def settled(connection: Connection) -> tuple[frozenset[int], frozenset[int]]:
    """The statements that stand: those paid in full, and those that are not."""
    money = paid(connection)
    full: set[int] = set()
    owing: set[int] = set()
    for row, due in connection.execute("SELECT id, coalesce(due, 0) FROM statement WHERE status = 'filed'"):
        (full if money.get(row, 0) >= due else owing).add(row)
    return frozenset(full), frozenset(owing)


def declared(connection: Connection, statement: int) -> list[DeclaredLine]:
    """The lines of a statement as they were declared."""
    rows = connection.execute(
        "SELECT l.id, l.household, l.person, p.code, l.name, l.number, l.base, l.days, l.rate, l.worker_due,"
        " l.employer_due, l.sponsor_due, l.sponsor FROM statement_line l"
        " LEFT JOIN person p ON p.id = l.person WHERE l.statement = ? ORDER BY l.id",
        (statement,),
    )
    return [
        DeclaredLine(
            r[0], r[1], r[2], r[3] or "", r[4], r[5] or "", r[6], r[7], r[8], r[9], r[10], r[11] or 0,
            r[12] or "",
        )
        for r in rows
    ]  # fmt: skip


_PAID = (
    "SELECT c.id, c.scheme, s.code, c.payer, c.payer_name, c.from_month, c.until_month, c.amount, c.currency,"
    " c.paid_on, c.reference, EXISTS (SELECT 1 FROM contribution x WHERE x.corrects = c.id)"
    " FROM contribution c LEFT JOIN statement s ON s.id = c.statement"
)


def paid_by(
    connection: Connection,
    employer: int | None = None,
    person: int | None = None,
    household: int | None = None,
) -> list[PaidLine]:
    """Money received from an employer, for a person or for a household as a whole, the latest first."""
    if employer is not None:
        where, given = "c.employer = ?1", employer
    elif person is not None:
        where, given = f"c.person IN {SAME_PERSON}", person
    else:
        where, given = "c.household = ?1 AND c.person IS NULL", household or 0
    rows = connection.execute(f"{_PAID} WHERE {where} ORDER BY c.paid_on DESC, c.id DESC", (given,))
    return [_paid(row) for row in rows]


def paid_line(connection: Connection, row: int) -> PaidLine | None:
    """One of them; None when there is none."""
    found = connection.execute(f"{_PAID} WHERE c.id = ?", (row,)).fetchone()
    return _paid(found) if found else None


def _paid(row: Any) -> PaidLine:
    return PaidLine(
        row[0], row[1], row[2] or "", Payer(row[3]), row[4] or "", row[5], row[6], row[7], row[8], row[9],
        row[10] or "", bool(row[11]),
    )  # fmt: skip


def declared_months(connection: Connection, person: int) -> list[tuple[str, str, int | None, str, str]]:
    """(scheme, month, statement's row or None, its code, employer's name) of every line that stands."""
    return list(
        connection.execute(
            "SELECT l.scheme, l.month, l.statement, coalesce(s.code, ''), coalesce(e.name, '')"
            " FROM statement_line l LEFT JOIN statement s ON s.id = l.statement"
            " LEFT JOIN employer e ON e.id = s.employer"
            f" WHERE l.person IN {SAME_PERSON} AND (s.id IS NULL OR s.status = 'filed') ORDER BY l.month",
            (person,),
        )
    )


def visits(connection: Connection, employer: int) -> list[VisitLine]:
    """The visits to an employer, the latest first."""
    rows = connection.execute(
        'SELECT id, "on", finding, follow_up_on FROM employer_visit WHERE employer = ?'
        ' ORDER BY "on" DESC, id DESC',
        (employer,),
    )
    return [VisitLine(row[0], row[1], row[2], row[3] or "") for row in rows]


def follow_ups(connection: Connection, until: str) -> list[tuple[str, str, str]]:
    """(day, employer's code, its name) of every follow-up due by a day that no later visit answered."""
    return list(
        connection.execute(
            "SELECT v.follow_up_on, e.code, e.name FROM employer_visit v JOIN employer e ON e.id = v.employer"
            " WHERE v.follow_up_on <= ? AND NOT EXISTS (SELECT 1 FROM employer_visit w"
            ' WHERE w.employer = v.employer AND w."on" >= v.follow_up_on AND w.id > v.id)',
            (until,),
        )
    )


def without_statement(connection: Connection, month: str, last: str) -> list[tuple[str, str, str]]:
    """(employer's code, its name, scheme) of those with workers in a month and no statement of it."""
    return list(
        connection.execute(
            "SELECT DISTINCT e.code, e.name, m.scheme FROM employer e JOIN employment m ON m.employer = e.id"
            " WHERE e.status = 'active' AND m.from_on <= ?2 AND coalesce(m.until_on, ?2) >= ?1 || '-01'"
            " AND NOT EXISTS (SELECT 1 FROM statement s WHERE s.employer = e.id AND s.scheme = m.scheme"
            " AND s.month = ?1 AND s.status = 'filed') ORDER BY e.name, m.scheme",
            (month, last),
        )
    )


def as_list(rows: Collection[int]) -> str:
    """Rows for ``json_each``."""
    return json.dumps(sorted(rows))
