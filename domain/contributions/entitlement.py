"""Whether somebody insured is entitled on a day: by the months paid for, never by those declared alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.contributions.rates import last_day, month_of, next_month
from domain.schemes.scheme import Scheme
from domain.schemes.terms import Answer

# A month's contributions are paid in the months after: cover ends with the third month without any.
MONTHS_KEPT = 3


class Why(StrEnum):
    """What an entitlement rests on, or what it lacks."""

    paid = "paid"
    never_paid = "never_paid"
    waiting = "waiting"
    lapsed = "lapsed"
    declared_unpaid = "declared_unpaid"
    said_until = "said_until"


@dataclass(frozen=True)
class Standing:
    """``paid`` and ``declared`` months in all, ``last`` the last one paid (YYYY-MM), ``until`` the last day.

    ``needed``: how many more months are to be paid before cover begins.
    """

    answer: Answer
    why: Why
    paid: int
    declared: int
    last: str
    until: date | None
    needed: int = 0


def since(on: date) -> str:
    """The earliest month that still keeps somebody contributing on a day, YYYY-MM."""
    return next_month(month_of(on), -MONTHS_KEPT)


def contributing(paid: Collection[str], on: date) -> bool:
    """Whether one of the last months was paid for."""
    return any(since(on) <= month <= month_of(on) for month in paid)


def standing(
    scheme: Scheme,
    paid: Collection[str],
    declared: Collection[str],
    on: date,
    said_until: date | None = None,
) -> Standing:
    """The answer on a day, from the months paid for (YYYY-MM) and those only declared.

    ``said_until`` is what the enrolment itself says, which stands where contributions say less.
    Declared months that nobody paid give *verify*: the money may be on its way.
    """
    months = {month for month in paid if month <= month_of(on)}
    unpaid = {month for month in declared if month <= month_of(on)} - months
    wanted = max(1, scheme.waiting_months or 1)
    last = max(months, default="")
    until = last_day(next_month(last, MONTHS_KEPT)) if last else None
    counts = (len(months), len(months | unpaid), last)
    if said_until is not None and on <= said_until:
        return Standing(Answer.yes, Why.said_until, *counts, max(said_until, until or said_until))
    if len(months) >= wanted and contributing(months, on):
        return Standing(Answer.yes, Why.paid, *counts, until)
    hoped = months | unpaid
    if len(hoped) >= wanted and contributing(hoped, on):
        return Standing(Answer.verify, Why.declared_unpaid, *counts, until, max(0, wanted - len(months)))
    why = Why.never_paid if not months else Why.waiting if contributing(months, on) else Why.lapsed
    return Standing(Answer.no, why, *counts, until, max(0, wanted - len(months)))
