"""Conflicts for people to read: a line each in the list, and both sides of one with its evidence."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.models import conflicts, documents, field_history, merges, people, records, requests
from desktop.models.conflicts import Subject, Writers, Writing
from desktop.models.documents import DocumentRow
from desktop.models.identity import Devices
from desktop.services import confidential, rights
from desktop.services.changes import history
from desktop.services.desk import Desk
from domain.ids import RecordId
from domain.problems import Problem, Refused
from domain.records import Fields, Json, identity_fields
from domain.settling import all_same, right_to_settle
from domain.vocabulary import ConflictCause

__all__ = [
    "ConflictLine",
    "ConflictView",
    "Contested",
    "Evidence",
    "Writing",
    "cause_of",
    "fields_of",
    "lines",
    "map_of",
    "of_household",
    "read",
    "row_called",
    "settled",
    "sides",
    "to_settle",
]

Connection = Any
_RECENT = 200


@dataclass(frozen=True)
class ConflictLine:
    """One conflict. Codes are printed ones, ``head`` and ``name`` of people; moments ISO 8601 UTC.

    ``called`` is the same on every laptop; ``fields`` are those that contradict each other;
    ``trivial``: they differ in the writing alone; ``closed``: it is about a confidential file this user may
    not open.
    """

    id: int
    called: str
    kind: str
    cause: ConflictCause
    household: str
    head: str
    person: str
    name: str
    fields: tuple[str, ...]
    at: str
    state: str
    trivial: bool
    may_settle: bool
    closed: bool
    settled_by: str = ""
    settled_at: str = ""
    settled_how: str = ""
    settled_why: str = ""


@dataclass(frozen=True)
class Contested:
    """One field. ``stands`` is what the register holds now, ``kept`` and ``other`` what was written.

    ``kept`` stood when the conflict was found. Of values that point at a record this has the printed code.
    """

    name: str
    stands: Json
    kept: Json
    other: Json
    kept_by: Writing
    other_by: Writing

    @property
    def mine(self) -> str:
        """Which side was written in this file: ``kept``, ``other``, or none (or both)."""
        if self.kept_by.here == self.other_by.here:
            return ""
        return "kept" if self.kept_by.here else "other"


@dataclass(frozen=True)
class Evidence:
    """What speaks for a value: the request that wrote it with its proof, and when."""

    field: str
    value: Json
    why: str
    who: str
    at: str
    request: int | None


@dataclass(frozen=True)
class ConflictView:
    """One conflict whole. ``beside`` is what was edited of a record that had ended."""

    line: ConflictLine
    subject: Subject
    fields: tuple[Contested, ...]
    beside: Fields
    evidence: tuple[Evidence, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    settled_values: Fields = field(default_factory=dict)
    settled_before: tuple[dict[str, Any], ...] = ()


def to_settle(desk: Desk) -> array[int]:
    """Row ids of the conflicts nobody has settled, the oldest first."""
    with desk.store.reading() as connection:
        return conflicts.open_rows(connection)


def settled(desk: Desk) -> array[int]:
    """Row ids of those settled last, the latest first."""
    with desk.store.reading() as connection:
        return conflicts.settled_rows(connection, _RECENT)


def of_household(desk: Desk, household_code: str) -> list[ConflictLine]:
    """The open conflicts about a household, its members and their numbers."""
    household = desk.household_row(household_code)
    with desk.store.reading() as connection:
        about = field_history.subjects(connection, requests.with_merged(connection, household))
        rows = conflicts.of_subjects(connection, [row for _, row in about])
        found = [_line(desk, connection, row) for row in rows]
    return [line for line in found if line.state == "open"]


def lines(desk: Desk, rows: Sequence[int]) -> list[ConflictLine]:
    """The lines of a page of ids, in that order."""
    with desk.store.reading() as connection:
        return [_line(desk, connection, row) for row in rows]


def read(desk: Desk, row: int, reason: str = "") -> ConflictView:
    """Both sides of a conflict. Raises Refused ``conflict_unknown``; a confidential file wants a reason."""
    with desk.store.reading() as connection:
        fields = fields_of(connection, row)
        subject = conflicts.subject_of(connection, fields)
    if subject.household is not None:
        confidential.open_file(desk, subject.household, reason)
    with desk.store.reading() as connection:
        view = _view(desk, connection, row, fields, subject)
    return replace(view, evidence=_evidence(desk, view))


def row_called(desk: Desk, called: str) -> int:
    """The row of the conflict that goes by that name on every laptop. Raises Refused ``conflict_unknown``."""
    wanted = called.strip().upper()
    with desk.store.reading() as connection:
        devices = Devices(connection)
        for (row,) in connection.execute("SELECT id FROM conflict"):
            if _called(devices.outward(row)) == wanted:
                return int(row)
    raise Refused(Problem("conflict_unknown", "number", facts={"number": called}))


def _called(name: RecordId) -> str:
    """Short enough to be said over the telephone: the head of the device's name, and the number."""
    return f"{name.device[:4].upper()}-{name.number}"


def fields_of(connection: Connection, row: int) -> Fields:
    """A conflict's record. Raises Refused ``conflict_unknown``."""
    fields = records.read(connection, "conflict", row)
    if fields is None:
        raise Refused(Problem("conflict_unknown", "conflict", facts={"number": row}))
    return fields


