"""What rounds did, and what of this file's changes has not come through."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from desktop.models import identity, journal
from domain.problems import Problem

Connection = Any
_KEEP = 500


@dataclass(frozen=True)
class RoundLine:
    """One round; ``problem`` is why it stopped, None when it did not."""

    started_at: str
    seconds: float
    sent: int
    arrived: int
    received: int
    bytes_up: int
    bytes_down: int
    problem: Problem | None


@dataclass(frozen=True)
class RefusedLine:
    """A change the server could not take. ``household_code`` is where to go to set it right."""

    change: int
    kind: str
    household_code: str
    problem: Problem


def add(connection: Connection, started_at: str, report: Any, problem: Problem | None) -> None:
    """Remember a round; the last five hundred are kept."""
    text = json.dumps({"code": problem.code, "facts": dict(problem.facts)}) if problem else None
    connection.execute(
        "INSERT INTO round (started_at, seconds, sent, arrived, received, bytes_up, bytes_down, problem,"
        " photo_up, photo_down) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            started_at, report.seconds, report.sent, report.arrived, report.received,
            report.bytes_up, report.bytes_down, text, report.photo_bytes_up, report.photo_bytes_down,
        ),
    )  # fmt: skip
    connection.execute("DELETE FROM round WHERE id <= (SELECT max(id) FROM round) - ?", (_KEEP,))


def last(connection: Connection) -> RoundLine | None:
    """The latest round, if there was one."""
    row = connection.execute(
        "SELECT started_at, seconds, sent, arrived, received, bytes_up, bytes_down, problem FROM round"
        " ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    started, seconds, sent, arrived, received, up, down, problem = row
    return RoundLine(started, seconds, sent, arrived, received, up, down, read_problem(problem))


def arrived(connection: Connection) -> int:
    """How many of this file's changes the server has confirmed: numbers have no gaps, so none is counted."""
    everyone = identity.everyone(connection)
    written = sum(journal.last_number(connection, who) for who in everyone)
    counts = journal.tally(connection)
    return written - sum(counts.get(state, 0) for state in ("waiting", "sent", "refused"))


def open_conflicts(connection: Connection) -> int:
    """Conflicts nobody has settled."""
    return int(connection.execute("SELECT count(*) FROM conflict WHERE state = 'open'").fetchone()[0])


def refused(connection: Connection) -> list[RefusedLine]:
    """What the server could not take, oldest first."""
    rows = connection.execute(
        "SELECT c.id, c.kind, coalesce(h.code, ''), c.problem FROM change c"
        " LEFT JOIN household h ON h.id = c.about WHERE c.state = 'refused'"
        " AND c.id NOT IN (SELECT change FROM refusal_settled) ORDER BY c.id"
    )
    unknown = Problem("refused_unsaid")
    return [RefusedLine(r[0], r[1], r[2], read_problem(r[3]) or unknown) for r in rows]


def read_problem(text: str | None) -> Problem | None:
    """A problem as a round or a refused change has kept it."""
    if not text:
        return None
    body = json.loads(text)
    return Problem(body["code"], body.get("where", ""), facts=body.get("facts", {}))
