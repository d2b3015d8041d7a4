"""How much waits for somebody's decision: for the rail, and for the first page."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.services import judge_duplicate
from desktop.services.changes import waiting
from desktop.services.desk import Desk
from desktop.services.settling import listed, refused


@dataclass(frozen=True)
class ToDecide:
    """Requests nobody has answered, pairs of people who may be one, two values for a field, refusals."""

    requests: int
    duplicates: int
    conflicts: int = 0
    refused: int = 0

    @property
    def all(self) -> int:
        """All together."""
        return self.requests + self.duplicates + self.conflicts + self.refused


def to_decide(desk: Desk) -> ToDecide:
    """Counts over indexes."""
    return ToDecide(
        len(waiting.open_requests(desk)),
        len(judge_duplicate.pending(desk)),
        len(listed.to_settle(desk)),
        refused.count(desk),
    )