def cause_of(fields: Fields) -> ConflictCause:
    """Why it is one; a cause of a newer office is read as the gravest."""
    said = fields.get("cause")
    if said is None:
        return ConflictCause.values
    known = {cause.value: cause for cause in ConflictCause}
    return known.get(str(said), ConflictCause.transition)


def map_of(fields: Fields, name: str) -> Fields:
    """A field that is a map; empty when it was never set."""
    value = fields.get(name)
    return dict(value) if isinstance(value, dict) else {}


def _line(desk: Desk, connection: Connection, row: int) -> ConflictLine:
    fields = fields_of(connection, row)
    subject = conflicts.subject_of(connection, fields)
    kept, other, cause = map_of(fields, "kept"), map_of(fields, "other"), cause_of(fields)
    home = records.read(connection, "household", subject.household) if subject.household else None
    closed = bool(subject.household) and bool(
        confidential.closed_households(desk, connection, [subject.household or 0])
    )
    person = records.read(connection, "person", subject.person) if subject.person else None
    country = desk.programme.country
    return ConflictLine(
        id=row,
        called=_called(Devices(connection).outward(row)),
        kind=subject.kind,
        cause=cause,
        household=str((home or {}).get("code") or ""),
        head="" if closed or subject.household is None else _head(connection, subject.household),
        person=str((person or {}).get("code") or ""),
        name="" if closed or not person else _name(person),
        fields=tuple(kept),
        at=str(fields.get("at") or ""),
        state=str(fields.get("state") or "open"),
        trivial=cause is ConflictCause.values and all_same(subject.kind, kept, other, country),
        may_settle=not closed and rights.may(desk, right_to_settle(subject.kind, cause, kept)),
        closed=closed,
        settled_by=str(fields.get("settled_by") or ""),
        settled_at=str(fields.get("settled_at") or ""),
        settled_how=str(fields.get("settled_how") or ""),
        settled_why=str(fields.get("settled_why") or ""),
    )


def _head(connection: Connection, household: int) -> str:
    row = connection.execute(
        "SELECT person FROM membership WHERE household = ? AND role = 'head' AND end_on IS NULL"
        " ORDER BY id LIMIT 1",
        (household,),
    ).fetchone()
    return _name(records.read(connection, "person", row[0]) or {}) if row else ""


def _name(person: Fields) -> str:
    given, family = person.get("given_name"), person.get("family_name")
    return people.full_name(str(given) if given else None, str(family) if family else None)


def _view(desk: Desk, connection: Connection, row: int, fields: Fields, subject: Subject) -> ConflictView:
    kind = subject.kind
    kept = conflicts.with_codes(connection, kind, map_of(fields, "kept"))
    other = conflicts.with_codes(connection, kind, map_of(fields, "other"))
    now = records.read(connection, kind, subject.row) or {}
    outward = {name: now.get(name) for name in kept}
    stands = {**outward, **_codes_of_rows(connection, kind, outward)}
    contested = []
    for name in kept:
        kept_by, other_by = sides(connection, row, fields, name)
        contested.append(Contested(name, stands.get(name), kept[name], other.get(name), kept_by, other_by))
    home = merges.standing(connection, "household", subject.household) if subject.household else None
    before = fields.get("settled_before")
    return ConflictView(
        line=_line(desk, connection, row),
        subject=subject,
        fields=tuple(contested),
        beside=conflicts.with_codes(connection, kind, map_of(fields, "beside")),
        documents=tuple(documents.of_household(connection, home)) if home else (),
        settled_values=conflicts.with_codes(connection, kind, map_of(fields, "settled_values")),
        settled_before=tuple(one for one in before if isinstance(one, dict))
        if isinstance(before, list)
        else (),
    )


def _codes_of_rows(connection: Connection, kind: str, fields: Fields) -> Fields:
    into = fields.get("merged_into")
    if not isinstance(into, int):
        return {}
    return {"merged_into": (records.read(connection, kind, into) or {}).get("code", "")}


def sides(connection: Connection, row: int, fields: Fields, name: str) -> tuple[Writing, Writing]:
    """Who wrote the value that was kept, and who the other."""
    writers = Writers(connection)
    author = int(str(fields.get("author") or 0))
    second = writers.of_conflict(row, author, str(fields.get("at") or ""))
    said = map_of(fields, "earlier").get(name)
    told = said if isinstance(said, dict) else {}
    first = writers.of_change(
        str(told.get("change") or ""), int(told.get("author") or 0), str(told.get("at") or "")
    )
    later = fields.get("later")
    if not isinstance(later, list):  # told by a server of before: identity fields keep the first
        firm = name in identity_fields(str(fields["subject_kind"]))
        later = [] if firm else [name]
    return (second, first) if name in later else (first, second)


def _evidence(desk: Desk, view: ConflictView) -> tuple[Evidence, ...]:
    """The requests that wrote one of the values, with what they were proved by."""
    if not view.line.household:
        return ()
    values = {one.name: (one.kept, one.other) for one in view.fields}
    codes = (view.line.person, view.line.household)
    return tuple(
        Evidence(told.field, told.new, told.why, told.who, told.at, told.request)
        for told in history.history(desk, view.line.household)
        if told.why
        and told.kind == view.subject.kind
        and told.subject in codes
        and told.new in values.get(told.field, ())
    )
