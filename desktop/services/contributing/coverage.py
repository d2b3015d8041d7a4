"""How many a scheme reaches, in four counts kept apart: registered, contributing, entitled, served."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from desktop.models import covered
from desktop.services import rights
from desktop.services.desk import Desk
from domain.contributions import entitlement
from domain.contributions.entitlement import MONTHS_KEPT
from domain.contributions.rates import month_of
from domain.contributions.terms import CoverageKind
from domain.problems import Problem, Refused
from domain.rights import Right
from domain.schemes.scheme import Scheme
from domain.schemes.terms import SchemeType

__all__ = ["MONTHS_KEPT", "Coverage", "Figure", "of_schemes"]


@dataclass(frozen=True)
class Figure:
    """One count. A stock holds on one day (``from_on`` None); what was served counts from a day to another.

    ``value`` None: the scheme has no such count (nobody contributes to a pension paid from taxes).
    """

    kind: CoverageKind
    value: int | None
    on: date
    from_on: date | None = None


@dataclass(frozen=True)
class Coverage:
    """The four counts of one scheme; there is no sum of them, and none of several schemes.

    ``id`` is its place among the programme's schemes, from 1.
    """

    scheme: Scheme
    figures: tuple[Figure, Figure, Figure, Figure]
    id: int = 0


def of_schemes(
    desk: Desk, on: date | None = None, since: date | None = None, schemes: tuple[str, ...] = ()
) -> list[Coverage]:
    """The four counts of each scheme, of those named or of all that anybody has to do with.

    ``since`` is the first day of the time in which people were served: that of the month, unless said.
    """
    rights.require(desk, Right.read)
    day = on or desk.today()
    first = since or day.replace(day=1)
    if day > desk.today() or first > day:
        raise Refused(Problem("coverage_dates_wrong", "on"))
    asked = {code.strip().upper() for code in schemes}
    found = [
        replace(_coverage(desk, scheme, day, first), id=place)
        for place, scheme in enumerate(desk.catalogue.schemes, 1)
        if not asked or scheme.code in asked
    ]
    return [one for one in found if asked or any(figure.value for figure in one.figures)]


def _coverage(desk: Desk, scheme: Scheme, day: date, first: date) -> Coverage:
    on, unit = day.isoformat(), scheme.unit.value
    asks = bool(scheme.contributions) or scheme.type is SchemeType.contributory
    with desk.store.reading() as connection:
        registered = covered.registered(connection, scheme.code, unit, on)
        contributing: int | None = None
        if asks:
            paid = covered.months_paid(connection, scheme.code, unit, month_of(day))
            wanted, recent = max(1, scheme.waiting_months or 1), entitlement.since(day)
            lately = {who for who, (_, last) in paid.items() if last >= recent}
            contributing = len(lately)
            entitled = {who for who in lately if paid[who][0] >= wanted}
            entitled |= covered.said_entitled(connection, scheme.code, unit, on)
        else:
            entitled = covered.active(connection, scheme.code, unit, on)
        sealed = rights.may(desk, Right.see_sealed)
        served = covered.served(connection, scheme.code, unit, first.isoformat(), on, sealed=sealed)
    return Coverage(
        scheme,
        (
            Figure(CoverageKind.registered, len(registered), day),
            Figure(CoverageKind.contributing, contributing, day),
            Figure(CoverageKind.entitled, len(entitled), day),
            Figure(CoverageKind.served, len(served), day, first),
        ),
    )
