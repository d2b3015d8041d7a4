"""One real PostgreSQL and one real server for the session; empty tables for each test."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from server.database import Database
from server.running import Running, running
from tests.server.device import Device, Joined, Line

_EMPTIED = (
    "TRUNCATE photo_part, snapshot, snapshot_part;"
    "TRUNCATE sealed, sealed_part, record, moved, change, photo, tally, token, jti, enrolment, device"
    " RESTART IDENTITY;"
    "UPDATE district SET version = 0"
)


@contextmanager
def own_folder() -> Iterator[Path]:
    """Not in pytest's own, which root's next run closes while another account's database starts there."""
    with tempfile.TemporaryDirectory(prefix="guichet-tests-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder for a database of this test alone; it is not there yet."""
    with own_folder() as above:
        yield above / "data"


@pytest.fixture(scope="session")
def session_server() -> Iterator[Running]:
    """A server on the loopback with an embedded database of its own."""
    with own_folder() as above, running(above / "data") as server:
        yield server


@pytest.fixture
def server(session_server: Running) -> Running:
    """The session's server with nothing in it but its keys and programmes."""
    with session_server.database.transaction() as connection:
        connection.execute(text(_EMPTIED))
    return session_server


@pytest.fixture
def database(server: Running) -> Database:
    """The database behind the server."""
    return server.database


@pytest.fixture
def dsn(database: Database) -> str:
    """The address of the database behind the server, for a process of its own."""
    return database._engine.url.render_as_string(hide_password=False)


@pytest.fixture
def line(server: Running) -> Iterator[Line]:
    """The way to the server."""
    way = Line(server.url)
    yield way
    way.session.close()


@pytest.fixture
def joined(server: Running, line: Line) -> Joined:
    """Makes devices that have joined an office (NSR unless told) and hold a token."""

    def make(office: str = "NSR") -> Device:
        device = Device(line)
        answer = device.join(server.enrol(office))
        assert answer.status_code == 200, answer.text
        device.sign_in()
        return device

    return make


@pytest.fixture
def awa(joined: Joined) -> Device:
    """A device of office NSR."""
    return joined()


@pytest.fixture
def binta(joined: Joined) -> Device:
    """Another device of the same office."""
    return joined()
