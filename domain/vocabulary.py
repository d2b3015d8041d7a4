"""Closed vocabularies of the register; their labels belong to the language."""

from __future__ import annotations

from enum import StrEnum


class Sex(StrEnum):
    """ISO/IEC 5218 in words. There is no default: the clerk always says it."""

    female = "female"
    male = "male"
    not_known = "not_known"


class Role(StrEnum):
    """What a member is in the household."""

    head = "head"
    spouse = "spouse"
    child = "child"
    other_relative = "other_relative"
    non_relative = "non_relative"
    domestic_worker = "domestic_worker"
    guest = "guest"
    absent_member = "absent_member"


class HouseholdKind(StrEnum):
    """What shares a roof or a pot."""

    household = "household"
    family = "family"
    institution = "institution"
    street = "street"


class LegalBasis(StrEnum):
    """Why the office may hold these data; consent is seldom the right one for a public benefit."""

    public_interest = "public_interest"
    legal_obligation = "legal_obligation"
    consent = "consent"
    vital_interest = "vital_interest"
    contract = "contract"
    legitimate_interest = "legitimate_interest"


class NoticeGiven(StrEnum):
    """How the privacy notice reached the citizen."""

    read_aloud = "read_aloud"
    handed_over = "handed_over"
    shown = "shown"
    not_recorded = "not_recorded"


class IdentifierScheme(StrEnum):
    """Who issued an identifier."""

    national_id = "national_id"
    birth_registration = "birth_registration"
    voter = "voter"
    passport = "passport"
    social_security = "social_security"
    tax = "tax"
    refugee = "refugee"
    programme = "programme"
    health = "health"
    family_book = "family_book"
    other = "other"


class VitalStatus(StrEnum):
    """Whether the person is alive, as far as the office knows."""

    alive = "alive"
    deceased = "deceased"
    unknown = "unknown"


class Pregnancy(StrEnum):
    """Asked only where a scheme needs it."""

    not_pregnant = "not_pregnant"
    pregnant = "pregnant"
    postpartum = "postpartum"
    unknown = "unknown"


class EndReason(StrEnum):
    """Why a membership ended."""

    death = "death"
    left = "left"
    split_off = "split"
    moved = "moved"
    merged = "merged"
    error = "error"


class MilestoneStatus(StrEnum):
    """Where a milestone stands; only ``achieved`` and ``verified`` count."""

    planned = "planned"
    in_progress = "in_progress"
    achieved = "achieved"
    verified = "verified"
    delayed = "delayed"
    dropped = "dropped"
    retracted = "retracted"


class Paper(StrEnum):
    """What an office prints for a citizen."""

    receipt = "receipt"
    card = "card"
    form = "form"
    my_data = "my_data"
    insurance_periods = "insurance_periods"
    decision_letter = "decision_letter"
    enrolment_receipt = "enrolment_receipt"
    exit_letter = "exit_letter"


class UserRole(StrEnum):
    """What a person may do at this office."""

    clerk = "clerk"
    case_manager = "case_manager"
    supervisor = "supervisor"
    payment_officer = "payment_officer"
    m_and_e = "m_and_e"
    district_head = "district_head"
    regional_sync = "regional_sync"
    auditor = "auditor"
    administrator = "administrator"


class HouseholdSource(StrEnum):
    """How a household came into the register."""

    desk = "desk"
    bulk = "import"
    backlog = "backlog"
    field = "field"


class HouseholdStatus(StrEnum):
    """Where a household stands; one without is registered."""

    registered = "registered"
    verified = "verified"
    stale = "stale"
    merged = "merged"
    closed = "closed"


class IdentifierStatus(StrEnum):
    """What an identifier is worth today."""

    valid = "valid"
    expired = "expired"
    lost = "lost"
    wrong = "wrong"


class IdentifierSeen(StrEnum):
    """What the clerk saw of an identifier."""

    original = "original"
    copy = "copy"
    declared = "declared"


class DuplicateDecision(StrEnum):
    """What a clerk says of two persons who look alike; ``pending`` until somebody has compared them."""

    pending = "pending"
    same = "same"
    different = "different"
    unsure = "unsure"


class ChangeKind(StrEnum):
    """What may be asked for after registration."""

    add_member = "add_member"
    remove_member = "remove_member"
    report_birth = "report_birth"
    report_death = "report_death"
    change_head = "change_head"
    split_household = "split_household"
    merge_households = "merge_households"
    move_area = "move_area"
    correct_identity = "correct_identity"
    correct_details = "correct_details"
    change_recipient = "change_recipient"
    replace_card = "replace_card"
    merge_persons = "merge_persons"


class RequestDecision(StrEnum):
    """A step in the life of a request; ``applied`` and ``undone`` say what was written."""

    approved = "approved"
    rejected = "rejected"
    withdrawn = "withdrawn"
    applied = "applied"
    undone = "undone"


class DocumentKind(StrEnum):
    """What was scanned."""

    id_scan = "id_scan"
    certificate = "certificate"
    consent_scan = "consent_scan"
    evidence = "evidence"
    form_scan = "form_scan"
    other = "other"


class AccessKind(StrEnum):
    """What is written down when somebody does it."""

    confidential_view = "confidential_view"
    confidential_on = "confidential_on"
    confidential_off = "confidential_off"
    identifier_shown = "identifier_shown"
    identifier_search = "identifier_search"
    export = "export"
    my_data = "my_data"


class Purpose(StrEnum):
    """What data may be used for."""

    registration = "registration"
    eligibility = "eligibility"
    delivery = "delivery"
    referral = "referral"
    statistics = "statistics"
    audit = "audit"


class BackCheck(StrEnum):
    """What a second visit found."""

    agrees = "agrees"
    differs = "differs"
    not_found = "not_found"


class ConflictCause(StrEnum):
    """Why two changes of one record contradict each other, the gravest last."""

    values = "values"
    merged = "merged"
    ended = "ended"
    transition = "transition"


class SettledHow(StrEnum):
    """How a person settled a conflict."""

    standing = "standing"
    other = "other"
    typed = "typed"
    mixed = "mixed"
    same = "same"
