"""A scheme as data: whom it is for, what it gives and costs, and how one enters and leaves it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from domain.fields import Day
from domain.payments.money import Currency
from domain.programme import Data, Text
from domain.schemes.terms import (
    BenefitKind,
    Branch,
    ExitReason,
    Frequency,
    Guarantee,
    Modality,
    SchemeStatus,
    SchemeType,
    Unit,
)

Code = Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9-]*$", max_length=40)]
Amount = Annotated[int, Field(ge=0)]  # minor units
Thousandths = Annotated[int, Field(ge=0, le=100_000)]  # of one per cent: 2.6 % is 2600
# Countries reading a rule must have: nobody may be enrolled while a scheme is one of these.
NOT_ENROLLABLE = frozenset({SchemeStatus.designing, SchemeStatus.draft_law, SchemeStatus.closed})


class Benefit(Data):
    """What a scheme gives. ``amount`` and those of ``table`` and ``amounts`` are in minor units.

    ``table`` has (from this size on, amount); ``amounts`` one for each cycle in turn, every ``every_months``.
    ``percent`` is in thousandths of one per cent of the wage, within ``floor`` and ``ceiling``.
    An amount the law has not set is None: then nothing can be paid, and the screen says so.
    """

    code: Code
    kind: BenefitKind
    names: Text | None = None
    modality: Modality = Modality.cash
    frequency: Frequency = Frequency.monthly
    every_months: Annotated[int, Field(ge=1, le=60)] = 1
    currency: Currency | None = None
    amount: Amount | None = None
    cap: Amount | None = None
    table: tuple[tuple[int, int], ...] = ()
    amounts: tuple[int, ...] = ()
    percent: Thousandths | None = None
    floor: Amount | None = None
    ceiling: Amount | None = None
    item: Text | None = None
    quantity: Annotated[int, Field(ge=0)] | None = None
    max_months: int | None = None
    max_days: int | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None


class Rate(Data):
    """What is contributed while it is valid: thousandths of one per cent of the wage, up to ``ceiling``.

    ``flat`` is an amount a month instead, in minor units. None: the law has not set it. Each payer's share is
    rounded to ``rounded_to`` minor units (one if nothing is said), halves up unless the law says otherwise.
    """

    from_on: Day
    to_on: Day | None = None
    currency: Currency
    worker: Thousandths | None = None
    employer: Thousandths | None = None
    sponsor: Thousandths | None = None
    sponsor_name: str | None = None
    absent_member: bool = False
    flat: Amount | None = None
    floor: Amount | None = None
    ceiling: Amount | None = None
    rounding: Literal["half_up", "up", "down"] = "half_up"
    rounded_to: Annotated[int, Field(ge=1)] | None = None


class ExitRule(Data):
    """When an exit is proposed by itself."""

    rule: dict[str, Any]
    reason: ExitReason


class Quota(Data):
    """How many may be enrolled. ``by_budget``: the list says how many when it is made."""

    total: int | None = None
    per_area: dict[str, int] = Field(default_factory=dict)
    per_year: int | None = None
    years: int | None = None
    by_budget: bool = False


class Target(Data):
    """How many were meant to be reached by when; a range has ``low`` and ``high``."""

    kind: Literal["registered", "contributing", "entitled", "served"]
    value: int | None = None
    low: int | None = None
    high: int | None = None
    due: Day | None = None
    per: Literal["year", "month"] | None = None
    unit: str = "persons"


class Observation(Data):
    """A published figure about a scheme, with its date and where it stands written."""

    kind: Literal["registered", "contributing", "entitled", "served"]
    value: int | None = None
    thousandths: int | None = None
    as_of: Day
    per: Literal["year", "month"] | None = None
    source: str = ""


class Scheme(Data):
    """One scheme of a programme; a change of any line is another ``version``.

    ``eligibility`` is a tree of ``all``, ``any``, ``not`` and facts (`domain.schemes.rules`). ``sample``: its
    values are for demonstration, not from a law. ``list_steps`` name the stages of a targeted selection.
    """

    code: Code
    version: str = "1"
    names: Text
    countries: tuple[str, ...] = ()
    status: SchemeStatus
    type: SchemeType
    branches: tuple[Branch, ...]
    guarantee: Guarantee
    unit: Unit
    sample: bool = True
    institution: str = ""
    legal_basis: str = ""
    areas: tuple[str, ...] = ()
    eligibility: dict[str, Any]
    documents_required: tuple[str, ...] = ()
    payee_rule: Literal["", "woman_first"] = ""
    list_steps: tuple[str, ...] = ()
    committee_minutes: bool = False
    quota: Quota = Quota()
    waitlist_order: tuple[str, ...] = ("priority", "applied_on")
    benefits: tuple[Benefit, ...] = ()
    contributions: tuple[Rate, ...] = ()
    incompatible: dict[str, Literal["warning", "error"]] = Field(default_factory=dict)
    services_of: tuple[str, ...] = ()
    proof_of_life_months: int | None = None
    reassess_months: int | None = None
    appeal_days: int = 30
    exit_rules: tuple[ExitRule, ...] = ()
    card: bool = False
    card_validity_months: int | None = None
    waiting_months: int | None = None
    targets: tuple[Target, ...] = ()
    observations: tuple[Observation, ...] = ()
    themes: tuple[str, ...] = ()

    @property
    def enrollable(self) -> bool:
        """Whether anybody may be enrolled today."""
        return self.status not in NOT_ENROLLABLE
