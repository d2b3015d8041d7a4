"""Whoever moves, edits and adds in whatever order: every record is in one district, and whole."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from sqlalchemy import text

from domain.ids import RecordId
from server import store
from server.database import Database
from tests.server.device import DISTRICT, ELSEWHERE, Device, Joined, household, person, verdicts

DAY = "2026-11-23"
HOME = {DISTRICT: "NSR", ELSEWHERE: "LDR"}


class Clerk:
    """A device that works offline on what it has, and now and then synchronises."""

    def __init__(self, device: Device, district: str, dice: random.Random) -> None:
        self.device, self.district, self.dice = device, district, dice
        self.sent = 0
        self.own: dict[RecordId, str] = {}

    def here(self, kind: str) -> list[RecordId]:
        """The records it believes to be in its district."""
        left = {name for name, row in self.device.rows.items() if row.kind == "leaving"}
        read = {name for name, row in self.device.rows.items() if row.kind == kind}
        return sorted((read | {name for name, one in self.own.items() if one == kind}) - left)

    def make(self, kind: str, /, **fields: object) -> RecordId:
        name = self.device.create(kind, dict(fields), self.district)  # type: ignore[arg-type]
        self.own[name] = kind
        return name

    def register(self) -> None:
        home = self.make("household", **household(area=self.district))
        self.join(home, "head")

    def join(self, home: RecordId, role: str = "child") -> None:
        who = self.make("person", **person())
        self.make("membership", household=str(home), person=str(who), role=role, start_on=DAY)
        self.make("identifier", person=str(who), scheme="tax", country="PK", value=str(who.number))

    def base(self, home: RecordId, field: str) -> dict[str, RecordId]:
        row = self.device.rows.get(home)
        seen = row.revisions.get(field) if row else None
        return {field: seen} if seen else {}

    def work(self) -> None:
        homes = self.here("household")
        act = self.dice.choice(["register", "join", "edit", "name", "note", "move", "sync", "sync"])
        if act == "sync":
            self.sync()
        elif act == "register" or not homes:
            self.register()
        elif act == "join":
            self.join(self.dice.choice(homes))
        elif act == "edit":
            home = self.dice.choice(homes)
            new = f"lang{self.dice.randrange(9)}"
            self.device.edit("household", home, {"language": new}, self.base(home, "language"))
        elif act == "name":
            who = self.dice.choice(self.here("person"))
            self.device.edit("person", who, {"guardian": str(self.dice.random())}, self.base(who, "guardian"))
        elif act == "note":
            at = {"item": "x", "status": "planned", "on": DAY}
            self.make("milestone_update", household=str(self.dice.choice(homes)), **at)
        else:
            self.move(self.dice.choice(homes))

    def move(self, home: RecordId) -> None:
        [to] = {DISTRICT, ELSEWHERE} - {self.district}
        at = {"on": DAY, "at": f"{DAY}T10:00:00Z"}
        self.make("move", household=str(home), from_district=self.district, to_district=to, area=to, **at)
        self.device.journal[-1] = replace(self.device.journal[-1], base=self.base(home, "area"))

    def sync(self) -> None:
        if len(self.device.journal) > self.sent:
            answers = self.device.push(self.sent + 1).answers
            assert set(verdicts(answers)) <= {"accepted", "conflict"}, [a.problem for a in answers]
            self.sent = len(self.device.journal)
        self.device.pull()


@pytest.mark.parametrize("seed", range(12))
def test_every_record_is_in_one_district_and_every_device_has_its_own(
    seed: int, joined: Joined, database: Database
) -> None:
    dice = random.Random(seed)
    clerks = [Clerk(joined(HOME[where]), where, dice) for where in (DISTRICT, DISTRICT, ELSEWHERE)]
    for _ in range(90):
        dice.choice(clerks).work()
    for clerk in (*clerks, *clerks):
        clerk.sync()

    with database.transaction([DISTRICT, ELSEWHERE]) as connection:
        query = "SELECT district, id, kind, fields FROM record WHERE kind <> 'leaving'"
        rows = connection.execute(text(query)).all()
        made = {name for clerk in clerks for name in clerk.own}
        ids = {name: row for row, name in store.ids_of(connection, made).items()}
        tallies = {
            (row.district, row.kind): row.n
            for row in connection.execute(text("SELECT * FROM tally"))
            if row.n
        }
    where = {row.id: row.district for row in rows}
    assert len(where) == len(rows)  # each is in one district alone
    assert {ids[name] for name in made} <= where.keys()  # none was lost
    counted: dict[tuple[str, str], int] = {}
    for row in rows:
        counted[row.district, row.kind] = counted.get((row.district, row.kind), 0) + 1
    assert counted == tallies
    by_name = {str(name): where[number] for name, number in ids.items()}
    for row in rows:
        for about in ("household", "person"):
            if row.kind in ("identifier", "milestone_update", "membership") and row.fields.get(about):
                assert by_name[row.fields[about]] == row.district  # and what is about it is there too
    for clerk in clerks:
        held = {name for name, row in clerk.device.rows.items() if row.kind != "leaving"}
        assert all(row.district == clerk.district for row in clerk.device.rows.values())
        written_here = {name for name in clerk.own if name not in clerk.device.rows}
        known = {ids[name] for name in (held | written_here) & made}
        assert known == {number for number in (ids[n] for n in made) if where[number] == clerk.district}
