"""Changes the server could not take: which still need somebody, what leans on them, what became of them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from desktop.models import records, searched
from domain.clock import moment
from domain.problems import Problem
from domain.records import Fields, references

Connection = Any
# The first term names the index of what has not simply arrived.
_OPEN = "c.state <> 'arrived' AND c.state = 'refused' AND c.id NOT IN (SELECT change FROM refusal_settled)"
_SELECT = (
    "SELECT c.id, c.kind, c.subject, c.fields, c.base, c.district, c.about, c.author, c.clock, c.problem"
    " FROM change c WHERE "
)
# Whose bytes go with the row: nobody's picture is thrown away because a server did not take its record.
_WITH_BYTES = ("photo", "document")


@dataclass(frozen=True)
class Refusal:
    """A refused change. ``subject`` is None where it made a record; references and bases are rows."""

    change: int
    kind: str
    subject: int | None
    fields: Fields
    base: dict[str, int]
    district: str
    about: int | None
    author: int
    at: str
    problem: Problem

    @property
    def record(self) -> int:
        """The record it is about."""
        return self.subject or self.change


@dataclass(frozen=True)
class SettledRefusal:
    """What became of one: ``by_change`` says it correctly; None where it was set aside for ``reason``."""

    change: int
    kind: str
    how: str
    by_change: int | None
    reason: str
    at: str
    author: int


def waiting(connection: Connection) -> list[Refusal]:
    """Those that still need somebody, the oldest first."""
    return [_refusal(row) for row in connection.execute(f"{_SELECT}{_OPEN} ORDER BY c.id")]


def one(connection: Connection, change: int) -> Refusal | None:
    """One that still needs somebody."""
    row = connection.execute(f"{_SELECT}{_OPEN} AND c.id = ?", (change,)).fetchone()
    return _refusal(row) if row else None


def count(connection: Connection) -> int:
    """How many still need somebody."""
    return int(connection.execute(f"SELECT count(*) FROM change c WHERE {_OPEN}").fetchone()[0])


def settled(connection: Connection) -> list[SettledRefusal]:
    """What became of those that need nobody any more, the latest first."""
    rows = connection.execute(
        "SELECT s.change, c.kind, s.how, s.by_change, s.reason, s.at, s.author FROM refusal_settled s"
        " JOIN change c ON c.id = s.change ORDER BY s.at DESC, s.change DESC"
    )
    return [SettledRefusal(*row) for row in rows]


def belonging(connection: Connection, refusal: Refusal) -> list[Refusal]:
    """The refused changes that mean nothing without each other, in order, with this one among them.

    A household the server never had, its members, their memberships and numbers: one without the others would
    be refused again. An edit of a record the server has stands alone.
    """
    found = waiting(connection)
    made = {one.change for one in found if one.subject is None}
    inside = {refusal.change, refusal.record} & ({refusal.change} | made)
    while True:
        more = {one.change for one in found if inside & ({one.change} | (touches(one) & made))}
        more |= {row for one in found if one.change in more for row in touches(one) & made}
        if more <= inside:
            return [one for one in found if one.change in inside]
        inside |= more


def touches(refusal: Refusal) -> set[int]:
    """The records a change is about or points at."""
    points = {refusal.fields.get(name) for name in references(refusal.kind)}
    return {refusal.record, *(row for row in points if isinstance(row, int))}


def leading(group: Collection[Refusal]) -> Refusal:
    """The one to be corrected for all: the household where one was made, else what was made first."""
    return min(group, key=lambda one: (one.subject is not None, one.kind != "household", one.change))


def unsent(connection: Connection, rows: Collection[int]) -> bool:
    """Whether something that leans on one of these records has not been sent yet."""
    wanted = set(rows)
    for kind, subject, fields in connection.execute(
        "SELECT kind, subject, fields FROM change WHERE state IN ('waiting', 'sent')"
    ):
        said = json.loads(fields)
        if subject in wanted or any(said.get(name) in wanted for name in references(kind)):
            return True
    return False


def note(
    connection: Connection, change: int, how: str, by_change: int | None, reason: str, at: str, author: int
) -> None:
    """What became of a refused change; the change stays as it is."""
    connection.execute(
        "INSERT OR REPLACE INTO refusal_settled (change, how, by_change, reason, at, author)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (change, how, by_change, reason, at, author),
    )


def drop_record(connection: Connection, kind: str, row: int, *, replaced: bool) -> None:
    """A record that no other office has leaves the register here; its change keeps what it said."""
    if kind in _WITH_BYTES and not replaced:
        return
    if kind == "person":
        searched.remove(connection, row)
    connection.execute(f"DELETE FROM {kind} WHERE id = ?", (row,))


def rename_import(connection: Connection, old: int, new: int) -> None:
    """The same form is known under the record that took the other's place."""
    connection.execute("UPDATE imported SET record = ? WHERE record = ?", (new, old))


def put_back(connection: Connection, refusal: Refusal) -> None:
    """What the refused edit set goes back to what stood before; where that is not known, it is read again."""
    kind, row = refusal.kind, refusal.record
    seen = records.revisions(connection, kind, row)
    ours = [name for name in refusal.fields if seen.get(name) == refusal.change]
    known: Fields = {}
    for name in ours:
        before = refusal.base.get(name, row)
        found = connection.execute("SELECT fields FROM change WHERE id = ?", (before,)).fetchone()
        if found is None:
            district = records.district(connection, kind, row)
            connection.execute("DELETE FROM cursor WHERE district = ?", (district,))
        else:
            known[name] = json.loads(found[0]).get(name)
    records.update(connection, kind, row, known, {})
    revised = {name: change for name, change in seen.items() if name not in ours}
    revised |= {name: refusal.base[name] for name in ours if name in refusal.base}
    connection.execute(
        f"UPDATE {kind} SET revised = ? WHERE id = ?", (json.dumps(revised) if revised else None, row)
    )


def _refusal(row: Any) -> Refusal:
    change, kind, subject, fields, base, district, about, author, clock, problem = row
    body: dict[str, Any] = json.loads(problem) if problem else {"code": "refused_unsaid"}
    return Refusal(
        change=change,
        kind=kind,
        subject=subject,
        fields=json.loads(fields),
        base=json.loads(base),
        district=district,
        about=about,
        author=author,
        at=moment(clock).replace(microsecond=0, tzinfo=None).isoformat() + "Z",
        problem=Problem(body["code"], body.get("where", ""), facts=body.get("facts", {})),
    )
