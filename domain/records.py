"""The kinds of records that travel, by name: which only grow, which fields point elsewhere or say who."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from domain.fields import Fields, Identity, Json, Record, Ref
from domain.kinds.assessing import Assessment, Cohort, CohortMember, FormAnswers, Shock
from domain.kinds.decisions import ChangeRequest, DuplicateJudgement, Merge, MergeUndone, RequestAnswer
from domain.kinds.enrolling import Decision, Enrolment, EnrolmentStep, ListEntry, ListRun, Objection
from domain.kinds.moves import LEAVING, Move
from domain.kinds.office_work import (
    Access,
    ActingRight,
    BackCheckDone,
    Campaign,
    CampaignTarget,
    Document,
    Recipient,
    ReservedCodes,
)
from domain.kinds.paying import (
    Contribution,
    Employer,
    EmployerVisit,
    Employment,
    Entitlement,
    InsurancePeriod,
    Payment,
    PaymentCycle,
    ProofOfLife,
    Statement,
    StatementLine,
)
from domain.kinds.people import (
    Conflict,
    Consent,
    Handover,
    Household,
    Identifier,
    Membership,
    MilestoneUpdate,
    Person,
    Phone,
    Photo,
    Print,
    User,
)
from domain.kinds.referring import (
    Appointment,
    CaseNote,
    Grievance,
    GrievanceStep,
    Need,
    PlanItem,
    Provider,
    Referral,
    ReferralStep,
    ServiceUse,
)

__all__ = [
    "APPEND_ONLY",
    "KINDS",
    "LEAVING",
    "MADE_BY_SERVER",
    "Fields",
    "Json",
    "identity_fields",
    "reference_kinds",
    "references",
]

KINDS: dict[str, type[Record]] = {
    "household": Household,
    "person": Person,
    "membership": Membership,
    "identifier": Identifier,
    "phone": Phone,
    "consent": Consent,
    "photo": Photo,
    "milestone_update": MilestoneUpdate,
    "print": Print,
    "handover": Handover,
    "user": User,
    "conflict": Conflict,
    "duplicate_judgement": DuplicateJudgement,
    "change_request": ChangeRequest,
    "request_answer": RequestAnswer,
    "merge": Merge,
    "merge_undone": MergeUndone,
    "acting_right": ActingRight,
    "recipient": Recipient,
    "document": Document,
    "access": Access,
    "campaign": Campaign,
    "campaign_target": CampaignTarget,
    "back_check": BackCheckDone,
    "reserved_codes": ReservedCodes,
    "move": Move,
    "form_answers": FormAnswers,
    "assessment": Assessment,
    "cohort": Cohort,
    "cohort_member": CohortMember,
    "shock": Shock,
    "enrolment": Enrolment,
    "enrolment_step": EnrolmentStep,
    "decision": Decision,
    "list_run": ListRun,
    "list_entry": ListEntry,
    "objection": Objection,
    "need": Need,
    "plan_item": PlanItem,
    "referral": Referral,
    "referral_step": ReferralStep,
    "service_use": ServiceUse,
    "provider": Provider,
    "grievance": Grievance,
    "grievance_step": GrievanceStep,
    "case_note": CaseNote,
    "appointment": Appointment,
    "payment_cycle": PaymentCycle,
    "entitlement": Entitlement,
    "payment": Payment,
    "proof_of_life": ProofOfLife,
    "employer": Employer,
    "employment": Employment,
    "statement": Statement,
    "statement_line": StatementLine,
    "contribution": Contribution,
    "insurance_period": InsurancePeriod,
    "employer_visit": EmployerVisit,
}
APPEND_ONLY = frozenset(
    {
        *(
            "consent",
            "photo",
            "document",
            "milestone_update",
            "print",
            "handover",
            "access",
            "reserved_codes",
        ),
        *("duplicate_judgement", "change_request", "request_answer", "merge", "merge_undone"),
        *("acting_right", "back_check", "move", "form_answers", "assessment", "enrolment_step", "decision"),
        *("referral_step", "service_use", "grievance_step", "case_note", "payment", "proof_of_life"),
        *("contribution", "employer_visit"),
    }
)
MADE_BY_SERVER = frozenset({"conflict"})


@cache
def references(kind: str) -> frozenset[str]:
    """The fields of a kind that hold another record's id."""
    return _marked(kind, Ref)


@cache
def reference_kinds(kind: str) -> Mapping[str, tuple[str, ...]]:
    """For each field that holds another record's id, the kinds it may be of."""
    model = KINDS.get(kind)
    if model is None:
        return {}
    return {name: mark.kinds for name, field in model.model_fields.items() for mark in _marks(field, Ref)}


@cache
def identity_fields(kind: str) -> frozenset[str]:
    """The fields of a kind whose first value stands until a person decides."""
    return _marked(kind, Identity)


def _marked(kind: str, mark: type) -> frozenset[str]:
    model = KINDS.get(kind)
    if model is None:
        return frozenset()
    return frozenset(name for name, field in model.model_fields.items() if _marks(field, mark))


def _marks(field: Any, mark: type) -> list[Any]:
    """Pydantic keeps marks on the field, or inside the annotation when it is a union with None."""
    members = getattr(field.annotation, "__args__", ())
    inside = [m for annotation in members for m in getattr(annotation, "__metadata__", ())]
    return [m for m in [*field.metadata, *inside] if isinstance(m, mark)]
