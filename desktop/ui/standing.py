"""Reads what the state strip tells: what waits, and whether the server was reached last time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.ui.strip import Standing

if TYPE_CHECKING:
    from desktop.services.desk import Desk
    from desktop.services.synchronise import SyncState

# With these the line itself is missing; any other problem came from a server that was reached.
_NO_LINE = frozenset({"server_unreachable", "cut_line"})


def read_standing(desk: Desk) -> Standing:
    """Runs on the store lane."""
    from desktop.services import synchronise, to_decide  # noqa: PLC0415 - read once somebody is signed in

    return replace(standing_of(synchronise.state(desk)), to_decide=to_decide.to_decide(desk).all)


def standing_of(state: SyncState) -> Standing:
    """The strip's part of what the file knows of its synchronisation."""
    return Standing(
        joined=state.joined,
        waiting=state.waiting + state.sent,
        attention=state.refused + state.conflicts,
        reached=reached(state),
        last_sync=moment(state.last_success),
    )


def reached(state: SyncState) -> bool | None:
    """Whether the last round met the server; None before the first one."""
    if state.last is None:
        return None
    return state.last.problem is None or state.last.problem.code not in _NO_LINE


def moment(stamp: str) -> datetime | None:
    """A stamp of a record (ISO 8601, UTC) as a moment; None when there is none."""
    return datetime.fromisoformat(stamp) if stamp else None
