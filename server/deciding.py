"""The server's word on each change, by the rules of docs/sync-protocol.md: no SQL, no clock, no network."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from domain.changes import Change
from domain.ids import RecordId
from domain.problems import Problem
from domain.record_checks import problems_of
from domain.records import (
    APPEND_ONLY,
    KINDS,
    MADE_BY_SERVER,
    Fields,
    Json,
    identity_fields,
    reference_kinds,
    references,
)
from domain.wire.messages import Verdict

_SETTLING = frozenset({"state"})  # all that a person may set on what the server made


@dataclass
class Held:
    """A record as the server holds it; ``revisions``: the last change of each field edited since creation."""

    id: RecordId
    kind: str
    district: str
    fields: Fields
    revisions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Decision:
    """What became of a change. ``district`` is where it is filed, empty when it belongs to none."""

    change: Change
    verdict: Verdict
    district: str
    problem: Problem | None = None


class Deciding:
    """One batch. ``records`` holds what its changes touch, ``existing`` the kinds of what they only point at.

    Afterwards ``created`` and ``edited`` are the records to write.
    """

    def __init__(
        self,
        device: str,
        districts: Collection[str],
        records: Mapping[RecordId, Held],
        existing: Mapping[RecordId, str],
    ) -> None:
        self._device = device
        self._districts = districts
        self._records = dict(records)
        self._kinds = {**existing, **{name: held.kind for name, held in records.items()}}
        self.created: dict[RecordId, Held] = {}
        self.edited: dict[RecordId, Held] = {}

    def decide(self, change: Change) -> Decision:
        """Applies the change to the records it names, or says why not."""
        held = self._records.get(change.subject) if change.subject else None
        problem = self._problem(change, held)
        if problem:
            return Decision(change, Verdict.refused, self._filed(change, held), problem)
        if held is None:
            return self._create(change)
        return self._edit(change, held)

    def _filed(self, change: Change, held: Held | None) -> str:
        if held is not None:
            return held.district
        return change.district if change.subject is None and change.district in self._districts else ""

    def _problem(self, change: Change, held: Held | None) -> Problem | None:
        creating = change.subject is None
        problem = self._creation_problem(change) if creating else _edit_problem(change, held)
        if problem:
            return problem
        problems = problems_of(change.kind, change.fields, creating=creating)
        return problems[0] if problems else self._reference_problem(change)

    def _creation_problem(self, change: Change) -> Problem | None:
        if change.kind in MADE_BY_SERVER:
            return Problem("made_by_server", facts={"kind": change.kind})
        if change.district not in self._districts:
            return Problem("area_elsewhere", where="district", facts={"district": change.district})
        return None

    def _reference_problem(self, change: Change) -> Problem | None:
        """A record that points at nothing, or at a phone for a person, could be shown on no other laptop."""
        for name, allowed in sorted(reference_kinds(change.kind).items()):
            value = change.fields.get(name)
            if value is None:
                continue
            record = parse_reference(value)
            kind = self._kinds.get(record) if record else None
            if kind is None:
                return Problem("reference_unknown", where=name, facts={"kind": change.kind})
            if kind in KINDS and kind not in allowed:  # a kind unknown here is from a newer office
                return Problem("reference_kind", where=name, facts={"kind": change.kind, "given": kind})
        return None

    def _create(self, change: Change) -> Decision:
        name = RecordId(self._device, change.number)
        made = Held(name, change.kind, change.district, dict(change.fields))
        self._add(made)
        return Decision(change, Verdict.accepted, change.district)

    def _add(self, made: Held) -> None:
        self._records[made.id] = self.created[made.id] = made
        self._kinds[made.id] = made.kind

    def _edit(self, change: Change, held: Held) -> Decision:
        """Field by field: what its author had seen decides, never a clock."""
        name = RecordId(self._device, change.number)
        kept: Fields = {}
        other: Fields = {}
        for field_name, value in change.fields.items():
            standing = held.fields.get(field_name)
            if self._seen_last(change, held, field_name):
                self._set(held, field_name, value, name)
            elif _same(standing, value):
                continue
            elif held.kind in MADE_BY_SERVER:
                self._set(held, field_name, value, name)
            elif field_name in identity_fields(held.kind):
                kept[field_name], other[field_name] = standing, value
            else:
                kept[field_name], other[field_name] = value, standing
                self._set(held, field_name, value, name)
        if not kept:
            return Decision(change, Verdict.accepted, held.district)
        self._add(self._conflict(name, change, held, kept, other))
        return Decision(change, Verdict.conflict, held.district)

    def _seen_last(self, change: Change, held: Held, field_name: str) -> bool:
        seen = change.base.get(field_name, held.id)
        return str(seen) == held.revisions.get(field_name, str(held.id))

    def _set(self, held: Held, field_name: str, value: Json, by: RecordId) -> None:
        held.fields[field_name] = value
        held.revisions[field_name] = str(by)
        if held.id not in self.created:
            self.edited[held.id] = held

    def _conflict(self, name: RecordId, change: Change, held: Held, kept: Fields, other: Fields) -> Held:
        fields: Fields = {
            "subject": str(held.id),
            "subject_kind": held.kind,
            "kept": kept,
            "other": other,
            "author_device": self._device,
            "author": change.author,
            "state": "open",
        }
        return Held(name, "conflict", held.district, fields)


def referenced(change: Change) -> list[RecordId]:
    """The records a change points at; what is no record id is left out."""
    found = (parse_reference(change.fields.get(name)) for name in references(change.kind))
    return [record for record in found if record is not None]


def parse_reference(value: Json) -> RecordId | None:
    """The record a field points at, None when the value names none."""
    try:
        record = RecordId.parse(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return record if record is not None and str(record) == value else None


def _edit_problem(change: Change, held: Held | None) -> Problem | None:
    if held is None:
        return Problem("subject_unknown", where="subject", facts={"kind": change.kind})
    if held.kind != change.kind:
        return Problem("subject_kind_differs", where="subject", facts={"kind": held.kind})
    if change.kind in APPEND_ONLY:
        return Problem("append_only", facts={"kind": change.kind})
    if change.kind in MADE_BY_SERVER and not change.fields.keys() <= _SETTLING:
        return Problem("made_by_server", facts={"kind": change.kind})
    return None


def _same(one: Json, another: Json) -> bool:
    """Equal as JSON: True is not 1."""
    return json.dumps(one, sort_keys=True) == json.dumps(another, sort_keys=True)
