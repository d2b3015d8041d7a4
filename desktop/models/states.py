"""How far a household's changes have come: waiting, sent, arrived, in conflict, refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Connection = Any
_WORST_FIRST = ("refused", "conflict", "waiting", "sent")


def of_households(connection: Connection, rows: Sequence[int]) -> dict[int, str]:
    """The state of each household: the one of its changes that most needs saying."""
    marks = ", ".join("?" * len(rows))
    found: dict[int, set[str]] = {}
    for about, state in connection.execute(
        f"SELECT DISTINCT about, state FROM change c WHERE state <> 'arrived' AND about IN ({marks})"
        " AND NOT EXISTS (SELECT 1 FROM refusal_settled s WHERE s.change = c.id)"
        " AND NOT EXISTS (SELECT 1 FROM conflict f WHERE f.id = c.id AND f.state = 'settled')",
        list(rows),
    ):
        found.setdefault(about, set()).add(state)
    return {row: next((s for s in _WORST_FIRST if s in found.get(row, ())), "arrived") for row in rows}
