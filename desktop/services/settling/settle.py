"""Settle a conflict: choose a value for each field, say why, and let that travel as any other change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop.models import conflicts, records
from desktop.models.conflicts import Subject
from desktop.models.journal import Writer
from desktop.services import confidential, move_household, rights
from desktop.services.changes import apply
from desktop.services.desk import Desk
from desktop.services.settling.listed import cause_of, fields_of, map_of, to_settle
from domain.endings import settled_whole
from domain.problems import Fact, Problem, Refused
from domain.records import Fields, Json, references
from domain.rules.contact import phone_number
from domain.settling import all_same, right_to_settle
from domain.vocabulary import ConflictCause, SettledHow

Connection = Any


class Side(StrEnum):
    """Which of two values: the one kept when the conflict was found, or the one that was not."""

    kept = "kept"
    other = "other"


@dataclass(frozen=True)
class Typed:
    """Both are wrong: this is right. None where nothing is."""

    value: Json


Choice = Side | Typed
_ANSWER = ("settled_by", "settled_at", "settled_how", "settled_why", "settled_values", "settled_from")


@dataclass(frozen=True)
class Settled:
    """What was settled: the conflicts, and how many fields were given another value than stood."""

    conflicts: tuple[int, ...]
    changed: int


def settle(desk: Desk, conflict: int, choices: Mapping[str, Choice] | Choice, why: str = "") -> Settled:
    """Settle one conflict. ``choices`` has a choice for each of its fields, or is one for all.

    Raises Refused: ``conflict_unknown``, ``conflict_settled``, ``not_permitted``, ``conflict_unanswered`` for
    a field without a choice, what is wrong with a typed value, and what would break the household.
    """
    with desk.store.reading() as connection:
        subject = conflicts.subject_of(connection, fields_of(connection, conflict))
    if subject.household is not None:
        confidential.open_file(desk, subject.household)
    with desk.writing() as writer:
        changed = _Settling(desk, writer, conflict).write(choices, why)
    return Settled((conflict,), changed)


def trivial(desk: Desk) -> list[int]:
    """The open conflicts whose values differ in the writing alone, and which this user may settle."""
    rows = to_settle(desk)
    with desk.store.reading() as connection:
        return [row for row in rows if _is_trivial(desk, connection, row)]


def settle_trivial(desk: Desk, rows: Sequence[int] | None = None) -> Settled:
    """Settle those by what stands, in one transaction; ``reopen`` takes it back."""
    chosen = trivial(desk) if rows is None else list(rows)
    changed, done = 0, []
    with desk.writing() as writer:
        for row in chosen:
            if _is_trivial(desk, writer.connection, row):
                changed += _Settling(desk, writer, row).write(Side.kept, "", how=SettledHow.same)
                done.append(row)
    return Settled(tuple(done), changed)


def reopen(desk: Desk, rows: Sequence[int]) -> int:
    """Take settlements back: what stood before stands again where nobody changed it since.

    How many conflicts are open again. What had been answered is kept with the conflict.
    """
    with desk.writing() as writer:
        return sum(_Settling(desk, writer, row).take_back() for row in rows)


def _is_trivial(desk: Desk, connection: Connection, row: int) -> bool:
    fields = fields_of(connection, row)
    subject = conflicts.subject_of(connection, fields)
    kept, other, cause = map_of(fields, "kept"), map_of(fields, "other"), cause_of(fields)
    if fields.get("state") != "open" or cause is not ConflictCause.values:
        return False
    home = [subject.household] if subject.household else []
    if not rights.may(desk, right_to_settle(subject.kind, cause, kept)):
        return False
    if confidential.closed_households(desk, connection, home):
        return False
    return all_same(subject.kind, kept, other, desk.programme.country)


class _Settling:
    """One conflict being settled, or opened again, inside a transaction."""

    def __init__(self, desk: Desk, writer: Writer, conflict: int) -> None:
        self.desk = desk
        self.writer = writer
        self.conflict = conflict
        self.fields = fields_of(writer.connection, conflict)
        self.subject: Subject = conflicts.subject_of(writer.connection, self.fields)
        kind = self.subject.kind
        self.kept = conflicts.inward(writer.connection, kind, map_of(self.fields, "kept"))
        self.other = conflicts.inward(writer.connection, kind, map_of(self.fields, "other"))
        self.needed = right_to_settle(kind, cause_of(self.fields), self.kept)

    def write(self, choices: Mapping[str, Choice] | Choice, why: str, how: SettledHow | None = None) -> int:
        acting = rights.require(self.desk, self.needed)
        if self.fields.get("state") != "open":
            facts: dict[str, Fact] = {
                "number": self.conflict,
                "name": str(self.fields.get("settled_by") or ""),
            }
            raise Refused(Problem("conflict_settled", "conflict", facts=facts))
        by_field = dict.fromkeys(self.kept, choices) if isinstance(choices, Side | Typed) else dict(choices)
        self._check(by_field)
        chosen = {name: self._value(name, choice) for name, choice in by_field.items()}
        values = self._untouched_where_kept(by_field, settled_whole(self.subject.kind, chosen))
        before = self._now(values)
        self._give(values)
        answer: Fields = {
            "settled_by": self.desk.user.full_name or self.desk.user.username,
            "settled_at": self.desk.stamp(),
            "settled_how": (how or _how(by_field)).value,
            "settled_why": why.strip() or None,
            "settled_values": self._outward(values),
            "settled_from": self._outward(before),
            **({"settled_acting": True} if acting else {}),
        }
        self._set_conflict({"state": "settled", **answer})
        return sum(values[name] != before[name] for name in values)

    def take_back(self) -> bool:
        """Open again; False when it is open already."""
        rights.require(self.desk, self.needed)
        if self.fields.get("state") != "settled":
            return False
        connection, kind = self.writer.connection, self.subject.kind
        values = conflicts.inward(connection, kind, map_of(self.fields, "settled_values"))
        before = conflicts.inward(connection, kind, map_of(self.fields, "settled_from"))
        now = self._now(values)
        self._give({name: before.get(name) for name in values if now[name] == values[name]})
        answer = {name: self.fields[name] for name in _ANSWER if self.fields.get(name) is not None}
        told = self.fields.get("settled_before")
        kept = [*(told if isinstance(told, list) else []), answer]
        self._set_conflict({"state": "open", **dict.fromkeys(_ANSWER), "settled_before": kept})
        return True

    def _check(self, choices: Mapping[str, Choice]) -> None:
        missing = [name for name in self.kept if name not in choices]
        unknown = [name for name in choices if name not in self.kept]
        problems = [Problem("conflict_unanswered", name, facts={"field": name}) for name in missing]
        problems += [Problem("conflict_not_of", name, facts={"field": name}) for name in unknown]
        for name, choice in choices.items():
            if isinstance(choice, Typed) and name in references(self.subject.kind):
                problems.append(Problem("conflict_choose_side", name, facts={"field": name}))
            if name == "merged_into" and choice is Side.other and self.other.get(name) is None:
                problems.append(Problem("conflict_merge_undo", name))
        if problems:
            raise Refused(problems)

    def _value(self, name: str, choice: Choice) -> Json:
        if isinstance(choice, Typed):
            value = choice.value.strip() or None if isinstance(choice.value, str) else choice.value
            if self.subject.kind == "phone" and name == "number" and isinstance(value, str):
                return phone_number(value, self.desk.programme.country) or value
            return value
        return self.kept[name] if choice is Side.kept else self.other.get(name)

    def _untouched_where_kept(self, choices: Mapping[str, Choice], values: Fields) -> Fields:
        """What stands may have been set right by somebody since: to keep it is to keep it as it is now."""
        now = self._now(values)
        return {
            name: now[name] if choices.get(name) is Side.kept else value for name, value in values.items()
        }

    def _now(self, names: Mapping[str, Json]) -> Fields:
        fields = records.read(self.writer.connection, self.subject.kind, self.subject.row) or {}
        return {name: fields.get(name) for name in names}

    def _give(self, values: Fields) -> None:
        """The values, confirmed even where they stand: two people who settle differently meet again.

        Raises Refused where a household would lose its head, or somebody would live in two.
        """
        if not values:
            return
        connection, home = self.writer.connection, self.subject.household
        last = apply.last_change(connection)
        about = {home} if home is not None else set()
        before = apply.problems_of(connection, about)
        if self.subject.kind == "household":
            values = move_household.take_away(self.desk, self.writer, self.subject.row, values)
        if values:
            self.writer.set(self.subject.kind, self.subject.row, values, about=home, confirming=True)
        touched = about | apply.touched(connection, last)
        if broken := [one for one in apply.problems_of(connection, touched) if one not in before]:
            raise Refused(broken)

    def _set_conflict(self, fields: Fields) -> None:
        self.writer.set("conflict", self.conflict, fields, about=self.subject.household)

    def _outward(self, values: Fields) -> Fields:
        """As a conflict keeps them: records by their names between machines."""
        devices = self.writer.devices
        return records.row_references(self.subject.kind, values, lambda row: str(devices.outward(row)))


def _how(choices: Mapping[str, Choice]) -> SettledHow:
    """All by what stood, all by the other, all typed, or some of each."""
    ways = {SettledHow.typed if isinstance(choice, Typed) else _SIDES[choice] for choice in choices.values()}
    return ways.pop() if len(ways) == 1 else SettledHow.mixed


_SIDES = {Side.kept: SettledHow.standing, Side.other: SettledHow.other}
