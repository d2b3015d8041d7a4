"""The words of the single window: needs, referrals, grievances, notes."""

from __future__ import annotations

from enum import StrEnum


class NeedSource(StrEnum):
    """How a need became known."""

    assessed = "assessed"
    declared = "declared"
    observed = "observed"


class NeedStatus(StrEnum):
    """What became of a need."""

    open = "open"
    addressed = "addressed"
    unmet = "unmet"
    not_applicable = "not_applicable"


class PlanStatus(StrEnum):
    """What became of one line of a personal plan."""

    planned = "planned"
    under_way = "under_way"
    done = "done"
    dropped = "dropped"


class Urgency(StrEnum):
    """How soon somebody has to be seen."""

    routine = "routine"
    urgent = "urgent"
    emergency = "emergency"


class ReferralStatus(StrEnum):
    """Where a referral stands."""

    draft = "draft"
    issued = "issued"
    received = "received"
    accepted = "accepted"
    completed = "completed"
    declined = "declined"
    expired = "expired"
    cancelled = "cancelled"


class ReferralEvent(StrEnum):
    """What moves a referral from one status to the next."""

    create = "create"
    issue = "issue"
    receive = "receive"
    accept = "accept"
    complete = "complete"
    decline = "decline"
    expire = "expire"
    cancel = "cancel"


class ReferralOutcome(StrEnum):
    """What came of a referral."""

    service_received = "service_received"
    waiting_list = "waiting_list"
    refused_not_eligible = "refused_not_eligible"
    refused_no_capacity = "refused_no_capacity"
    did_not_attend = "did_not_attend"
    unknown = "unknown"


class Via(StrEnum):
    """How an answer came."""

    desk = "desk"
    paper = "paper"
    phone = "phone"
    sync = "sync"


class GrievanceChannel(StrEnum):
    """How a grievance came."""

    desk = "desk"
    phone = "phone"
    box = "box"
    letter = "letter"
    committee = "committee"
    home_visit = "home_visit"


class GrievanceKind(StrEnum):
    """What a grievance is about."""

    exclusion_error = "exclusion_error"
    inclusion_error = "inclusion_error"
    payment = "payment"
    data_correction = "data_correction"
    appeal = "appeal"
    service_quality = "service_quality"
    misconduct = "misconduct"
    violence = "violence"
    feedback = "feedback"
    other = "other"


class GrievanceStatus(StrEnum):
    """Where a grievance stands."""

    received = "received"
    admissible = "admissible"
    not_admissible = "not_admissible"
    in_progress = "in_progress"
    escalated = "escalated"
    resolved = "resolved"
    closed = "closed"
    appealed = "appealed"
    withdrawn = "withdrawn"


class GrievanceEvent(StrEnum):
    """What moves a grievance from one status to the next."""

    receive = "receive"
    admit = "admit"
    refuse = "refuse"
    assign = "assign"
    escalate = "escalate"
    hand_back = "hand_back"
    resolve = "resolve"
    close = "close"
    appeal = "appeal"
    withdraw = "withdraw"


class NoteKind(StrEnum):
    """What a case note is about."""

    visit = "visit"
    call = "call"
    note = "note"
    plan = "plan"
    closure = "closure"


class ProviderKind(StrEnum):
    """What an organisation is."""

    ministry = "ministry"
    social_security_institution = "social_security_institution"
    government_agency = "government_agency"
    local_government = "local_government"
    ngo = "ngo"
    un_agency = "un_agency"
    employers = "employers"
    workers = "workers"
    academia = "academia"
    bank = "bank"
    mobile_money = "mobile_money"
    health_facility = "health_facility"
    school = "school"
    other = "other"
