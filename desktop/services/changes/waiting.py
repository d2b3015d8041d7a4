"""Requests as lists show them: ids at once, lines a page at a time."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.models import people, records, requests
from desktop.services import rights
from desktop.services.changes import keeping
from desktop.services.changes.keeping import Kept
from desktop.services.desk import Desk
from domain.requests import RequestState
from domain.rights import Right

Connection = Any


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
    with desk.store.reading() as connection:
        return requests.undecided(connection)


def of_household(desk: Desk, household_code: str) -> array[int]:
    """Row ids of every request about a household, and those merged into it, the latest first."""
    household = desk.household_row(household_code)
    with desk.store.reading() as connection:
        return requests.of_households(connection, requests.with_merged(connection, household))


def lines(desk: Desk, rows: Sequence[int]) -> list[RequestLine]:
    """The lines of a page of at most some hundred ids, in that order."""
    with desk.store.reading() as connection:
        return [_line(desk, connection, keeping.read(desk, connection, row)) for row in rows]


def _line(desk: Desk, connection: Connection, asked: Kept) -> RequestLine:
    fields, first = asked.fields, asked.outcome.first
    person = fields.get("person")
    code, name = _person(connection, int(str(person))) if person else ("", "")
    may_decide, as_acting = _may_decide(desk, asked)
    return RequestLine(
        id=asked.row,
        kind=asked.kind.value,
        household=str((records.read(connection, "household", asked.household) or {}).get("code") or ""),
        head=_head(connection, asked.household),
        person=code,
        person_name=name,
        payload=asked.payload,
        evidence=str(fields.get("evidence") or ""),
        document=int(str(fields["document"])) if fields.get("document") else None,
        asked_by=str(fields.get("asked_by") or ""),
        asked_at=str(fields["at"]),
        state=asked.outcome.state.value,
        decided_by=first.by if first else "",
        decided_at=first.at if first else "",
        decided_acting=bool(first and first.acting),
        reason=first.reason if first else "",
        own=asked.own,
        may_decide=may_decide,
        as_acting=as_acting,
    )


def _may_decide(desk: Desk, asked: Kept) -> tuple[bool, bool]:
    """Whether this user may approve it, and whether only par intérim."""
    if asked.outcome.state is not RequestState.waiting or not rights.may(desk, Right.approve):
        return False, False
    acting = rights.by_acting(desk, Right.approve)
    only = acting and (asked.own or not rights.by_own_role(desk, Right.approve))
    return (acting or not asked.own), only


def _person(connection: Connection, row: int) -> tuple[str, str]:
    found = connection.execute(
        "SELECT code, given_name, family_name FROM person WHERE id = ?", (row,)
    ).fetchone()
    return (str(found[0]), people.full_name(found[1], found[2])) if found else ("", "")


def _head(connection: Connection, household: int) -> str:
    found = connection.execute(
        "SELECT p.given_name, p.family_name FROM membership m JOIN person p ON p.id = m.person"
        " WHERE m.household = ? AND m.role = 'head' AND m.end_on IS NULL ORDER BY m.id LIMIT 1",
        (household,),
    ).fetchone()
    return people.full_name(*found) if found else ""
