"""A request with everything needed to decide on it, read in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.services import show
from desktop.services.changes.answer import approve, reject, withdraw
from desktop.services.changes.waiting import RequestLine, lines
from desktop.services.desk import Desk
from desktop.services.person_record import PersonRecord, person_record
from desktop.services.show import HouseholdView
from desktop.ui.pages.changes.differences import Difference, Known, differences
from desktop.ui.pages.changes.who import Deciders, deciders
from domain.problems import Refused
from domain.vocabulary import ChangeKind

__all__ = ["Reading", "approve", "of_line", "read", "reject", "withdraw"]


@dataclass(frozen=True)
class Reading:
    """The line of a request, those it is about, and who may decide."""

    line: RequestLine
    known: Known
    deciders: Deciders

    def differences(self) -> Sequence[Difference]:
        """From what to what, in the language on screen."""
        return differences(self.known, ChangeKind(self.line.kind), self.line.payload)


def read(desk: Desk, request: int) -> Reading | None:
    """A request by its row; None when it is gone. Runs on the store lane."""
    found = lines(desk, [request])
    return of_line(desk, found[0]) if found else None


def of_line(desk: Desk, line: RequestLine) -> Reading:
    """What a line is about, as the register has it now."""
    view = show.household(desk, line.household)
    person = _person(desk, str(line.payload.get("person") or ""))
    other = _home(desk, str(line.payload.get("other") or ""))
    return Reading(line, Known(desk, view, person, other), deciders(desk))


def _person(desk: Desk, code: str) -> PersonRecord | None:
    try:
        return person_record(desk, code) if code else None
    except Refused:
        return None


def _home(desk: Desk, code: str) -> HouseholdView | None:
    try:
        return show.household(desk, code) if code else None
    except Refused:
        return None
