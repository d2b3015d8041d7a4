"""What is due at a desk: one line of its agenda, whoever it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class DueKind(StrEnum):
    """What is due, in the order a desk takes it up on one day."""

    grievance = "grievance"
    appointment = "appointment"
    follow_up = "follow_up"
    referral_received = "referral_received"
    enrolment_decision = "enrolment_decision"
    enrolment_exit = "enrolment_exit"
    enrolment_review = "enrolment_review"
    proof_of_life = "proof_of_life"
    payment_cycle = "payment_cycle"
    list_objections = "list_objections"
    plan_target = "plan_target"
    assessment = "assessment"
    statement = "statement"
    milestone = "milestone"
    request = "request"
    duplicate = "duplicate"
    conflict = "conflict"
    sync = "sync"


@dataclass(frozen=True)
class Due:
    """One thing that is due; before today it is late.

    ``title`` is a code that ``desktop/language/due.py`` makes a sentence of, with ``facts`` (texts, numbers,
    dates as ISO 8601). A click goes to ``place`` with ``subject``: a printed code, or what that place's page
    takes. ``count`` is more than one where a line stands for many. ``household_code`` is empty where no
    household is concerned.
    """

    kind: DueKind
    on: date
    household_code: str
    title: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    place: str = "household"
    subject: object = None
    count: int = 1

    def late(self, today: date) -> int:
        """Days since it was due; 0 or less when there is still time."""
        return (today - self.on).days


_PLACES = {kind: place for place, kind in enumerate(DueKind)}


def in_order(lines: list[Due]) -> list[Due]:
    """The earliest first; on one day in the order of the kinds, then by household."""
    return sorted(lines, key=lambda due: (due.on, _PLACES[due.kind], due.household_code))
