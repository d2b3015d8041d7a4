"""Laptops of a simulated region: office files of several districts, and what was typed into each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desktop.models import moves
from desktop.services import bundles, join_server, photos, synchronise
from desktop.services.desk import Desk
from desktop.services.settling import listed as settling
from desktop.services.settling import settle
from desktop.services.sign_in import sign_in
from domain.problems import Fault, Refused
from guichet.sample.portrait import portrait
from tests.desktop.models.offices import NOON, PASSWORD, add, child, make_office, member
from tests.desktop.sync.told import copied
from tests.simulation.network import URL, Crash

AREAS = {"NSR": "PK-KP-NOWSHERA-PAB-01", "LDR": "PK-KP-LOWERDIR-TMG-01"}
DISTRICTS = {"NSR": "PK-KP-NOWSHERA", "LDR": "PK-KP-LOWERDIR"}
OTHER = {"NSR": "LDR", "LDR": "NSR"}
EDITS = {"person": ("family_name", "mother_name", "guardian"), "household": ("address", "landmark")}
# What a line, a clock or a server may say to a clerk who did nothing wrong.
EXCUSED = {"cut_line", "server_unreachable", "answer_garbled", "server_busy", "disk_full", "round_running"}


@dataclass
class Laptop:
    """One office file. ``skew`` is how many years the machine's clock is off; the clerk knows the date."""

    name: str
    office: str
    desk: Desk
    skew: int = 0
    moved: int = 0  # changes sent and rows received by the last synchronisation

    def register(self, rng: Random, village: str) -> None:
        children = [child() for _ in range(rng.randint(0, 1))]
        add(self.desk, member(), *children, place={"village": village, "area": AREAS[self.office]})

    def edit(self, rng: Random, value: str) -> None:
        """A field of a record that is here gets a value that nobody else types."""
        kind = rng.choice(sorted(EDITS))
        with self.desk.store.reading() as connection:
            rows = [row for (row,) in connection.execute(f"SELECT id FROM {kind} ORDER BY id").fetchall()]
        if rows:
            name = rng.choice(EDITS[kind])
            with self.desk.writing() as writer:
                writer.set(kind, rng.choice(rows), {name: value})

    def photograph(self, rng: Random, number: int) -> None:
        """A portrait for somebody who is here."""
        with self.desk.store.reading() as connection:
            codes = [code for (code,) in connection.execute("SELECT code FROM person ORDER BY id").fetchall()]
        if codes:
            photos.attach(self.desk, rng.choice(codes), portrait(number))

    def move(self, rng: Random) -> None:
        """A household of this office goes to live in the other district."""
        district, to = (DISTRICTS[office] for office in (self.office, OTHER[self.office]))
        with self.desk.writing() as writer:
            found = writer.connection.execute(
                "SELECT id, village FROM household WHERE district = ? ORDER BY id", (district,)
            ).fetchall()
            if found:
                row, village = rng.choice(found)
                fields = {
                    "household": row,
                    "from_district": district,
                    "to_district": to,
                    "area": AREAS[OTHER[self.office]],
                    "village": village,
                    "on": NOON.date().isoformat(),
                    "at": self.desk.stamp(),
                }
                writer.create("move", district, fields, row, moves.place_seen(writer.connection, row))

    def settle(self, rng: Random) -> None:
        """Some open conflict, one side or the other."""
        open_ones = list(settling.to_settle(self.desk))
        if open_ones:
            settle.settle(self.desk, rng.choice(open_ones), rng.choice(list(settle.Side)), "told so")

    def write_stick(self, stick: Path) -> None:
        """All that has not arrived, on a stick that some messenger takes."""
        bundles.write_bundle(self.desk, stick)

    def read_stick(self, stick: Path) -> None:
        """Whatever answers are on it."""
        bundles.read_bundle(self.desk, stick)

    def sync(self) -> str:
        """The code of what stopped it, empty when nothing did."""
        self.moved = 0
        try:
            report = synchronise.synchronise(self.desk)
            self.moved = report.sent + report.received
        except (Fault, Refused) as stop:
            code = stop.problem.code if isinstance(stop, Fault) else stop.problems[0].code
            assert code in EXCUSED, f"{self.name}: {code}"
            return code
        return ""

    def power_comes_back(self) -> None:
        """The file is opened again as it was left."""
        with suppress(Fault):
            self.desk.store.close()
        self.desk = sign_in(self.desk.path, PASSWORD, clock=self.desk.clock)

    def copy(self, path: Path) -> Laptop:
        """Somebody copies the file, and both go on."""
        return Laptop(path.stem, self.office, copied(self.desk, path), self.skew)


def join(folder: Path, name: str, office: str, code: str, skew: int = 0) -> Laptop:
    """A new file in an office, joined."""
    desk = make_office(folder / f"{name}.guichet", office, clock=lambda: NOON)
    join_server.join_server(desk, URL, code)
    return Laptop(name, office, desk, skew)


@contextmanager
def stopping_for(codes: set[str]) -> Iterator[None]:
    """An act that may stop for one of these reasons, and for no other."""
    try:
        yield
    except (Fault, Refused) as stop:
        code = stop.problem.code if isinstance(stop, Fault) else stop.problems[0].code
        assert code in codes, code


@contextmanager
def clock_of(laptop: Laptop) -> Iterator[None]:
    """The machine's clock as this laptop has it."""
    with pytest.MonkeyPatch.context() as patched:
        shift = laptop.skew * 365 * 86_400
        for module in ("desktop.models.journal", "desktop.sync.remote"):
            patched.setattr(f"{module}.time", _Skewed(shift))
        yield


class _Skewed:
    def __init__(self, seconds: int) -> None:
        self._seconds = seconds

    def __getattr__(self, name: str) -> Any:
        import time  # noqa: PLC0415

        return getattr(time, name)

    def time_ns(self) -> int:
        import time  # noqa: PLC0415

        return time.time_ns() + self._seconds * 1_000_000_000

    def time(self) -> float:
        import time  # noqa: PLC0415

        return time.time() + self._seconds


@contextmanager
def failing(rng: Random, chance: float) -> Iterator[None]:
    """Power cuts and full disks at the end of a file's transactions: before the commit, or right after."""
    from desktop.models.store import Store  # noqa: PLC0415

    whole = Store.transaction

    @contextmanager
    def transaction(store: Store) -> Iterator[Any]:
        fate = rng.random()
        with whole(store) as connection:
            yield connection
            if fate < chance / 3:
                raise Crash
            if fate < chance * 2 / 3:
                raise Fault("disk_full")
        if fate < chance:
            raise Crash

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Store, "transaction", transaction)
        yield
