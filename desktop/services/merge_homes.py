"""Where a person lives after a merge: which memberships end, which begins, which household is left empty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.models import merges
from desktop.models.merges import Home
from domain.problems import Problem, Refused
from domain.vocabulary import HouseholdKind, Role

Connection = Any


@dataclass(frozen=True)
class Ending:
    """A membership that ends by the merge; ``person`` is a printed code."""

    person: str
    home: Home

    def document(self) -> dict[str, str]:
        """As a merge keeps it: codes and plain values."""
        return {
            "person": self.person,
            "household": self.home.code,
            "role": self.home.role,
            "start_on": self.home.start_on,
        }


@dataclass(frozen=True)
class Move:
    """``about`` is the household the merge is told in. ``joins`` is a household and the role in it.

    ``emptied`` are (row, code) of households in which nobody is left.
    """

    about: int | None
    ending: tuple[Ending, ...]
    joins: tuple[int, str] | None
    emptied: tuple[tuple[int, str], ...]


def move(connection: Connection, survivor: int, absorbed: int, home: int | None) -> Move:
    """What a merge does to the memberships of both; ``home`` None leaves a survivor who has one there.

    Raises Refused: ``merge_same_person``, ``merge_home_not_theirs``, ``merge_leaves_no_head`` when a
    household with people in it would lose its head.
    """
    if survivor == absorbed:
        raise Refused(Problem("merge_same_person", "absorbed"))
    own, theirs = merges.homes(connection, survivor), merges.homes(connection, absorbed)
    if home is None and not own and theirs:
        home = theirs[0].household
    there = next((place for place in theirs if place.household == home), None)
    here = next((place for place in own if place.household == home), None)
    if home is not None and there is None and here is None:
        raise Refused(Problem("merge_home_not_theirs", "home"))
    ending = [(absorbed, place) for place in theirs]
    joins = None
    if there is not None and (here is None or (there.role == Role.head and here.role != Role.head)):
        joins = there.household, there.role
        ending += [(survivor, here)] if here else []
    if home is not None:
        ending += [(survivor, place) for place in own if elsewhere(place, here or there)]
    left = tuple(Ending(_code(connection, person), place) for person, place in ending)
    emptied = _left_behind(connection, left, joins[0] if joins else None)
    about = home or next((place.household for place in own), None)
    return Move(about, left, joins, emptied if about is not None else ())


def elsewhere(place: Home, home: Home | None) -> bool:
    """Whether somebody cannot belong to both: one household, or several of a compound (V09)."""
    if home is None or place.household == home.household or place.kind != HouseholdKind.household:
        return False
    return home.kind == HouseholdKind.household and not (place.compound and place.compound == home.compound)


def _left_behind(
    connection: Connection, ending: tuple[Ending, ...], joined: int | None
) -> tuple[tuple[int, str], ...]:
    gone = [left.home.membership for left in ending]
    emptied = {}
    for left in ending:
        place = left.home
        if place.household == joined:
            continue
        staying = merges.others_in(connection, place.household, gone)
        if not staying:
            if place.kind != HouseholdKind.institution:
                emptied[place.household] = place.code
        elif place.role == Role.head and Role.head.value not in staying:
            raise Refused(Problem("merge_leaves_no_head", "home", facts={"code": place.code}))
    return tuple(emptied.items())


def _code(connection: Connection, person: int) -> str:
    return str(connection.execute("SELECT code FROM person WHERE id = ?", (person,)).fetchone()[0])
