"""Payment cycles, payments and proofs of life in words."""

from __future__ import annotations

from enum import StrEnum

from desktop.language.catalogue import mark
from domain.payments.terms import (
    CycleEvent,
    CycleStatus,
    EntitlementStatus,
    LifeProof,
    PaymentStatus,
    Proof,
    UnpaidReason,
)

LABELS: dict[type[StrEnum], dict[str, str]] = {
    CycleStatus: {
        "draft": mark("CycleStatus", "Draft"),
        "approved": mark("CycleStatus", "Approved"),
        "in_payment": mark("CycleStatus", "Being paid"),
        "reconciled": mark("CycleStatus", "Reconciled"),
        "closed": mark("CycleStatus", "Closed"),
        "cancelled": mark("CycleStatus", "Cancelled"),
    },
    CycleEvent: {
        "create": mark("CycleEvent", "Made"),
        "approve": mark("CycleEvent", "Approved"),
        "open": mark("CycleEvent", "Payment begun"),
        "reconcile": mark("CycleEvent", "Reconciled"),
        "reopen": mark("CycleEvent", "Opened again"),
        "close": mark("CycleEvent", "Closed"),
        "cancel": mark("CycleEvent", "Cancelled"),
    },
    EntitlementStatus: {
        "pending": mark("EntitlementStatus", "Pending"),
        "approved": mark("EntitlementStatus", "Approved"),
        "suspended": mark("EntitlementStatus", "Suspended"),
        "fulfilled": mark("EntitlementStatus", "Paid"),
        "partially_fulfilled": mark("EntitlementStatus", "Paid in part"),
        "cancelled": mark("EntitlementStatus", "Cancelled"),
        "expired": mark("EntitlementStatus", "Expired"),
    },
    PaymentStatus: {
        "paid": mark("PaymentStatus", "Paid"),
        "failed": mark("PaymentStatus", "Not paid"),
        "returned": mark("PaymentStatus", "Cash returned"),
        "cancelled": mark("PaymentStatus", "Cancelled"),
    },
    UnpaidReason: {
        "absent": mark("UnpaidReason", "Absent"),
        "no_document": mark("UnpaidReason", "No document"),
        "deceased": mark("UnpaidReason", "Deceased"),
        "moved": mark("UnpaidReason", "Moved away"),
        "refused": mark("UnpaidReason", "Refused"),
        "no_cash": mark("UnpaidReason", "Not enough cash"),
        "suspended": mark("UnpaidReason", "Suspended"),
        "duplicate": mark("UnpaidReason", "Registered twice"),
        "other": mark("UnpaidReason", "Other"),
    },
    Proof: {
        "signature": mark("Proof", "Signature"),
        "fingerprint": mark("Proof", "Fingerprint"),
        "witness": mark("Proof", "Witness"),
        "transfer_reference": mark("Proof", "Transfer reference"),
    },
    LifeProof: {
        "in_person": mark("LifeProof", "In person"),
        "home_visit": mark("LifeProof", "Home visit"),
        "video": mark("LifeProof", "Video call"),
        "certificate": mark("LifeProof", "Certificate"),
    },
}
