"""The vocabularies in words: what a code of the register is called on screen and on paper."""

from __future__ import annotations

from enum import StrEnum

from desktop.language.catalogue import Language, mark
from desktop.language.labels import assessing, contributions, payments, schemes, window
from domain.birth import Precision
from domain.requests import RequestState
from domain.vocabulary import (
    AccessKind,
    BackCheck,
    ChangeKind,
    ConflictCause,
    DocumentKind,
    DuplicateDecision,
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
    Purpose,
    RequestDecision,
    Role,
    SettledHow,
    Sex,
    UserRole,
    VitalStatus,
)

_REGISTER: dict[type[StrEnum], dict[str, str]] = {
    Sex: {
        "female": mark("Sex", "Female"),
        "male": mark("Sex", "Male"),
        "not_known": mark("Sex", "Not known"),
    },
    Precision: {
        "day": mark("Precision", "Full date"),
        "month": mark("Precision", "Month and year"),
        "year": mark("Precision", "Year only"),
        "estimated_age": mark("Precision", "Estimated age"),
        "unknown": mark("Precision", "Unknown"),
    },
    Role: {
        "head": mark("Role", "Head of household"),
        "spouse": mark("Role", "Spouse"),
        "child": mark("Role", "Child"),
        "other_relative": mark("Role", "Other relative"),
        "non_relative": mark("Role", "Not related"),
        "domestic_worker": mark("Role", "Domestic worker"),
        "guest": mark("Role", "Guest"),
        "absent_member": mark("Role", "Absent member"),
    },
    HouseholdKind: {
        "household": mark("HouseholdKind", "Household"),
        "family": mark("HouseholdKind", "Family"),
        "institution": mark("HouseholdKind", "Institution"),
        "street": mark("HouseholdKind", "People living on the street"),
    },
    LegalBasis: {
        "public_interest": mark("LegalBasis", "Public interest"),
        "legal_obligation": mark("LegalBasis", "Legal obligation"),
        "consent": mark("LegalBasis", "Consent"),
        "vital_interest": mark("LegalBasis", "Vital interest"),
        "contract": mark("LegalBasis", "Contract"),
        "legitimate_interest": mark("LegalBasis", "Legitimate interest"),
    },
    NoticeGiven: {
        "read_aloud": mark("NoticeGiven", "Read aloud"),
        "handed_over": mark("NoticeGiven", "Handed over on paper"),
        "shown": mark("NoticeGiven", "Shown on screen"),
        "not_recorded": mark("NoticeGiven", "Not recorded"),
    },
    IdentifierScheme: {
        "national_id": mark("IdentifierScheme", "National identity number"),
        "birth_registration": mark("IdentifierScheme", "Birth certificate"),
        "voter": mark("IdentifierScheme", "Voter card"),
        "passport": mark("IdentifierScheme", "Passport"),
        "social_security": mark("IdentifierScheme", "Social security number"),
        "tax": mark("IdentifierScheme", "Tax number"),
        "refugee": mark("IdentifierScheme", "Refugee card"),
        "programme": mark("IdentifierScheme", "Programme number"),
        "health": mark("IdentifierScheme", "Health insurance number"),
        "family_book": mark("IdentifierScheme", "Family book"),
        "other": mark("IdentifierScheme", "Other document"),
    },
    VitalStatus: {
        "alive": mark("VitalStatus", "Alive"),
        "deceased": mark("VitalStatus", "Deceased"),
        "unknown": mark("VitalStatus", "Unknown"),
    },
    Pregnancy: {
        "not_pregnant": mark("Pregnancy", "Not pregnant"),
        "pregnant": mark("Pregnancy", "Pregnant"),
        "postpartum": mark("Pregnancy", "Recently gave birth"),
        "unknown": mark("Pregnancy", "Not asked or not said"),
    },
    ConflictCause: {
        "values": mark("ConflictCause", "Two values"),
        "merged": mark("ConflictCause", "Merged into each other"),
        "ended": mark("ConflictCause", "Ended here, changed there"),
        "transition": mark("ConflictCause", "This status cannot follow"),
    },
    SettledHow: {
        "standing": mark("SettledHow", "What stood was kept"),
        "other": mark("SettledHow", "The other value was taken"),
        "typed": mark("SettledHow", "Both were wrong: typed anew"),
        "mixed": mark("SettledHow", "Field by field"),
        "same": mark("SettledHow", "The same but for the writing"),
    },
    DuplicateDecision: {
        "pending": mark("DuplicateDecision", "To be compared"),
        "same": mark("DuplicateDecision", "The same person"),
        "different": mark("DuplicateDecision", "Somebody else"),
        "unsure": mark("DuplicateDecision", "Not sure"),
    },
    EndReason: {
        "death": mark("EndReason", "Death"),
        "left": mark("EndReason", "Left the household"),
        "split": mark("EndReason", "The household split"),
        "moved": mark("EndReason", "Moved to another household"),
        "merged": mark("EndReason", "Joined with another record"),
        "error": mark("EndReason", "Entered by mistake"),
    },
    MilestoneStatus: {
        "planned": mark("MilestoneStatus", "Planned"),
        "in_progress": mark("MilestoneStatus", "In progress"),
        "achieved": mark("MilestoneStatus", "Achieved"),
        "verified": mark("MilestoneStatus", "Verified"),
        "delayed": mark("MilestoneStatus", "Delayed"),
        "dropped": mark("MilestoneStatus", "Dropped"),
        "retracted": mark("MilestoneStatus", "Retracted"),
    },
    Paper: {
        "receipt": mark("Paper", "Registration receipt"),
        "card": mark("Paper", "Beneficiary card"),
        "form": mark("Paper", "Registration form"),
        "my_data": mark("Paper", "Sheet “My data”"),
        "insurance_periods": mark("Paper", "Statement of insurance periods"),
        "decision_letter": mark("Paper", "Decision letter"),
        "enrolment_receipt": mark("Paper", "Enrolment receipt"),
        "exit_letter": mark("Paper", "Exit letter"),
    },
    Purpose: {
        "registration": mark("Purpose", "Registration"),
        "eligibility": mark("Purpose", "Eligibility"),
        "delivery": mark("Purpose", "Delivery of benefits"),
        "referral": mark("Purpose", "Referral to a service"),
        "statistics": mark("Purpose", "Statistics"),
        "audit": mark("Purpose", "Audit"),
    },
    AccessKind: {
        "confidential_view": mark("AccessKind", "Confidential file opened"),
        "confidential_on": mark("AccessKind", "File made confidential"),
        "confidential_off": mark("AccessKind", "File no longer confidential"),
        "identifier_shown": mark("AccessKind", "Identity number shown"),
        "identifier_search": mark("AccessKind", "Search by identity number"),
        "export": mark("AccessKind", "Data passed on"),
        "my_data": mark("AccessKind", "Sheet “My data” given out"),
    },
    HouseholdSource: {
        "desk": mark("HouseholdSource", "At the counter"),
        "import": mark("HouseholdSource", "From a list"),
        "backlog": mark("HouseholdSource", "From a paper form"),
        "field": mark("HouseholdSource", "In the field"),
    },
    DocumentKind: {
        "id_scan": mark("DocumentKind", "Identity document"),
        "certificate": mark("DocumentKind", "Certificate"),
        "consent_scan": mark("DocumentKind", "Signed consent"),
        "evidence": mark("DocumentKind", "Evidence"),
        "form_scan": mark("DocumentKind", "Paper form"),
        "other": mark("DocumentKind", "Other document"),
    },
    BackCheck: {
        "agrees": mark("BackCheck", "Agrees"),
        "differs": mark("BackCheck", "Differs"),
        "not_found": mark("BackCheck", "Not found"),
    },
    ChangeKind: {
        "add_member": mark("ChangeKind", "Somebody joins"),
        "remove_member": mark("ChangeKind", "Somebody leaves"),
        "report_birth": mark("ChangeKind", "Birth"),
        "report_death": mark("ChangeKind", "Death"),
        "change_head": mark("ChangeKind", "Another head"),
        "split_household": mark("ChangeKind", "The household splits"),
        "merge_households": mark("ChangeKind", "Two households become one"),
        "move_area": mark("ChangeKind", "Move to another place"),
        "correct_identity": mark("ChangeKind", "Correction of identity"),
        "correct_details": mark("ChangeKind", "Correction of details"),
        "change_recipient": mark("ChangeKind", "Another recipient"),
        "replace_card": mark("ChangeKind", "New card"),
        "merge_persons": mark("ChangeKind", "Two records of one person"),
    },
    RequestDecision: {
        "approved": mark("RequestDecision", "Approved"),
        "rejected": mark("RequestDecision", "Rejected"),
        "withdrawn": mark("RequestDecision", "Withdrawn"),
        "applied": mark("RequestDecision", "Written"),
        "undone": mark("RequestDecision", "Taken back"),
    },
    RequestState: {
        "waiting": mark("RequestState", "Waiting for a decision"),
        "applied": mark("RequestState", "Written"),
        "rejected": mark("RequestState", "Rejected"),
        "withdrawn": mark("RequestState", "Withdrawn"),
        "undone": mark("RequestState", "Taken back"),
    },
    HouseholdStatus: {
        "registered": mark("HouseholdStatus", "Registered"),
        "verified": mark("HouseholdStatus", "Verified"),
        "stale": mark("HouseholdStatus", "To be verified again"),
        "merged": mark("HouseholdStatus", "Merged with another"),
        "closed": mark("HouseholdStatus", "Closed"),
    },
    IdentifierStatus: {
        "valid": mark("IdentifierStatus", "Valid"),
        "expired": mark("IdentifierStatus", "Expired"),
        "lost": mark("IdentifierStatus", "Lost"),
        "wrong": mark("IdentifierStatus", "Wrong"),
    },
    IdentifierSeen: {
        "original": mark("IdentifierSeen", "Original seen"),
        "copy": mark("IdentifierSeen", "Copy seen"),
        "declared": mark("IdentifierSeen", "Only declared"),
    },
    UserRole: {
        "clerk": mark("UserRole", "Clerk"),
        "case_manager": mark("UserRole", "Case manager"),
        "supervisor": mark("UserRole", "Supervisor"),
        "payment_officer": mark("UserRole", "Payment officer"),
        "m_and_e": mark("UserRole", "Monitoring and evaluation"),
        "district_head": mark("UserRole", "Head of district"),
        "regional_sync": mark("UserRole", "Regional synchronisation officer"),
        "auditor": mark("UserRole", "Auditor"),
        "administrator": mark("UserRole", "Administrator"),
    },
}
LABELS: dict[type[StrEnum], dict[str, str]] = {
    **_REGISTER,
    **schemes.LABELS,
    **window.LABELS,
    **payments.LABELS,
    **contributions.LABELS,
    **assessing.LABELS,
}


def label(vocabulary: type[StrEnum], code: str, language: Language) -> str:
    """What a code of a closed vocabulary is called: ``label(Sex, "female", …)`` is *Féminin*.

    A code from a newer office, which this version has no word for, is shown as it is.
    """
    source = LABELS[vocabulary].get(str(code))
    return language.find(vocabulary.__name__, source) if source else str(code)


def labels(vocabulary: type[StrEnum], language: Language) -> dict[str, str]:
    """Every code of a vocabulary with its label, in the vocabulary's order: a choice box's content."""
    return {term.value: label(vocabulary, term.value, language) for term in vocabulary}
