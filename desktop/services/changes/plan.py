"""What a change will write, act by act: made before anything is written, to be compared and told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from desktop.models.journal import Writer
from desktop.services.changes.scene import Scene
from desktop.services.reserve_codes import next_code
from domain.records import references

NEW_CODE = "new"  # stands for a printed code until it is written: codes are never given out in vain


@dataclass(frozen=True)
class Made:
    """The record that an earlier act of the same plan makes."""

    place: int


@dataclass(frozen=True)
class Act:
    """One record made (``row`` None) or set. ``of`` is the printed code of whom it is about.

    A reference in ``fields`` is a row or a `Made`; ``about`` is the household it is told in.
    """

    kind: str
    row: int | None
    of: str | Made
    fields: dict[str, Any]
    before: dict[str, Any]
    about: int | Made
    base: Mapping[str, int] = field(default_factory=dict)


@dataclass
class Plan:
    """Acts in the order in which they are written."""

    scene: Scene
    acts: list[Act] = field(default_factory=list)

    def set(
        self, kind: str, row: int, of: str, new: Mapping[str, Any], about: int | Made | None = None
    ) -> None:
        """New values for some fields; nothing where they have them already."""
        now = self.scene.read(kind, row)
        changed = {name: value for name, value in new.items() if now.get(name) != value}
        if changed:
            before = {name: now.get(name) for name in changed}
            self.acts.append(Act(kind, row, of, changed, before, about or self.scene.household))

    def make(
        self,
        kind: str,
        of: str | Made | None,
        fields: Mapping[str, Any],
        about: int | Made | None = None,
        base: Mapping[str, int] | None = None,
    ) -> Made:
        """A new record; ``of`` None is about itself, ``base`` as `journal.Writer.create` has it."""
        made = Made(len(self.acts))
        given = {name: value for name, value in fields.items() if value is not None}
        subject = made if of is None else of
        self.acts.append(Act(kind, None, subject, given, {}, about or self.scene.household, base or {}))
        return made


def perform(writer: Writer, plan: Plan) -> tuple[list[dict[str, Any]], list[str]]:
    """Write the acts, one change each; how they are told, and the printed codes they gave out."""
    rows: list[int] = []
    codes: dict[int, str] = {}
    told = []
    for place, act in enumerate(plan.acts):
        fields = {name: _filled(value, rows) for name, value in act.fields.items()}
        about = _filled(act.about, rows)
        if fields.get("code") == NEW_CODE:
            fields["code"] = codes[place] = next_code(plan.scene.desk, writer)
        if act.row is None:
            told_in = None if act.kind == "household" else about
            rows.append(writer.create(act.kind, plan.scene.district, fields, about=told_in, base=act.base))
        else:
            writer.set(act.kind, act.row, fields, about=about)
            rows.append(act.row)
        told.append(document(place, plan, codes))
    return told, list(codes.values())


def document(place: int, plan: Plan, codes: Mapping[int, str]) -> dict[str, Any]:
    """An act as a request keeps it: printed codes and plain values, never row ids."""
    scene, act = plan.scene, plan.acts[place]
    names = {"household": "household", "person": "person", "merged_into": act.kind}

    def plain(name: str, value: Any) -> Any:
        if isinstance(value, Made):
            return codes.get(value.place, NEW_CODE)
        if name in references(act.kind) and isinstance(value, int):
            return scene.code_of(names.get(name, "household"), value)
        return codes.get(place, NEW_CODE) if value == NEW_CODE else value

    of = act.of if isinstance(act.of, str) else codes.get(act.of.place, NEW_CODE)
    found: dict[str, Any] = {
        "kind": act.kind,
        "of": of,
        "new": {name: plain(name, v) for name, v in act.fields.items()},
    }
    if act.row is None:
        return {**found, "made": True}
    found["old"] = {name: plain(name, value) for name, value in act.before.items()}
    if act.kind in ("membership", "recipient"):
        home = scene.read(act.kind, act.row).get("household")
        found["in"] = scene.code_of("household", int(str(home)))
    if act.kind in ("identifier", "phone"):
        found["which"] = scene.read(act.kind, act.row).get("value" if act.kind == "identifier" else "number")
    return found


def _filled(value: Any, rows: list[int]) -> Any:
    return rows[value.place] if isinstance(value, Made) else value
