"""What has to hold before an enrolment takes a step, beside the table of steps itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import enrolments as rows
from desktop.models import judgements, merges
from desktop.models.enrolments import EnrolmentLine, StepRow
from desktop.services import rights
from desktop.services.desk import Desk
from desktop.services.enrolling import apply, quotas
from domain.problems import Problem, Severity
from domain.rights import Right
from domain.rules.enrolments import Place, days_in_order, one_place
from domain.rules.written_late import dated_back
from domain.schemes.enrolment import REINSTATED_WITHIN_DAYS
from domain.schemes.scheme import Scheme
from domain.schemes.terms import Answer, ExitReason, SuspensionReason
from domain.schemes.terms import EnrolmentEvent as E
from domain.vocabulary import Paper

Connection = Any
# Steps of which somebody has to say why, in words that are kept and may be printed.
REASONED = frozenset({E.decide, E.graduate, E.appeal, E.reinstate, E.withdraw})


@dataclass(frozen=True)
class Said:
    """What is said with a step.

    ``result``: yes or no, of a decision, with its ``committee`` if one decided. ``exit_reason`` of an end,
    ``suspension_reason`` of a suspension, ``back_pay`` of a resumption: whether what was held back is paid.
    ``documents_seen`` are all seen so far, at verification. ``document`` is the row of a scan kept as proof.
    """

    reason: str = ""
    on: date | None = None
    result: Answer | None = None
    committee: str = ""
    exit_reason: ExitReason | None = None
    suspension_reason: SuspensionReason | None = None
    back_pay: bool | None = None
    documents_seen: tuple[str, ...] | None = None
    document: int | None = None


@dataclass(frozen=True)
class Scene:
    """A step about to be taken."""

    desk: Desk
    connection: Connection
    line: EnrolmentLine
    scheme: Scheme
    event: E
    said: Said
    day: date
    steps: tuple[StepRow, ...]

    @property
    def home(self) -> int:
        """The household that stands for the enrolment's today."""
        return merges.standing(self.connection, "household", self.line.home)


def problems(scene: Scene) -> list[Problem]:
    """All that speaks against the step; none when it may be taken."""
    guard = _GUARDS.get(scene.event)
    found = [*_dated(scene), *_reasoned(scene), *(guard(scene) if guard else ())]
    return [one for one in found if one.severity is Severity.error]


def _dated(scene: Scene) -> Iterator[Problem]:
    """V28 and V29."""
    yield from dated_back(scene.said.on, scene.desk.today(), "on", rights.may(scene.desk, Right.override))
    latest = max((step.on for step in scene.steps), default=scene.line.applied_on)
    if scene.day.isoformat() < latest:
        yield Problem("enrolment_step_before", "on", "V28", facts={"date": latest})


def _reasoned(scene: Scene) -> Iterator[Problem]:
    if scene.event in REASONED and not scene.said.reason.strip():
        yield Problem("enrolment_reason_missing", "reason")


def _submit(scene: Scene) -> Iterator[Problem]:
    yield from apply.notice_given(scene.connection, scene.home)


def _verify(scene: Scene) -> Iterator[Problem]:
    seen = scene.said.documents_seen or ()
    for paper in seen:
        if paper not in scene.scheme.documents_required:
            facts = {"text": paper, "scheme": scene.scheme.code}
            yield Problem("enrolment_paper_unknown", "documents_seen", facts=facts)
    pairs = sum(len(judgements.open_pairs(scene.connection, person)) for person in _persons(scene))
    if pairs:
        yield Problem("enrolment_duplicates_open", "", facts={"count": pairs})


def _persons(scene: Scene) -> list[int]:
    if scene.line.person is not None:
        return [merges.standing(scene.connection, "person", scene.line.person)]
    found = scene.connection.execute(
        "SELECT person FROM membership WHERE household = ? AND end_on IS NULL", (scene.home,)
    )
    return [int(row) for (row,) in found]


def _decide(scene: Scene) -> Iterator[Problem]:
    if scene.said.result not in (Answer.yes, Answer.no):
        yield Problem("enrolment_result_missing", "result")
    me = scene.desk.user.number
    if rows.written_here_by(scene.connection, scene.line.id) == me:
        yield Problem("enrolment_by_another", "")
    before = refused_by(scene.connection, scene.line, scene.steps)
    if before == me:
        yield Problem("enrolment_appeal_another", "")


def refused_by(connection: Connection, line: EnrolmentLine, steps: tuple[StepRow, ...]) -> int | None:
    """Who decided what is appealed against: another officer looks at it now. None where the rule did."""
    appeals = [place for place, step in enumerate(steps) if step.event == E.appeal]
    if not appeals:
        return None
    decided = [step for step in steps[: appeals[-1]] if step.event == E.decide]
    return decided[-1].author or None if decided else None


def _waitlist(scene: Scene) -> Iterator[Problem]:
    places = _places(scene)
    if not quotas.limited(scene.scheme):
        yield Problem("enrolment_no_quota", "", facts={"scheme": scene.scheme.code})
    elif places is not None and places.free:
        yield Problem("enrolment_places_free", "", facts={"count": places.free})


def _place_free(scene: Scene) -> Iterator[Problem]:
    yield from _room(scene)
    first = quotas.waiting(scene.connection, scene.scheme)[0]
    if first != scene.line.id:
        [ahead] = rows.lines(scene.connection, [first])
        yield Problem("enrolment_not_first", "", facts={"code": ahead.code})


