"""Where a household stands on its journey: computed from its updates, never stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from domain.problems import Problem, Refused
from domain.programme import MilestoneItem, MilestoneTemplate
from domain.vocabulary import MilestoneStatus as S

# From → to. Reaching a milestone straight from planned is what most updates do.
_NEXT: dict[S, frozenset[S]] = {
    S.planned: frozenset({S.in_progress, S.achieved, S.delayed, S.dropped}),
    S.in_progress: frozenset({S.achieved, S.delayed, S.dropped}),
    S.delayed: frozenset({S.in_progress, S.achieved, S.dropped}),
    S.achieved: frozenset({S.verified, S.retracted}),
    S.verified: frozenset({S.retracted}),
    S.retracted: frozenset({S.in_progress, S.achieved}),
    S.dropped: frozenset({S.in_progress}),
}
COUNTS = frozenset({S.achieved, S.verified})


@dataclass(frozen=True)
class Update:
    """One update of one item. ``id`` orders them; ``corrects`` is the id of the update it replaces."""

    id: int
    item: str
    status: S
    on: date
    note: str = ""
    event: str = ""
    corrects: int | None = None


@dataclass(frozen=True)
class Step:
    """An item of the journey as it stands, with all its updates, corrected ones included, oldest first."""

    item: MilestoneItem
    status: S
    on: date | None
    due_on: date | None
    overdue: bool
    updates: tuple[Update, ...]


def standing(updates: Sequence[Update]) -> list[Update]:
    """The updates that still hold: what was corrected is history."""
    corrected = {update.corrects for update in updates if update.corrects is not None}
    return [update for update in updates if update.id not in corrected]


def journey(template: MilestoneTemplate, updates: Sequence[Update], begun: date, today: date) -> list[Step]:
    """Every item of the template in order, with where it stands on ``today``."""
    return [_step(item, [u for u in updates if u.item == item.code], begun, today) for item in template.items]


def _step(item: MilestoneItem, updates: list[Update], begun: date, today: date) -> Step:
    holding = standing(updates)
    status = holding[-1].status if holding else S.planned
    due = begun + timedelta(days=item.default_days) if item.default_days is not None else None
    open_still = status not in COUNTS and status is not S.dropped
    return Step(
        item=item,
        status=status,
        on=holding[-1].on if holding else None,
        due_on=due,
        overdue=open_still and due is not None and due < today,
        updates=tuple(updates),
    )


def check_update(step: Step, status: S, on: date, today: date, corrects: int | None = None) -> None:
    """Raises Refused when the update cannot be: a date to come, or a step the state machine does not have.

    A correction is judged from where the journey stood before the update it corrects.
    """
    if on > today and status in COUNTS:
        raise Refused(Problem("milestone_date_future", "on", "V36"))
    before = step.status
    if corrects is not None:
        known = [update.id for update in step.updates]
        if corrects not in known:
            raise Refused(Problem("milestone_unknown_update", "corrects"))
        others = [u for u in standing(step.updates) if u.id != corrects and u.id < corrects]
        before = others[-1].status if others else S.planned
    if status not in _NEXT[before]:
        facts = {"from": before.value, "to": status.value}
        raise Refused(Problem("milestone_transition", "status", facts=facts))
