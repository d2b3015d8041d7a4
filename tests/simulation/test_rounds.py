"""Many laptops, bad lines, files copied and restored: in the end all say the same, and all of it is there."""

from __future__ import annotations

import copy
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop.models.vault import Vault
from desktop.services.back_up import back_up, restore
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from domain.problems import Fault, Refused
from tests.desktop.models.offices import PASSWORD, add, child, make_office, member
from tests.desktop.sync import small_server as small
from tests.desktop.sync.small_server import SmallLine, SmallServer
from tests.desktop.sync.told import go_round, of_file, of_server, revisions_of_file, sound, states

FAULTS = (small.cut_before, small.cut_after, small.twice, small.garbled, small.shortened, small.busy)
EDITS = {"person": ("family_name", "mother_name", "guardian"), "household": ("village", "landmark")}


class District:
    """Some laptops and a server; every household registered is remembered by a name nobody else has."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.rng = folder, Random(seed)
        self.server = SmallServer()
        self.desks: list[Desk] = []
        self.registered: list[str] = []
        for n in range(self.rng.randint(1, 3)):
            self.desks.append(make_office(folder / f"office {n}.guichet"))
            self.server.join(self.desks[-1])

    def step(self) -> None:
        acts = [self.register] * 4 + [self.edit] * 4 + [self.go_round] * 6 + [self.copy, self.restore]
        self.rng.choice(acts)(self.rng.choice(self.desks))

    def register(self, desk: Desk) -> None:
        village = f"village {len(self.registered)}"
        children = [child() for _ in range(self.rng.randint(0, 2))]
        add(desk, member(), *children, place={"village": village})
        self.registered.append(village)

    def edit(self, desk: Desk) -> None:
        kind = self.rng.choice(sorted(EDITS))
        with desk.store.reading() as connection:
            rows = [row for (row,) in connection.execute(f"SELECT id FROM {kind}").fetchall()]
        if rows:
            field = self.rng.choice(EDITS[kind])
            with desk.writing() as writer:
                if field == "village":  # a household keeps the name it is known by
                    field = "address"
                writer.set(kind, self.rng.choice(rows), {field: f"v{self.rng.randint(0, 2)}"})

    def go_round(self, desk: Desk) -> None:
        faults = [self.rng.choice([None, None, self.meanwhile, *FAULTS]) for _ in range(5)]
        try:
            go_round(desk, SmallLine(self.server, *faults), batch=self.rng.choice([1, 3, 8, 500]))
        except Fault as stop:
            assert stop.problem.code in ("cut_line", "answer_garbled")
        except Refused as stop:
            assert stop.problems[0].code == "server_busy"

    def meanwhile(self, line: SmallLine, who: Any, request: bytes) -> bytes:
        """The clerk goes on working while the answer is on its way."""
        answer = line.server.exchange(who.device, request)
        desk = next(d for d in self.desks if who.device in _identities(d))
        self.rng.choice([self.register, self.edit])(desk)
        return answer

    def copy(self, desk: Desk) -> None:
        """Somebody copies the file to another laptop, and both go on."""
        if len(self.desks) > 4:
            return
        to = self.folder / f"copy {len(self.desks)}.guichet"
        with desk.store.reading() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(desk.path, to)
        shutil.copy(Vault(desk.path).path, Vault(to).path)
        self.desks.append(sign_in(to, PASSWORD, clock=desk.clock))

    def restore(self, desk: Desk) -> None:
        """A laptop is lost; its backup comes back on another, as somebody else also uses the first again."""
        if len(self.desks) > 4:
            return
        backup = back_up(desk, self.folder / f"stick {len(self.desks)}")
        self.register(desk)
        to = self.folder / f"restored {len(self.desks)}.guichet"
        restore(to, backup, PASSWORD)
        self.desks.append(sign_in(to, PASSWORD, clock=desk.clock))

    def settle(self) -> None:
        """Quiet rounds, until nobody hears anything new."""
        for _ in range(6):
            reports = [go_round(desk, self.server) for desk in self.desks]
        assert all(report.differing == {} for report in reports)
        assert all(report.sent == report.received == 0 for report in reports)


def _identities(desk: Desk) -> set[str]:
    with desk.store.reading() as connection:
        return {d for (d,) in connection.execute("SELECT fingerprint FROM device JOIN identity USING (no)")}


def simulate(folder: Path, seed: int, steps: int) -> None:
    district = District(folder, seed)
    for _ in range(steps):
        district.step()
    district.settle()
    told = of_server(district.server)
    villages = Counter(fields["village"] for kind, fields in told.values() if kind == "household")
    assert villages == Counter(district.registered), "lost or doubled"
    theirs = {str(n): h.revisions for n, h in district.server.records.items() if h.revisions}
    for desk in district.desks:
        assert of_file(desk) == told
        assert revisions_of_file(desk) == theirs
        assert sound(desk)
        assert states(desk).keys() <= {"arrived", "conflict"}
        desk.close()


@pytest.mark.parametrize("seed", range(10))
def test_a_district_of_bad_lines_agrees_in_the_end(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        simulate(Path(folder), seed, 30)


class Forgetful(District):
    """Nobody copies files here, and the server's database is put back from an older copy now and then."""

    kept: Any = None

    def step(self) -> None:
        server, chance = self.server, self.rng.random()
        if chance < 0.05:
            self.kept = copy.deepcopy((server.devices, server.records, server.versions, server.version))
        elif chance < 0.1 and self.kept is not None:
            server.devices, server.records, server.versions, server.version = copy.deepcopy(self.kept)
        else:
            act = self.rng.choice([self.register, self.go_round])
            act(self.rng.choice(self.desks))


@pytest.mark.parametrize("seed", range(6))
def test_a_server_put_back_from_an_older_copy_gets_back_every_household(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        district = Forgetful(Path(folder), seed)
        for _ in range(40):
            district.step()
        district.settle()
        told = of_server(district.server)
        villages = [fields["village"] for kind, fields in told.values() if kind == "household"]
        assert sorted(villages) == sorted(district.registered)
        for desk in district.desks:
            assert of_file(desk) == told
            desk.close()


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1000, 1150))
def test_many_districts_of_bad_lines_agree_in_the_end(seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        simulate(Path(folder), seed, 80)
