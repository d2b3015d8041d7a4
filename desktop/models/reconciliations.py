"""What this file has written, counted from the journal alone, and how comparing it with the server went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.models import identity
from desktop.models.identity import NUMBER_BITS, Identity
from domain.clock import COUNTER

Connection = Any
_KEEP = 100
_IN_SPAN = "c.clock >= ? AND c.clock < ?"


@dataclass(frozen=True)
class Count:
    """How many changes of one author and kind are in one state; ``no`` is the identity's number here."""

    no: int
    author: int
    kind: str
    state: str
    n: int


def written(connection: Connection, first_ms: int, last_ms: int) -> list[Count]:
    """Every change of this file written in that time (milliseconds since 1970, the end left out)."""
    rows = connection.execute(
        f"SELECT c.id >> {NUMBER_BITS}, c.author, c.kind, c.state, count(*) FROM change c"
        f" WHERE {_IN_SPAN} GROUP BY 1, 2, 3, 4",
        (first_ms * COUNTER, last_ms * COUNTER),
    )
    return [Count(*row) for row in rows]


def proved(connection: Connection, first_ms: int, last_ms: int) -> list[Count]:
    """Those among them that a receipt covers."""
    found = []
    for who in identity.everyone(connection):
        rows = connection.execute(
            f"SELECT c.author, c.kind, c.state, count(*) FROM change c WHERE {_IN_SPAN} AND c.id >= ?"
            " AND c.id <= (SELECT max(upto) FROM receipt WHERE upto BETWEEN ? AND ?) GROUP BY 1, 2, 3",
            (first_ms * COUNTER, last_ms * COUNTER, who.span[0], *who.span),
        )
        found += [Count(who.no, *row) for row in rows]
    return found


def for_somebody(connection: Connection, first_ms: int, last_ms: int) -> list[Count]:
    """Those that need somebody: refused and not settled yet, or the cause of a conflict that is open."""
    rows = connection.execute(
        f"SELECT c.id >> {NUMBER_BITS}, c.author, c.kind, c.state, count(*) FROM change c WHERE {_IN_SPAN}"
        " AND ((c.state = 'refused' AND c.id NOT IN (SELECT change FROM refusal_settled))"
        " OR c.id IN (SELECT id FROM conflict WHERE state = 'open')) GROUP BY 1, 2, 3, 4",
        (first_ms * COUNTER, last_ms * COUNTER),
    )
    return [Count(*row) for row in rows]


def proved_upto(connection: Connection, who: Identity) -> int:
    """The last number of an identity that a receipt covers; 0 for none."""
    (row,) = connection.execute(
        "SELECT max(upto) FROM receipt WHERE upto BETWEEN ? AND ?", who.span
    ).fetchone()
    return int(row) - who.span[0] + 1 if row else 0


def keep(connection: Connection, at: str, day: str, agrees: bool, body: str, jws: str) -> int:
    """Remember a comparison; its number in this file. The last hundred are kept."""
    number = connection.execute(
        "INSERT INTO reconciliation (at, day, agrees, body, jws) VALUES (?, ?, ?, ?, ?)",
        (at, day, int(agrees), body, jws),
    ).lastrowid
    connection.execute("DELETE FROM reconciliation WHERE id <= ?", (number - _KEEP,))
    return int(number)


def latest(connection: Connection, limit: int) -> list[tuple[int, str]]:
    """Number and body of the last comparisons, the latest first."""
    rows = connection.execute("SELECT id, body FROM reconciliation ORDER BY id DESC LIMIT ?", (limit,))
    return [(number, body) for number, body in rows]
