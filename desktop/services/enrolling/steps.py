"""Take an enrolment one step on, as the table of steps and its guards allow."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict, Unpack

from desktop.models import enrolments as rows
from desktop.models.enrolments import EnrolmentLine
from desktop.models.journal import Writer
from desktop.services import rights
from desktop.services.desk import Desk
from desktop.services.enrolling import apply, evaluating, guards, read
from desktop.services.enrolling.evaluating import Judged
from desktop.services.enrolling.guards import Said, Scene
from desktop.services.fill_papers import months_later
from domain.machines import Step
from domain.problems import Problem, Refused
from domain.rights import Right
from domain.schemes.enrolment import ENROLMENT
from domain.schemes.scheme import Scheme
from domain.schemes.terms import Answer, ExitReason, SuspensionReason
from domain.schemes.terms import EnrolmentEvent as E
from domain.schemes.terms import EnrolmentStatus as S


class More(TypedDict, total=False):
    """What else is said with a step: the fields of `guards.Said`."""

    result: Answer | None
    committee: str
    exit_reason: ExitReason | None
    suspension_reason: SuspensionReason | None
    back_pay: bool | None
    documents_seen: tuple[str, ...] | None
    document: int | None


def take(
    desk: Desk, code: str, event: E, *, reason: str = "", on: date | None = None, **more: Unpack[More]
) -> EnrolmentLine:
    """The enrolment after the step. Raises Refused: no such step, not by this user, words missing."""
    return step_on(desk, code, event, Said(reason, on, **more))


def step_on(desk: Desk, code: str, event: E, said: Said) -> EnrolmentLine:
    """The same, of what a form says."""
    day = said.on or desk.today()
    with desk.store.reading() as connection:
        line = read.named(desk, connection, code)
    step = _step(line, event)
    acting = _permit(desk, step, said)
    scheme = read.scheme_of(desk, line.scheme)
    judged = evaluating.judge(desk, scheme, line, day) if event is E.evaluate else None
    with desk.writing() as writer:
        line = read.named(desk, writer.connection, code)
        step = _step(line, event)  # another window may have taken it meanwhile
        steps = tuple(rows.steps(writer.connection, line.id))
        scene = Scene(desk, writer.connection, line, scheme, event, said, day, steps)
        after = _after(step, said, judged)
        fields = _fields(scene)
        if found := [*guards.problems(scene), *guards.in_order(line, fields)]:
            raise Refused(found)
        _write(scene, writer, after, fields, judged, acting=acting)
    with desk.store.reading() as connection:
        [line] = rows.lines(connection, [line.id])
    return read.with_next(desk, line)


def _step(line: EnrolmentLine, event: E) -> Step:
    step = ENROLMENT.step(event, line.status)
    if step is None or not step.before:
        facts = {"status": line.status, "event": event.value}
        raise Refused(Problem("enrolment_step_impossible", "event", facts=facts))
    return step


def _permit(desk: Desk, step: Step, said: Said) -> bool:
    """Whether only an interim role allows it. A death that the register knows may be followed by a clerk."""
    if step.event is E.exit and said.exit_reason is ExitReason.death:
        return rights.require(desk, Right.apply)
    return rights.require(desk, step.right)


def _after(step: Step, said: Said, judged: Judged | None) -> S:
    if judged is not None:
        return _JUDGED[judged.outcome.answer]
    if step.event is E.decide:
        return S.eligible if said.result is Answer.yes else S.ineligible
    return S(step.after[0])


_JUDGED = {Answer.yes: S.eligible, Answer.no: S.ineligible, Answer.verify: S.to_review}


def _fields(scene: Scene) -> dict[str, Any]:
    """What the step sets besides the status; days as ISO 8601, None where something is taken back."""
    day, said = scene.day.isoformat(), scene.said
    match scene.event:
        case E.evaluate | E.decide:
            return {"decided_on": day}
        case E.verify:
            return documents(scene.scheme, said.documents_seen) if said.documents_seen is not None else {}
        case E.enrol:
            return {"enrolled_on": day}
        case E.start:
            return {"start_on": day, "entitled_until": _until(scene.scheme, scene.day)}
        case E.suspend:
            return {"suspension_reason": said.suspension_reason and said.suspension_reason.value}
        case E.resume:
            return {"suspension_reason": None}
        case E.exit:
            return {"exit_reason": said.exit_reason and said.exit_reason.value, "end_on": day}
        case E.graduate:
            return {"exit_reason": ExitReason.graduation.value, "end_on": day}
        case E.reinstate:
            return {"exit_reason": None, "end_on": None, "suspension_reason": None}
    return {}


def documents(scheme: Scheme, seen: tuple[str, ...]) -> dict[str, list[str] | None]:
    """The papers seen, and those of the scheme still missing."""
    missing = [paper for paper in scheme.documents_required if paper not in seen]
    return {"documents_seen": list(seen) or None, "documents_missing": missing or None}


def _until(scheme: Scheme, start: date) -> str | None:
    months = scheme.card_validity_months
    return months_later(start, months).isoformat() if months else None


def _write(
    scene: Scene,
    writer: Writer,
    after: S,
    fields: dict[str, Any],
    judged: Judged | None,
    *,
    acting: bool,
) -> None:
    desk, line, said = scene.desk, scene.line, scene.said
    if after is S.to_review:
        fields = {name: value for name, value in fields.items() if name != "decided_on"}
    writer.set("enrolment", line.id, {"status": after.value, **fields}, about=line.home)
    apply.step(
        desk,
        writer,
        line.id,
        line.home,
        scene.event,
        S(line.status),
        after,
        scene.day,
        acting=acting,
        reason=said.reason,
        back_pay=said.back_pay if scene.event is E.resume else None,
        document=said.document,
    )
    if judged is not None:
        evaluating.write_judged(desk, writer, scene.scheme, line, judged, scene.day)
    elif scene.event is E.decide and said.result is not None:
        evaluating.write_decided(
            desk,
            writer,
            scene.scheme,
            line,
            said.result,
            scene.day,
            reason=said.reason,
            committee=said.committee,
            acting=acting,
        )