def _enrol(scene: Scene) -> Iterator[Problem]:
    if not scene.scheme.enrollable:
        facts = {"scheme": scene.scheme.code, "status": scene.scheme.status.value}
        yield Problem("scheme_not_enrolling", "", facts=facts)
    yield from _room(scene)
    yield from _alive(scene)
    yield from _queue(scene)
    if scene.scheme.list_steps and not selected(scene.connection, scene.line):
        yield Problem("enrolment_list_not_final", "", facts={"scheme": scene.scheme.code})


def _room(scene: Scene) -> Iterator[Problem]:
    places = _places(scene)
    if places is not None and not places.free:
        yield Problem("enrolment_quota_full", "", facts={"most": places.most, "count": places.taken})


def _places(scene: Scene) -> quotas.Places | None:
    return quotas.places(scene.desk, scene.connection, scene.scheme, scene.home, scene.day)


def _queue(scene: Scene) -> Iterator[Problem]:
    """Nobody passes those who wait, unless there is a place for all of them."""
    places = _places(scene)
    if places is None or (scene.steps and scene.steps[-1].event == E.place_free):
        return
    waiting = len(quotas.waiting(scene.connection, scene.scheme))
    if waiting and places.free <= waiting:
        yield Problem("enrolment_others_wait", "", facts={"count": waiting})


def selected(connection: Connection, line: EnrolmentLine) -> bool:
    """Whether a final list of the scheme has taken them in."""
    found = connection.execute(
        "SELECT 1 FROM list_entry n JOIN list_run r ON r.id = n.list_run WHERE n.household = ?"
        " AND n.person IS ? AND n.standing = 'selected' AND r.scheme = ? AND r.step = 'final' LIMIT 1",
        (line.home, line.person, line.scheme),
    )
    return found.fetchone() is not None


def _alive(scene: Scene) -> Iterator[Problem]:
    if scene.line.person is not None and dead(scene.connection, scene.line.person):
        yield Problem("enrolment_person_dead", "")


def dead(connection: Connection, person: int) -> bool:
    """Whether the register knows of their death."""
    row = merges.standing(connection, "person", person)
    found = connection.execute("SELECT vital_status FROM person WHERE id = ?", (row,)).fetchone()
    return bool(found and found[0] == "deceased")


def _start(scene: Scene) -> Iterator[Problem]:
    yield from _alive(scene)
    # The receipt or a card in the citizen's hand says that they are enrolled.
    receipts = rows.copies(scene.connection, scene.home, Paper.enrolment_receipt.value, scene.line.code)
    if not receipts and not rows.cards(scene.connection, scene.home, scene.line.enrolled_on):
        yield Problem("enrolment_paper_not_given", "")


def _suspend(scene: Scene) -> Iterator[Problem]:
    if scene.said.suspension_reason is None:
        yield Problem("enrolment_why_suspended", "suspension_reason")


def _resume(scene: Scene) -> Iterator[Problem]:
    if scene.said.back_pay is None:
        yield Problem("enrolment_back_pay_unsaid", "back_pay")
    yield from _alive(scene)
    overdue = scene.line.suspension_reason == SuspensionReason.proof_of_life_overdue
    since = next((step.on for step in reversed(scene.steps) if step.event == E.suspend), "")
    if overdue and not any(_proved(scene.connection, person, since) for person in _persons(scene)):
        yield Problem("enrolment_proof_missing", "")


def _proved(connection: Connection, person: int, since: str) -> bool:
    found = connection.execute(
        'SELECT 1 FROM proof_of_life WHERE person = ? AND "on" >= ? LIMIT 1', (person, since)
    ).fetchone()
    return found is not None


def _exit(scene: Scene) -> Iterator[Problem]:
    why = scene.said.exit_reason
    if why is None or why is ExitReason.graduation:
        yield Problem("enrolment_why_ended", "exit_reason")
    if why is ExitReason.death and not all(dead(scene.connection, one) for one in _persons(scene)):
        yield Problem("enrolment_death_not_recorded", "exit_reason")


def _appeal(scene: Scene) -> Iterator[Problem]:
    decided = scene.line.decided_on
    days = (scene.day - date.fromisoformat(decided)).days if decided else 0
    if days > scene.scheme.appeal_days:
        facts: dict[str, str | int] = {"days": scene.scheme.appeal_days, "date": decided}
        yield Problem("enrolment_appeal_late", "on", facts=facts)


def _reinstate(scene: Scene) -> Iterator[Problem]:
    ended = date.fromisoformat(scene.line.end_on)
    if (scene.day - ended).days > REINSTATED_WITHIN_DAYS:
        facts: dict[str, str | int] = {"days": REINSTATED_WITHIN_DAYS, "date": scene.line.end_on}
        yield Problem("enrolment_reinstate_late", "on", facts=facts)
    yield from _alive(scene)
    places = apply.places_of(scene.connection, scene.line.home, scene.line.person)
    yield from one_place(Place(scene.scheme.code, "active"), places)


def in_order(line: EnrolmentLine, fields: Mapping[str, Any]) -> list[Problem]:
    """V28 of the days as they would be after a step."""
    names = ("applied_on", "decided_on", "enrolled_on", "start_on", "end_on")
    days = {name: fields[name] if name in fields else getattr(line, name) for name in names}
    dated = {name: date.fromisoformat(day) if day else None for name, day in days.items()}
    return list(days_in_order(Place(line.scheme, line.status, **dated)))


_GUARDS: Mapping[E, Callable[[Scene], Iterator[Problem]]] = {
    E.submit: _submit,
    E.verify: _verify,
    E.decide: _decide,
    E.waitlist: _waitlist,
    E.place_free: _place_free,
    E.enrol: _enrol,
    E.start: _start,
    E.suspend: _suspend,
    E.resume: _resume,
    E.exit: _exit,
    E.appeal: _appeal,
    E.reinstate: _reinstate,
}
