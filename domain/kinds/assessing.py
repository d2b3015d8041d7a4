"""What is found out about a household after it is registered: forms, assessments, cohorts, shocks."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from domain.assessing.terms import AssessmentPlace, AssessmentPurpose, ShockKind
from domain.fields import Day, HouseholdRef, Moment, Note, PersonRef, Record, Ref, Short

Count = Annotated[int, Field(ge=0)]


class FormAnswers(Record):
    """A form of the programme filled in. ``answers`` by the question's name; a repeat is a list of maps."""

    household: HouseholdRef | None = None
    person: PersonRef | None = None
    form: Short
    version: Short
    language: Short
    answers: dict[str, Any]
    on: Day
    corrects: Annotated[str, Ref("form_answers")] | None = None
    at: Moment


class Assessment(Record):
    """A scored form. ``scores`` by dimension; ``band`` is a code of the instrument's version.

    ``capacity`` is the score that measures the way out, beside ``total``, which measures vulnerability.
    """

    household: HouseholdRef
    person: PersonRef | None = None
    instrument: Short
    version: Short
    round: Annotated[int, Field(ge=1)]
    purpose: AssessmentPurpose
    visited_on: Day
    place: AssessmentPlace
    respondent: PersonRef | None = None
    answers: dict[str, Any]
    scores: dict[str, int]
    total: int
    band: Short
    capacity: int | None = None
    duration_s: Count | None = None
    cohort: Annotated[str, Ref("cohort")] | None = None
    corrects: Annotated[str, Ref("assessment")] | None = None
    at: Moment


class Cohort(Record):
    """Households followed together, to see what changes for them."""

    code: Short
    name: Short
    from_on: Day
    note: Note | None = None
    closed: bool | None = None


class CohortMember(Record):
    """A household followed in a cohort, until it left it."""

    cohort: Annotated[str, Ref("cohort")]
    household: HouseholdRef
    joined_on: Day
    left_on: Day | None = None
    reason: Note | None = None


class Shock(Record):
    """Something struck these areas (P-codes), or is about to."""

    code: Short
    shock: ShockKind
    name: Short
    areas: Annotated[list[str], Field(min_length=1, max_length=200)]
    from_on: Day
    until_on: Day | None = None
    source: Note | None = None
