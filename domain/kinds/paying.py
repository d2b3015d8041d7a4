"""Paying and contributing: cycles, entitlements, payments, proofs of life, employers, statements, periods."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from domain.contributions.terms import EmployerStatus, Payer, Sector, StatementStatus
from domain.fields import Day, HouseholdRef, Moment, Note, PersonRef, Record, Ref, Short
from domain.payments.terms import (
    CycleStatus,
    EntitlementStatus,
    LifeProof,
    PaymentStatus,
    Proof,
    UnpaidReason,
)
from domain.schemes.terms import Branch, Modality

Amount = Annotated[int, Field(ge=0)]  # minor units of the currency
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
CycleRef = Annotated[str, Ref("payment_cycle")]
EnrolmentRef = Annotated[str, Ref("enrolment")]


class PaymentCycle(Record):
    """One round of paying a scheme in an area. ``digest`` is the SHA-256 (hex) of the frozen list.

    ``number`` counts a scheme's cycles from 1; ``total`` is in minor units; ``cash`` what was drawn for it.
    """

    code: Short
    scheme: Short
    version: Short
    number: Annotated[int, Field(ge=1)]
    area: Short
    from_on: Day
    until_on: Day
    pay_on: Day | None = None
    currency: Currency
    status: CycleStatus
    count: Annotated[int, Field(ge=0)] | None = None
    total: Amount | None = None
    digest: Short | None = None
    cash: Amount | None = None
    cash_returned: Amount | None = None
    approved_by: Annotated[int, Field(ge=1)] | None = None
    approved_on: Day | None = None
    acting: bool | None = None
    closed_on: Day | None = None
    note: Note | None = None


class Entitlement(Record):
    """What is due to somebody in a cycle; of benefits in kind the item and how many of it."""

    cycle: CycleRef
    enrolment: EnrolmentRef
    household: HouseholdRef
    person: PersonRef | None = None
    benefit: Short
    slot: Annotated[int, Field(ge=1)]
    amount: Amount | None = None
    currency: Currency | None = None
    item: Short | None = None
    quantity: Annotated[int, Field(ge=0)] | None = None
    modality: Modality
    status: EntitlementStatus
    reasons: list[dict[str, Any]] | None = None


class Payment(Record):
    """What happened at the pay point. A correction is another record that names the one it corrects."""

    household: HouseholdRef
    entitlement: Annotated[str, Ref("entitlement")]
    status: PaymentStatus
    amount: Amount | None = None
    quantity: Annotated[int, Field(ge=0)] | None = None
    paid_on: Day
    paid_to: PersonRef | None = None
    paid_to_name: Short | None = None
    id_shown: Short | None = None
    proof: Proof | None = None
    reference: Short | None = None
    reason: UnpaidReason | None = None
    note: Note | None = None
    corrects: Annotated[str, Ref("payment")] | None = None
    at: Moment


class ProofOfLife(Record):
    """Somebody was seen to be alive."""

    household: HouseholdRef
    person: PersonRef
    on: Day
    method: LifeProof
    next_due: Day | None = None
    note: Note | None = None
    at: Moment


class Employer(Record):
    """Who employs people and files statements for them."""

    code: Short
    name: Short
    registration: Short | None = None
    tax_number: Short | None = None
    area: Short
    sector: Sector
    workers: Annotated[int, Field(ge=0)] | None = None
    contact: Short | None = None
    phone: Short | None = None
    registered_on: Day
    status: EmployerStatus


class Employment(Record):
    """A person works for an employer, or for themselves (no employer), insured in a scheme."""

    household: HouseholdRef
    person: PersonRef
    employer: Annotated[str, Ref("employer")] | None = None
    enrolment: EnrolmentRef | None = None
    scheme: Short
    number: Short | None = None
    from_on: Day
    until_on: Day | None = None
    frequency_months: Annotated[int, Field(ge=1, le=12)] | None = None


class Statement(Record):
    """What an employer declares for a month. Sums are in minor units."""

    code: Short
    employer: Annotated[str, Ref("employer")]
    scheme: Short
    month: Month
    currency: Currency
    status: StatementStatus
    filed_on: Day | None = None
    workers: Annotated[int, Field(ge=0)] | None = None
    base: Amount | None = None
    due: Amount | None = None
    replaces: Annotated[str, Ref("statement")] | None = None


class StatementLine(Record):
    """One worker's month. ``rate`` names the rate applied, by the day it is valid from."""

    statement: Annotated[str, Ref("statement")] | None = None
    household: HouseholdRef | None = None
    person: PersonRef | None = None
    name: Short
    number: Short | None = None
    scheme: Short
    month: Month
    currency: Currency
    base: Amount
    days: Annotated[int, Field(ge=0, le=31)] | None = None
    rate: Short
    worker_due: Amount
    employer_due: Amount
    sponsor_due: Amount | None = None
    sponsor: Short | None = None


class Contribution(Record):
    """Money received for contributions."""

    scheme: Short
    employer: Annotated[str, Ref("employer")] | None = None
    statement: Annotated[str, Ref("statement")] | None = None
    household: HouseholdRef | None = None
    person: PersonRef | None = None
    payer: Payer
    payer_name: Short | None = None
    from_month: Month
    until_month: Month
    amount: Amount
    currency: Currency
    paid_on: Day
    reference: Short | None = None
    corrects: Annotated[str, Ref("contribution")] | None = None
    at: Moment


class InsurancePeriod(Record):
    """A time insured, here or in another country; ``wrong`` takes it out of every sum."""

    household: HouseholdRef
    person: PersonRef
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    institution: Short
    branch: Branch
    from_on: Day
    until_on: Day
    evidence: Note
    wrong: bool | None = None


class EmployerVisit(Record):
    """An inspection or a visit to an employer, and what it found."""

    employer: Annotated[str, Ref("employer")]
    on: Day
    finding: Note
    follow_up_on: Day | None = None
    at: Moment
