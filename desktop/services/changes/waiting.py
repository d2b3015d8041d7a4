"""Requests as lists show them: ids at once, lines a page at a time."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.services.desk import Desk


@dataclass(frozen=True)
class RequestLine:
    """One request. ``state`` is waiting, applied, rejected, withdrawn or undone; moments are ISO 8601 UTC.

    ``own``: asked for by this user. ``may_decide``: this user may approve it now; ``as_acting``: only par
    intérim. ``decided_acting``: it was decided par intérim. Codes are printed ones; ``head`` is a name.
    """

    id: int
    kind: str
    household: str
    head: str
    person: str
    person_name: str
    payload: dict[str, Any] = field(default_factory=dict)
    evidence: str = ""
    document: int | None = None
    asked_by: str = ""
    asked_at: str = ""
    state: str = "waiting"
    decided_by: str = ""
    decided_at: str = ""
    decided_acting: bool = False
    reason: str = ""
    own: bool = False
    may_decide: bool = False
    as_acting: bool = False


def open_requests(desk: Desk) -> array[int]:
    """Row ids of the requests nobody has decided, the oldest first."""
    raise NotImplementedError


def of_household(desk: Desk, household_code: str) -> array[int]:
    """Row ids of every request about a household, the latest first."""
    raise NotImplementedError


def lines(desk: Desk, rows: Sequence[int]) -> list[RequestLine]:
    """The lines of a page of at most some hundred ids, in that order."""
    raise NotImplementedError
