"""What is asked for and decided after registration: duplicates, requests, merges."""

from __future__ import annotations

from typing import Annotated, Any

from domain.fields import (
    Day,
    HouseholdRef,
    Moment,
    Note,
    PersonRef,
    Record,
    Ref,
)
from domain.vocabulary import (
    ChangeKind,
    DuplicateDecision,
    RequestDecision,
)


class DuplicateJudgement(Record):
    """What a clerk says of two persons who look alike; the latest of a pair stands.

    ``weight`` is in hundredths of a bit; ``reasons`` are those of `domain.matching.evidence`, as maps.
    """

    person: PersonRef
    other: PersonRef
    decision: DuplicateDecision
    weight: int | None = None
    reasons: list[dict[str, Any]] | None = None
    note: Note | None = None
    at: Moment


class ChangeRequest(Record):
    """A change somebody asks for after registration.

    ``payload`` names people and households by printed code.
    """

    household: HouseholdRef
    person: PersonRef | None = None
    request: ChangeKind
    payload: dict[str, Any]
    evidence: Note | None = None
    document: Annotated[str, Ref("document")] | None = None
    at: Moment


class RequestAnswer(Record):
    """What became of a request, step by step. ``acting``: decided par intérim, by nobody else being there."""

    household: HouseholdRef
    request: Annotated[str, Ref("change_request")]
    decision: RequestDecision
    acting: bool | None = None
    reason: Note | None = None
    before: dict[str, Any] | None = None
    at: Moment


class Merge(Record):
    """Two records of one human being joined. ``before`` and ``after`` are the survivor's fields it changed.

    ``membership`` is one the survivor received by it. It can be taken back until ``undo_until``.
    """

    survivor: PersonRef
    absorbed: PersonRef
    before: dict[str, Any]
    after: dict[str, Any]
    membership: Annotated[str, Ref("membership")] | None = None
    request: Annotated[str, Ref("change_request")] | None = None
    undo_until: Day
    at: Moment


class MergeUndone(Record):
    """A merge taken back."""

    merge: Annotated[str, Ref("merge")]
    reason: Note
    at: Moment
