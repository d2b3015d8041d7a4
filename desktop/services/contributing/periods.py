"""Periods of insurance: those of other countries typed from their papers, ours from the months paid for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desktop.models import people, records
from desktop.models.contributions import SAME_PERSON
from desktop.services import rights
from desktop.services.contributing import insured
from desktop.services.desk import Desk
from domain.contributions.periods import Overlap, Period, Stretch, Total, overlaps, totals
from domain.contributions.rates import first_day, last_day, next_month
from domain.problems import Problem, Refused
from domain.rights import Right
from domain.schemes.terms import Branch


@dataclass(frozen=True)
class Held:
    """A period with where it comes from: ``row`` of its record; None for one made of months paid here.

    ``id`` is its place in a list, from 1.
    """

    period: Period
    row: int | None
    wrong: bool = False
    id: int = 0


@dataclass(frozen=True)
class Portability:
    """A person's periods in every country with what they come to; those marked wrong count in no sum."""

    code: str
    name: str
    birth: Any
    periods: tuple[Held, ...]
    totals: tuple[Total, ...]
    overlaps: tuple[Overlap, ...]


def add(
    desk: Desk,
    person_code: str,
    country: str,
    institution: str,
    branch: Branch,
    from_on: date,
    until_on: date,
    evidence: str,
) -> int:
    """A period proved by a paper of the institution that insured. Raises Refused with all that is wrong."""
    rights.require(desk, Right.apply)
    household, person = desk.household_row(person_code), desk.person_row(person_code)
    wrong = []
    land = country.strip().upper()
    if len(land) != 2 or not (land.isascii() and land.isalpha()):
        wrong.append(Problem("country_wrong", "country", facts={"given": country}))
    if not institution.strip():
        wrong.append(Problem("period_institution_missing", "institution"))
    if until_on < from_on or until_on > desk.today():
        wrong.append(Problem("period_dates_wrong", "until_on"))
    if not evidence.strip():
        wrong.append(Problem("period_evidence_missing", "evidence"))
    if wrong:
        raise Refused(wrong)
    with desk.writing() as writer:
        fields: dict[str, Any] = {
            "household": household,
            "person": person,
            "country": land,
            "institution": institution.strip(),
            "branch": branch.value,
            "from_on": from_on.isoformat(),
            "until_on": until_on.isoformat(),
            "evidence": evidence.strip(),
        }
        place = records.district(writer.connection, "household", household)
        return writer.create("insurance_period", place, fields, about=household)


def mark_wrong(desk: Desk, person_code: str, row: int) -> None:
    """Take a period out of every sum; it stays readable. Raises Refused."""
    rights.require(desk, Right.apply)
    person = desk.person_row(person_code)
    with desk.writing() as writer:
        found = records.read(writer.connection, "insurance_period", row)
        if found is None or found.get("person") != person:
            raise Refused(Problem("period_unknown", "period", facts={"number": row}))
        writer.set("insurance_period", row, {"wrong": True}, about=int(str(found["household"])))


def portability(desk: Desk, person_code: str) -> Portability:
    """All periods of a person, ours from the months paid for, with totals. Raises Refused."""
    rights.require(desk, Right.read)
    person = desk.person_row(person_code)
    with desk.store.reading() as connection:
        held = [*_typed(connection, person), *_ours(desk, connection, person)]
        row = connection.execute(
            "SELECT code, given_name, family_name, birth_precision, birth_on, estimated_age, estimated_on"
            " FROM person WHERE id = ?",
            (person,),
        ).fetchone()
    held.sort(key=lambda one: (one.period.stretch, one.period.country, one.period.branch))
    held = [replace(one, id=place) for place, one in enumerate(held, 1)]
    counting = [one.period for one in held if not one.wrong]
    name = people.full_name(row[1], row[2])
    return Portability(
        row[0], name, people.birth(*row[3:]), tuple(held), totals(counting), overlaps(counting)
    )


def _typed(connection: Any, person: int) -> list[Held]:
    found = connection.execute(
        "SELECT id, country, institution, branch, from_on, until_on, evidence, wrong FROM insurance_period"
        f" WHERE person IN {SAME_PERSON}",
        (person,),
    )
    return [
        Held(
            Period(r[1], r[2], Branch(r[3]), Stretch(*map(date.fromisoformat, r[4:6])), r[6]),
            r[0],
            bool(r[7]),
        )
        for r in found
    ]


def _ours(desk: Desk, connection: Any, person: int) -> list[Held]:
    """Months paid for that follow one another are one period, for each branch of their scheme."""
    found = []
    for code, months in insured.months_of(connection, person).items():
        scheme = desk.catalogue.scheme(code)
        if scheme is None:
            continue
        institution = scheme.institution or desk.programme.letterhead.ministry["en"]
        for first, last in _runs(sorted(months.paid)):
            stretch = Stretch(first_day(first), last_day(last))
            said = dict.fromkeys(months.evidence.get(month, "") for month in (first, last))
            evidence = ", ".join(filter(None, said))
            found += [
                Held(Period(desk.programme.country, institution, branch, stretch, evidence), None)
                for branch in scheme.branches
            ]
    return found


def _runs(months: list[str]) -> list[tuple[str, str]]:
    runs: list[tuple[str, str]] = []
    for month in months:
        if runs and next_month(runs[-1][1]) == month:
            runs[-1] = (runs[-1][0], month)
        else:
            runs.append((month, month))
    return runs
