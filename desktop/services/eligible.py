"""Which schemes a household and its members are eligible for, held against every rule at once, with reasons.

A day other than today moves ages and what depends on a day; who belongs to the household is as of today.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import facts as rows
from desktop.models.facts import HomeRow, MemberFacts
from desktop.models.people import full_name
from desktop.services import rights
from desktop.services.contributing.insured import months_of
from desktop.services.desk import Desk
from domain.problems import Problem, Refused
from domain.rights import Right
from domain.schemes import ages
from domain.schemes.deciding import Reason, decide, paths, rule_of
from domain.schemes.facts import ELDERLY_FROM, SHOCK_AREAS, Facts, Value, under
from domain.schemes.scheme import Scheme
from domain.schemes.terms import Answer, Unit
from domain.vocabulary import Role, Sex, VitalStatus

_PLAIN = ("sex", "pregnancy", "marital", "employment", "sector", "nationality", "residence_status")


@dataclass(frozen=True)
class Verdict:
    """One scheme's answer for a member, or for the household as a whole (``person_code`` None).

    ``missing`` are papers and dates that would settle it; ``facts`` what the rule was asked of, plain.
    """

    scheme: Scheme
    person_code: str | None
    name: str
    answer: Answer
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    facts: dict[str, object]


def for_household(
    desk: Desk, code: str, on: date | None = None, schemes: Collection[str] | None = None
) -> list[Verdict]:
    """Every scheme of the programme, or those of the codes, for the household of a printed code.

    A person's code asks for that person alone, and for their household. Raises Refused.
    """
    day, household = on or desk.today(), desk.household_row(code)
    return _held(desk, household, day, _wanted(desk, schemes), code)


def for_register(
    desk: Desk, on: date | None = None, schemes: Collection[str] | None = None
) -> Iterator[tuple[str, list[Verdict]]]:
    """Household by household, (printed code, answers); confidential files are left out. Raises Refused."""
    rights.require(desk, Right.read)
    day, wanted = on or desk.today(), _wanted(desk, schemes)
    with desk.store.reading() as connection:
        homes = rows.every_household(connection)
    for row, code in homes:
        yield code, _held(desk, row, day, wanted, code)


def _wanted(desk: Desk, schemes: Collection[str] | None) -> list[Scheme]:
    """Raises Refused for a code that the programme does not have."""
    every = desk.catalogue.schemes
    if schemes is None:
        return list(every)
    asked = {code.strip().upper() for code in schemes}
    if unknown := asked - {one.code for one in every}:
        problems = (Problem("scheme_unknown", "scheme", facts={"code": code}) for code in sorted(unknown))
        raise Refused(*problems)
    return [one for one in every if one.code in asked]


def _held(desk: Desk, household: int, on: date, schemes: Sequence[Scheme], code: str) -> list[Verdict]:
    whole = facts(desk, household, on)
    asked = [member for member in whole.members if member.code == code] or list(whole.members)
    living = [one for one in asked if one.values.get("person.vital_status") != VitalStatus.deceased]
    return [_verdict(scheme, one, on) for scheme in schemes for one in _subjects(scheme, whole, living)]


def _subjects(scheme: Scheme, whole: Facts, living: Sequence[Facts]) -> Sequence[Facts]:
    return living if scheme.unit is Unit.person else (whole,)


def _verdict(scheme: Scheme, subject: Facts, on: date) -> Verdict:
    outcome = decide(scheme, subject, on)
    kept = subject.snapshot(paths(rule_of(scheme)))
    return Verdict(scheme, subject.code, subject.name, outcome.answer, outcome.reasons, outcome.missing, kept)


def facts(desk: Desk, household: int, on: date) -> Facts:
    """What is known of a household and of each of its members, for the rules of every scheme.

    Raises Refused to whoever may not read the register.
    """
    rights.require(desk, Right.read)
    schemes = desk.catalogue.schemes
    with desk.store.reading() as connection:
        home, people = rows.home(connection, household), rows.members(connection, household)
        persons = [one.person for one in people]
        enrolled = rows.enrolled(connection, household, persons)
        working = rows.employers(connection, persons, on.isoformat())
        papers = rows.documents(connection, household, persons)
        shocked = rows.shocked_areas(connection, on.isoformat())
        months = {person: months_of(connection, person) for person in persons}
    common = dict(_of_home(desk, home, people, shocked, on, _ages_asked(schemes)))
    common |= {f"enrolled_in.{one.code}": (one.code, None) in enrolled for one in schemes}
    members = tuple(
        Facts(
            on,
            common
            | dict(_of_person(one, common["household.area"], on))
            | dict(_of_work(working.get(one.person), months[one.person]))
            | {f"enrolled_in.{scheme}": True for scheme, person in enrolled if person == one.person},
            code=one.code,
            name=full_name(one.given_name, one.family_name),
            row=one.person,
            documents=frozenset(paper for person, paper in papers if person in (None, one.person)),
        )
        for one in people
    )
    name = members[0].name if members else ""
    return Facts(on, common, members, None, name, household, frozenset(paper for _, paper in papers))


def _ages_asked(schemes: Sequence[Scheme]) -> dict[str, int]:
    """The paths that count children, with the age each counts under."""
    asked = {path for scheme in schemes for path in paths(rule_of(scheme))}
    return {path: age for path in asked if (age := under(path)) is not None}


def _of_home(
    desk: Desk,
    home: HomeRow,
    people: Sequence[MemberFacts],
    shocked: frozenset[str],
    on: date,
    ages_asked: dict[str, int],
) -> Iterator[tuple[str, Value]]:
    around = frozenset(area.code for area in desk.programme.lineage(home.area)) or frozenset([home.area])
    struck = not around.isdisjoint(shocked)
    living = [one for one in people if one.vital_status != VitalStatus.deceased]
    yield "household.area", around | {SHOCK_AREAS} if struck else around
    yield "shock.active", struck
    yield "household.size", (len(living), len(living))
    spans = [ages.years(_born(one), on) or (0, _OLDEST) for one in living]
    elderly = sum(low >= ELDERLY_FROM for low, _ in spans), sum(high >= ELDERLY_FROM for _, high in spans)
    yield "household.elderly_count", elderly
    for path, age in ages_asked.items():
        yield path, (sum(high < age for _, high in spans), sum(low < age for low, _ in spans))
    for name in ("register_group", "pmt_score", "vulnerability_total"):
        value = getattr(home, name)
        if value is not None:
            yield f"household.{name}", (value, value)
    yield from _of_heads(living)


_OLDEST = 120


def _of_heads(living: Sequence[MemberFacts]) -> Iterator[tuple[str, Value]]:
    heads = [one.sex for one in living if one.role == Role.head]
    if heads and heads[0] in (Sex.female, Sex.male):
        yield "household.female_headed", heads[0] == Sex.female
    away = [one.absent_abroad for one in living]
    if any(away) or (away and None not in away):
        yield "household.absent_abroad", any(away)


def _born(one: MemberFacts) -> tuple[date, date] | None:
    return ages.of_birth(one.birth_precision, one.birth_on, one.estimated_age, one.estimated_on)


def _of_person(one: MemberFacts, area: Value, on: date) -> Iterator[tuple[str, Value]]:
    """A certificate that has run out is asked for again; who was never reported dead is alive."""
    yield "membership.role", one.role
    yield "person.residence_area", area
    yield "person.vital_status", one.vital_status or VitalStatus.alive.value
    for name in _PLAIN:
        if (value := getattr(one, name)) is not None:
            yield f"person.{name}", value
    if one.work_status is not None:
        yield "person.icse", one.work_status
    if one.disability_certified is not None and (one.disability_until or on.isoformat()) >= on.isoformat():
        yield "person.disability_certified", bool(one.disability_certified)
    born = _born(one)
    delivered = date.fromisoformat(one.delivered_on) if one.delivered_on else None
    spans = {
        "person.age_years": ages.years(born, on),
        "person.age_months": ages.months(born, on),
        "person.months_since_delivery": ages.months((delivered, delivered) if delivered else None, on),
    }
    yield from ((path, span) for path, span in spans.items() if span is not None)


def _of_work(employer: tuple[str, int | None] | None, months: dict[str, Any]) -> Iterator[tuple[str, Value]]:
    """Months are those paid, each once, in whatever scheme; of who never paid nothing is known."""
    paid = {month for one in months.values() for month in one.paid}
    if paid:
        yield "person.contribution_months", (len(paid), len(paid))
    if employer is not None:
        status, workers = employer
        yield "employer.registered", status == "active"
        if workers is not None:
            yield "employer.workers_count", (workers, workers)
