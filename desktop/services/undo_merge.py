"""Take a merge of two persons back: exactly what it wrote, where nobody has changed it since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import merges, records
from desktop.models.journal import Writer
from desktop.models.merges import MergeRow
from desktop.services import merge_homes, rights
from desktop.services.desk import Desk
from domain.problems import Problem, Refused
from domain.records import Fields
from domain.rights import Right
from domain.vocabulary import EndReason, HouseholdStatus, Role

CROSSED = "crossed"  # the reason written when two laptops merged each into the other


@dataclass(frozen=True)
class Undone:
    """What taking a merge back restored, and what it left alone because somebody changed it since.

    Both name fields of the survivor, ``membership:CODE`` and ``household:CODE``, and ``person``.
    """

    restored: tuple[str, ...]
    left: tuple[str, ...]


def undo(desk: Desk, writer: Writer | None, merge: int, reason: str) -> Undone:
    """Take a merge back: exactly what it wrote, where nobody changed it since. Needs the right to approve.

    Raises Refused: ``not_permitted``, ``merge_unknown``, ``merge_undone_already``, ``merge_too_old`` with
    the date until which it could have been.
    """
    acting = rights.require(desk, Right.approve)
    if not reason.strip():
        raise Refused(Problem("merge_reason_missing", "reason"))
    if writer is None:
        with desk.writing() as own:
            return _undo(desk, own, merge, reason, acting=acting)
    return _undo(desk, writer, merge, reason, acting=acting)


def _undo(desk: Desk, writer: Writer, merge: int, reason: str, *, acting: bool) -> Undone:
    made = merges.one(writer.connection, merge)
    if made is None:
        raise Refused(Problem("merge_unknown", "merge"))
    if made.undone:
        raise Refused(Problem("merge_undone_already", "merge"))
    if desk.today() > date.fromisoformat(made.undo_until):
        raise Refused(Problem("merge_too_old", "merge", facts={"date": made.undo_until}))
    return _Undoing(desk, writer, made).write(reason, acting=acting)


class _Undoing:
    """One merge being taken back."""

    def __init__(self, desk: Desk, writer: Writer, made: MergeRow) -> None:
        self.desk = desk
        self.writer = writer
        self.made = made
        self.restored: list[str] = []
        self.left: list[str] = []

    def write(self, reason: str, *, acting: bool) -> Undone:
        made = self.made
        self._set("person", made.absorbed, {"merged_into": made.survivor}, {"merged_into": None}, "person")
        for name, value in made.after.items():
            self._set("person", made.survivor, {name: value}, {name: made.before.get(name)}, name)
        self._leave_home()
        for document in made.before.get("emptied", ()):
            self._refill(str(document["household"]), document.get("status"))
        for document in made.before.get("memberships", ()):
            self._reopen(document)
        self._tell(reason, acting=acting)
        return Undone(tuple(self.restored), tuple(self.left))

    def end_double(self, reason: str) -> None:
        """The same merge stands by another laptop's word: nobody is in a household twice by it."""
        self._leave_home()
        self._tell(reason, acting=False)

    def _tell(self, reason: str, *, acting: bool) -> None:
        district = records.district(self.writer.connection, "merge", self.made.id)
        fields: Fields = {"merge": self.made.id, "reason": reason, "at": self.desk.stamp()}
        if acting:
            fields["acting"] = True
        self.writer.create("merge_undone", district, fields, about=self._about())

    def _about(self) -> int | None:
        found = merges.homes(self.writer.connection, self.made.survivor)
        return found[0].household if found else None

    def _set(
        self,
        kind: str,
        row: int,
        now: dict[str, Any],
        then: dict[str, Any],
        name: str,
        about: int | None = None,
    ) -> None:
        """What a merge set goes back to what it was, unless it is something else by now."""
        fields = records.read(self.writer.connection, kind, row) or {}
        if all(fields.get(field) == value for field, value in now.items()):
            self.writer.set(kind, row, then, about=self._about())
            self.restored.append(name)
        else:
            self.left.append(name)

    def _leave_home(self) -> None:
        """The membership the merge gave ends as a mistake: a record that travelled is not taken away."""
        if self.made.membership is None:
            return
        fields = records.read(self.writer.connection, "membership", self.made.membership)
        if fields is None or fields.get("end_on"):
            return
        day = max(self.desk.today().isoformat(), str(fields["start_on"]))
        ended = {"end_on": day, "end_reason": EndReason.error.value}
        self.writer.set("membership", self.made.membership, ended, about=int(str(fields["household"])))

    def _refill(self, code: str, status: str | None) -> None:
        row = self.writer.connection.execute("SELECT id FROM household WHERE code = ?", (code,)).fetchone()
        if row is None:
            return
        now = {"status": HouseholdStatus.merged.value}
        self._set("household", row[0], now, {"status": status, "merged_into": None}, f"household:{code}")

    def _reopen(self, document: Mapping[str, Any]) -> None:
        code, connection = str(document["household"]), self.writer.connection
        row = merges.membership_of(connection, str(document["person"]), code, str(document["start_on"]))
        name = f"membership:{code}"
        if row is None:
            self.left.append(name)
            return
        fields = records.read(connection, "membership", row) or {}
        household, person = int(str(fields["household"])), int(str(fields["person"]))
        heads = merges.others_in(connection, household, [row])
        place = merges.home(connection, row)
        moved = any(merge_homes.elsewhere(other, place) for other in merges.homes(connection, person))
        if moved or (fields["role"] == Role.head and Role.head.value in heads):
            self.left.append(name)  # somebody else was named head since, or they live elsewhere
            return
        self.writer.set("membership", row, {"end_on": None, "end_reason": None}, about=household)
        self.restored.append(name)


def take_back_in_vain(desk: Desk, writer: Writer, merge: int, reason: str, *, doubled: bool) -> None:
    """A merge of this file that another laptop had decided before: refused there, or made there too.

    One that was ``doubled`` stands by the other laptop's word: of ours only the membership it gave ends.
    """
    made = merges.one(writer.connection, merge)
    if made is not None and not made.undone:
        undoing = _Undoing(desk, writer, made)
        if doubled:
            undoing.end_double(reason)
        else:
            undoing.write(reason, acting=False)


def settle(desk: Desk) -> int:
    """Where two laptops merged each record into the other, take one of the two merges back; how many.

    The record every machine names first stands (`merges.standing`), so that whoever settles it writes the
    same values.
    """
    with desk.store.reading() as connection:
        if not merges.rings(connection):
            return 0
    with desk.writing() as writer:
        crossed = 0
        for ring in merges.rings(writer.connection):
            stays = merges.first_of(writer.connection, "person", ring)
            made = [m for m in merges.into_others(writer.connection, stays) if m.survivor in ring]
            if made:
                _Undoing(desk, writer, made[0]).write(CROSSED, acting=False)
                crossed += 1
        return crossed
