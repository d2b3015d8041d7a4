"""Ask for a change: what a colleague must agree to waits, the rest is written at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.models import records
from desktop.services import rights
from desktop.services.changes import apply, described, keeping
from desktop.services.changes.keeping import Kept
from desktop.services.changes.plan import Plan
from desktop.services.changes.scene import Scene
from desktop.services.desk import Desk
from domain.changes_asked import rules
from domain.changes_asked.forms import Asked as Form
from domain.changes_asked.forms import MoveArea, RemoveMember, parse
from domain.problems import Problem, Refused, Severity
from domain.requests import Outcome, RequestState
from domain.rights import APPROVED_BY_ANOTHER, Right
from domain.vocabulary import ChangeKind, RequestDecision

Connection = Any


@dataclass(frozen=True)
class Asked:
    """A request that is in the file. ``applied`` says it was written at once; else a colleague decides.

    ``warnings`` were passed over; ``made`` are the printed codes of persons and households it created.
    """

    request: int
    applied: bool
    warnings: tuple[Problem, ...] = ()
    made: tuple[str, ...] = ()


def request(
    desk: Desk,
    household_code: str,
    kind: ChangeKind,
    payload: Mapping[str, Any],
    evidence: str = "",
    document: int | None = None,
    person_code: str | None = None,
) -> Asked:
    """Ask for a change of a household. ``payload`` is the form of its kind (`domain.changes_asked.forms`).

    Kinds outside `domain.rights.APPROVED_BY_ANOTHER` are applied at once, unless they are dated back more
    than 60 days by somebody who may not (V29). Raises Refused with every error.
    """
    acting = rights.require(desk, Right.request_change)
    household = desk.household_row(household_code)
    if kind is ChangeKind.merge_persons:  # its form and its checks are those of `services.merge_persons`
        return _ask_merge(desk, household, dict(payload), evidence, document, person_code, acting)
    form = parse(kind, payload)
    with desk.writing() as writer:
        _require_document(writer.connection, document)
        scene = Scene(desk, writer.connection, household)
        found = _problems(scene, kind, form, evidence=bool(evidence.strip() or document))
        if errors := [problem for problem in found if problem.severity is Severity.error]:
            raise Refused(errors)
        form = form.model_copy(update={"on": form.on or desk.today()})
        plan = apply.plan_of(scene, kind, form)
        later = _must_wait(desk, kind, form, found, scene.district)
        if later:
            apply.try_out(writer, plan, desk.user.number)
        row = keeping.ask(
            desk,
            writer,
            household,
            kind,
            keeping.without_fractions(form.model_dump(mode="json", exclude_unset=True)),
            evidence=evidence,
            document=document,
            person=scene.row_of("person", person_code or getattr(form, "person", None)),
            seen=apply.told(plan) if later else None,
            acting=acting,
        )
        made: list[str] = []
        if not later:
            made = _write(desk, writer, Kept(row, household, kind, {}, _WAITING, own=True), plan, acting)
    return Asked(row, not later, tuple(found), tuple(made))


_WAITING = Outcome(RequestState.waiting)


def check(
    desk: Desk, household_code: str, kind: ChangeKind, payload: Mapping[str, Any], evidence: str = ""
) -> list[Problem]:
    """Every error and warning of a request as it stands, ``where`` in the payload; nothing is written.

    ``evidence`` is the words, or anything that is not empty where a document proves it.
    """
    household = desk.household_row(household_code)
    try:
        form = parse(kind, payload)
    except Refused as refusal:
        return list(refusal.problems)
    with desk.store.reading() as connection:
        return _problems(Scene(desk, connection, household), kind, form, evidence=bool(evidence.strip()))


def waits(desk: Desk, household_code: str, kind: ChangeKind, payload: Mapping[str, Any]) -> bool:
    """Whether this request would wait for a colleague: for the words on the button."""
    if kind in APPROVED_BY_ANOTHER:
        return True
    try:
        form = parse(kind, payload)
    except Refused:
        return False
    household = desk.household_row(household_code)
    with desk.store.reading() as connection:
        district = records.district(connection, "household", household)
    return _must_wait(desk, kind, form, check(desk, household_code, kind, payload, "seen"), district)


def _problems(scene: Scene, kind: ChangeKind, form: Form, *, evidence: bool) -> list[Problem]:
    found = rules.check(kind, form, scene.around(form, evidence=evidence))
    if any(problem.code in ("household_ended", "code_unknown", "not_a_member") for problem in found):
        return found  # the rest would be said of somebody who is not there
    return found + described.problems(scene, form)


def _must_wait(desk: Desk, kind: ChangeKind, form: Form, found: list[Problem], district: str) -> bool:
    """A colleague agrees to what the domain says, to another head, and to what is dated back far (V29).

    And to what takes a household out of the district: this office cannot take it back.
    """
    if kind in APPROVED_BY_ANOTHER or (isinstance(form, RemoveMember) and form.head):
        return True
    if isinstance(form, MoveArea) and desk.programme.district_of(form.area) != district:
        return True
    return any(problem.code == "dated_back" for problem in found) and not rights.may(desk, Right.override)


def _write(desk: Desk, writer: Any, asked: Kept, plan: Plan, acting: bool) -> list[str]:
    told, made = apply.write(writer, plan)
    keeping.answer(desk, writer, asked, RequestDecision.applied, acting=acting, before={"acts": told})
    return made


def _ask_merge(
    desk: Desk,
    household: int,
    payload: dict[str, Any],
    evidence: str,
    document: int | None,
    person_code: str | None,
    acting: bool,
) -> Asked:
    person = desk.person_row(person_code) if person_code else None
    with desk.writing() as writer:
        _require_document(writer.connection, document)
        kind = ChangeKind.merge_persons
        given = {"evidence": evidence, "document": document, "person": person, "acting": acting}
        row = keeping.ask(desk, writer, household, kind, payload, **given)  # type: ignore[arg-type]
    return Asked(row, applied=False)


def _require_document(connection: Connection, document: int | None) -> None:
    if document is not None and not records.exists(connection, "document", document):
        raise Refused(Problem("document_unknown", "document", facts={"number": document}))
