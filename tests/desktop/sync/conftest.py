"""Office files that have joined one small server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.services.desk import Desk
from tests.desktop.models.offices import make_office
from tests.desktop.sync.small_server import SmallServer


@pytest.fixture
def server() -> SmallServer:
    """A server nobody has sent anything to."""
    return SmallServer()


@pytest.fixture
def office(tmp_path: Path, server: SmallServer) -> Iterator[Callable[[str], Desk]]:
    """Makes office files that have joined."""
    made: list[Desk] = []

    def make(name: str) -> Desk:
        desk = make_office(tmp_path / f"{name}.guichet")
        server.join(desk)
        made.append(desk)
        return desk

    yield make
    for desk in made:
        desk.close()


@pytest.fixture
def desk(office: Callable[[str], Desk]) -> Desk:
    """One of them."""
    return office("first")
