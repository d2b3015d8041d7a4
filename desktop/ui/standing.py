"""Reads what the state strip tells: what waits, and whether the server was reached last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.strip import Standing

if TYPE_CHECKING:
    from desktop.services.desk import Desk


def read_standing(desk: Desk) -> Standing:
    """Runs on the store lane."""
    from desktop.services import synchronise  # noqa: PLC0415 - the network library is read late

    state = synchronise.state(desk)
    return Standing(
        joined=state.joined,
        waiting=state.waiting,
        attention=state.refused + state.conflicts,
        reached=None if state.last_sync_at is None and not state.last_problem else not state.last_problem,
        last_sync=state.last_sync_at,
    )
