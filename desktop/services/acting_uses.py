"""Every decision taken par intérim: an office shows its auditor who did what in whose place."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.models import users
from desktop.services.desk import Desk


@dataclass(frozen=True)
class ActingUse:
    """One decision. ``kind`` is the request's, ``decision`` the answer's; ``at`` ISO 8601 UTC."""

    id: int
    at: str
    who: str
    kind: str
    decision: str
    household: str
    reason: str


def acting_uses(desk: Desk, at_most: int = 200) -> list[ActingUse]:
    """The latest first, of this office and of those it hears of."""
    with desk.store.reading() as connection:
        rows = connection.execute(
            "SELECT a.id, a.at, coalesce(c.author, 0), r.request, a.decision, h.code, coalesce(a.reason, '')"
            " FROM request_answer a JOIN change_request r ON r.id = a.request"
            " JOIN household h ON h.id = a.household LEFT JOIN change c ON c.id = a.id"
            # Approving writes two answers, the decision and that it is applied: the decision is the use.
            " WHERE a.acting = 1 AND a.decision <> 'applied' ORDER BY a.at DESC, a.id DESC LIMIT ?",
            (at_most,),
        ).fetchall()
        return [
            ActingUse(row, at, users.author_of(connection, row, author), kind, decision, code, reason)
            for row, at, author, kind, decision, code, reason in rows
        ]
