"""Where a household stands on its journey: computed from its updates, never stored.

The update with the latest date stands, whichever arrived last: a journey tells what happened when. On one day
the later written one stands. A correction takes the place in time of what it corrects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

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
WANT_REASON = frozenset({S.delayed, S.dropped, S.retracted})


@dataclass(frozen=True)
class Update:
    """One update of one item: ``at`` is when it was written (ISO 8601), ``corrects`` the id it replaces."""

    id: int
    item: str
    status: S
    on: date
    note: str = ""
    event: str = ""
    corrects: int | None = None
    at: str = ""

    @property
    def happened(self) -> date:
        """The day that orders it: a date still to come when it was written is a promise, not yet a fact."""
        if not self.at:
            return self.on
        written = datetime.fromisoformat(self.at).date()
        return min(self.on, written + timedelta(days=1))  # the office may be a day ahead of UTC


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
    """The updates that still hold, in the order of the journey: what was corrected is history."""
    by_id = {update.id: update for update in updates}
    corrected = {update.corrects for update in updates}
    holding = [update for update in updates if update.id not in corrected]
    return sorted(holding, key=lambda held: (held.happened, _first_written(held, by_id), held.at))


def _first_written(update: Update, by_id: dict[int, Update]) -> str:
    """When it was written, or what it corrects, or what that one corrected …"""
    seen: set[int | None] = {update.id}
    while update.corrects in by_id and update.corrects not in seen:
        update = by_id[update.corrects]
        seen.add(update.id)
    return update.at


def journey(template: MilestoneTemplate, updates: Sequence[Update], begun: date, today: date) -> list[Step]:
    """Every item of the template in order, with where it stands on ``today``."""
    return [_step(item, [u for u in updates if u.item == item.code], begun, today) for item in template.items]


def _step(item: MilestoneItem, updates: list[Update], begun: date, today: date) -> Step:
    holding = standing(updates)
    last = holding[-1] if holding else None
    status = last.status if last else S.planned
    due = _due(item, last, begun)
    finished = status is S.dropped or (status in COUNTS and not item.repeat)
    return Step(
        item=item,
        status=status,
        on=last.on if last else None,
        due_on=due,
        overdue=not finished and due is not None and due < today,
        updates=tuple(updates),
    )


def _due(item: MilestoneItem, last: Update | None, begun: date) -> date | None:
    """So many days after the beginning, for a yearly item after the last time; a delay promises a date."""
    if item.default_days is None:
        return None
    again = last is not None and bool(item.repeat) and last.status in COUNTS
    due = (last.on if last and again else begun) + timedelta(days=item.default_days)
    return max(due, last.on) if last and last.status is S.delayed else due


def check_update(step: Step, update: Update, today: date) -> None:
    """Raises Refused when the update cannot be: achieved on a day to come, a reason missing, no such step.

    It is judged where its date puts it: the one before must lead to it, and it to the one after. A correction
    may also say what the one before said: then what it corrects never happened.
    """
    if update.on > today and update.status in COUNTS:
        raise Refused(Problem("milestone_date_future", "on", "V36"))
    if update.status in WANT_REASON and not update.note.strip():
        raise Refused(Problem("milestone_reason_missing", "note"))
    before = standing(step.updates)
    if update.corrects is not None and update.corrects not in [held.id for held in before]:
        raise Refused(Problem("milestone_unknown_update", "corrects"))
    after = standing([*step.updates, update])
    place = after.index(update)
    previous = after[place - 1].status if place else S.planned
    if update.corrects is None or update.status is not previous:
        _check_passage(step.item, previous, update.status)
    if place + 1 < len(after) and _was_sound(step.item, before, after[place + 1]):
        _check_passage(step.item, update.status, after[place + 1].status)


def _check_passage(item: MilestoneItem, before: S, after: S) -> None:
    if not _leads(item, before, after):
        facts = {"from": before.value, "to": after.value}
        raise Refused(Problem("milestone_transition", "status", facts=facts))


def _leads(item: MilestoneItem, before: S, after: S) -> bool:
    """Whether one status may follow another; a yearly item that was reached may begin anew."""
    return after in _NEXT[before] or (bool(item.repeat) and before in COUNTS and after in _NEXT[S.planned])


def _was_sound(item: MilestoneItem, holding: Sequence[Update], update: Update) -> bool:
    """Whether the update followed from the one before it; two offices that wrote at once may disagree."""
    place = holding.index(update)
    return _leads(item, holding[place - 1].status if place else S.planned, update.status)
