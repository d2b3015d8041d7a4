"""The history of a household's fields, put together by act: what one person wrote at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from desktop.services.changes.history import FieldChange

# What one press of a button writes carries moments a few seconds apart at most.
_ONE_ACT = timedelta(seconds=5)


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


def acts(changes: Sequence[FieldChange], *, with_first: bool) -> list[Act]:
    """The acts, latest first, as the changes come. First values are only counted unless asked for."""
    found: list[Act] = []
    for change in changes:
        at = datetime.fromisoformat(change.at)
        act = found[-1] if found and _same(found[-1], change, at) else None
        if act is None:
            act = Act(at, change.who, change.why, change.state, change.device, change.request)
            found.append(act)
        if with_first or not is_first(change):
            act.lines.append(change)
        else:
            act.first += 1
    return found


def is_first(change: FieldChange) -> bool:
    """Whether nothing stood there before."""
    return change.old is None and change.old_known


def _same(act: Act, change: FieldChange, at: datetime) -> bool:
    same = (act.who, act.request, act.device) == (change.who, change.request, change.device)
    return same and abs(act.at - at) <= _ONE_ACT


def subjects(changes: Iterable[FieldChange]) -> list[str]:
    """The printed codes they are about, each once."""
    return list(dict.fromkeys(change.subject for change in changes if change.subject))


def fields(changes: Iterable[FieldChange]) -> list[str]:
    """The fields they set, each once."""
    return sorted({change.field for change in changes})
