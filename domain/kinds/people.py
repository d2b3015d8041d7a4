"""Households, the people in them, and what an office gives and notes for them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from domain.birth import Precision
from domain.contributions.terms import Employment, Marital, Residence, Sector, WorkStatus
from domain.fields import (
    Day,
    HouseholdRef,
    Identity,
    Moment,
    Name,
    Note,
    PersonRef,
    Record,
    Ref,
    Short,
    birth_day,
)
from domain.vocabulary import (
    EndReason,
    HouseholdKind,
    HouseholdSource,
    HouseholdStatus,
    IdentifierScheme,
    IdentifierSeen,
    IdentifierStatus,
    LegalBasis,
    MilestoneStatus,
    NoticeGiven,
    Paper,
    Pregnancy,
    Role,
    Sex,
    UserRole,
    VitalStatus,
)

# Kinds whose records are edited, so that two laptops may disagree about them.
EDITABLE = (
    *("household", "person", "membership", "identifier", "phone", "recipient"),
    *("user", "campaign", "campaign_target", "cohort", "cohort_member", "shock"),
    *("enrolment", "list_run", "list_entry", "objection"),
    *("need", "plan_item", "referral", "provider", "grievance", "appointment"),
    *("payment_cycle", "entitlement", "employer", "employment", "statement", "statement_line"),
    "insurance_period",
)


class Household(Record):
    """People who share a roof or a pot. Position is in millionths of a degree (WGS 84)."""

    code: Short
    kind: HouseholdKind
    area: Short
    village: Short | None = None
    address: Short | None = None
    landmark: Short | None = None
    latitude_e6: Annotated[int, Field(ge=-90_000_000, le=90_000_000)] | None = None
    longitude_e6: Annotated[int, Field(ge=-180_000_000, le=180_000_000)] | None = None
    compound: Short | None = None
    language: Short | None = None
    registered_on: Day
    child_headed: bool | None = None
    warnings: list[dict[str, Any]] | None = None
    source: HouseholdSource | None = None
    status: HouseholdStatus | None = None
    merged_into: HouseholdRef | None = None
    confidential: bool | None = None
    campaign: Annotated[str, Ref("campaign")] | None = None
    team: Short | None = None
    register_group: Annotated[int, Field(ge=1, le=99)] | None = None
    pmt_score: int | None = None


class Person(Record):
    """One human being, in however many households. ``birth_on`` is written to ``birth_precision``.

    ``merged_into`` is the record of the same human being that stands; both printed codes stay valid.
    ``wg_ss`` holds the Washington Group Short Set, for statistics only.
    """

    code: Short
    given_name: Name | None = None
    family_name: Name | None = None
    other_names: Name | None = None
    single_name: bool | None = None
    mother_name: Annotated[str, Field(max_length=120)] | None = None
    sex: Annotated[Sex, Identity()]
    sex_reason: Short | None = None
    birth_precision: Annotated[Precision, Identity()]
    birth_on: Annotated[str, AfterValidator(birth_day), Identity()] | None = None
    estimated_age: Annotated[int, Identity(), Field(ge=0, le=130)] | None = None
    estimated_on: Annotated[Day, Identity()] | None = None
    vital_status: VitalStatus | None = None
    death_on: Day | None = None
    pregnancy: Pregnancy | None = None
    expected_delivery: Day | None = None
    guardian: Short | None = None
    merged_into: PersonRef | None = None
    confidential: bool | None = None
    wg_ss: dict[str, Any] | None = None
    marital: Marital | None = None
    employment: Employment | None = None
    work_status: WorkStatus | None = None
    sector: Sector | None = None
    nationality: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None
    residence_status: Residence | None = None
    delivered_on: Day | None = None
    disability_certified: bool | None = None
    disability_until: Day | None = None


class Membership(Record):
    """A person in a household; a man with wives in two households of one compound has two."""

    household: HouseholdRef
    person: PersonRef
    role: Annotated[Role, Identity()]
    start_on: Day
    end_on: Day | None = None
    end_reason: EndReason | None = None
    absent_abroad: bool | None = None
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] | None = None


class Identifier(Record):
    """A number that somebody else gave the person."""

    person: PersonRef
    scheme: Annotated[IdentifierScheme, Identity()]
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$"), Identity()]
    value: Annotated[str, Field(min_length=1, max_length=60), Identity()]
    status: IdentifierStatus | None = None
    seen: IdentifierSeen | None = None
    override_reason: Short | None = None


class Phone(Record):
    """A number in E.164 where it can be one, else as it was given; of a person or of the whole household."""

    household: HouseholdRef | None = None
    person: PersonRef | None = None
    number: Annotated[str, Field(min_length=1, max_length=40)]
    ended_on: Day | None = None


class Consent(Record):
    """On which legal basis the household is held, which notice was given, in which language."""

    household: HouseholdRef
    legal_basis: LegalBasis
    notice_version: Short
    language: Short
    given: NoticeGiven
    guardian: Short | None = None
    at: Moment


class Photo(Record):
    """A portrait; its bytes travel apart, named by their SHA-256 in hex."""

    person: PersonRef
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(gt=0, le=200_000)]


class MilestoneUpdate(Record):
    """Something reached or changed on a journey; a correction points at the update it corrects."""

    household: HouseholdRef
    item: Short
    status: MilestoneStatus
    on: Day
    note: Note | None = None
    evidence: Short | None = None
    event: Short | None = None
    corrects: Annotated[str, Ref("milestone_update")] | None = None
    at: Moment | None = None


class Print(Record):
    """A paper given out: which, in which language, the how-manieth copy, and why again."""

    household: HouseholdRef
    person: PersonRef | None = None
    paper: Paper
    language: Short
    copy_number: Annotated[int, Field(ge=1)]
    reason: Short | None = None
    at: Moment


class Handover(Record):
    """A printed paper put into the citizen's hand."""

    household: HouseholdRef
    print: Annotated[str, Ref("print")]
    on: Day


class User(Record):
    """A person of the office, so that other offices can read who did what."""

    number: Annotated[int, Field(ge=1)]
    username: Short
    full_name: Short
    role: UserRole
    active: bool


class Conflict(Record):
    """Two values for the same fields, both kept. Made by the server, never by a device; people settle it.

    ``kept`` stands, ``other`` does not. The change that came second is told by ``author_device``, ``author``
    and ``at``; whoever wrote first by ``earlier``: for each field {``change``, ``author``, ``at``}. ``later``
    names the fields of which the second's value stands. ``cause`` is one of `domain.vocabulary.ConflictCause`
    (two values, when absent); ``beside`` is what was edited of a record that had ended.

    Settled: the values chosen, and those they took the place of; ``settled_before`` are answers given by
    people who did not know of each other, or that were taken back.
    """

    subject: Annotated[str, Ref(*EDITABLE)]
    subject_kind: Short
    kept: dict[str, Any]
    other: dict[str, Any]
    author_device: Short
    author: int
    cause: Short | None = None
    at: Moment | None = None
    later: list[str] | None = None
    earlier: dict[str, dict[str, Any]] | None = None
    beside: dict[str, Any] | None = None
    state: Literal["open", "settled"] = "open"
    settled_by: Short | None = None
    settled_at: Moment | None = None
    settled_how: Short | None = None
    settled_why: Note | None = None
    settled_values: dict[str, Any] | None = None
    settled_from: dict[str, Any] | None = None
    settled_before: list[dict[str, Any]] | None = None
