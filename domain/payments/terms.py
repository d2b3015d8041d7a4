"""The words of paying: how a cycle stands, what became of an amount, what proves it."""

from __future__ import annotations

from enum import StrEnum


class CycleStatus(StrEnum):
    """Where a payment cycle stands; from ``approved`` on its list does not change."""

    draft = "draft"
    approved = "approved"
    in_payment = "in_payment"
    reconciled = "reconciled"
    closed = "closed"
    cancelled = "cancelled"


class CycleEvent(StrEnum):
    """What moves a payment cycle from one status to the next."""

    create = "create"
    approve = "approve"
    open = "open"
    reconcile = "reconcile"
    reopen = "reopen"
    close = "close"
    cancel = "cancel"


class EntitlementStatus(StrEnum):
    """What became of what is due."""

    pending = "pending"
    approved = "approved"
    suspended = "suspended"
    fulfilled = "fulfilled"
    partially_fulfilled = "partially_fulfilled"
    cancelled = "cancelled"
    expired = "expired"


class PaymentStatus(StrEnum):
    """What happened at the pay point; ``returned``: unpaid cash that went back."""

    paid = "paid"
    failed = "failed"
    returned = "returned"
    cancelled = "cancelled"


class UnpaidReason(StrEnum):
    """Why nobody was paid."""

    absent = "absent"
    no_document = "no_document"
    deceased = "deceased"
    moved = "moved"
    refused = "refused"
    no_cash = "no_cash"
    suspended = "suspended"
    duplicate = "duplicate"
    other = "other"


class Proof(StrEnum):
    """What proves that somebody received it."""

    signature = "signature"
    fingerprint = "fingerprint"
    witness = "witness"
    transfer_reference = "transfer_reference"


class LifeProof(StrEnum):
    """How somebody was seen to be alive."""

    in_person = "in_person"
    home_visit = "home_visit"
    video = "video"
    certificate = "certificate"
