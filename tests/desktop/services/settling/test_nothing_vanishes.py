"""Whatever three laptops write, end and settle in whatever order: each value typed can be found again."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from desktop.services.desk import Desk
from desktop.services.settling import listed, settle
from desktop.services.settling.settle import Side, Typed
from domain.changes import Change
from domain.ids import RecordId
from domain.problems import Refused
from domain.records import Json
from domain.wire.messages import Verdict
from server import deciding
from server.contest import Contest
from tests.desktop.models.offices import add, child, make_office, member
from tests.desktop.sync.small_server import SmallServer
from tests.desktop.sync.told import go_round, of_file, of_server

VALUES = ("Awa", "Binta", "Coumba", "Diarra")
EDITS: tuple[tuple[str, str, tuple[Json, ...]], ...] = (
    ("person", "family_name", VALUES),
    ("person", "mother_name", VALUES),
    ("person", "vital_status", ("alive", "unknown", "deceased")),
    ("household", "village", VALUES),
    ("household", "status", ("registered", "verified", "stale", "closed")),
    ("membership", "end_on", ("2026-11-01", "2026-11-02", None)),
)
CHOICES = st.sampled_from((Side.kept, Side.other, Typed("Elimane")))


def lost(server: SmallServer) -> Iterator[str]:
    """The values that were typed, taken by the server, and can be found nowhere any more."""
    taken = [
        (RecordId(device, change.number), change)
        for device, kept in server.devices.items()
        for change, _, answer in kept.entries
        if answer.verdict is not Verdict.refused
    ]
    told = _told_by_conflicts(server)
    for name, change in taken:
        subject = change.subject or name
        held = server.records[subject]
        for field, value in change.fields.items():
            if change.kind == "conflict" or (subject, field, _key(value)) in told:
                continue
            if _key(held.fields.get(field)) != _key(value) and not _superseded(taken, subject, field, value):
                yield f"{name}: {held.kind}.{field} = {value!r}"


def _superseded(taken: list[tuple[RecordId, Change]], subject: RecordId, field: str, value: Json) -> bool:
    """Whether somebody who had seen this value wrote another."""
    same = {n for n, c in taken if (c.subject or n) == subject and _key(c.fields.get(field)) == _key(value)}
    later = [c for _, c in taken if c.subject == subject and field in c.fields]
    return any(c.base.get(field, subject) in same for c in later)


def _told_by_conflicts(server: SmallServer) -> set[tuple[RecordId, str, str]]:
    found = set()
    for held in server.records.values():
        if held.kind != "conflict":
            continue
        subject = RecordId.parse(str(held.fields["subject"]))
        maps: list[Any] = [held.fields.get(name) for name in ("kept", "other", "beside", "settled_values")]
        before = held.fields.get("settled_before")
        maps += [one.get("settled_values") for one in before] if isinstance(before, list) else []
        for one in maps:
            found |= {(subject, field, _key(value)) for field, value in (one or {}).items()}
    return found


def _key(value: Json) -> str:
    return repr(value)


class Laptops(RuleBasedStateMachine):
    """Three office files of one district and the server they synchronise with."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.server = SmallServer()
        self.desks = [make_office(self.folder / f"{name}.guichet", username=name) for name in ("a", "b", "c")]
        for desk in self.desks:
            self.server.join(desk)

    @initialize()
    def everybody_knows_one_household(self) -> None:
        add(self.desks[0], member(), child())
        self._all_round()

    def _all_round(self) -> None:
        for _ in range(2):
            for desk in self.desks:
                go_round(desk, self.server)

    @rule(laptop=st.integers(0, 2), what=st.sampled_from(EDITS), which=st.integers(0, 3))
    def edit(self, laptop: int, what: tuple[str, str, tuple[Json, ...]], which: int) -> None:
        desk, (kind, field, values) = self.desks[laptop], what
        with desk.writing() as writer:
            row = writer.connection.execute(f"SELECT min(id) FROM {kind}").fetchone()[0]
            writer.set(kind, row, {field: values[which % len(values)]})

    @rule(laptop=st.integers(0, 2))
    def synchronise(self, laptop: int) -> None:
        go_round(self.desks[laptop], self.server)

    @rule(laptop=st.integers(0, 2), choice=CHOICES, last=st.booleans())
    def settle_one(self, laptop: int, choice: settle.Choice, last: bool) -> None:
        desk = self.desks[laptop]
        rows = listed.to_settle(desk)
        if rows:
            try:
                settle.settle(desk, rows[-1 if last else 0], choice, f"laptop {laptop}")
            except Refused:  # a typed name is no status; a household is not left without a head
                return

    @rule(laptop=st.integers(0, 2))
    def open_again(self, laptop: int) -> None:
        desk = self.desks[laptop]
        rows = listed.settled(desk)
        if rows:
            try:
                settle.reopen(desk, [rows[0]])
            except Refused:
                return

    @invariant()
    def nothing_vanishes(self) -> None:
        assert list(lost(self.server)) == []

    def teardown(self) -> None:
        try:
            self._all_round()
            assert list(lost(self.server)) == []
            for desk in self.desks:
                assert of_file(desk) == of_server(self.server)
        finally:
            for desk in self.desks:
                desk.close()
            shutil.rmtree(self.folder)


LIMITS = settings(
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)


@pytest.mark.timeout(300)
def test_every_value_typed_is_current_superseded_or_in_a_conflict() -> None:
    run_state_machine_as_test(Laptops, settings=LIMITS)


@pytest.mark.timeout(300)
def test_a_server_that_lets_the_last_word_win_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is checked above can fail: silent overwriting loses a value."""
    monkeypatch.setattr(deciding, "contest", lambda *_: Contest())
    monkeypatch.setattr(deciding.Deciding, "_seen_last", lambda *_: True)
    folder = Path(tempfile.mkdtemp())
    server = SmallServer()
    desks: list[Desk] = [make_office(folder / f"{name}.guichet", username=name) for name in ("a", "b")]
    for desk in desks:
        server.join(desk)
    add(desks[0], member())
    for desk in desks:
        go_round(desk, server)
    for desk, name in zip(desks, ("Ba", "Sy"), strict=True):
        with desk.writing() as writer:
            row = writer.connection.execute("SELECT id FROM person").fetchone()[0]
            writer.set("person", row, {"family_name": name})
        go_round(desk, server)
    assert [line.rsplit(" ", 1)[-1] for line in lost(server)] == ["'Ba'"]
    for desk in desks:
        desk.close()
    shutil.rmtree(folder)
