"""Hold an application against its scheme's rule, and keep what was decided with the facts of that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import enrolments as rows
from desktop.models import records
from desktop.models.enrolments import EnrolmentLine
from desktop.models.journal import Writer
from desktop.services.desk import Desk
from domain.schemes.deciding import Outcome, decide, paths, rule_of
from domain.schemes.facts import Facts
from domain.schemes.scheme import Scheme
from domain.schemes.terms import Answer, DecidedBy


@dataclass(frozen=True)
class Judged:
    """What the rule says on a day, and the facts it was asked of as a decision keeps them."""

    outcome: Outcome
    facts: dict[str, object]


def judge(desk: Desk, scheme: Scheme, line: EnrolmentLine, on: date) -> Judged:
    """The rule's answer for whoever the enrolment is of. Nothing is written."""
    from desktop.services.eligible import facts as known_of  # noqa: PLC0415 - start-up time

    whole = known_of(desk, line.home, on)
    facts = whole if line.person is None else _of(whole, line)
    return Judged(decide(scheme, facts, on), _kept(scheme, facts))


def _of(whole: Facts, line: EnrolmentLine) -> Facts:
    """The member's facts; those of the whole household for one who has left it, so that little is known."""
    return next((member for member in whole.members if member.code == line.person_code), whole)


def _kept(scheme: Scheme, facts: Facts) -> dict[str, object]:
    asked = paths(rule_of(scheme))
    kept = facts.snapshot(asked)
    if facts.members:
        kept["members"] = {member.code: member.snapshot(asked) for member in facts.members}
    return kept


def write_judged(
    desk: Desk, writer: Writer, scheme: Scheme, line: EnrolmentLine, judged: Judged, on: date
) -> None:
    """The rule's decision; ``conditional`` where papers are still missing."""
    conditional = judged.outcome.answer is Answer.yes and bool(line.documents_missing)
    fields = {
        "result": judged.outcome.answer.value,
        "conditional": conditional or None,
        "facts": judged.facts,
        "reasons": [reason.document() for reason in judged.outcome.reasons],
        "by": DecidedBy.rule.value,
    }
    _write(desk, writer, scheme, line, fields, on)


def write_decided(
    desk: Desk,
    writer: Writer,
    scheme: Scheme,
    line: EnrolmentLine,
    result: Answer,
    on: date,
    *,
    reason: str,
    committee: str = "",
    acting: bool = False,
) -> None:
    """What a person or a committee decided, on the facts the rule was last asked of."""
    before = rows.decisions(writer.connection, line.id)
    fields = {
        "result": result.value,
        "conditional": (result is Answer.yes and bool(line.documents_missing)) or None,
        "facts": before[-1].facts if before else {},
        "reasons": before[-1].reasons if before else [],
        "by": (DecidedBy.committee if committee.strip() else DecidedBy.officer).value,
        "committee": committee.strip() or None,
        "reason": reason.strip(),
        "acting": acting or None,
    }
    _write(desk, writer, scheme, line, fields, on)


def _write(
    desk: Desk, writer: Writer, scheme: Scheme, line: EnrolmentLine, fields: dict[str, Any], on: date
) -> None:
    taken = [one.at for one in rows.steps(writer.connection, line.id)]
    common = {
        "household": line.home,
        "person": line.person,
        "enrolment": line.id,
        "scheme": scheme.code,
        "version": scheme.version,
        "on": on.isoformat(),
        "at": max([desk.stamp(), *taken]),
    }
    place = records.district(writer.connection, "enrolment", line.id)
    writer.create("decision", place, common | fields, about=line.home)
