"""Requests and the answers to them, as the file has them."""

from __future__ import annotations

from array import array
from typing import Any

from desktop.models import records
from desktop.models.identity import NUMBER_BITS
from domain.requests import Answer
from domain.vocabulary import ChangeKind, RequestDecision

Connection = Any
# What a newer version asks for and decides is kept for it, and shown by it.
_KNOWN = "r.request IN ({})".format(", ".join(f"'{kind.value}'" for kind in ChangeKind))
_DECISIONS = frozenset(decision.value for decision in RequestDecision)


def undecided(connection: Connection) -> array[int]:
    """Requests without any answer, the oldest first."""
    rows = connection.execute(
        f"SELECT r.id FROM change_request r WHERE {_KNOWN} AND NOT EXISTS"
        " (SELECT 1 FROM request_answer a WHERE a.request = r.id) ORDER BY r.at, r.id"
    )
    return array("q", (row for (row,) in rows))


def of_households(connection: Connection, households: list[int]) -> array[int]:
    """Every request about these households, the latest first."""
    marks = ", ".join("?" * len(households))
    rows = connection.execute(
        f"SELECT r.id FROM change_request r WHERE {_KNOWN} AND r.household IN ({marks})"
        " ORDER BY r.at DESC, r.id DESC",
        households,
    )
    return array("q", (row for (row,) in rows))


def answers(connection: Connection, request: int) -> list[Answer]:
    """The answers to a request, in no order."""
    rows = connection.execute(
        "SELECT a.id, a.decision, a.at, d.fingerprint, a.acting, a.reason, a.extra FROM request_answer a"
        " JOIN device d ON d.no = a.id >> ? WHERE a.request = ?",
        (NUMBER_BITS, request),
    )
    return [
        Answer(
            id=row[0],
            decision=RequestDecision(row[1]),
            at=row[2],
            device=row[3],
            acting=bool(row[4]),
            reason=row[5] or "",
            by=str(records.parsed(row[6] or "{}").get("answered_by") or ""),
        )
        for row in rows
        if row[1] in _DECISIONS
    ]


def author(connection: Connection, row: int) -> int | None:
    """The user who wrote a record in this file; None for one that came from elsewhere."""
    found = connection.execute("SELECT author FROM change WHERE id = ?", (row,)).fetchone()
    return int(found[0]) if found else None


def applied_here(connection: Connection) -> list[tuple[int, int]]:
    """(answer, request) of what this file applied while others answered too."""
    rows = connection.execute(
        "SELECT a.id, a.request FROM request_answer a JOIN change c ON c.id = a.id"
        " WHERE a.decision = 'applied' AND EXISTS (SELECT 1 FROM request_answer b WHERE b.request = a.request"
        " AND b.id >> ? <> a.id >> ?) ORDER BY a.id",
        (NUMBER_BITS, NUMBER_BITS),
    )
    return [(answer, request) for answer, request in rows]


def that_merged(connection: Connection, household: int) -> tuple[int, int] | None:
    """(answer, request) by which this file merged a household into another, the latest."""
    found = connection.execute(
        "SELECT a.id, a.request FROM change c"
        " JOIN request_answer a ON a.id > c.id AND a.id >> ?1 = c.id >> ?1"
        " WHERE c.kind = 'household' AND c.subject = ?2"
        " AND json_extract(c.fields, '$.merged_into') IS NOT NULL AND a.decision = 'applied'"
        " ORDER BY c.id DESC, a.id LIMIT 1",
        (NUMBER_BITS, household),
    ).fetchone()
    return (int(found[0]), int(found[1])) if found else None


def with_merged(connection: Connection, household: int) -> list[int]:
    """A household and those that went into it, however often."""
    rows = connection.execute(
        "WITH RECURSIVE gone (id) AS (VALUES (?) UNION SELECT h.id FROM household h JOIN gone g"
        " ON h.merged_into = g.id AND h.status = 'merged') SELECT id FROM gone",
        (household,),
    )
    return [row for (row,) in rows]
