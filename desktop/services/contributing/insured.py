"""At a glance: where the people of a household are insured, and whether they are entitled today."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desktop.models import contributions as rows
from desktop.models import covered, households
from desktop.services import rights
from desktop.services.desk import Desk
from domain.contributions import entitlement
from domain.contributions.entitlement import Standing
from domain.contributions.rates import months_between
from domain.rights import Right
from domain.schemes.scheme import Scheme
from domain.schemes.terms import Unit


@dataclass(frozen=True)
class Glance:
    """One scheme and one person of it, or the household as a whole (``person_code`` None).

    ``number`` is the number of insurance, ``employer`` who declares for them today; ``id`` its place in a
    list, from 1.
    """

    scheme: Scheme
    person_code: str | None
    name: str
    number: str
    employer: str
    standing: Standing
    id: int = 0


@dataclass
class Months:
    """The months of one person in one scheme, and what they rest on: (month, evidence)."""

    paid: set[str]
    declared: set[str]
    evidence: dict[str, str]


def at_a_glance(desk: Desk, code: str, on: date | None = None) -> list[Glance]:
    """Every scheme with contributions that concerns the household of a code; of a person's code, them alone.

    Raises Refused.
    """
    rights.require(desk, Right.read)
    day, household = on or desk.today(), desk.household_row(code)
    with desk.store.reading() as connection:
        people = [m for m in households.members(connection, household) if not m.end_on and not m.deceased]
        asked = [m for m in people if m.code == code] or people
        schemes = _concerning(desk, connection, [m.person for m in people], household)
        found = []
        for member in asked:
            months = months_of(connection, member.person)
            for scheme in schemes:
                if scheme.unit is Unit.person and (
                    glance := _of_person(connection, scheme, member, months.get(scheme.code), day)
                ):
                    found.append(glance)
        for scheme in schemes:
            if scheme.unit is Unit.household and (whole := _of_household(connection, scheme, household, day)):
                found.append(whole)
        return [replace(glance, id=place) for place, glance in enumerate(found, 1)]


def _concerning(desk: Desk, connection: Any, people: list[int], household: int) -> list[Scheme]:
    known = covered.involved(connection, people, household)
    return [s for s in desk.catalogue.schemes if s.contributions and s.code in known]


def _of_person(
    connection: Any, scheme: Scheme, member: Any, months: Months | None, day: date
) -> Glance | None:
    works = [w for w in rows.employments(connection, member.person) if w[0].scheme == scheme.code]
    enrolled, until = _enrolment(connection, scheme.code, "person", member.person)
    if not works and months is None and not enrolled:
        return None
    now = months or Months(set(), set(), {})
    standing = entitlement.standing(scheme, now.paid, now.declared, day, until)
    number = next((w[0].number for w in works if w[0].number), "")
    employer = next((w[1] for w in works if w[1] and not w[0].until_on), None)
    name = _employer_name(connection, employer) if employer else ""
    return Glance(scheme, member.code, member.name, number, name, standing)


def _of_household(connection: Any, scheme: Scheme, household: int, day: date) -> Glance | None:
    paid = {
        month
        for line in rows.paid_by(connection, household=household)
        if line.scheme == scheme.code and not line.corrected and line.amount
        for month in months_between(line.from_month, line.until_month)
    }
    enrolled, until = _enrolment(connection, scheme.code, "household", household)
    if not enrolled and not paid:
        return None
    return Glance(scheme, None, "", "", "", entitlement.standing(scheme, paid, (), day, until))


def _enrolment(connection: Any, scheme: str, unit: str, row: int) -> tuple[bool, date | None]:
    found = connection.execute(
        f"SELECT entitled_until FROM enrolment WHERE scheme = ? AND {unit} = ?"
        " AND status IN ('enrolled', 'active', 'suspended') ORDER BY status = 'active' DESC, id DESC",
        (scheme, row),
    ).fetchone()
    if found is None:
        return False, None
    return True, date.fromisoformat(found[0]) if found[0] else None


def _employer_name(connection: Any, row: int) -> str:
    return str(connection.execute("SELECT name FROM employer WHERE id = ?", (row,)).fetchone()[0])


def months_of(connection: Any, person: int) -> dict[str, Months]:
    """By scheme: a person's months on statements, paid in full or not, and those paid for directly."""
    full, _ = rows.settled(connection)
    found: dict[str, Months] = defaultdict(lambda: Months(set(), set(), {}))
    for scheme, month, statement, code, employer in rows.declared_months(connection, person):
        own = found[scheme]
        if statement is not None:
            (own.paid if statement in full else own.declared).add(month)
            own.evidence[month] = f"{employer} {code}".strip()
    for line in rows.paid_by(connection, person=person):
        if line.corrected or not line.amount:
            continue
        months = months_between(line.from_month, line.until_month)
        found[line.scheme].paid.update(months)
        found[line.scheme].evidence |= dict.fromkeys(months, line.reference)
    return dict(found)
