"""Records of one human being, or of one household, joined: which of them stands, and by which merge."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.models.identity import NUMBER_BITS

Connection = Any


@dataclass(frozen=True)
class MergeRow:
    """A merge as it was written. ``author`` is 0 for one made on another laptop."""

    id: int
    survivor: int
    absorbed: int
    before: dict[str, Any]
    after: dict[str, Any]
    membership: int | None
    request: int | None
    undo_until: str
    at: str
    author: int
    undone: bool


def standing(connection: Connection, kind: str, row: int) -> int:
    """The record that stands for this one: itself, or what it was merged into, however often.

    ``kind`` is ``person`` or ``household``. Two laptops may have merged each into the other before they
    met: of such a ring the record of the first printed code stands, on every machine alike. A household in
    which somebody lives stands for itself: another laptop put them there before it heard of the merge.
    """
    path = [row]
    while True:
        if kind == "household" and lived_in(connection, path[-1]):
            return path[-1]
        found = connection.execute(
            f"SELECT o.id FROM {kind} r JOIN {kind} o ON o.id = r.merged_into WHERE r.id = ?", (path[-1],)
        ).fetchone()
        if found is None:  # what it was merged into may not have come here yet
            return path[-1]
        if found[0] in path:
            return first_of(connection, kind, path[path.index(found[0]) :])
        path.append(found[0])


# Of each person of a JSON list (root): the own record, and all that went into it.
WITH_ABSORBED = (
    "WITH RECURSIVE same (root, id) AS (SELECT value, value FROM json_each(?)"
    " UNION SELECT s.root, p.id FROM same s JOIN person p ON p.merged_into = s.id) "
)


def with_absorbed(connection: Connection, persons: Sequence[int]) -> list[int]:
    """These persons, and every record that went into one of them, however often."""
    rows = connection.execute(
        WITH_ABSORBED + "SELECT DISTINCT id FROM same ORDER BY id", (json.dumps(list(persons)),)
    )
    return [row for (row,) in rows]


def lived_in(connection: Connection, household: int) -> bool:
    """Whether somebody belongs to a household today."""
    found = connection.execute(
        "SELECT 1 FROM membership WHERE household = ? AND end_on IS NULL LIMIT 1", (household,)
    ).fetchone()
    return found is not None


def first_of(connection: Connection, kind: str, rows: Sequence[int]) -> int:
    """The one that every machine names first: by printed code, by device where codes are alike."""
    marks = ", ".join("?" * len(rows))
    found = connection.execute(
        f"SELECT r.id FROM {kind} r JOIN device d ON d.no = r.id >> {NUMBER_BITS} WHERE r.id IN ({marks})"
        " ORDER BY r.code, d.fingerprint, r.id LIMIT 1",
        list(rows),
    ).fetchone()
    return int(found[0])


def absorbed(connection: Connection, kind: str = "person") -> set[int]:
    """The records that another stands for; a list of people leaves them out. Few: one query reads them."""
    into = dict(
        connection.execute(f"SELECT id, merged_into FROM {kind} WHERE merged_into IS NOT NULL").fetchall()
    )
    return {row for row in into if standing(connection, kind, row) != row}


def rings(connection: Connection, kind: str = "person") -> list[list[int]]:
    """Records merged into each other in a circle, by laptops that had not met."""
    into = dict(
        connection.execute(f"SELECT id, merged_into FROM {kind} WHERE merged_into IS NOT NULL").fetchall()
    )
    found: list[list[int]] = []
    seen: set[int] = set()
    for start in into:
        path: list[int] = []
        here = start
        while here in into and here not in seen:
            seen.add(here)
            path.append(here)
            here = into[here]
        if here in path:
            found.append(path[path.index(here) :])
    return found


_SELECT = (
    'SELECT m.id, m.survivor, m.absorbed, m."before", m."after", m.membership, m.request, m.undo_until, m.at,'
    " c.author, EXISTS (SELECT 1 FROM merge_undone u WHERE u.merge = m.id) FROM merge m"
    " LEFT JOIN change c ON c.id = m.id "
)


def one(connection: Connection, row: int) -> MergeRow | None:
    """A merge by its row."""
    found = connection.execute(_SELECT + "WHERE m.id = ?", (row,)).fetchone()
    return _row(found) if found else None


def since(connection: Connection, day: str) -> list[MergeRow]:
    """The merges that may still be taken back on a day, and those already taken back; latest first."""
    rows = connection.execute(_SELECT + "WHERE m.undo_until >= ? ORDER BY m.at DESC, m.id DESC", (day,))
    return [_row(row) for row in rows]


def of_request(connection: Connection, request: int, answer: int) -> int | None:
    """The merge that a laptop wrote when it applied a request, told by its answer."""
    found = connection.execute(
        "SELECT id FROM merge WHERE request = ? AND id >> ? = ? >> ? AND id < ? ORDER BY id DESC LIMIT 1",
        (request, NUMBER_BITS, answer, NUMBER_BITS, answer),
    ).fetchone()
    return int(found[0]) if found else None


def into_others(connection: Connection, person: int) -> list[MergeRow]:
    """The merges by which a record went into another, and that nobody took back; latest first."""
    rows = connection.execute(
        _SELECT + "WHERE m.absorbed = ? AND NOT EXISTS (SELECT 1 FROM merge_undone u WHERE u.merge = m.id)"
        " ORDER BY m.at DESC, m.id DESC",
        (person,),
    )
    return [_row(row) for row in rows]


def _row(row: Sequence[Any]) -> MergeRow:
    return MergeRow(
        id=row[0],
        survivor=row[1],
        absorbed=row[2],
        before=dict(json.loads(row[3])),
        after=dict(json.loads(row[4])),
        membership=row[5],
        request=row[6],
        undo_until=row[7],
        at=row[8],
        author=row[9] or 0,
        undone=bool(row[10]),
    )


@dataclass(frozen=True)
class Home:
    """A membership that has not ended, with what a merge must know of its household."""

    membership: int
    household: int
    code: str
    kind: str
    compound: str
    role: str
    start_on: str


_HOMES = (
    "SELECT m.id, h.id, h.code, h.kind, coalesce(h.compound, ''), m.role, m.start_on FROM membership m"
    " JOIN household h ON h.id = m.household "
)


def homes(connection: Connection, person: int) -> list[Home]:
    """Where a person belongs today, oldest first."""
    rows = connection.execute(_HOMES + "WHERE m.person = ? AND m.end_on IS NULL ORDER BY m.id", (person,))
    return [Home(*row) for row in rows]


def home(connection: Connection, membership: int) -> Home:
    """Where one membership is, ended or not."""
    return Home(*connection.execute(_HOMES + "WHERE m.id = ?", (membership,)).fetchone())


def others_in(connection: Connection, household: int, leaving: Sequence[int]) -> list[str]:
    """The roles of those who stay in a household when some memberships end."""
    marks = ", ".join("?" * len(leaving))
    rows = connection.execute(
        f"SELECT role FROM membership WHERE household = ? AND end_on IS NULL AND id NOT IN ({marks})",
        (household, *leaving),
    )
    return [role for (role,) in rows]


def membership_of(connection: Connection, person: str, household: str, start_on: str) -> int | None:
    """The latest membership of these printed codes that began that day and ended by a merge."""
    row = connection.execute(
        "SELECT m.id FROM membership m JOIN person p ON p.id = m.person"
        " JOIN household h ON h.id = m.household WHERE p.code = ? AND h.code = ? AND m.start_on = ?"
        " AND m.end_reason = 'merged' ORDER BY m.id DESC LIMIT 1",
        (person, household, start_on),
    ).fetchone()
    return int(row[0]) if row else None
