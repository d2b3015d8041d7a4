"""What was said of pairs of look-alikes; of one pair the latest word stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.models import merges
from desktop.models.identity import NUMBER_BITS
from domain.vocabulary import ChangeKind, DuplicateDecision

Connection = Any
# What must still be looked at, in this order.
_OPEN = (DuplicateDecision.pending, DuplicateDecision.unsure, DuplicateDecision.same)


@dataclass(frozen=True)
class JudgementRow:
    """A judgement as it was written. ``weight`` in hundredths of a bit; ``author`` 0: on another laptop."""

    id: int
    person: int
    other: int
    decision: str
    weight: int | None
    reasons: list[dict[str, Any]]
    note: str
    at: str
    author: int


# In the same order on every machine: by time, then by who wrote it.
_SELECT = (
    "SELECT j.id, j.person, j.other, j.decision, j.weight, j.reasons, j.note, j.at, c.author"
    f" FROM duplicate_judgement j JOIN device d ON d.no = j.id >> {NUMBER_BITS}"
    " LEFT JOIN change c ON c.id = j.id "
)
_IN_ORDER = " ORDER BY j.at, d.fingerprint, j.id"


def one(connection: Connection, row: int) -> JudgementRow | None:
    """A judgement by its row."""
    found = connection.execute(_SELECT + "WHERE j.id = ?", (row,)).fetchone()
    return _row(found) if found else None


def latest(connection: Connection, person: int, other: int) -> JudgementRow | None:
    """The last word on a pair, either way round."""
    found = connection.execute(
        _SELECT + "WHERE (j.person = ?1 AND j.other = ?2) OR (j.person = ?2 AND j.other = ?1)" + _IN_ORDER,
        (person, other),
    ).fetchall()
    return _row(found[-1]) if found else None


def open_pairs(connection: Connection, person: int | None = None) -> list[int]:
    """The judgements that wait for somebody: pending ones first, then unsure, then same without a merge.

    Of pairs whose records were merged, nothing waits; a pair is told by who stands for each today.
    """
    query, given = _SELECT + _IN_ORDER, ()
    if person is not None:
        query, given = _SELECT + "WHERE j.person = ?1 OR j.other = ?1" + _IN_ORDER, (person,)  # type: ignore[assignment]
    last: dict[frozenset[int], JudgementRow] = {}
    gone = merges.absorbed(connection)
    asked = _asked(connection)
    for found in connection.execute(query, given).fetchall():
        kept = _row(found)
        pair = frozenset(
            merges.standing(connection, "person", row) if row in gone else row
            for row in (kept.person, kept.other)
        )
        last[pair] = kept
    waiting = [
        (_OPEN.index(DuplicateDecision(kept.decision)), kept.at, kept.id)
        for pair, kept in last.items()
        if len(pair) == 2 and kept.decision in _OPEN and pair not in asked
    ]
    return [row for _, _, row in sorted(waiting)]


def _asked(connection: Connection) -> set[frozenset[int]]:
    """The pairs for whose merge somebody has asked and nobody has answered."""
    rows = connection.execute(
        "SELECT q.payload FROM change_request q WHERE q.request = ?"
        " AND NOT EXISTS (SELECT 1 FROM request_answer a WHERE a.request = q.id)",
        (ChangeKind.merge_persons.value,),
    ).fetchall()
    found = set()
    for (payload,) in rows:
        told = dict(json.loads(payload))
        codes = (str(told.get("survivor", "")), str(told.get("absorbed", "")))
        pair = [
            connection.execute("SELECT id FROM person WHERE code = ?", (code,)).fetchone() for code in codes
        ]
        if all(pair):
            found.add(frozenset(merges.standing(connection, "person", int(row[0])) for row in pair))
    return found


def _row(row: Sequence[Any]) -> JudgementRow:
    return JudgementRow(
        id=row[0],
        person=row[1],
        other=row[2],
        decision=row[3],
        weight=row[4],
        # One without a code was written by nobody here: a page must still open.
        reasons=[one for one in json.loads(row[5] or "[]") if isinstance(one, dict) and "code" in one],
        note=row[6] or "",
        at=row[7],
        author=row[8] or 0,
    )
