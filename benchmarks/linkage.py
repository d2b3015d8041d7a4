"""What an engine is asked to link, and what it found: the same for ours and for others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.febrl import Record
from benchmarks.measures import Judged


@dataclass(frozen=True)
class Task:
    """Records to register, those there before, the fields told, and which of the new are asked about."""

    name: str
    fields: str
    before: Sequence[Record]
    coming: Sequence[Record]
    with_id: bool = True
    with_place: bool = True


@dataclass(frozen=True)
class Run:
    """What one engine found for one task; ``milliseconds`` are of each record, empty when not measured."""

    judged: list[Judged]
    true_pairs: int
    seconds: float
    milliseconds: list[float]
    shipped: float | None  # the threshold the product would use


def true_pairs(task: Task) -> int:
    """Pairs of one person among those the task can find."""
    if task.before:
        persons = Counter(record.person for record in task.before)
        return sum(persons[record.person] for record in task.coming)
    return sum(n * (n - 1) // 2 for n in Counter(record.person for record in task.coming).values())
