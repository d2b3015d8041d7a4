"""One real server for the journeys of a worker, empty for each; laptops are made as they are needed."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from server.running import Running, running
from tests.journeys.laptop import Laptop

EMPTIED = (
    "TRUNCATE photo_part, snapshot, snapshot_part;"
    "TRUNCATE sealed, sealed_part, record, moved, change, photo, tally, token, jti, enrolment, device"
    " RESTART IDENTITY;"
    "UPDATE district SET version = 0"
)
Make = Callable[..., Laptop]


@pytest.fixture(scope="session")
def session_server() -> Iterator[Running]:
    """On the loopback, with a database of its own; outside pytest's folders, which root's next run closes."""
    with (
        tempfile.TemporaryDirectory(prefix="guichet-tests-", ignore_cleanup_errors=True) as name,
        running(Path(name) / "data") as server,
    ):
        yield server


@pytest.fixture
def server(session_server: Running) -> Running:
    """With nothing in it but its keys and programmes."""
    with session_server.database.transaction() as connection:
        connection.execute(text(EMPTIED))
    return session_server


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Makes laptops: ``make("first")``, ``make("other", "LDR")``."""

    def laptop(name: str, office: str = "NSR") -> Laptop:
        folder = tmp_path / name
        folder.mkdir()
        return Laptop(folder / "office.guichet", office).create()

    return laptop


@pytest.fixture
def own_data() -> Iterator[Path]:
    """A folder for a server of this journey alone; it is not there yet."""
    with tempfile.TemporaryDirectory(prefix="guichet-tests-", ignore_cleanup_errors=True) as name:
        yield Path(name) / "data"
