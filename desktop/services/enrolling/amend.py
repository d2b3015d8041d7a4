"""What changes beside the steps: papers that were brought later, the priority, who pays contributions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.models import enrolments as rows
from desktop.models.enrolments import EnrolmentLine
from desktop.services import rights
from desktop.services.desk import Desk
from desktop.services.enrolling import apply, read
from desktop.services.enrolling.steps import documents
from domain.problems import Problem, Refused
from domain.rights import Right
from domain.rules.enrolments import OVER
from domain.schemes.scheme import Scheme


@dataclass(frozen=True)
class Amended:
    """What shall be different; None leaves it as it is. ``sponsor`` empty: nobody pays in their place.

    ``documents_seen`` are all that were seen so far; ``priority`` 0 takes it away.
    """

    documents_seen: tuple[str, ...] | None = None
    priority: int | None = None
    sponsor: str | None = None


def amend(desk: Desk, code: str, wanted: Amended) -> EnrolmentLine:
    """The enrolment afterwards. A priority moves others on a waiting list, so it is a supervisor's.

    Raises Refused.
    """
    rights.require(desk, Right.apply if wanted.priority is None else Right.decide)
    with desk.writing() as writer:
        line = read.named(desk, writer.connection, code)
        scheme = read.scheme_of(desk, line.scheme)
        if line.status in OVER:
            raise Refused(Problem("enrolment_ended", "code"))
        if found := _problems(scheme, wanted):
            raise Refused(found)
        fields: dict[str, Any] = {}
        if wanted.documents_seen is not None:
            fields |= documents(scheme, wanted.documents_seen)
        if wanted.priority is not None:
            fields["priority"] = wanted.priority or None
        if wanted.sponsor is not None:
            fields["sponsor"] = wanted.sponsor.strip() or None
        writer.set("enrolment", line.id, fields, about=line.home)
    with desk.store.reading() as connection:
        [line] = rows.lines(connection, [line.id])
    return read.with_next(desk, line)


def _problems(scheme: Scheme, wanted: Amended) -> list[Problem]:
    found = []
    unknown = [paper for paper in wanted.documents_seen or () if paper not in scheme.documents_required]
    if unknown:
        facts = {"text": ", ".join(unknown), "scheme": scheme.code}
        found.append(Problem("enrolment_paper_unknown", "documents_seen", facts=facts))
    if wanted.priority is not None and not 0 <= wanted.priority <= 999:
        found.append(Problem("enrolment_priority_wrong", "priority"))
    if problem := apply.sponsor_problem(scheme, wanted.sponsor or ""):
        found.append(problem)
    return found
