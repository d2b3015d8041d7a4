"""The single window's records: needs, plans, referrals, services given, grievances, notes, appointments."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from domain.fields import Day, HouseholdRef, Moment, Note, PersonRef, Record, Ref, Short
from domain.window.terms import (
    GrievanceChannel,
    GrievanceEvent,
    GrievanceKind,
    GrievanceStatus,
    NeedSource,
    NeedStatus,
    NoteKind,
    PlanStatus,
    ProviderKind,
    ReferralEvent,
    ReferralOutcome,
    ReferralStatus,
    Urgency,
    Via,
)

NeedRef = Annotated[str, Ref("need")]
ReferralRef = Annotated[str, Ref("referral")]
GrievanceRef = Annotated[str, Ref("grievance")]
UserNumber = Annotated[int, Field(ge=1)]


class Need(Record):
    """Something a household, or one of its members, lacks. ``sealed`` hides it from whoever has no right."""

    household: HouseholdRef
    person: PersonRef | None = None
    need: Short
    severity: Annotated[int, Field(ge=1, le=4)]
    found_on: Day
    source: NeedSource
    assessment: Annotated[str, Ref("assessment")] | None = None
    question: Short | None = None
    status: NeedStatus
    sealed: bool | None = None
    note: Note | None = None


class PlanItem(Record):
    """One line of a personal plan: which service or scheme answers a need, by when, who sees to it."""

    household: HouseholdRef
    person: PersonRef | None = None
    need: NeedRef | None = None
    service: Short | None = None
    scheme: Short | None = None
    provider: Short | None = None
    responsible: Short | None = None
    priority: Annotated[int, Field(ge=1, le=9)]
    agreed_on: Day | None = None
    target_on: Day | None = None
    status: PlanStatus
    sealed: bool | None = None
    note: Note | None = None


class Referral(Record):
    """Somebody sent to an organisation for a service. ``consent_on`` is when sharing was agreed to.

    ``to_office`` is an office of the programme when the organisation has one; ``previous`` the referral this
    one follows, declined or expired. Dates are ISO 8601.
    """

    code: Short
    household: HouseholdRef
    person: PersonRef | None = None
    need: NeedRef | None = None
    plan_item: Annotated[str, Ref("plan_item")] | None = None
    provider: Short
    service: Short
    reason: Note
    urgency: Urgency
    consent_on: Day | None = None
    to_office: Short | None = None
    issued_on: Day | None = None
    valid_until: Day | None = None
    follow_up_on: Day | None = None
    status: ReferralStatus
    outcome: ReferralOutcome | None = None
    outcome_on: Day | None = None
    feedback: Note | None = None
    previous: ReferralRef | None = None
    sealed: bool | None = None


class ReferralStep(Record):
    """One step of a referral, and how it became known."""

    household: HouseholdRef
    referral: ReferralRef
    event: ReferralEvent
    before: ReferralStatus | None = None
    after: ReferralStatus
    on: Day
    via: Via
    reason: Note | None = None
    sealed: bool | None = None
    at: Moment


class ServiceUse(Record):
    """A service was used: what the count of people served rests on."""

    household: HouseholdRef
    person: PersonRef | None = None
    enrolment: Annotated[str, Ref("enrolment")] | None = None
    referral: ReferralRef | None = None
    provider: Short | None = None
    service: Short
    on: Day
    sealed: bool | None = None


class Provider(Record):
    """An organisation of this district that the programme's pack does not name, or names otherwise."""

    code: Short
    name: Short
    provider: ProviderKind
    area: Short | None = None
    services: list[str]
    phone: Short | None = None
    address: Short | None = None
    open_when: Short | None = None
    documents: list[str] | None = None
    cost: Short | None = None
    capacity: Annotated[int, Field(ge=0)] | None = None
    office: Short | None = None
    closed: bool | None = None


class Grievance(Record):
    """Something somebody is not content with. Anonymous: neither household, person nor name.

    ``about`` is the user (number) complained of, of the laptop ``about_device``; ``assigned`` answers.
    ``household`` is empty for a grievance that must leave no trace at a household. ``copies`` of its
    acknowledgement were printed.
    """

    code: Short
    household: HouseholdRef | None = None
    person: PersonRef | None = None
    name: Short | None = None
    contact: Short | None = None
    enrolment: Annotated[str, Ref("enrolment")] | None = None
    list_run: Annotated[str, Ref("list_run")] | None = None
    payment: Annotated[str, Ref("payment")] | None = None
    channel: GrievanceChannel
    grievance: GrievanceKind
    text: Note
    sealed: bool | None = None
    anonymous: bool | None = None
    about: UserNumber | None = None
    about_device: Short | None = None
    incident_on: Day | None = None
    received_on: Day
    due_on: Day
    status: GrievanceStatus
    assigned: UserNumber | None = None
    assigned_device: Short | None = None
    resolution: Note | None = None
    resolved_on: Day | None = None
    told_on: Day | None = None
    satisfied: bool | None = None
    appeal_of: GrievanceRef | None = None
    copies: Annotated[int, Field(ge=0)] | None = None


class GrievanceStep(Record):
    """One step of a grievance."""

    household: HouseholdRef | None = None
    grievance: GrievanceRef
    event: GrievanceEvent
    before: GrievanceStatus | None = None
    after: GrievanceStatus
    on: Day
    reason: Note | None = None
    facts: dict[str, Any] | None = None
    sealed: bool | None = None
    at: Moment


class CaseNote(Record):
    """What a case manager notes about a household."""

    household: HouseholdRef
    person: PersonRef | None = None
    note: NoteKind
    text: Note
    on: Day
    sealed: bool | None = None
    at: Moment


class Appointment(Record):
    """A visit, a call or a task that is due; ``time`` is HH:MM at the office."""

    household: HouseholdRef | None = None
    person: PersonRef | None = None
    title: Short
    on: Day
    time: Annotated[str, Field(pattern=r"^\d\d:\d\d$")] | None = None
    user: UserNumber | None = None
    done_on: Day | None = None
    cancelled: bool | None = None
    note: Note | None = None
    sealed: bool | None = None
