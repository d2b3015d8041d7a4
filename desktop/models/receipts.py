"""The server's receipts: what proves that a change arrived, and when.

A receipt covers every change of one identity up to its number: the chain there hangs on all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.models import identity
from desktop.models.identity import NUMBER_MASK, Identity

Connection = Any
_ANSWERED = "state NOT IN ('waiting', 'sent')"


@dataclass(frozen=True)
class Receipt:
    """``upto`` is a change number, ``jws`` what the server signed, ``received_at`` ISO 8601 in UTC."""

    who: Identity
    upto: int
    jws: str
    received_at: str


def all_of(connection: Connection) -> Iterator[Receipt]:
    """Each receipt of each identity this file has had, oldest first."""
    for who in identity.everyone(connection):
        rows = connection.execute(
            "SELECT upto, jws, received_at FROM receipt WHERE upto BETWEEN ? AND ? ORDER BY upto", who.span
        ).fetchall()
        for upto, jws, received_at in rows:
            yield Receipt(who, upto & NUMBER_MASK, jws, received_at)


def covering(connection: Connection, change: int) -> Receipt | None:
    """The first receipt that covers a change of this file (its row id); None while none does."""
    for who in identity.everyone(connection):
        first, last = who.span
        if first <= change <= last:
            row = connection.execute(
                "SELECT upto, jws, received_at FROM receipt WHERE upto BETWEEN ? AND ? ORDER BY upto LIMIT 1",
                (change, last),
            ).fetchone()
            return Receipt(who, row[0] & NUMBER_MASK, row[1], row[2]) if row else None
    return None


def times(connection: Connection, changes: Sequence[int]) -> dict[int, str]:
    """When each of these changes arrived (ISO 8601, UTC); one that waits, or has no receipt, is left out."""
    found = {}
    for change in changes:
        row = connection.execute(
            "SELECT r.received_at FROM change c JOIN receipt r ON r.upto >= c.id AND r.upto <= (c.id | ?)"
            f" WHERE c.id = ? AND c.{_ANSWERED} ORDER BY r.upto LIMIT 1",
            (NUMBER_MASK, change),
        ).fetchone()
        if row:
            found[change] = str(row[0])
    return found


def latest(connection: Connection) -> str:
    """When the server last signed for something, empty before the first time."""
    (at,) = connection.execute("SELECT max(received_at) FROM receipt").fetchone()
    return at or ""


def without(connection: Connection) -> int:
    """How many changes count as arrived that no receipt covers: a copy of this file had sent them."""
    total = 0
    for who in identity.everyone(connection):
        first, last = who.span
        (upto,) = connection.execute(
            "SELECT max(upto) FROM receipt WHERE upto BETWEEN ? AND ?", who.span
        ).fetchone()
        (count,) = connection.execute(
            f"SELECT count(*) FROM change WHERE id > ? AND id BETWEEN ? AND ? AND {_ANSWERED}",
            (upto or 0, first, last),
        ).fetchone()
        total += count
    return total


def forget_from(connection: Connection, change: int, last: int) -> None:
    """Receipts of changes that are chained anew prove nothing any more."""
    connection.execute("DELETE FROM receipt WHERE upto BETWEEN ? AND ?", (change, last))
