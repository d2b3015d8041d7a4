"""The single window's lines of the timeline, in words: needs, referrals, enrolments, payments, complaints."""

from __future__ import annotations

from datetime import UTC, datetime

from desktop.language.terms import label
from desktop.services.show import TimelineRow
from desktop.ui.speech import language, say
from domain.catalogue import Catalogue
from domain.payments.terms import LifeProof, PaymentStatus
from domain.schemes.terms import EnrolmentEvent
from domain.window.terms import GrievanceEvent, NeedSource, NoteKind, PlanStatus, ReferralEvent

ICONS = {
    "need": "flag",
    "plan_item": "checklist",
    "referral_step": "route",
    "service_use": "circle-check",
    "enrolment_step": "user-check",
    "payment": "wallet",
    "proof_of_life": "user-check",
    "assessment": "forms",
    "grievance_step": "message",
    "case_note": "pencil",
    "appointment": "calendar",
}


def moment(row: TimelineRow) -> datetime:
    """When; of what is only dated, noon of that day."""
    return datetime.fromisoformat(row.at) if row.at else datetime.fromisoformat(row.on + "T12:00:00+00:00")


def words(row: TimelineRow, catalogue: Catalogue) -> str:
    """One line: what happened, of what."""
    what = _what(row)
    about = _about(row, catalogue)
    line = " · ".join(part for part in (_kind(row.kind), about, what) if part)
    return f"{line}: {row.text}" if row.text else line


def _kind(kind: str) -> str:
    names = {
        "need": say("Timeline", "Need"),
        "plan_item": say("Timeline", "Plan"),
        "referral_step": say("Timeline", "Referral"),
        "service_use": say("Timeline", "Service used"),
        "enrolment_step": say("Timeline", "Enrolment"),
        "payment": say("Timeline", "Payment"),
        "proof_of_life": say("Timeline", "Proof of life"),
        "assessment": say("Timeline", "Assessment"),
        "grievance_step": say("Timeline", "Complaint"),
        "case_note": say("Timeline", "Case note"),
        "appointment": say("Timeline", "Appointment kept"),
    }
    return names[kind]


def _what(row: TimelineRow) -> str:
    vocabularies = {
        "need": NeedSource,
        "plan_item": PlanStatus,
        "referral_step": ReferralEvent,
        "enrolment_step": EnrolmentEvent,
        "payment": PaymentStatus,
        "proof_of_life": LifeProof,
        "grievance_step": GrievanceEvent,
        "case_note": NoteKind,
    }
    vocabulary = vocabularies.get(row.kind)
    return label(vocabulary, row.what, language()) if vocabulary else ""


def _about(row: TimelineRow, catalogue: Catalogue) -> str:
    if row.kind in ("grievance_step", "assessment"):
        return row.about
    for known in (catalogue.need(row.about), catalogue.service(row.about), catalogue.scheme(row.about)):
        if known is not None:
            return known.names[language().code]
    return row.about


def utc(at: datetime) -> datetime:
    """A moment that can be set beside the others."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)
