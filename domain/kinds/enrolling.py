"""From an application to an exit: enrolments, their steps, decisions, lists of candidates."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from domain.fields import Day, HouseholdRef, Moment, Note, PersonRef, Record, Ref, Short
from domain.schemes.terms import (
    Answer,
    DecidedBy,
    EnrolmentEvent,
    EnrolmentStatus,
    ExitReason,
    ListStanding,
    ListStep,
    SuspensionReason,
)

EnrolmentRef = Annotated[str, Ref("enrolment")]
ListRunRef = Annotated[str, Ref("list_run")]


class Enrolment(Record):
    """A person, or a whole household, in a scheme. ``version`` is the scheme's, of the day of application.

    ``documents_missing`` are codes of the scheme's documents; ``sponsor`` who pays contributions for them.
    """

    code: Short
    household: HouseholdRef
    person: PersonRef | None = None
    applicant: PersonRef | None = None
    scheme: Short
    version: Short
    status: EnrolmentStatus
    applied_on: Day
    decided_on: Day | None = None
    enrolled_on: Day | None = None
    start_on: Day | None = None
    end_on: Day | None = None
    exit_reason: ExitReason | None = None
    suspension_reason: SuspensionReason | None = None
    priority: int | None = None
    documents_seen: list[str] | None = None
    documents_missing: list[str] | None = None
    sponsor: Short | None = None
    entitled_until: Day | None = None
    cohort: Annotated[str, Ref("cohort")] | None = None
    list_run: ListRunRef | None = None


class EnrolmentStep(Record):
    """One step of an enrolment, as it was taken; the enrolment itself says where it stands now."""

    household: HouseholdRef
    enrolment: EnrolmentRef
    event: EnrolmentEvent
    before: EnrolmentStatus | None = None
    after: EnrolmentStatus
    on: Day
    reason: Note | None = None
    acting: bool | None = None
    back_pay: bool | None = None
    document: Annotated[str, Ref("document")] | None = None
    at: Moment


class Decision(Record):
    """Whether somebody is eligible, with the facts it was decided on, as they were that day.

    ``reasons`` are maps of `domain.schemes.rules`: fact, operator, wanted, found, answer.
    """

    household: HouseholdRef
    person: PersonRef | None = None
    enrolment: EnrolmentRef | None = None
    scheme: Short
    version: Short
    result: Answer
    conditional: bool | None = None
    facts: dict[str, Any]
    reasons: list[dict[str, Any]]
    by: DecidedBy
    committee: Short | None = None
    reason: Note | None = None
    acting: bool | None = None
    valid_until: Day | None = None
    on: Day
    at: Moment


class ListRun(Record):
    """A scheme's rule run over the register. ``number`` is what is posted in public, never a card's code."""

    number: Short
    scheme: Short
    version: Short
    area: Short
    step: ListStep
    run_on: Day
    reference_on: Day
    candidates: Annotated[int, Field(ge=0)]
    quota: Annotated[int, Field(ge=0)] | None = None
    posted_on: Day | None = None
    objections_until: Day | None = None
    committee: Short | None = None
    minutes: Annotated[str, Ref("document")] | None = None
    minutes_note: Note | None = None
    validated_on: Day | None = None
    final_on: Day | None = None
    cancelled_on: Day | None = None
    cancelled_why: Note | None = None


class ListEntry(Record):
    """One candidate of a list. ``place`` is the number it is posted under; ``reasons`` as in a decision."""

    list_run: ListRunRef
    household: HouseholdRef
    person: PersonRef | None = None
    place: Annotated[int, Field(ge=1)]
    standing: ListStanding
    answer: Answer
    reasons: list[dict[str, Any]]
    facts: dict[str, Any] | None = None
    note: Note | None = None


class Objection(Record):
    """Somebody says that a posted list is wrong, and what was decided about it."""

    list_run: ListRunRef
    entry: Annotated[str, Ref("list_entry")] | None = None
    household: HouseholdRef | None = None
    text: Note
    received_on: Day
    upheld: bool | None = None
    answer: Note | None = None
    decided_on: Day | None = None
