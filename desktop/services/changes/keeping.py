"""How requests and answers are kept: what was asked, by whom, what had been seen, what was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.models import records, requests
from desktop.models.journal import Writer
from desktop.services.desk import Desk
from domain.matching.names import fold
from domain.problems import Problem, Refused
from domain.records import Fields
from domain.requests import Outcome, standing
from domain.vocabulary import ChangeKind, RequestDecision

Connection = Any


@dataclass(frozen=True)
class Kept:
    """A request as it is in the file. ``own``: the person at this desk asked for it."""

    row: int
    household: int
    kind: ChangeKind
    fields: Fields
    outcome: Outcome
    own: bool

    @property
    def payload(self) -> dict[str, Any]:
        """What is asked for."""
        found = self.fields.get("payload")
        return dict(found) if isinstance(found, dict) else {}


def read(desk: Desk, connection: Connection, row: int) -> Kept:
    """A request with where it stands. Raises Refused ``request_unknown``."""
    fields = records.read(connection, "change_request", row)
    if fields is None:
        raise Refused(Problem("request_unknown", "request"))
    return Kept(
        row=row,
        household=int(str(fields["household"])),
        kind=ChangeKind(str(fields["request"])),
        fields=fields,
        outcome=standing(requests.answers(connection, row)),
        own=_is_own(desk, connection, row, fields),
    )


def _is_own(desk: Desk, connection: Connection, row: int, fields: Fields) -> bool:
    """Written in this file by this user; elsewhere, by somebody of the same two names."""
    author = requests.author(connection, row)
    if author is not None:
        return author == desk.user.number
    names = (fields.get("asked_user"), fields.get("asked_by"))
    return all(names) and [fold(str(name)) for name in names] == [fold(name) for name in _names(desk)]


def ask(
    desk: Desk,
    writer: Writer,
    household: int,
    kind: ChangeKind,
    payload: dict[str, Any],
    *,
    evidence: str = "",
    document: int | None = None,
    person: int | None = None,
    seen: list[dict[str, Any]] | None = None,
    acting: bool = False,
) -> int:
    """Write a request; its row. ``seen`` are the acts it would be now, so that a change meanwhile shows."""
    user, name = _names(desk)
    fields: dict[str, Any] = {
        "household": household,
        "person": person,
        "request": kind.value,
        "payload": payload,
        "evidence": evidence.strip() or None,
        "document": document,
        "at": desk.stamp(),
        "asked_user": user,
        "asked_by": name,
        "seen": seen or None,
        "acting": acting or None,
    }
    district = records.district(writer.connection, "household", household)
    return writer.create("change_request", district, fields, about=household)


def answer(
    desk: Desk,
    writer: Writer,
    request: Kept,
    decision: RequestDecision,
    *,
    acting: bool = False,
    reason: str = "",
    before: dict[str, Any] | None = None,
) -> int:
    """Write an answer; its row."""
    fields: dict[str, Any] = {
        "household": request.household,
        "request": request.row,
        "decision": decision.value,
        "acting": acting or None,
        "reason": reason.strip() or None,
        "before": before,
        "at": desk.stamp(),
        "answered_by": _names(desk)[1],
    }
    district = records.district(writer.connection, "household", request.household)
    return writer.create("request_answer", district, fields, about=request.household)


def _names(desk: Desk) -> tuple[str, str]:
    return desk.user.username, desk.user.full_name or desk.user.username


def without_fractions(value: Any) -> Any:
    """Records know no floats: a degree is kept as it is written."""
    if isinstance(value, float):
        return str(value)
    if isinstance(value, dict):
        return {name: without_fractions(one) for name, one in value.items()}
    return [without_fractions(one) for one in value] if isinstance(value, list) else value
