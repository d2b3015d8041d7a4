"""The same region in harder months: merges, ends, newcomers, copies brought back, laptops shut out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

from sqlalchemy import text

from desktop.models import identity
from desktop.services import back_up, merge_persons, synchronise, undo_merge
from desktop.services.sign_in import sign_in
from domain.problems import Refused
from server import devices, epoch, sealed
from server.backup import tables
from server.backup.restoring import LEAP
from server.database import Database
from server.trust import Trust
from tests.desktop.models.offices import NOON, PASSWORD
from tests.simulation import invariants
from tests.simulation.network import Crash, Network
from tests.simulation.offices import Laptop, clock_of
from tests.simulation.region import Region, kept_tables

MOST_LAPTOPS = 6
_DAY = "2026-11-23"
_ENDS = ({"end_on": _DAY, "end_reason": "left"}, {"end_on": None, "end_reason": None})
_LIVES = ({"vital_status": "deceased", "death_on": _DAY}, {"vital_status": None, "death_on": None})


class HarderRegion(Region):
    """Each seed has one disaster of its own: the server's, a laptop's, a theft, or none."""

    def __init__(self, folder: Path, seed: int, network: Network, database: Database, trust: Trust) -> None:
        super().__init__(folder, seed, network, database, trust)
        self.dice = Random(~seed)
        self.disaster = self.dice.choice(("server", "file", "theft", "none"))
        self.saved = False
        self.archives: list[tuple[Laptop, Path]] = []

    def step(self) -> None:
        """One act of somebody, every second of the harder sort."""
        if self.dice.random() < 0.5:
            super().step()
            return
        acts = [self.merge] * 3 + [self.unmerge, self.newcomer, self.end, self.end, self.die]
        disasters: dict[str, list[Callable[[Laptop], None]]] = {
            "server": [self.save_server, self.bring_server_back],
            "file": [self.back_up, self.bring_file_back],
            "theft": [self.shut_out],
            "none": [],
        }
        acts += disasters[self.disaster]
        laptop = self.dice.choice(self.laptops)
        with clock_of(laptop):
            try:
                self.dice.choice(acts)(laptop)
            except Crash:
                laptop.power_comes_back()

    def copy(self, laptop: Laptop) -> None:
        if self.disaster != "theft":  # a copy would be shut out with it, and hand over half of what was typed
            super().copy(laptop)

    def _rows(self, laptop: Laptop, statement: str) -> list[int]:
        with laptop.desk.store.reading() as connection:
            return [row for (row,) in connection.execute(statement).fetchall()]

    def merge(self, laptop: Laptop) -> None:
        codes = self._rows(laptop, "SELECT code FROM person WHERE merged_into IS NULL ORDER BY id")
        if len(codes) > 1:
            one, other = map(str, self.dice.sample(codes, 2))
            with suppress(Refused):  # both in one household, or nobody would be left in one
                payload = merge_persons.payload_of(laptop.desk, one, other, {"mother_name": "other"}, "")
                with laptop.desk.writing() as writer:
                    merge_persons.apply(laptop.desk, writer, None, payload)

    def unmerge(self, laptop: Laptop) -> None:
        if merges := self._rows(laptop, "SELECT id FROM merge ORDER BY id"):
            with suppress(Refused):
                undo_merge.undo(laptop.desk, None, self.dice.choice(merges), "not the same")

    def end(self, laptop: Laptop) -> None:
        if found := self._rows(laptop, "SELECT id FROM membership ORDER BY id"):
            with laptop.desk.writing() as writer:
                writer.set("membership", self.dice.choice(found), self.dice.choice(_ENDS))

    def die(self, laptop: Laptop) -> None:
        if found := self._rows(laptop, "SELECT id FROM person ORDER BY id"):
            with laptop.desk.writing() as writer:
                writer.set("person", self.dice.choice(found), self.dice.choice(_LIVES))

    def newcomer(self, _laptop: Laptop) -> None:
        """A new laptop, which gets its districts by snapshot where there is one."""
        if len(self.laptops) < MOST_LAPTOPS and not self.saved:  # one that no copy knows must join again
            number = len(list(self.folder.glob("*.guichet")))
            self.laptops.append(self._joined(f"new {number}", self.dice.choice(("NSR", "LDR", "KPR")), 0))

    # -- disasters

    def save_server(self, _laptop: Laptop) -> None:
        """A copy of the server's tables as they are now."""
        self.saved = True
        with self.database.transaction(("", *invariants.DISTRICTS)) as connection:
            connection.execute(text("DROP SCHEMA IF EXISTS saved CASCADE"))
            connection.execute(text("CREATE SCHEMA saved"))
            for table in tables.columns(connection).keys() - kept_tables():
                connection.execute(text(f'CREATE TABLE saved."{table}" AS TABLE public."{table}"'))

    def bring_server_back(self, _laptop: Laptop) -> None:
        """What restoring a copy does: all that came since is forgotten, and another life begins."""
        if not self.saved:
            return
        self.copies = True  # what it forgot is sent again
        self.network.late.clear()
        with self.database.transaction(("", *invariants.DISTRICTS)) as connection:
            found = {n: c for n, c in tables.columns(connection).items() if n not in kept_tables()}
            fleeting = "token, jti, snapshot, snapshot_part, photo_part"
            connection.execute(text(f"TRUNCATE {', '.join(found)}, {fleeting}"))
            for table, columns in found.items():
                names = ", ".join(f'"{column}"' for column in columns)
                statement = f'INSERT INTO "{table}" ({names}) OVERRIDING SYSTEM VALUE SELECT {names}'
                connection.execute(text(f'{statement} FROM saved."{table}"'))
            connection.execute(text("UPDATE district SET version = version + :leap"), {"leap": LEAP})
            epoch.renew(connection)

    def back_up(self, laptop: Laptop) -> None:
        path = self.folder / f"{len(self.archives)}.archive"
        self.archives.append((laptop, back_up.back_up(laptop.desk, path)))

    def bring_file_back(self, _laptop: Laptop) -> None:
        """On another laptop; the one it is of may go on as well."""
        if self.archives and len(self.laptops) < MOST_LAPTOPS:
            self.copies = True
            original, archive = self.dice.choice(self.archives)
            path = self.folder / f"restored {len(self.laptops)}.guichet"
            back_up.restore(path, archive, PASSWORD)
            desk = sign_in(path, PASSWORD, clock=lambda: NOON)
            self.laptops.append(Laptop(path.stem, original.office, desk, original.skew))

    def shut_out(self, laptop: Laptop) -> None:
        """It seals what it had not sent, hands it over, and only then forgets its keys."""
        if len(self.laptops) == 1:
            return
        with laptop.desk.store.reading() as connection:
            devices.revoke(self.database, identity.everyone(connection)[0].device)
        plan, self.network.plan = self.network.plan, lambda _: None
        self.network.late.clear()
        try:
            synchronise.synchronise(laptop.desk)
        except Refused as refusal:
            assert refusal.problems[0].code == "device_wiped"
        else:
            raise AssertionError(f"{laptop.name} still speaks")
        self.network.plan = plan
        laptop.desk.close()
        self.laptops.remove(laptop)

    def settle(self) -> None:
        """An administrator takes over what was sealed, the latest first; all hear of it."""
        for one in sealed.listing(self.database):
            sealed.apply(self.database, self.trust, one["number"])
        super().settle()

    def check(self) -> None:
        """The invariants, and that the server's own counts are true."""
        super().check()
        with self.database.transaction(invariants.DISTRICTS) as connection:
            tallied = "SELECT district, kind, n FROM tally WHERE n <> 0"
            counted = "SELECT district, kind, count(*) FROM record WHERE kind <> 'leaving' GROUP BY 1, 2"
            told, there = (set(map(tuple, connection.execute(text(one)))) for one in (tallied, counted))
        assert told == there, "a count lies"
