"""What the server refused: listed with the field in question, corrected or set aside; nothing vanishes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop.models import people, records, refusals, users
from desktop.models.conflicts import Subject, subject_of
from desktop.models.journal import Writer
from desktop.models.refusals import Refusal
from desktop.services import confidential, rights
from desktop.services.changes import apply
from desktop.services.desk import Desk
from domain.problems import Problem, Refused
from domain.records import APPEND_ONLY, KINDS, Fields, Json, references
from domain.rights import Right
from domain.settling import typed_value

Connection = Any


@dataclass(frozen=True)
class RefusedLine:
    """A refused change. ``fields`` is what it said, references left out; ``where`` the field in question.

    ``made``: it made a record. ``leaning`` others go with it; ``follows`` is the refused change that is
    corrected for all of them, None when it is this one. Codes are printed ones.
    """

    change: int
    kind: str
    problem: Problem
    where: str
    household: str
    person: str
    name: str
    fields: Fields
    by: str
    at: str
    made: bool
    leaning: int
    follows: int | None

    @property
    def id(self) -> int:
        """Its row in a list."""
        return self.change


@dataclass(frozen=True)
class Corrected:
    """``changes`` are the new ones, in the place of the ``replaced``."""

    changes: tuple[int, ...]
    replaced: tuple[int, ...]


def waiting(desk: Desk) -> list[RefusedLine]:
    """What still needs somebody, the oldest first."""
    with desk.store.reading() as connection:
        found = refusals.waiting(connection)
        return [_line(desk, connection, one) for one in found]


def count(desk: Desk) -> int:
    """How many need somebody."""
    with desk.store.reading() as connection:
        return refusals.count(connection)


def settled(desk: Desk) -> list[refusals.SettledRefusal]:
    """What became of the others, the latest first."""
    with desk.store.reading() as connection:
        return refusals.settled(connection)


def correct(desk: Desk, change: int, values: Mapping[str, Json | str]) -> Corrected:
    """Say again what was refused, with other ``values`` for some fields (texts are read as the field needs).

    An edit is written as a new one. A record the server never had is made anew, with all that leaned on it;
    printed codes stay. Raises Refused: ``refusal_unknown``, ``refusal_follows``, ``refusal_not_sent``,
    ``refusal_unchangeable`` for a field that cannot be given, and what is wrong with a value.
    """
    rights.require(desk, Right.settle)
    with desk.writing() as writer:
        refusal = _known(writer.connection, change)
        group = refusals.belonging(writer.connection, refusal)
        if (first := refusals.leading(group)).change != refusal.change:
            raise Refused(Problem("refusal_follows", "change", facts={"number": first.change}))
        given = _given(refusal, values)
        if refusal.subject is None:
            return _Making(desk, writer, group).write(given)
        return _edit_again(desk, writer, refusal, given)


def set_aside(desk: Desk, change: int, reason: str) -> tuple[int, ...]:
    """Let a refusal be: what it set goes back, what it made leaves the register here; the journal keeps both.

    The changes set aside: with one that made a record go those that lean on it. Raises Refused
    ``refusal_reason_missing``, ``refusal_unknown``, ``refusal_not_sent``, and what it would break.
    """
    rights.require(desk, Right.settle)
    if not reason.strip():
        raise Refused(Problem("refusal_reason_missing", "reason"))
    with desk.writing() as writer:
        connection = writer.connection
        refusal = _known(connection, change)
        going = refusals.belonging(connection, refusal)
        _require_sent(connection, going)
        made = {one.change for one in going if one.subject is None}
        about = {one.about for one in going if one.about is not None} - made
        before = apply.problems_of(connection, about)
        for one in reversed(going):
            if one.subject is None:
                refusals.drop_record(connection, one.kind, one.change, replaced=False)
            elif records.exists(connection, one.kind, one.record):
                refusals.put_back(connection, one)
            _note(desk, connection, one, "set_aside", None, reason.strip())
        if broken := [one for one in apply.problems_of(connection, about) if one not in before]:
            raise Refused(broken)
    return tuple(one.change for one in going)


def _known(connection: Connection, change: int) -> Refusal:
    found = refusals.one(connection, change)
    if found is None:
        raise Refused(Problem("refusal_unknown", "change", facts={"number": change}))
    return found


def _given(refusal: Refusal, values: Mapping[str, Json | str]) -> Fields:
    """The values as the record keeps them; what points at a record, and its code, are not typed."""
    known = KINDS[refusal.kind].model_fields if refusal.kind in KINDS else {}
    fixed = references(refusal.kind) | {"code"}
    if wrong := [name for name in values if name in fixed or name not in known]:
        raise Refused([Problem("refusal_unchangeable", name, facts={"field": name}) for name in wrong])
    return {
        name: typed_value(refusal.kind, name, value) if isinstance(value, str) else value
        for name, value in values.items()
    }


def _require_sent(connection: Connection, going: list[Refusal]) -> None:
    made = [one.change for one in going if one.subject is None]
    if made and refusals.unsent(connection, made):
        raise Refused(Problem("refusal_not_sent", "change"))


def _edit_again(desk: Desk, writer: Writer, refusal: Refusal, given: Fields) -> Corrected:
    """The server reads a base that was refused as what that change itself had seen."""
    connection, kind, row = writer.connection, refusal.kind, refusal.record
    if kind in APPEND_ONLY or not records.exists(connection, kind, row):
        raise Refused(Problem("refusal_unchangeable", "change", facts={"field": kind}))
    seen = records.revisions(connection, kind, row)
    own = {name: value for name, value in refusal.fields.items() if seen.get(name) == refusal.change}
    about = {refusal.about} if refusal.about is not None else set()
    before = apply.problems_of(connection, about)
    writer.set(kind, row, {**own, **given}, about=refusal.about, confirming=True)
    if broken := [one for one in apply.problems_of(connection, about) if one not in before]:
        raise Refused(broken)
    made = writer.last
    _note(desk, connection, refusal, "corrected", made, "")
    return Corrected((made,), (refusal.change,))


class _Making:
    """A record the server never had, made anew with all that leaned on it."""

    def __init__(self, desk: Desk, writer: Writer, group: list[Refusal]) -> None:
        self.desk = desk
        self.writer = writer
        self.root = refusals.leading(group)
        self.connection = writer.connection
        self.all = group
        self.new: dict[int, int] = {}

    def write(self, given: Fields) -> Corrected:
        _require_sent(self.connection, self.all)
        district = self._district(given)
        for one in self.all:
            if one.subject is None:
                self._make(one, given if one is self.root else {}, district)
        self._note_all()
        for one in reversed(self.all):
            if one.subject is None:
                refusals.rename_import(self.connection, one.change, self.new[one.change])
                refusals.drop_record(self.connection, one.kind, one.change, replaced=True)
        return Corrected(tuple(self.new.values()), tuple(one.change for one in self.all))

    def _district(self, given: Fields) -> str:
        """By the place given; else one of this office's, for what was filed under another."""
        now = records.read(self.connection, self.root.kind, self.root.change) or {}
        area = str(given.get("area") or now.get("area") or "")
        by_area = self.desk.programme.district_of(area) if area else None
        return by_area or self.root.district

    def _make(self, one: Refusal, given: Fields, district: str) -> None:
        """With what was edited of it here since: those edits were refused as well."""
        fields = {**(records.read(self.connection, one.kind, one.change) or one.fields), **given}
        refs = references(one.kind)
        moved = {n: self.new.get(v, v) if n in refs and isinstance(v, int) else v for n, v in fields.items()}
        about = self.new.get(one.about, one.about) if one.about is not None else None
        self.new[one.change] = self.writer.create(one.kind, district, moved, about=about)

    def _note_all(self) -> None:
        for one in self.all:
            replaced_by = self.new.get(one.record)
            if replaced_by is None:  # an edit of a record the server has, naming one it had not
                edit = {n: self.new.get(v, v) if isinstance(v, int) else v for n, v in one.fields.items()}
                self.writer.set(one.kind, one.record, edit, about=one.about, confirming=True)
                replaced_by = self.writer.last
            _note(self.desk, self.connection, one, "corrected", replaced_by, "")


