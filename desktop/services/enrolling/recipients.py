"""Name who collects for a household, and who does in their place; later it takes a change of recipient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.models import enrolments as rows
from desktop.models import households, records
from desktop.models.enrolments import RecipientRow
from desktop.models.households import MemberRow
from desktop.services import confidential, rights
from desktop.services.desk import Desk
from domain import codes
from domain.problems import Problem, Refused
from domain.rights import Right
from domain.schemes.scheme import Scheme
from domain.vocabulary import Sex

# Nobody younger collects for others.
GROWN_UP = 18


@dataclass(frozen=True)
class Collector:
    """A member by code; or a name from outside the household, with the paper that gives the mandate."""

    code: str = ""
    name: str = ""
    mandate: str = ""

    @property
    def empty(self) -> bool:
        """Nobody is meant."""
        return not (self.code.strip() or self.name.strip())


def standing(desk: Desk, code: str) -> list[RecipientRow]:
    """Who may collect for the household of a code today, the principal first. Raises Refused."""
    household = desk.household_row(code)
    confidential.open_file(desk, household, "")
    with desk.store.reading() as connection:
        return rows.recipients(connection, household, desk.today().isoformat())


def name(
    desk: Desk, code: str, principal: Collector, alternate: Collector | None = None
) -> list[RecipientRow]:
    """Name them for the first time; whoever enrols the household sees them. Raises Refused.

    Once somebody is named, a change is asked for and approved by a colleague (`services.changes`).
    """
    rights.require(desk, Right.apply)
    household = desk.household_row(code)
    if standing(desk, code):
        raise Refused(Problem("recipient_named_already", "principal"))
    second = alternate or Collector()
    with desk.writing() as writer:
        found = _chosen(desk, writer.connection, household, principal, "principal")
        if found is None:
            raise Refused(Problem("recipient_unnamed", "principal"))
        chosen = [found]
        other = _chosen(desk, writer.connection, household, second, "alternate")
        if other is not None:
            if other == found or (not other["person"] and other["name"] == found["name"]):
                raise Refused(Problem("recipients_same", "alternate"))
            chosen.append(other)
        place = records.district(writer.connection, "household", household)
        for rank, fields in enumerate(chosen, 1):
            kept = {
                **fields,
                "household": household,
                "rank": rank,
                "valid_from": desk.today().isoformat(),
            }
            writer.create("recipient", place, kept, about=household)
    return standing(desk, code)


def suggested(desk: Desk, scheme: Scheme, code: str) -> MemberRow | None:
    """Whom a scheme would pay for a household: its first grown woman where it says so, else its head."""
    household = desk.household_row(code)
    with desk.store.reading() as connection:
        living = _living(connection, household)
    grown = [one for one in living if not _young(desk, one)]
    if scheme.payee_rule == "woman_first":
        grown = sorted(grown, key=lambda one: one.sex != Sex.female)
    return grown[0] if grown else None


def _living(connection: Any, household: int) -> list[MemberRow]:
    found = households.members(connection, household)
    return [one for one in found if not one.end_on and not one.deceased]


def _young(desk: Desk, member: MemberRow) -> bool:
    """Surely under age; of whom the birth is not known nobody says so."""
    ages = member.birth.ages(desk.today())
    return ages is not None and ages[1] < GROWN_UP


def _chosen(
    desk: Desk, connection: Any, household: int, said: Collector, where: str
) -> dict[str, Any] | None:
    if said.empty:
        return None
    if not said.code.strip():
        if not said.mandate.strip():
            raise Refused(Problem("recipient_mandate_missing", where))
        return {"person": None, "name": said.name.strip(), "mandate": said.mandate.strip()}
    wanted = codes.normal(said.code)
    for member in _living(connection, household):
        if member.code == wanted:
            if _young(desk, member):
                facts: dict[str, str | int] = {"name": member.name, "age": GROWN_UP}
                raise Refused(Problem("recipient_too_young", where, facts=facts))
            return {"person": member.person, "name": None, "mandate": said.mandate.strip() or None}
    raise Refused(Problem("recipient_not_member", where, facts={"code": said.code}))
