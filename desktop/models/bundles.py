"""Which bundles this file wrote, read and carried; and what a bundle is made of."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from desktop.models import journal
from desktop.models.identity import NUMBER_MASK, Devices, Identity
from domain.changes import Change
from domain.problems import Problem

Connection = Any
_OPEN = "state IN ('waiting', 'sent')"


@dataclass(frozen=True)
class Carried:
    """A bundle this file carried for an office. ``brought`` and ``answer`` are the counts on the two heads.

    ``state``: ``sent`` (the answer is not on the stick yet), ``answered``, ``refused`` (see ``problem``).
    """

    name: str
    office: str
    laptop: str
    written_at: str
    size: int
    carried_at: str
    brought: dict[str, int]
    state: str
    answer: dict[str, int] = field(default_factory=dict)
    problem: Problem | None = None


def open_changes(connection: Connection, who: Identity, after: int, upto: int, limit: int) -> list[Change]:
    """The consecutive changes of an identity that have not arrived, from behind a number on, oldest first."""
    base = who.span[0] - 1
    rows = connection.execute(
        "SELECT id, author, clock, kind, subject, district, fields, base FROM change"
        f" WHERE {_OPEN} AND id > ? AND id <= ? ORDER BY id LIMIT ?",
        (base + after, base + upto, limit),
    ).fetchall()
    devices = Devices(connection)
    return [journal.change_of(row, devices) for place, row in enumerate(rows) if row[0] == rows[0][0] + place]


def open_span(connection: Connection, who: Identity) -> tuple[int, int]:
    """How many changes of an identity have not arrived, and the number of the last of them."""
    count, last = connection.execute(
        f"SELECT count(*), coalesce(max(id), 0) FROM change WHERE {_OPEN} AND id BETWEEN ? AND ?", who.span
    ).fetchone()
    return int(count), int(last) & NUMBER_MASK


def settle(connection: Connection, who: Identity, numbers: list[int], state: str, problem: str | None) -> int:
    """Marks those of the changes that were still open; how many. What is settled stays as it was settled."""
    base = who.span[0] - 1
    marked = 0
    for number in numbers:
        found = connection.execute(
            f"UPDATE change SET state = ?, problem = ? WHERE id = ? AND {_OPEN}",
            (state, problem, base + number),
        )
        marked += found.rowcount
    return marked


def written(connection: Connection, name: str, at: str, changes: int, photos: int) -> None:
    """Remember a bundle that was written whole."""
    connection.execute(
        "INSERT OR REPLACE INTO bundle_written (name, written_at, changes, photos) VALUES (?, ?, ?, ?)",
        (name, at, changes, photos),
    )


def answered(connection: Connection, name: str, at: str) -> bool:
    """Notes that a bundle's answer is here; False when it had been, or this file never wrote the bundle."""
    found = connection.execute(
        "UPDATE bundle_written SET answered_at = ? WHERE name = ? AND answered_at IS NULL", (at, name)
    )
    return bool(found.rowcount)


def unanswered(connection: Connection) -> tuple[str, int, int] | None:
    """The latest bundle whose answer has not come: when it was written, its changes, its photos."""
    row = connection.execute(
        "SELECT written_at, changes, photos, answered_at FROM bundle_written ORDER BY written_at DESC LIMIT 1"
    ).fetchone()
    return (row[0], row[1], row[2]) if row and row[3] is None else None


def was_read(connection: Connection, name: str) -> bool:
    """Whether this answer was read to its end before."""
    return bool(connection.execute("SELECT 1 FROM bundle_read WHERE name = ?", (name,)).fetchone())


def note_read(connection: Connection, name: str, at: str) -> None:
    """Remember an answer that was read to its end."""
    connection.execute("INSERT OR IGNORE INTO bundle_read (name, read_at) VALUES (?, ?)", (name, at))


def wanted(connection: Connection, name: str) -> bool | None:
    """Whether a photo that is not here is one of those that come later; None when no record speaks of it."""
    row = connection.execute("SELECT later FROM photo_wanted WHERE sha256 = ?", (name,)).fetchone()
    return bool(row[0]) if row else None


def carry(connection: Connection, one: Carried) -> None:
    """Remember what became of a carried bundle."""
    problem = one.problem
    text = json.dumps({"code": problem.code, "facts": dict(problem.facts)}) if problem else None
    connection.execute(
        "INSERT OR REPLACE INTO bundle_carried (name, office, laptop, written_at, size, carried_at, brought,"
        " answer, state, problem) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            one.name, one.office, one.laptop, one.written_at, one.size, one.carried_at,
            json.dumps(one.brought), json.dumps(one.answer), one.state, text,
        ),
    )  # fmt: skip


def carried(connection: Connection, name: str) -> Carried | None:
    """What became of a bundle, None when this file never carried it."""
    return next(_carried(connection, "WHERE name = ?", (name,)), None)


def carried_since(connection: Connection, at: str) -> list[Carried]:
    """What was carried from a moment on (ISO 8601, UTC), the latest first."""
    return list(_carried(connection, "WHERE carried_at >= ? ORDER BY carried_at DESC, name", (at,)))


def _carried(connection: Connection, where: str, given: tuple[str, ...]) -> Iterator[Carried]:
    rows = connection.execute(
        "SELECT name, office, laptop, written_at, size, carried_at, brought, state, answer, problem"
        f" FROM bundle_carried {where}",
        given,
    ).fetchall()
    for row in rows:
        brought, state, answer, problem = row[-4:]
        said = json.loads(problem) if problem else None
        why = Problem(said["code"], facts=said["facts"]) if said else None
        yield Carried(
            name=row[0],
            office=row[1],
            laptop=row[2],
            written_at=row[3],
            size=row[4],
            carried_at=row[5],
            brought=json.loads(brought),
            state=state,
            answer=json.loads(answer) if answer else {},
            problem=why,
        )
