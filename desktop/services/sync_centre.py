"""Everything the sync centre shows, read at once: states, what waits, its cost, the past."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.models import receipts, settings, sync_overview
from desktop.models.rounds import RefusedLine, RoundLine
from desktop.models.sync_overview import WaitingLine
from desktop.services import synchronise
from desktop.services.desk import Desk
from desktop.services.estimate import Estimate, estimate
from desktop.services.reconcile import kept
from desktop.services.reconciled import Reconciliation
from desktop.services.synchronise import SyncState

__all__ = ["RefusedLine", "RoundLine", "SyncCentre", "WaitingLine", "sync_centre"]

_ROUNDS = 50
_COMPARISONS = 5


@dataclass(frozen=True)
class SyncCentre:
    """``proved_at`` is when the server last signed for something (ISO 8601 UTC).

    ``clock_offset_ms`` is how far the server's clock is ahead of this computer's.
    """

    state: SyncState
    refused: tuple[RefusedLine, ...]
    waiting: tuple[WaitingLine, ...]
    estimate: Estimate
    rounds: tuple[RoundLine, ...]
    comparisons: tuple[Reconciliation, ...]
    proved_at: str
    clock_offset_ms: int


def sync_centre(desk: Desk) -> SyncCentre:
    """As the file has it; no line is needed."""
    with desk.store.reading() as connection:
        waiting = tuple(sync_overview.waiting(connection))
        rounds = tuple(sync_overview.latest_rounds(connection, _ROUNDS))
        proved_at = receipts.latest(connection)
        offset = int(settings.get(connection, "clock_offset_ms", "0"))
    return SyncCentre(
        state=synchronise.state(desk),
        refused=tuple(synchronise.refused_changes(desk)),
        waiting=waiting,
        estimate=estimate(desk),
        rounds=rounds,
        comparisons=tuple(kept(desk, _COMPARISONS)),
        proved_at=proved_at,
        clock_offset_ms=offset,
    )
