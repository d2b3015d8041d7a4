"""Four counts of a scheme's people that are never added: registered, contributing, entitled, served."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from desktop.models import contributions
from desktop.models.contributions import STANDS

Connection = Any
# Whoever was merged counts once, as who stands for them; a scheme of households counts households.
_WHO = {
    "person": "coalesce((SELECT p.merged_into FROM person p WHERE p.id = {t}.person), {t}.person)",
    "household": "coalesce((SELECT h.merged_into FROM household h"
    " WHERE h.id = {t}.household), {t}.household)",
}
_ONCE_ENROLLED = "('enrolled', 'active', 'suspended', 'graduated', 'exited')"


def _who(unit: str, table: str) -> str:
    return _WHO[unit].format(t=table)


def registered(connection: Connection, scheme: str, unit: str, on: str) -> set[int]:
    """Whoever is enrolled, or works insured in the scheme, on a day."""
    found = connection.execute(
        f"SELECT {_who(unit, 'e')} FROM enrolment e WHERE e.scheme = ?1 AND e.status IN {_ONCE_ENROLLED}"
        " AND coalesce(e.enrolled_on, e.applied_on) <= ?2 AND (e.end_on IS NULL OR e.end_on > ?2)"
        f" UNION SELECT {_who(unit, 'm')} FROM employment m WHERE m.scheme = ?1"
        " AND m.from_on <= ?2 AND (m.until_on IS NULL OR m.until_on >= ?2)",
        (scheme, on),
    )
    return {row for (row,) in found if row is not None}


def months_paid(
    connection: Connection, scheme: str, unit: str, until: str, since: str = ""
) -> dict[int, tuple[int, str]]:
    """(how many months, the last of them) paid for by or for each, up to a month and from one on."""
    full, _ = contributions.settled(connection)
    found = connection.execute(
        "SELECT who, count(DISTINCT month), max(month) FROM ("
        f"SELECT {_who(unit, 'l')} AS who, l.month FROM statement_line l WHERE l.scheme = ?1"
        " AND l.month BETWEEN ?2 AND ?3 AND l.statement IN (SELECT value FROM json_each(?4))"
        f" UNION ALL SELECT {_who(unit, 'c')}, y.month FROM contribution c"
        " JOIN (WITH RECURSIVE months(month) AS (SELECT ?5 UNION ALL"
        " SELECT strftime('%Y-%m', month || '-01', '+1 month') FROM months WHERE month < ?3)"
        " SELECT month FROM months) y ON y.month BETWEEN c.from_month AND c.until_month"
        f" WHERE c.scheme = ?1 AND c.statement IS NULL AND c.household IS NOT NULL AND c.{STANDS}"
        " AND c.amount > 0 AND y.month BETWEEN ?2 AND ?3) WHERE who IS NOT NULL GROUP BY who",
        (scheme, since, until, contributions.as_list(full), since or _first(connection, scheme, until)),
    )
    return {who: (count, last) for who, count, last in found}


def _first(connection: Connection, scheme: str, until: str) -> str:
    row = connection.execute(
        "SELECT min(from_month) FROM contribution WHERE scheme = ?", (scheme,)
    ).fetchone()
    return str(row[0]) if row[0] and row[0] < until else until


def said_entitled(connection: Connection, scheme: str, unit: str, on: str) -> set[int]:
    """Whoever is active in the scheme on a day and was told until when, or for whom no end was set."""
    found = connection.execute(
        f"SELECT {_who(unit, 'e')} FROM enrolment e WHERE e.scheme = ?1 AND e.start_on <= ?2"
        " AND e.status IN ('active', 'graduated', 'exited') AND (e.end_on IS NULL OR e.end_on > ?2)"
        " AND e.entitled_until >= ?2",
        (scheme, on),
    )
    return {row for (row,) in found if row is not None}


def active(connection: Connection, scheme: str, unit: str, on: str) -> set[int]:
    """Whoever is active in a scheme that asks for no contributions."""
    found = connection.execute(
        f"SELECT {_who(unit, 'e')} FROM enrolment e WHERE e.scheme = ?1 AND e.start_on <= ?2"
        " AND e.status IN ('active', 'graduated', 'exited') AND (e.end_on IS NULL OR e.end_on > ?2)",
        (scheme, on),
    )
    return {row for (row,) in found if row is not None}


def served(
    connection: Connection, scheme: str, unit: str, first: str, last: str, *, sealed: bool = False
) -> set[int]:
    """Whoever used a service of the scheme, or was paid by it, from one day to another.

    ``sealed``: this user may know of sealed services too.
    """
    found = connection.execute(
        f"SELECT {_who(unit, 'e')} FROM service_use u JOIN enrolment e ON e.id = u.enrolment"
        f' WHERE e.scheme = ?1 AND u."on" BETWEEN ?2 AND ?3 AND (?4 OR u.sealed IS NOT 1)'
        f" UNION SELECT {_who(unit, 'e')} FROM payment p JOIN entitlement t ON t.id = p.entitlement"
        " JOIN enrolment e ON e.id = t.enrolment WHERE e.scheme = ?1 AND p.status = 'paid'"
        " AND p.paid_on BETWEEN ?2 AND ?3"
        " AND NOT EXISTS (SELECT 1 FROM payment x WHERE x.corrects = p.id)",
        (scheme, first, last, sealed),
    )
    return {row for (row,) in found if row is not None}


def involved(connection: Connection, people: Iterable[int], household: int) -> set[str]:
    """The schemes in which these people or their household were ever insured, enrolled or paid for."""
    rows = json.dumps(sorted(people))
    found = connection.execute(
        "SELECT scheme FROM employment WHERE person IN (SELECT value FROM json_each(?1))"
        " UNION SELECT scheme FROM statement_line WHERE person IN (SELECT value FROM json_each(?1))"
        " UNION SELECT scheme FROM contribution WHERE household = ?2"
        f" UNION SELECT scheme FROM enrolment WHERE household = ?2 AND status IN {_ONCE_ENROLLED}",
        (rows, household),
    )
    return {scheme for (scheme,) in found}
