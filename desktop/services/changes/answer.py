"""Decide on a request: approve and apply it, reject it, or withdraw one's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.models.journal import Writer
from desktop.services import merge_persons, rights
from desktop.services.changes import apply, keeping
from desktop.services.changes.keeping import Kept
from desktop.services.changes.plan import Plan
from desktop.services.changes.scene import Scene
from desktop.services.desk import Desk
from domain.changes_asked import rules
from domain.changes_asked.forms import parse
from domain.problems import Problem, Refused, Severity
from domain.requests import RequestState
from domain.rights import Right
from domain.vocabulary import ChangeKind, RequestDecision

Key = tuple[str, str, str, str, str]


def approve(desk: Desk, request: int, reason: str = "") -> tuple[str, ...]:
    """Agree to a request and apply it, in one transaction; the printed codes it created.

    Needs the right to approve. The author may only where he holds a role par intérim that has it; that is
    recorded. Raises Refused: ``request_unknown``, ``request_decided``, ``approver_is_author``, and, where the
    household has changed so that the request no longer fits, ``changed_meanwhile`` for each field that has.
    """
    acting = rights.require(desk, Right.approve)
    with desk.writing() as writer:
        asked = _waiting(desk, writer, request)
        if asked.own:
            if not rights.by_acting(desk, Right.approve):
                raise Refused(Problem("approver_is_author", "request"))
            acting = True
        keeping.answer(desk, writer, asked, RequestDecision.approved, acting=acting, reason=reason)
        told, made = _apply(desk, writer, asked)
        keeping.answer(
            desk, writer, asked, RequestDecision.applied, acting=acting, reason=reason, before=told
        )
    return tuple(made)


def _apply(desk: Desk, writer: Writer, asked: Kept) -> tuple[dict[str, Any], list[str]]:
    if asked.kind is ChangeKind.merge_persons:
        return merge_persons.apply(desk, writer, asked.row, asked.payload), []
    scene = Scene(desk, writer.connection, asked.household)
    form = parse(asked.kind, asked.payload)
    proven = bool(asked.fields.get("evidence") or asked.fields.get("document"))
    found = rules.check(asked.kind, form, scene.around(form, evidence=proven))
    if errors := [problem for problem in found if problem.severity is Severity.error]:
        raise Refused([Problem("request_unfit", "request"), *errors])
    plan = apply.plan_of(scene, asked.kind, form)
    if changed := _changed_meanwhile(asked.fields.get("seen"), plan):
        raise Refused(changed)
    told, made = apply.write(writer, plan)
    return {"acts": told}, made


def _changed_meanwhile(seen: Any, plan: Plan) -> list[Problem]:
    """What is no longer as it was seen when it was asked for, field by field."""
    then, now = _old_values(seen or ()), _old_values(apply.told(plan))
    problems = []
    for key in [key for key in {**then, **now} if then.get(key) != now.get(key) or key not in then]:
        facts = {
            "code": key[1],
            "field": key[4],
            "was": _plain(then.get(key)),
            "now": _plain(now.get(key, _now(plan, key))),
        }
        problems.append(Problem("changed_meanwhile", key[4], facts=facts))
    return problems


def _old_values(acts: Sequence[dict[str, Any]]) -> dict[Key, Any]:
    return {
        (act["kind"], act["of"], act.get("in", ""), str(act.get("which", "")), name): value
        for act in acts
        for name, value in act.get("old", {}).items()
    }


def _now(plan: Plan, key: Key) -> Any:
    """The value of a field that the plan no longer touches, where it is one of a person or the household."""
    kind, code = key[0], key[1]
    if kind not in ("person", "household"):
        return None
    row = plan.scene.row_of(kind, code)
    return plan.scene.read(kind, row).get(key[4]) if row is not None else None


def _plain(value: Any) -> str:
    return "–" if value is None else str(value)


def reject(desk: Desk, request: int, reason: str) -> None:
    """Refuse a request, saying why. Needs the right to approve. Raises Refused, ``reason_missing`` too."""
    acting = rights.require(desk, Right.approve)
    if not reason.strip():
        raise Refused(Problem("reason_missing", "reason"))
    with desk.writing() as writer:
        asked = _waiting(desk, writer, request)
        keeping.answer(desk, writer, asked, RequestDecision.rejected, acting=acting, reason=reason)


def withdraw(desk: Desk, request: int, reason: str = "") -> None:
    """Take one's own request back before anybody decides. Raises Refused: ``withdraw_not_own`` too."""
    with desk.writing() as writer:
        asked = _waiting(desk, writer, request)
        if not asked.own:
            raise Refused(Problem("withdraw_not_own", "request"))
        keeping.answer(desk, writer, asked, RequestDecision.withdrawn, reason=reason)


def _waiting(desk: Desk, writer: Writer, request: int) -> Kept:
    asked = keeping.read(desk, writer.connection, request)
    if asked.outcome.state is not RequestState.waiting:
        first = asked.outcome.first
        facts = {"state": asked.outcome.state.value, "name": first.by if first else ""}
        raise Refused(Problem("request_decided", "request", facts=facts))
    return asked
