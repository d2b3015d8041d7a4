"""Take a grievance one step on: admit, assign, escalate, answer, close, appeal, withdraw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import grievances as rows
from desktop.models import records
from desktop.models.grievances import GrievanceRow, Officer, StepRow
from desktop.services import rights
from desktop.services.desk import Desk
from desktop.services.grievances import sight
from desktop.services.grievances.hear import due_on
from domain.machines import Step
from domain.matching.names import fold
from domain.problems import Problem, Refused
from domain.rights import Right
from domain.rights import may as gives
from domain.window.grievance import GRIEVANCE
from domain.window.terms import GrievanceEvent as E
from domain.window.terms import GrievanceKind

# What has to be said with a step; of the answer its own text.
REASONS: Mapping[E, str] = {
    E.refuse: "grievance_reason_missing",
    E.escalate: "grievance_reason_missing",
    E.hand_back: "grievance_reason_missing",
    E.appeal: "grievance_reason_missing",
    E.withdraw: "grievance_reason_missing",
    E.resolve: "grievance_answer_missing",
}


@dataclass(frozen=True)
class Taken:
    """What is said with a step. ``to`` is the user name of who shall answer, oneself when it is empty."""

    reason: str = ""
    on: date | None = None
    to: str = ""
    satisfied: bool | None = None


def take(desk: Desk, code: str, event: E, taken: Taken | None = None) -> GrievanceRow:
    """The grievance after the step. Raises Refused: no such step, not by this user, words missing."""
    said = taken or Taken()
    with desk.writing() as writer:
        line = sight.named(desk, writer.connection, code)
        step = _step(line, event)
        rights.require(desk, step.right)
        steps = rows.steps(writer.connection, line.id)
        me = rows.officer_of(writer.connection, desk.user.row)
        day = said.on or desk.today()
        _require(desk, line, steps, event, said, me, day)
        fields = _fields(desk, writer.connection, line, steps, event, said, me, day)
        writer.set("grievance", line.id, {"status": step.after[0].value, **fields}, about=line.home)
        kept: dict[str, Any] = {
            "household": line.home,
            "grievance": line.id,
            "event": event.value,
            "before": line.status,
            "after": step.after[0].value,
            "on": day.isoformat(),
            "reason": said.reason.strip() or None,
            "facts": {"by": list(me.key)},
            "sealed": line.sealed or None,
            "at": _after(desk, steps),
        }
        district = records.district(writer.connection, "grievance", line.id)
        writer.create("grievance_step", district, kept, about=line.home)
        return rows.lines(writer.connection, [line.id])[0]


def can(desk: Desk, line: GrievanceRow) -> list[E]:
    """The steps this user may take now: what a screen offers."""
    with desk.store.reading() as connection:
        me = rows.officer_of(connection, desk.user.row)
        steps = rows.steps(connection, line.id)
    if line.about == me.key:
        return []
    answered = answered_by(steps) == me.key
    return [
        E(step.event)
        for step in GRIEVANCE.events(line.status)
        if rights.may(desk, step.right) and not (answered and step.event is E.resolve)
    ]


def answered_by(steps: list[StepRow]) -> tuple[str, int] | None:
    """Who gave the answer that was appealed against: another officer looks at it now."""
    appeals = [place for place, step in enumerate(steps) if step.event == E.appeal]
    if not appeals:
        return None
    earlier = [s for s in steps[: appeals[-1]] if s.event in (E.resolve, E.refuse)]
    return earlier[-1].by if earlier else None


def _step(line: GrievanceRow, event: E) -> Step:
    step = GRIEVANCE.step(event, line.status)
    if step is None or not step.before:
        facts = {"status": line.status, "event": event.value}
        raise Refused(Problem("grievance_step_impossible", "event", facts=facts))
    return step


def _require(
    desk: Desk, line: GrievanceRow, steps: list[StepRow], event: E, said: Taken, me: Officer, day: date
) -> None:
    if line.about == me.key:
        raise Refused(Problem("grievance_about_you", "code", facts={"code": line.code}))
    if event in REASONS and not said.reason.strip():
        raise Refused(Problem(REASONS[event], "reason"))
    if event is E.resolve and answered_by(steps) == me.key:
        raise Refused(Problem("grievance_same_officer", "to"))
    if day > desk.today():
        raise Refused(Problem("grievance_date_future", "on"))
    latest = max((step.on for step in steps), default=line.received_on)
    if day.isoformat() < latest:
        raise Refused(Problem("grievance_step_before", "on", facts={"date": latest}))


def _fields(
    desk: Desk,
    connection: Any,
    line: GrievanceRow,
    steps: list[StepRow],
    event: E,
    said: Taken,
    me: Officer,
    day: date,
) -> dict[str, Any]:
    if event in (E.assign, E.hand_back):
        officer = _assignee(connection, line, steps, said.to, me)
        return {"assigned": officer.number, "assigned_device": officer.device}
    if event is E.escalate:
        return {"assigned": None, "assigned_device": None}
    if event is E.resolve:
        return {"resolution": said.reason.strip(), "resolved_on": day.isoformat()}
    if event is E.refuse:
        return {"resolution": said.reason.strip(), "resolved_on": day.isoformat()}
    if event is E.appeal:
        again = due_on(GrievanceKind.appeal, day).isoformat()
        kept = {"resolution": None, "resolved_on": None, "told_on": None, "satisfied": None}
        return {**kept, "assigned": None, "assigned_device": None, "due_on": again}
    if event is E.close:
        told = None if line.anonymous else day.isoformat()
        return {"told_on": told, "satisfied": said.satisfied}
    return {}


def _assignee(connection: Any, line: GrievanceRow, steps: list[StepRow], to: str, me: Officer) -> Officer:
    known = [officer for officer in rows.officers(connection) if fold(officer.username) == fold(to)]
    if to.strip() and not known:
        raise Refused(Problem("grievance_officer_unknown", "to", facts={"name": to}))
    officer = known[0] if to.strip() else me
    facts = {"name": officer.name or officer.username}
    if officer.key == line.about:
        raise Refused(Problem("grievance_officer_concerned", "to", facts=facts))
    if officer.key == answered_by(steps):
        raise Refused(Problem("grievance_same_officer", "to", facts=facts))
    wanted = [Right.answer, Right.see_sealed] if line.sealed else [Right.answer]
    if officer.key != me.key and not all(gives(rows.roles_of(officer), right) for right in wanted):
        raise Refused(Problem("grievance_officer_may_not", "to", facts=facts))
    return officer


def _after(desk: Desk, steps: list[StepRow]) -> str:
    """This moment, never before the last step's: their order is told by it."""
    return max([desk.stamp(), *(step.at for step in steps)])
