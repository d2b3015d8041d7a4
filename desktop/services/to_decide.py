"""How much waits for somebody's decision: for the rail, and for the first page."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.services import judge_duplicate
from desktop.services.changes import waiting
from desktop.services.desk import Desk


@dataclass(frozen=True)
class ToDecide:
    """Requests nobody has answered, and pairs of people who may be one."""

    requests: int
    duplicates: int

    @property
    def all(self) -> int:
        """Both together."""
        return self.requests + self.duplicates


def to_decide(desk: Desk) -> ToDecide:
    """Two counts over indexes."""
    return ToDecide(len(waiting.open_requests(desk)), len(judge_duplicate.pending(desk)))
