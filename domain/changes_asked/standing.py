"""What the register says of a household before a change: all that the rules of a change may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.birth import Birth
from domain.programme import Office, Programme
from domain.vocabulary import Role, Sex


@dataclass(frozen=True)
class Somebody:
    """A person of the register. ``homes`` are the codes of the households they are in today."""

    code: str
    name: str
    sex: Sex
    birth: Birth
    deceased: bool
    homes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Member:
    """Somebody who is in the household today."""

    person: Somebody
    role: Role
    start_on: date


@dataclass(frozen=True)
class Standing:
    """A household with its members of today, the head first; ``ended`` when it was closed or merged.

    ``moving_to`` is the district it goes to at the next synchronisation, empty for none.
    """

    code: str
    area: str
    district: str
    compound: str | None
    members: tuple[Member, ...]
    ended: bool = False
    moving_to: str = ""

    def member(self, code: str) -> Member | None:
        """The member of that printed code, or None."""
        return next((member for member in self.members if member.person.code == code), None)

    @property
    def head(self) -> Member | None:
        """Who leads it."""
        return next((member for member in self.members if member.role is Role.head), None)


@dataclass(frozen=True)
class Surroundings:
    """``people`` and ``households`` are those the form names besides, by code; what is missing is unknown.

    ``evidence`` says that something proves the request: words, or a document.
    """

    programme: Programme
    office: Office
    today: date
    standing: Standing
    people: Mapping[str, Somebody] = field(default_factory=dict)
    households: Mapping[str, Standing] = field(default_factory=dict)
    evidence: bool = False
