"""Follow a household's journey: updates are added, never changed; a correction points at what it corrects."""

from __future__ import annotations

from datetime import date

from desktop.models import households, records
from desktop.models.journal import Writer
from desktop.services.desk import Desk
from domain.milestones import COUNTS, Step, check_update, journey
from domain.problems import Problem, Refused
from domain.vocabulary import MilestoneStatus

__all__ = ["reach", "steps", "update"]


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
        check_update(step, status, on, desk.today(), corrects)
        return _write(
            desk, writer, household, item, status, on, note=note, corrects=corrects, evidence=evidence
        )


def reach(desk: Desk, writer: Writer, household: int, event: str) -> list[str]:
    """Mark what an event reaches by itself (``receipt.handed_over``); the items reached now."""
    template = desk.programme.template("household")
    reached = []
    for item in template.items if template else ():
        if event in item.auto:
            step = _step(desk, writer.connection, household, item.code)
            if step.status not in COUNTS:
                _write(
                    desk, writer, household, item.code, MilestoneStatus.achieved, desk.today(), event=event
                )
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
    found = [step for step in _steps(desk, connection, household) if step.item.code == item.upper()]
    if not found:
        raise Refused(Problem("milestone_unknown", "item", facts={"item": item}))
    return found[0]


def _write(
    desk: Desk,
    writer: Writer,
    household: int,
    item: str,
    status: MilestoneStatus,
    on: date,
    note: str = "",
    event: str = "",
    corrects: int | None = None,
    evidence: str = "",
) -> int:
    return writer.create(
        "milestone_update",
        records.district(writer.connection, "household", household),
        {
            "household": household,
            "item": item.upper(),
            "status": status.value,
            "on": on.isoformat(),
            "note": note.strip() or None,
            "event": event or None,
            "corrects": corrects,
            "evidence": evidence.strip() or None,
        },
        about=household,
    )
