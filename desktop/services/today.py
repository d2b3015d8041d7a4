"""What waits at this desk today: unfinished registrations, papers, milestones, changes to send."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.models import drafts, due
from desktop.models.drafts import ChangeDraftLine, DraftLine
from desktop.services import agenda
from desktop.services.desk import Desk
from desktop.services.synchronise import SyncState, state
from desktop.services.to_decide import ToDecide, to_decide
from domain.programme import Programme
from domain.window.agenda import Due, DueKind

_SHOWN = 200
_COUNTED = (DueKind.request, DueKind.duplicate, DueKind.conflict, DueKind.sync)


@dataclass(frozen=True)
class Overdue:
    """A journey's item whose time has passed."""

    household_code: str
    head_name: str
    item: str
    due_on: str


@dataclass(frozen=True)
class Today:
    """The state of the desk. Lists hold at most two hundred lines; the counts are whole."""

    households: int
    persons: int
    registered_today: int
    drafts: tuple[DraftLine, ...]
    receipts_due: int
    cards_due: int
    to_hand_over: int
    overdue: tuple[Overdue, ...]
    overdue_count: int
    sync: SyncState
    changes_begun: tuple[ChangeDraftLine, ...]
    to_decide: ToDecide
    # Appointments, complaints and what else has its day; what only waits is counted above.
    agenda: tuple[Due, ...] = ()


def today(desk: Desk) -> Today:
    """Everything the first page shows, in a few quick reads."""
    date = desk.today()
    with desk.store.reading() as connection:
        counts = due.counts(connection)
        late, lines = due.overdue(connection, _deadlines(desk.programme), date, _SHOWN)
        return Today(
            households=counts["households"],
            persons=counts["persons"],
            registered_today=due.registered_on(connection, date.isoformat()),
            drafts=tuple(drafts.waiting(connection)),
            receipts_due=counts["receipts_due"],
            cards_due=counts["cards_due"],
            to_hand_over=counts["to_hand_over"],
            overdue=tuple(Overdue(*line) for line in lines),
            overdue_count=late,
            sync=state(desk),
            changes_begun=tuple(drafts.changes_begun(connection)),
            to_decide=to_decide(desk),
            agenda=tuple(due for due in agenda.today(desk) if due.kind not in _COUNTED),
        )


def _deadlines(programme: Programme) -> list[tuple[str, int]]:
    template = programme.template("household")
    items = template.items if template else ()
    return [
        (item.code, item.default_days) for item in items if item.default_days is not None and not item.repeat
    ]
