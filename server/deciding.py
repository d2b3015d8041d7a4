"""The server's word on each change, by the rules of docs/sync-protocol.md: no SQL, no clock, no network."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from domain.changes import Change
from domain.ids import RecordId
from domain.kinds.moves import PLACE
from domain.problems import Problem
from domain.record_checks import problems_of
from domain.records import (
    APPEND_ONLY,
    KINDS,
    LEAVING,
    MADE_BY_SERVER,
    Fields,
    Json,
    reference_kinds,
    references,
)
from domain.vocabulary import ConflictCause
from domain.wire.messages import Verdict
from server.contest import Contest, contest, same
from server.held import Held, Wrote
from server.sizes import outgrows

__all__ = ["Deciding", "Decision", "Held", "Wrote", "parse_reference", "referenced"]

# All that a person may set on what the server made.
_SETTLED = ("settled_by", "settled_at", "settled_how", "settled_why", "settled_values", "settled_from")
_SETTLING = frozenset({"state", "settled_before", *_SETTLED})
_ABOUT = frozenset({"household", "person"})  # what a kind unknown here is about, if it says so
_FAR = 100  # refused changes that lean on each other


@dataclass(frozen=True)
class Decision:
    """What became of a change. ``district`` is where it is filed, empty when it belongs to none."""

    change: Change
    verdict: Verdict
    district: str
    problem: Problem | None = None


class Deciding:
    """One batch. ``records`` holds what its changes touch, ``existing`` the kinds of what they only point at.

    ``reachable`` are the districts a household may move to. ``history`` finds a change that came before, None
    when nobody knows it: it says who wrote the value that another contradicts. Afterwards ``created`` and
    ``edited`` are the records to write, ``moves`` the households that go, with the district they go to.
    """

    def __init__(
        self,
        device: str,
        districts: Collection[str],
        records: Mapping[RecordId, Held],
        existing: Mapping[RecordId, str],
        reachable: Collection[str] = (),
        history: Callable[[RecordId], Wrote | None] = lambda _name: None,
    ) -> None:
        self._device = device
        self._districts = districts
        self._reachable = reachable
        self._records = dict(records)
        self._kinds = {**existing, **{name: held.kind for name, held in records.items()}}
        self._history = history
        self._known: dict[RecordId, Wrote | None] = {}
        self.created: dict[RecordId, Held] = {}
        self.edited: dict[RecordId, Held] = {}
        self.moves: dict[RecordId, str] = {}

    def decide(self, change: Change) -> Decision:
        """Applies the change to the records it names, or says why not."""
        held = self._records.get(change.subject) if change.subject else None
        problem = self._problem(change, held)
        self._known[RecordId(self._device, change.number)] = Wrote(change, refused=problem is not None)
        if problem:
            return Decision(change, Verdict.refused, self._filed(change, held), problem)
        if held is None:
            return self._create(change)
        return self._edit(change, held)

    def _find(self, name: RecordId) -> Wrote | None:
        if name not in self._known:
            self._known[name] = self._history(name)
        return self._known[name]

    def _filed(self, change: Change, held: Held | None) -> str:
        if held is not None:
            return held.district
        return change.district if change.subject is None and change.district in self._districts else ""

    def _problem(self, change: Change, held: Held | None) -> Problem | None:
        creating = change.subject is None
        problem = self._creation_problem(change) if creating else _edit_problem(change, held)
        if problem:
            return problem
        if outgrows(change, held):
            return Problem("record_too_large", facts={"kind": change.kind})
        problems = problems_of(change.kind, change.fields, creating=creating)
        return problems[0] if problems else self._reference_problem(change) or self._way_problem(change)

    def _creation_problem(self, change: Change) -> Problem | None:
        if change.kind in MADE_BY_SERVER or change.kind == LEAVING:
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

    def _way_problem(self, change: Change) -> Problem | None:
        """A household goes only where somebody will receive it."""
        to = change.fields.get("to_district")
        if change.kind != "move" or to in self._reachable:
            return None
        return Problem("district_unserved", where="to_district", facts={"district": str(to)})

    def _create(self, change: Change) -> Decision:
        name = RecordId(self._device, change.number)
        if change.kind == "move":
            return self._move(change, name)
        made = Held(name, change.kind, change.district, dict(change.fields))
        self._add(made)
        return Decision(change, Verdict.accepted, change.district)

    def _move(self, change: Change, name: RecordId) -> Decision:
        """The household goes, unless somebody has said since where it lives: then a person decides."""
        home = parse_reference(change.fields["household"])
        held = self._records[home] if home else None
        assert held is not None  # a reference to nothing was refused
        place: Fields = {field_name: change.fields.get(field_name) for field_name in PLACE}
        stands: Fields = {field_name: held.fields.get(field_name) for field_name in PLACE}
        to = str(change.fields["to_district"])
        # Who moved it away cannot move it on: its records are not in that office's hands any more.
        gone = held.district not in self._districts and held.district != to
        if not gone and all(same(place[f], stands[f]) or self._seen_last(change, held, f) for f in PLACE):
            for field_name, value in place.items():
                self._set(held, field_name, value, name)
            self.moves[held.id] = to
        elif not same(place, stands):
            found = Contest()
            for field_name, value in place.items():
                found.add(field_name, stands[field_name], value, held.revision(field_name), later=False)
            self._add_conflict(found, name, change, held, change.district)
            return Decision(change, Verdict.conflict, change.district)
        self._add(Held(name, change.kind, change.district, dict(change.fields)))
        return Decision(change, Verdict.accepted, change.district)

    def _add(self, made: Held) -> None:
        self._records[made.id] = self.created[made.id] = made
        self._kinds[made.id] = made.kind

    def _edit(self, change: Change, held: Held) -> Decision:
        """Field by field: what its author had seen decides, never a clock."""
        name = RecordId(self._device, change.number)
        if held.kind in MADE_BY_SERVER:
            return self._settle(change, held, name)

        def seen(field_name: str) -> bool:
            return self._seen_last(change, held, field_name)

        found = contest(change, held, seen, self._find, self._moved_since(held))
        if self._leads_back(held, change):
            _name_ring(found, change, held)
        for field_name, value in change.fields.items():
            applied = field_name not in found.left
            if applied and (seen(field_name) or not same(held.fields.get(field_name), value)):
                self._set(held, field_name, value, name)
        if not found:
            return Decision(change, Verdict.accepted, held.district)
        self._add_conflict(found, name, change, held, held.district)
        return Decision(change, Verdict.conflict, held.district)

    def _add_conflict(
        self, found: Contest, name: RecordId, change: Change, held: Held, district: str
    ) -> None:
        self._add(Held(name, "conflict", district, found.record(self._device, change, held, self._find)))

    def _moved_since(self, held: Held) -> frozenset[str]:
        """A place in the old district is not put over the one the household has moved to."""
        gone = held.kind == "household" and held.district not in self._districts
        return frozenset(PLACE) if gone else frozenset()

    def _settle(self, change: Change, held: Held, name: RecordId) -> Decision:
        """The last word stands; an answer its author did not know of is kept among those before."""
        earlier = {field: held.fields[field] for field in _SETTLED if held.fields.get(field) is not None}
        answered = any(not self._seen_last(change, held, field) for field in change.fields)
        fields = dict(change.fields)
        if answered and earlier and any(not same(v, held.fields.get(f)) for f, v in fields.items()):
            told: list[Json] = [*_list(held.fields.get("settled_before")), earlier]
            told += [one for one in _list(fields.get("settled_before")) if one not in told]
            fields["settled_before"] = told
        for field_name, value in fields.items():
            self._set(held, field_name, value, name)
        return Decision(change, Verdict.accepted, held.district)

    def _seen_last(self, change: Change, held: Held, field_name: str) -> bool:
        """Whether its author knew the last value of a field: named it as base, or wrote it on that device.

        A base that was refused never stood: what counts is what that change itself had seen.
        """
        current = held.revision(field_name)
        if field_name not in change.fields and current.startswith(f"{self._device}:"):
            return True
        seen = change.base.get(field_name, held.id)
        for _ in range(_FAR):
            if str(seen) == current:
                return True
            before = self._find(seen)
            if before is None or not before.refused:
                return False
            seen = before.change.base.get(field_name, held.id)
        return False

    def _leads_back(self, held: Held, change: Change) -> bool:
        """Whether what a record is merged into has itself been merged into it, however often."""
        here = parse_reference(change.fields.get("merged_into"))
        passed: set[RecordId] = set()
        while here is not None and here not in passed:
            if here == held.id:
                return True
            passed.add(here)
            other = self._records.get(here)
            here = parse_reference(other.fields.get("merged_into")) if other else None
        return False

    def _set(self, held: Held, field_name: str, value: Json, by: RecordId) -> None:
        held.fields[field_name] = value
        held.revisions[field_name] = str(by)
        if held.id not in self.created:
            self.edited[held.id] = held


def _name_ring(found: Contest, change: Change, held: Held) -> None:
    """Two records merged into each other: every laptop lets the same one stand, and a person is asked."""
    found.because(ConflictCause.merged)
    value, standing = change.fields["merged_into"], held.fields.get("merged_into")
    found.add("merged_into", value, standing, held.revision("merged_into"), later=True)


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def referenced(change: Change) -> list[RecordId]:
    """The records a change points at; what is no record id is left out."""
    return pointed_at(change.kind, change.fields)


def pointed_at(kind: str, fields: Fields) -> list[RecordId]:
    """The records that the fields of a kind point at; what is no record id is left out."""
    names = references(kind) if kind in KINDS else _ABOUT
    found = (parse_reference(fields.get(name)) for name in sorted(names))
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