def _note(
    desk: Desk, connection: Connection, one: Refusal, how: str, by_change: int | None, reason: str
) -> None:
    refusals.note(connection, one.change, how, by_change, reason, desk.stamp(), desk.user.number)


def _line(desk: Desk, connection: Connection, one: Refusal) -> RefusedLine:
    refs = references(one.kind)
    group = refusals.belonging(connection, one)
    first = refusals.leading(group)
    subject = _subject(connection, one)
    home = records.read(connection, "household", subject.household) if subject.household else None
    person = records.read(connection, "person", subject.person) if subject.person else None
    closed = bool(subject.household) and bool(
        confidential.closed_households(desk, connection, [subject.household or 0])
    )
    given, family = (person or {}).get("given_name"), (person or {}).get("family_name")
    name = people.full_name(str(given) if given else None, str(family) if family else None)
    return RefusedLine(
        change=one.change,
        kind=one.kind,
        problem=one.problem,
        where=one.problem.where if one.problem.where in one.fields else next(iter(one.fields), ""),
        household=str((home or {}).get("code") or ""),
        person=str((person or {}).get("code") or ""),
        name="" if closed else name,
        fields={} if closed else {n: value for n, value in one.fields.items() if n not in refs},
        by=users.author_names(connection).get(one.author, ""),
        at=one.at,
        made=one.subject is None,
        leaning=len(group) - 1,
        follows=None if first.change == one.change else first.change,
    )


def _subject(connection: Connection, one: Refusal) -> Subject:
    if one.kind not in KINDS:
        return Subject(one.kind, one.record, one.about, None)
    found = subject_of(connection, {"subject_kind": one.kind, "subject": one.record})
    return Subject(one.kind, one.record, found.household or one.about, found.person)
