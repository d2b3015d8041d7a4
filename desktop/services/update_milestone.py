"""Follow a household's journey: updates are added, never changed; a correction points at what it corrects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from desktop.models import households, records
from desktop.models.journal import Writer
from desktop.services.desk import Desk, written
from domain.milestones import COUNTS, Step, Update, check_update, journey
from domain.problems import Problem, Refused
from domain.vocabulary import MilestoneStatus

__all__ = ["reach", "steps", "update"]
_NEW = 0  # the row id of an update that is not written yet


def update(
    desk: Desk,
    code: str,
    item: str,
    status: MilestoneStatus,
    on: date,
    note: str = "",
    corrects: int | None = None,
    evidence: str = "",
) -> int:
    """Add an update to a household's journey; its row id. ``corrects`` is the row id of an earlier one."""
    household = desk.household_row(code)
    with desk.writing() as writer:
        step = _step(desk, writer.connection, household, item)
        at = _written_after(desk, step.updates)
        new = Update(_NEW, step.item.code, status, on, note.strip(), corrects=corrects, at=at)
        check_update(step, new, desk.today())
        return _write(writer, household, new, evidence.strip())


def reach(desk: Desk, writer: Writer, household: int, event: str, on: date | None = None) -> list[str]:
    """Mark what an event reaches by itself (``receipt.handed_over``); the items reached now.

    An event is a fact: it is written even where a person could not go that way.
    """
    template = desk.programme.template("household")
    reached = []
    for item in template.items if template else ():
        if event in item.auto:
            step = _step(desk, writer.connection, household, item.code)
            if step.status not in COUNTS or item.repeat:
                at = _written_after(desk, step.updates)
                day = on or desk.today()
                new = Update(_NEW, item.code, MilestoneStatus.achieved, day, event=event, at=at)
                _write(writer, household, new)
                reached.append(item.code)
    return reached


def steps(desk: Desk, household: int) -> list[Step]:
    """The household's journey as it stands today; empty when the programme has none."""
    with desk.store.reading() as connection:
        return _steps(desk, connection, household)


def _steps(desk: Desk, connection: object, household: int) -> list[Step]:
    template = desk.programme.template("household")
    if template is None:
        return []
    fields = records.read(connection, "household", household) or {}
    begun = date.fromisoformat(str(fields["registered_on"]))
    return journey(template, households.updates(connection, household), begun, desk.today())


def _step(desk: Desk, connection: object, household: int, item: str) -> Step:
    wanted = item.strip().casefold()
    found = [step for step in _steps(desk, connection, household) if step.item.code.casefold() == wanted]
    if not found:
        raise Refused(Problem("milestone_unknown", "item", facts={"item": item}))
    return found[0]


def _written_after(desk: Desk, updates: Sequence[Update]) -> str:
    """This moment, or one second after the last update seen, should its writer's clock be ahead of ours."""
    last = max((update.at for update in updates if update.at), default="")
    now = desk.stamp()
    return now if now > last else written(datetime.fromisoformat(last) + timedelta(seconds=1))


def _write(writer: Writer, household: int, update: Update, evidence: str = "") -> int:
    return writer.create(
        "milestone_update",
        records.district(writer.connection, "household", household),
        {
            "household": household,
            "item": update.item,
            "status": update.status.value,
            "on": update.on.isoformat(),
            "note": update.note or None,
            "event": update.event or None,
            "corrects": update.corrects,
            "evidence": evidence or None,
            "at": update.at,
        },
        about=household,
    )
