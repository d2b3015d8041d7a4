"""The words of schemes: what they are, how an enrolment stands, why it ends."""

from __future__ import annotations

from enum import StrEnum


class SchemeStatus(StrEnum):
    """How far a scheme is; nobody can be enrolled while it is being designed or drafted, or once closed."""

    designing = "designing"
    draft_law = "draft_law"
    pilot = "pilot"
    active = "active"
    closed = "closed"


class SchemeType(StrEnum):
    """Who pays for a scheme."""

    contributory = "contributory"
    non_contributory = "non_contributory"
    mixed = "mixed"
    service = "service"


class Branch(StrEnum):
    """The branches of ILO Convention 102, and social assistance."""

    medical_care = "medical_care"
    sickness = "sickness"
    unemployment = "unemployment"
    old_age = "old_age"
    employment_injury = "employment_injury"
    family = "family"
    maternity = "maternity"
    invalidity = "invalidity"
    survivors = "survivors"
    social_assistance = "social_assistance"


class Guarantee(StrEnum):
    """The four guarantees of ILO Recommendation 202."""

    health = "health"
    children = "children"
    working_age = "working_age"
    older = "older"


class Unit(StrEnum):
    """Whom a scheme enrols."""

    person = "person"
    household = "household"


class Answer(StrEnum):
    """Whether a scheme's rule holds for somebody; ``verify`` where a fact is missing or uncertain."""

    yes = "yes"
    no = "no"
    verify = "verify"


class DecidedBy(StrEnum):
    """Who said whether somebody is eligible."""

    rule = "rule"
    committee = "committee"
    officer = "officer"


class EnrolmentStatus(StrEnum):
    """Where an enrolment stands."""

    draft = "draft"
    submitted = "submitted"
    verified = "verified"
    to_review = "to_review"
    eligible = "eligible"
    ineligible = "ineligible"
    waitlisted = "waitlisted"
    enrolled = "enrolled"
    active = "active"
    suspended = "suspended"
    graduated = "graduated"
    exited = "exited"
    withdrawn = "withdrawn"


class EnrolmentEvent(StrEnum):
    """What moves an enrolment from one status to the next."""

    create = "create"
    submit = "submit"
    verify = "verify"
    evaluate = "evaluate"
    decide = "decide"
    waitlist = "waitlist"
    place_free = "place_free"
    enrol = "enrol"
    start = "start"
    suspend = "suspend"
    resume = "resume"
    exit = "exit"
    graduate = "graduate"
    appeal = "appeal"
    withdraw = "withdraw"
    reinstate = "reinstate"


class ExitReason(StrEnum):
    """Why an enrolment ended."""

    voluntary_withdrawal = "voluntary_withdrawal"
    non_compliance = "non_compliance"
    ineligibility = "ineligibility"
    death = "death"
    programme_end = "programme_end"
    relocation = "relocation"
    duplicate = "duplicate"
    administrative = "administrative"
    graduation = "graduation"


class SuspensionReason(StrEnum):
    """Why benefits are held back for a time."""

    proof_of_life_overdue = "proof_of_life_overdue"
    non_compliance = "non_compliance"
    data_problem = "data_problem"
    grievance = "grievance"


class ListStep(StrEnum):
    """How far a list of candidates is."""

    provisional = "provisional"
    validated = "validated"
    final = "final"
    cancelled = "cancelled"


class ListStanding(StrEnum):
    """Where somebody stands on a list: within the quota, waiting for a place, to be verified, struck out."""

    selected = "selected"
    waiting = "waiting"
    verify = "verify"
    struck = "struck"


class BenefitKind(StrEnum):
    """How the amount of a benefit is found."""

    flat = "flat"
    per_member = "per_member"
    by_household_size = "by_household_size"
    percent_of_wage = "percent_of_wage"
    schedule = "schedule"
    in_kind = "in_kind"
    service = "service"


class Modality(StrEnum):
    """How a benefit is delivered."""

    cash = "cash"
    mobile_money = "mobile_money"
    bank_transfer = "bank_transfer"
    agent = "agent"
    prepaid_card = "prepaid_card"
    voucher = "voucher"
    in_kind = "in_kind"
    service = "service"
    fee_waiver = "fee_waiver"


class Frequency(StrEnum):
    """How often a benefit falls due."""

    daily = "daily"
    monthly = "monthly"
    quarterly = "quarterly"
    yearly = "yearly"
    one_time = "one_time"
