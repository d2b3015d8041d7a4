"""The history of a household's fields, put together by act: what one person wrote at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desktop.services.changes.history import FieldChange

# What one press of a button writes carries moments a few seconds apart at most.
_ONE_ACT = timedelta(seconds=5)
# A change fills in a few fields; more of them make somebody new.
_TOLD = 4


@dataclass
class Act:
    """Values written together; ``first`` counts those that were the first ever, when they are left out."""

    at: datetime
    who: str
    why: str
    state: str
    device: str
    request: int | None
    lines: list[FieldChange] = field(default_factory=list)
    first: int = 0
    arrived_at: str = ""
    settled: str = ""


def acts(changes: Sequence[FieldChange], *, with_first: bool) -> list[Act]:
    """The acts, latest first, as the changes come.

    Unless asked for, first values of what was made new are only counted; what a change filled in is told.
    """
    found: list[Act] = []
    for change in changes:
        at = datetime.fromisoformat(change.at)
        if not found or not _same(found[-1], change, at):
            act = Act(at, change.who, change.why, change.state, change.device, change.request)
            act.arrived_at, act.settled = change.arrived_at, change.settled
            found.append(act)
        found[-1].lines.append(change)
    if not with_first:
        for act in found:
            _count_first(act)
    return found


def _count_first(act: Act) -> None:
    first = [change for change in act.lines if is_first(change)]
    if act.request is None or len(first) > _TOLD:
        act.first = len(first)
        act.lines = [change for change in act.lines if not is_first(change)]


def is_first(change: FieldChange) -> bool:
    """Whether nothing stood there before."""
    return change.old is None and change.old_known


def _same(act: Act, change: FieldChange, at: datetime) -> bool:
    same = (act.who, act.request, act.device, act.settled) == (
        change.who, change.request, change.device, change.settled,
    )  # fmt: skip
    return same and abs(act.at - at) <= _ONE_ACT


def subjects(changes: Iterable[FieldChange]) -> list[str]:
    """The printed codes they are about, each once."""
    return list(dict.fromkeys(change.subject for change in changes if change.subject))


def fields(changes: Iterable[FieldChange]) -> list[str]:
    """The fields they set, each once."""
    return sorted({change.field for change in changes})
