"""No row is missed while others write: the cursor's promise, under real concurrency."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest
from sqlalchemy import text

from domain.ids import RecordId
from domain.records import Fields
from domain.wire.messages import Cursor
from server import devices
from server.database import Database
from server.exchange import push
from server.pulling import pull
from server.running import Running
from tests.server.device import DISTRICT, ELSEWHERE, Device, Joined, Line, person


class Writer(threading.Thread):
    """Pushes small batches into one district until told to stop: new records, and edits of shared ones."""

    def __init__(
        self, server: Running, device: Device, shared: list[RecordId], stop: threading.Event
    ) -> None:
        super().__init__(daemon=True)
        self._server, self._device, self._shared, self._ending = server, device, shared, stop
        with server.database.transaction() as connection:
            found = devices.find(connection, device.id)
        assert found is not None
        self._known = found
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            while not self._ending.is_set():
                self._write()
        except BaseException as error:
            self.failure = error

    def _write(self) -> None:
        first = len(self._device.journal) + 1
        for n in range(1 + first % 4):
            self._device.create("visit", {"n": n})
        for subject in self._shared[first % 3 :: 3]:
            self._device.edit("visit", subject, {"last": f"{self._device.id} {first}"})
        push(self._server.database, self._known, [self._device.batch(first)])


class Reader:
    """Pulls page after page by its cursor, and keeps what it saw last of each record."""

    def __init__(self, database: Database, device: devices.Device) -> None:
        self._database, self._device = database, device
        self._cursors: dict[str, Cursor] = {}
        self.seen: dict[RecordId, Fields] = {}
        self.tallies: dict[str, int] = {}

    def read(self) -> bool:
        page = pull(self._database, self._device, self._cursors, 20)
        self._cursors = dict(page.cursors)
        self.seen |= {row.id: row.fields for row in page.rows}
        self.tallies = dict(page.tallies)
        return page.more


def _reader(server: Running, joined: Joined) -> Reader:
    with server.database.transaction() as connection:
        device = devices.find(connection, joined().id)
    assert device is not None
    return Reader(server.database, device)


def _run(server: Running, joined: Joined, writers: int, seconds: float) -> int:
    """Writers and a reader for some seconds; the number of records written. Asserts that none was missed."""
    first = joined()
    shared = [first.create("visit", {"shared": n}) for n in range(6)]
    first.push()
    stop = threading.Event()
    crowd = [Writer(server, joined(), shared, stop) for _ in range(writers)]
    reader = _reader(server, joined)
    for writer in crowd:
        writer.start()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        reader.read()
    stop.set()
    for writer in crowd:
        writer.join()
    assert [writer.failure for writer in crowd] == [None] * writers
    while reader.read():
        pass
    with server.database.transaction({DISTRICT}) as connection:
        stored = (
            connection.execute(text("SELECT fields FROM record WHERE kind <> 'conflict'")).scalars().all()
        )
        conflicts = connection.execute(
            text("SELECT count(*) FROM record WHERE kind = 'conflict'")
        ).scalar_one()
    visits = {name: fields for name, fields in reader.seen.items() if "state" not in fields}
    assert len(visits) == len(stored)
    assert sorted(map(repr, visits.values())) == sorted(map(repr, stored))
    assert reader.tallies == {"visit": len(stored), "conflict": conflicts}
    return len(stored)


def test_a_reader_misses_nothing_while_three_write(server: Running, joined: Joined) -> None:
    assert _run(server, joined, writers=3, seconds=1.5) > 50


@pytest.mark.long
def test_a_reader_misses_nothing_while_six_write_for_long(server: Running, joined: Joined) -> None:
    assert _run(server, joined, writers=6, seconds=60) > 1000


def test_devices_in_several_districts_write_at_once_without_waiting_for_ever(
    server: Running, line: Line
) -> None:
    """Locks are taken in one order, so that opposite orders of the changes cannot block each other."""
    database = server.database
    both = [DISTRICT, ELSEWHERE]
    with database.transaction() as connection:
        connection.execute(text("UPDATE office SET districts = :both WHERE code = 'NSR'"), {"both": both})
    try:
        _cross(server, line, both)
    finally:
        with database.transaction() as connection:
            connection.execute(
                text("UPDATE office SET districts = :own WHERE code = 'NSR'"), {"own": [DISTRICT]}
            )


def _cross(server: Running, line: Line, both: list[str]) -> None:
    makers = [_joined_device(server, line) for _ in range(2)]
    shared = [makers[0].create("visit", {}, both[n % 2]) for n in range(40)]
    makers[0].sign_in()
    makers[0].push()
    failures: list[BaseException] = []

    def edit(device: Device, order: Callable[[list[RecordId]], list[RecordId]]) -> None:
        try:
            with server.database.transaction() as connection:
                known = devices.find(connection, device.id)
            assert known is not None
            for turn in range(15):
                start = len(device.journal) + 1
                for subject in order(shared):
                    device.edit("visit", subject, {"turn": turn})
                push(server.database, known, [device.batch(start)])
        except BaseException as error:
            failures.append(error)

    threads = [
        threading.Thread(target=edit, args=(makers[0], list)),
        threading.Thread(target=edit, args=(makers[1], lambda names: list(reversed(names)))),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def _joined_device(server: Running, line: Line) -> Device:
    device = Device(line)
    assert device.join(server.enrol("NSR")).status_code == 200
    return device


def test_the_devices_of_a_page_are_told_apart(server: Running, joined: Joined) -> None:
    one, two = joined(), joined()
    names = {one.create("person", person()), two.create("person", person())}
    one.push()
    two.push()
    reader = _reader(server, joined)
    while reader.read():
        pass
    assert reader.seen.keys() == names
