"""What an office does around its register: rights for a time, documents, its audit, campaigns."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from domain.fields import (
    Day,
    HouseholdRef,
    Moment,
    Note,
    PersonRef,
    Record,
    Ref,
    Short,
)
from domain.vocabulary import (
    AccessKind,
    BackCheck,
    DocumentKind,
    Purpose,
    UserRole,
)


class ActingRight(Record):
    """A user holds another role for a time (par intérim), because nobody else is there."""

    user: Annotated[int, Field(ge=1)]
    username: Short
    role: UserRole
    reason: Note
    from_on: Day
    until_on: Day
    at: Moment


class Recipient(Record):
    """Who collects for the household: rank 1 the principal, 2 the alternate.

    A member, or a name outside the household.
    """

    household: HouseholdRef
    person: PersonRef | None = None
    name: Short | None = None
    rank: Annotated[int, Field(ge=1, le=9)]
    mandate: Note | None = None
    valid_from: Day
    valid_to: Day | None = None


class Document(Record):
    """A scan kept as evidence; its bytes travel apart, named by their SHA-256 in hex."""

    household: HouseholdRef | None = None
    person: PersonRef | None = None
    document: DocumentKind
    title: Short | None = None
    mime: Short
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    size: Annotated[int, Field(gt=0, le=200_000)]
    taken_on: Day
    at: Moment


class Access(Record):
    """Who looked at, searched for, or took out what, and what for (the register's own audit)."""

    access: AccessKind
    household: HouseholdRef | None = None
    person: PersonRef | None = None
    reason: Note | None = None
    purpose: Purpose | None = None
    recipient: Short | None = None
    protocol: Short | None = None
    count: Annotated[int, Field(ge=0)] | None = None
    at: Moment


class Campaign(Record):
    """Registering whole villages in a given time, by teams."""

    code: Short
    name: Short
    from_on: Day
    until_on: Day
    closed: bool | None = None
    note: Note | None = None


class CampaignTarget(Record):
    """How many households a team is expected to register in one village."""

    campaign: Annotated[str, Ref("campaign")]
    area: Short
    village: Short | None = None
    team: Short
    expected: Annotated[int, Field(ge=0)]


class BackCheckDone(Record):
    """A household of the sample visited again."""

    campaign: Annotated[str, Ref("campaign")]
    household: HouseholdRef
    result: BackCheck
    note: Note | None = None
    on: Day


class ReservedCodes(Record):
    """Codes printed on blank forms for days without power; none is given to anybody else."""

    codes: Annotated[list[str], Field(min_length=1, max_length=200)]
    language: Short
    at: Moment
