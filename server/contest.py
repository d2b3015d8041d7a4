"""What of a change contradicts what stands, field by field: both sides, and which of them stands for now."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.changes import Change
from domain.clock import moment
from domain.endings import endings_in, has_status, may_follow, together
from domain.ids import RecordId
from domain.records import Fields, Json, identity_fields
from domain.vocabulary import ConflictCause
from server.held import Held, Wrote

Seen = Callable[[str], bool]  # whether the change's author had seen the last value of a field
Find = Callable[[RecordId], Wrote | None]
_GRAVEST_LAST = tuple(ConflictCause)


@dataclass
class Contest:
    """``kept`` and ``other`` as a conflict record has them; ``left`` are the fields not to be applied.

    ``rivals`` has, for each field, the earlier change that the new one contradicts.
    """

    kept: Fields = field(default_factory=dict)
    other: Fields = field(default_factory=dict)
    later: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
    beside: Fields = field(default_factory=dict)
    rivals: dict[str, str] = field(default_factory=dict)
    cause: ConflictCause = ConflictCause.values

    def __bool__(self) -> bool:
        return bool(self.kept)

    def add(self, name: str, kept: Json, other: Json, rival: str, *, later: bool) -> None:
        """Both values of a field; what is listed already stays as it is."""
        if name in self.kept:
            return
        self.kept[name], self.other[name], self.rivals[name] = kept, other, rival
        if later:
            self.later.add(name)

    def because(self, cause: ConflictCause) -> None:
        """The gravest cause is told."""
        self.cause = max(self.cause, cause, key=_GRAVEST_LAST.index)

    def record(self, device: str, change: Change, held: Held, find: Find) -> Fields:
        """The conflict record's fields."""
        found: dict[str, Any] = {
            "subject": str(held.id),
            "subject_kind": held.kind,
            "kept": self.kept,
            "other": self.other,
            "author_device": device,
            "author": change.author,
            "at": _moment(change),
            "later": sorted(self.later),
            "earlier": {name: _told(rival, find) for name, rival in sorted(self.rivals.items())},
            "state": "open",
        }
        if self.cause is not ConflictCause.values:
            found["cause"] = self.cause.value
        if self.beside:
            found["beside"] = self.beside
        return {name: value for name, value in found.items() if value is not None}


def contest(
    change: Change, held: Held, seen: Seen, find: Find, first_stands: frozenset[str] = frozenset()
) -> Contest:
    """What two people set without knowing of each other; a status that cannot follow; an end against an edit.

    Of identity fields, and of those ``first_stands`` names, what arrived first stands.
    """
    found = Contest()
    if not held.revisions and not change.base and not has_status(held.kind, change.fields):
        return found  # nobody has edited it: there is nothing its author could have missed
    new = {name: value for name, value in change.fields.items() if not same(held.fields.get(name), value)}
    unseen = {name for name in new if not all(map(seen, together(held.kind, {name})))}
    illegal = {
        name
        for name in new
        if not may_follow(held.kind, name, held.fields.get(name), new[name], seen=name not in unseen)
    }
    firm = identity_fields(held.kind) | first_stands
    waits = together(held.kind, illegal | (unseen & firm)) & new.keys()
    found.left |= waits
    for name in sorted(waits):
        found.add(name, held.fields.get(name), new[name], held.revision(name), later=False)
    for name in sorted(unseen - waits):
        found.add(name, new[name], held.fields.get(name), held.revision(name), later=True)
    if illegal:
        found.because(ConflictCause.transition)
    _end_against_edit(found, change, held, seen, new.keys() - waits)
    _edit_against_end(found, change, held, seen, find, new)
    return found


def _end_against_edit(found: Contest, change: Change, held: Held, seen: Seen, applied: set[str]) -> None:
    """The change ends a record of which somebody edited what its author had not seen."""
    ends = endings_in(held.kind, change.fields) & applied
    if not ends or endings_in(held.kind, held.fields):
        return
    group = together(held.kind, ends)
    edited = sorted(
        name for name in held.revisions if name not in group | change.fields.keys() and not seen(name)
    )
    if not edited:
        return
    found.because(ConflictCause.ended)
    found.beside.update({name: held.fields.get(name) for name in edited})
    for name in sorted(group & applied):
        rival = held.revision(edited[0])
        found.add(name, change.fields[name], held.fields.get(name), rival, later=True)


def _edit_against_end(
    found: Contest, change: Change, held: Held, seen: Seen, find: Find, new: Mapping[str, Json]
) -> None:
    """The change edits a record that ended without its author knowing."""
    unseen = {name for name in endings_in(held.kind, held.fields) if not seen(name)}
    group = together(held.kind, unseen)
    edited = new.keys() - group
    if not unseen or not edited:
        return
    found.because(ConflictCause.ended)
    found.beside.update({name: new[name] for name in sorted(edited)})
    for name in sorted(name for name in group if held.fields.get(name) is not None):
        before = find(change.base.get(name, held.id))
        was = before.change.fields.get(name) if before else None
        found.add(name, held.fields[name], was, held.revision(name), later=False)


def _told(rival: str, find: Find) -> dict[str, Any]:
    """Who wrote first, as far as this server may know."""
    wrote = find(RecordId.parse(rival))
    if wrote is None:
        return {"change": rival}
    told: dict[str, Any] = {"change": rival, "author": wrote.change.author, "at": _moment(wrote.change)}
    return {name: value for name, value in told.items() if value is not None}


def _moment(change: Change) -> str | None:
    """When a change was written, by its laptop's clock; None when that is no time."""
    try:
        return moment(change.clock).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    except (ValueError, OverflowError, OSError):
        return None


def same(one: Json, another: Json) -> bool:
    """Equal as JSON: True is not 1."""
    if type(one) is not type(another):
        return False
    if not isinstance(one, list | dict):
        return one == another
    return json.dumps(one, sort_keys=True) == json.dumps(another, sort_keys=True)
