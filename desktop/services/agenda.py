"""The desk's agenda: what every part of the single window says is due, in one list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from desktop.services import notes, rights, to_decide
from desktop.services.contributing import due as contributing
from desktop.services.desk import Desk
from desktop.services.enrolling import due as enrolling
from desktop.services.grievances import read as grievances
from desktop.services.rights import Right
from desktop.services.synchronise import state
from domain.window.agenda import Due, DueKind, in_order


def _to_decide(desk: Desk, on: date) -> list[Due]:
    """What waits for somebody's decision, one line each: it has no day of its own, so it is due today."""
    if not rights.may(desk, Right.read):
        return []
    found = to_decide.to_decide(desk)
    settle = found.conflicts + found.refused
    lines = (
        (DueKind.request, found.requests, "requests_to_decide", None),
        (DueKind.duplicate, found.duplicates, "duplicates_to_compare", "duplicates"),
        (DueKind.conflict, settle, "conflicts_to_settle", "conflicts"),
    )
    return [
        Due(kind, on, "", title, {"count": count}, "decide", subject, count)
        for kind, count, title, subject in lines
        if count
    ]


def _sync(desk: Desk, on: date) -> list[Due]:
    """What was written here and has not arrived."""
    now = state(desk)
    waiting = now.waiting + now.sent
    if not now.joined or not waiting:
        return []
    return [Due(DueKind.sync, on, "", "changes_to_send", {"count": waiting}, "synchronise", None, waiting)]


# Each part that knows of something due adds its own `due(desk, on) -> list[Due]`: due on that day or before.
_PARTS: tuple[Callable[[Desk, date], list[Due]], ...] = (
    grievances.due,
    notes.due,
    enrolling.due,
    contributing.due,
    _to_decide,
    _sync,
)


def today(desk: Desk) -> list[Due]:
    """All that is due today or was before, the earliest first."""
    on = desk.today()
    return in_order([line for part in _PARTS for line in part(desk, on)])
