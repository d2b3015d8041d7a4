"""Whatever is asked for in whatever order: households stay whole, nothing vanishes, undo restores."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desktop.services.changes import answer, history, undo, waiting
from desktop.services.desk import Desk
from domain.problems import Refused
from domain.vocabulary import ChangeKind, Role
from tests.desktop.models.offices import AREA, NOON, make_office, member
from tests.desktop.services.changes.households import ask, assert_whole, family, roles, stand_in, table

_EDITED = ("household", "person", "membership", "identifier", "phone", "recipient")
ANY = st.integers(0, 40)
OTHER_ROLES = st.sampled_from([role.value for role in Role if role is not Role.head])
DAYS = st.integers(0, 80)


class Requests(RuleBasedStateMachine):
    """One clerk who stands in for the supervisor, three households, any request at any moment."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="guichet-tests-")
        self.now = NOON
        self.desk: Desk = make_office(Path(self.folder.name) / "o.guichet", clock=lambda: self.now)
        self.seen: set[tuple[str, str, str, str]] = set()
        self.applied = 0
        self.before: dict[tuple[str, int, str], Any] = {}

    @initialize()
    def begin(self) -> None:
        self.homes = [family(self.desk)[0], family(self.desk, compound="C")[0], family(self.desk)[0]]
        stand_in(self.desk)
        self.now += timedelta(days=90)  # so that there is a past to date things back to
        stand_in(self.desk)
        self._look()

    def teardown(self) -> None:
        self.desk.close()
        self.folder.cleanup()

    # -- asking

    def _home(self, number: int) -> str:
        return self.homes[number % len(self.homes)]

    def _member(self, home: str, number: int) -> str:
        found = sorted(roles(self.desk, home)) or ["NSR-AAAA-26-000000-0"]
        return found[number % len(found)]

    def _ask(self, home: str, kind: ChangeKind, **payload: Any) -> None:
        self.now += timedelta(minutes=1)
        before = self._values()
        count = table(self.desk, "SELECT count(*) FROM change")
        try:
            asked = ask(self.desk, home, kind, **payload)
            made = asked.made if asked.applied else answer.approve(self.desk, asked.request)
        except Refused:
            waiting_now = len(waiting.open_requests(self.desk))
            assert self._values() == before, "a refusal leaves everything as it was"
            assert waiting_now or table(self.desk, "SELECT count(*) FROM change") == count
            return
        self.homes += [code for code in made if table(self.desk, _IS_HOUSEHOLD, code)]
        self.applied, self.before = asked.request, before
        self._look()

    @rule(home=ANY, who=ANY, head=ANY, former=OTHER_ROLES, days=DAYS)
    def change_head(self, home: int, who: int, head: int, former: str, days: int) -> None:
        code = self._home(home)
        on = (self.now.date() - timedelta(days=days)).isoformat()
        self._ask(code, ChangeKind.change_head, person=self._member(code, who), former_role=former, on=on)

    @rule(home=ANY, who=ANY, days=DAYS, head=st.none() | ANY)
    def die(self, home: int, who: int, days: int, head: int | None) -> None:
        code = self._home(home)
        on = (self.now.date() - timedelta(days=days)).isoformat()
        named = {} if head is None else {"head": self._member(code, head)}
        self._ask(code, ChangeKind.report_death, person=self._member(code, who), on=on, **named)

    @rule(
        home=ANY, who=ANY, reason=st.sampled_from(["left", "moved", "error", "death"]), head=st.none() | ANY
    )
    def leave(self, home: int, who: int, reason: str, head: int | None) -> None:
        code = self._home(home)
        named = {} if head is None else {"head": self._member(code, head)}
        self._ask(code, ChangeKind.remove_member, person=self._member(code, who), reason=reason, **named)

    @rule(home=ANY, other=ANY, who=ANY, role=OTHER_ROLES)
    def join_from_elsewhere(self, home: int, other: int, who: int, role: str) -> None:
        person = self._member(self._home(other), who)
        self._ask(self._home(home), ChangeKind.add_member, member={"person": person, "role": role})

    @rule(home=ANY, role=OTHER_ROLES)
    def join(self, home: int, role: str) -> None:
        self._ask(self._home(home), ChangeKind.add_member, member=member(role=role, given_name="Binta"))

    @rule(home=ANY, goers=st.lists(ANY, min_size=1, max_size=3), head=ANY)
    def split(self, home: int, goers: list[int], head: int) -> None:
        code = self._home(home)
        members = [self._member(code, one) for one in goers]
        leads = members[head % len(members)]
        self._ask(code, ChangeKind.split_household, members=members, head=leads, area=AREA)

    @rule(home=ANY, other=ANY, role=OTHER_ROLES)
    def merge(self, home: int, other: int, role: str) -> None:
        self._ask(self._home(home), ChangeKind.merge_households, other=self._home(other), head_role=role)

    @rule(home=ANY, who=ANY, name=st.sampled_from(["Hawa", "Awa", ""]), number=st.sampled_from("123"))
    def correct(self, home: int, who: int, name: str, number: str) -> None:
        code = self._home(home)
        fields = {"given_name": name, "identifiers": [{"scheme": "voter", "value": number}]}
        self._ask(code, ChangeKind.correct_identity, person=self._member(code, who), fields=fields)

    @rule(home=ANY, village=st.sampled_from(["Taru", "Pabbi"]), compound=st.sampled_from(["C", None]))
    def details(self, home: int, village: str, compound: str | None) -> None:
        fields = {"village": village, "compound": compound, "phones": ["+923001234567"]}
        self._ask(self._home(home), ChangeKind.correct_details, fields=fields)

    @rule(home=ANY, who=ANY, rank=st.sampled_from([1, 2]), days=st.integers(0, 5))
    def recipient(self, home: int, who: int, rank: int, days: int) -> None:
        code = self._home(home)
        on = (self.now.date() - timedelta(days=days)).isoformat()
        person = self._member(code, who)
        self._ask(code, ChangeKind.change_recipient, person=person, rank=rank, on=on)

    @rule(home=ANY)
    def move(self, home: int) -> None:
        self._ask(self._home(home), ChangeKind.move_area, area=AREA, village="Elsewhere")

    # -- taking back

    @precondition(lambda self: self.applied)
    @rule()
    def undo_at_once(self) -> None:
        """What stood before the last request stands again, field by field; what it made is ended."""
        undo.undo(self.desk, self.applied)
        after = self._values()
        assert {key: after[key] for key in self.before} == self.before
        self.applied = 0
        self._look()

    # -- what always holds

    @invariant()
    def households_are_whole(self) -> None:
        assert_whole(self.desk)

    @invariant()
    def nothing_entered_vanishes(self) -> None:
        told = {
            (one.kind, one.subject, one.field, str(one.new))
            for home in self.homes
            for one in history.history(self.desk, home)
        }
        missing = {key for key in self.seen if key not in told}
        assert not missing

    def _values(self) -> dict[tuple[str, int, str], Any]:
        found = {}
        with self.desk.store.reading() as connection:
            for kind in _EDITED:
                rows = connection.execute(f"SELECT * FROM {kind}")
                names = [column[0] for column in rows.description]
                for row in rows:
                    values = dict(zip(names, row, strict=True))
                    found |= {(kind, values["id"], name): value for name, value in values.items()}
        return {key: value for key, value in found.items() if key[2] not in ("revised", "extra")}

    def _look(self) -> None:
        """Remember every value of every person, and of every household, that stands now."""
        names = ("given_name", "vital_status", "death_on")
        for code, *values in table(self.desk, "SELECT code, given_name, vital_status, death_on FROM person"):
            self.seen |= {
                ("person", code, name, str(value))
                for name, value in zip(names, values, strict=True)
                if value is not None
            }
        for code, village in table(self.desk, "SELECT code, village FROM household"):
            if village:
                self.seen.add(("household", code, "village", village))


_IS_HOUSEHOLD = "SELECT 1 FROM household WHERE code = ?"
Requests.TestCase.settings = settings(max_examples=12, stateful_step_count=15, deadline=None)
TestRequests = Requests.TestCase
