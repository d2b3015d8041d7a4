"""What the sync centre lists: what waits by kind and author, and the rounds of the past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.models import rounds, users
from desktop.models.rounds import RoundLine

Connection = Any


@dataclass(frozen=True)
class WaitingLine:
    """How many changes of one author and kind have not arrived."""

    name: str
    kind: str
    count: int


def waiting(connection: Connection) -> list[WaitingLine]:
    """What has not been answered, the most of it first."""
    names = users.author_names(connection)
    rows = connection.execute(
        "SELECT author, kind, count(*) FROM change WHERE state IN ('waiting', 'sent')"
        " GROUP BY author, kind ORDER BY 3 DESC, 2"
    )
    return [WaitingLine(names.get(author, ""), kind, count) for author, kind, count in rows]


def latest_rounds(connection: Connection, limit: int) -> list[RoundLine]:
    """The last rounds, the latest first."""
    rows = connection.execute(
        "SELECT started_at, seconds, sent, arrived, received, bytes_up, bytes_down, problem FROM round"
        " ORDER BY id DESC LIMIT ?",
        (limit,),
    )
    return [RoundLine(*(*row[:7], rounds.read_problem(row[7]))) for row in rows]
