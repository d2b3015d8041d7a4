"""A simulated region: two districts and a regional office on one bad network, driven by one seed."""

from __future__ import annotations

from pathlib import Path
from random import Random

from sqlalchemy import text

from domain.wire.encoding import Garbled, decode_cut_request
from domain.wire.messages import BATCH_LIMIT
from server import bundles, enrolment
from server.database import Database
from server.trust import Trust
from tests.simulation import invariants
from tests.simulation.network import Break, Crash, Network, Passed
from tests.simulation.offices import DISTRICTS, Laptop, clock_of, failing, join, stopping_for

OFFICES = {
    "NSR": ("PK-KP-NOWSHERA",),
    "LDR": ("PK-KP-LOWERDIR",),
    "KPR": ("PK-KP-LOWERDIR", "PK-KP-NOWSHERA"),
}
# A stick of a copy that has not found out yet, or with a gap before what is on it, is not answered.
NO_ANSWER = {"forked", "gap", "chain_broken", "device_unknown", "bundle_of_revoked", "bundle_of_unknown"}
NOT_FOR_US = {"bundle_none_here", "bundle_for_another", "forked"}
_KEPT = ("setting", "keyring", "programme", "office", "district", "alembic_version")


def kept_tables() -> frozenset[str]:
    """What a server has before the first device, its districts apart."""
    return frozenset(_KEPT)


def emptied(database: Database) -> None:
    """No device, no record; the same server."""
    with database.transaction(invariants.DISTRICTS) as connection:
        names = connection.execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL(:kept)"),
            {"kept": list(_KEPT)},
        ).scalars()
        connection.execute(text(f"TRUNCATE {', '.join(names)} RESTART IDENTITY"))
        connection.execute(text("UPDATE district SET version = 0"))


class Region:
    """Laptops that register, edit, synchronise, break and are copied, by the dice of one seed."""

    def __init__(self, folder: Path, seed: int, network: Network, database: Database, trust: Trust) -> None:
        self.folder, self.rng, self.network = folder, Random(seed), network
        self.database, self.trust = database, trust
        self.laptops: list[Laptop] = []
        self.villages: list[str] = []
        self.values = 0
        self.copies = False
        network.late.clear()
        network.plan, network.seen = self._plan, self._watch
        for n, office in enumerate(("NSR", "NSR", "LDR", "KPR")[: self.rng.randint(2, 4)]):
            self.laptops.append(self._joined(f"{office} {n}", office, self.rng.choice((0, 0, 0, -56, 60))))

    def _joined(self, name: str, office: str, skew: int) -> Laptop:
        code = enrolment.issue(self.database, self.trust, office)["code"]
        plan, self.network.plan = self.network.plan, lambda _: None
        laptop = join(self.folder, name, office, code, skew)
        self.network.plan = plan
        return laptop

    def _plan(self, passed: Passed) -> Break | None:
        if self.rng.random() < 0.6:
            return None
        share = self.rng.random()
        cuts = (Break(up=share), Break(down=share), Break(down=share))
        return self.rng.choice((*cuts, Break(twice=True), Break(refused=True), Break(crash=True)))

    def _watch(self, passed: Passed) -> None:
        """A retry never sends again more than one batch; copies may, until they know that they are."""
        if passed.path != "/v1/exchange" or self.copies:
            return
        try:
            request = decode_cut_request(passed.body)
        except Garbled:
            return
        if request is None or not request.batches:
            return
        with self.database.transaction() as connection:
            last = connection.execute(
                text("SELECT last_number FROM device WHERE fingerprint = :device"), {"device": request.device}
            ).scalar_one()
        known = [c for batch in request.batches for c in batch.changes if c.number <= last]
        assert len(known) <= BATCH_LIMIT, f"{len(known)} changes sent again"

    def step(self) -> None:
        """One act of somebody."""
        acts = [self.register] * 4 + [self.edit] * 5 + [self.synchronise] * 8 + [self.photograph, self.answer]
        acts += [self.late, self.copy, self.move, self.write_stick, self.carry_sticks, self.read_stick]
        laptop = self.rng.choice(self.laptops)
        act = self.rng.choice(acts)
        with clock_of(laptop):
            try:
                act(laptop)
            except Crash:
                laptop.power_comes_back()

    def register(self, laptop: Laptop) -> None:
        if laptop.office in ("NSR", "LDR"):
            village = f"village {len(self.villages)}"
            laptop.register(self.rng, village)
            self.villages.append(village)

    def edit(self, laptop: Laptop) -> None:
        self.values += 1
        laptop.edit(self.rng, f"value {self.values}")

    def synchronise(self, laptop: Laptop) -> None:
        with failing(self.rng, 0.06):
            laptop.sync()

    def photograph(self, laptop: Laptop) -> None:
        self.values += 1
        laptop.photograph(self.rng, self.values)

    def answer(self, laptop: Laptop) -> None:
        """Somebody settles a conflict; another may settle it otherwise before they hear of it."""
        laptop.settle(self.rng)

    def move(self, laptop: Laptop) -> None:
        if laptop.office in DISTRICTS:
            laptop.move(self.rng)

    def write_stick(self, laptop: Laptop) -> None:
        laptop.write_stick(self._stick())

    def _stick(self) -> Path:
        stick = self.folder / "stick"
        stick.mkdir(exist_ok=True)
        return stick

    def carry_sticks(self, laptop: Laptop) -> None:
        """To the server, some of them and not in the order in which they were written, and once more."""
        found = sorted((self.folder / "stick").glob("*.guichet-out"))
        for path in self.rng.sample(found, self.rng.randint(0, len(found))):
            with path.open("rb") as file, stopping_for(NO_ANSWER):
                data = b"".join(bundles.answer(self.database, self.trust, file))
                path.with_suffix(".guichet-in").write_bytes(data)

    def read_stick(self, laptop: Laptop) -> None:
        with stopping_for(NOT_FOR_US):
            laptop.read_stick(self._stick())

    def late(self, laptop: Laptop) -> None:
        self.network.deliver_late()

    def copy(self, laptop: Laptop) -> None:
        if len(self.laptops) < 5 and self.rng.random() < 0.4:
            self.copies = True
            self.laptops.append(laptop.copy(self.folder / f"copy {len(self.laptops)}.guichet"))

    def settle(self) -> None:
        """The line is good again: everybody synchronises until nobody hears anything new."""
        self.network.plan = lambda _: None
        self.network.deliver_late()
        for _ in range(8):
            heard = 0
            for laptop in self.laptops:
                with clock_of(laptop):
                    assert laptop.sync() == ""
                heard += laptop.moved
            if not heard:
                return
        raise AssertionError("there is always something new to hear")

    def check(self) -> None:
        """All the invariants."""
        server = invariants.heard(self.database)
        invariants.acknowledged_once(self.laptops, server)
        invariants.nothing_vanished(server)
        invariants.nothing_foreign(self.laptops, OFFICES)
        invariants.files_agree(self.laptops, server, OFFICES)
        invariants.chains_hold(self.laptops)
        told = server.of(invariants.DISTRICTS).values()
        villages = sorted(fields["village"] for kind, fields in told if kind == "household")
        assert villages == sorted(self.villages), "lost or doubled"

    def close(self) -> None:
        """Everybody goes home."""
        for laptop in self.laptops:
            laptop.desk.close()
