"""Server and PostgreSQL are killed while a laptop sends: what was acknowledged is there, once."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import requests
from sqlalchemy import text

from domain import changes
from domain.wire.encoding import decode_response
from domain.wire.messages import Verdict
from server.database import Database
from tests.server.device import DISTRICT, Device, Line, code_of, household
from tests.server.lives import Life
from tests.server.test_cli import command
from tests.server.test_embedded import databases_in

_DONE = {Verdict.accepted, Verdict.known}


class Sender(threading.Thread):
    """A laptop that writes and sends without pause, and asks again whenever the line breaks."""

    def __init__(self, device: Device) -> None:
        super().__init__(daemon=True)
        self.device = device
        self.acknowledged = 0
        self.broken = 0
        self.ending = threading.Event()
        self.failure: BaseException | None = None

    def run(self) -> None:
        try:
            while not self.ending.is_set():
                self.send()
        except BaseException as error:
            self.failure = error

    def send(self) -> None:
        """A new batch, or the one whose answer never came."""
        if len(self.device.journal) == self.acknowledged:
            for _ in range(1 + len(self.device.journal) % 7):
                self.device.create("household", household())
        batch = self.device.batch(self.acknowledged + 1)
        try:
            answer = self.device.send(batch, page=0)
            if answer.status_code == 200:
                self._note(answer.content)
                return
            code = code_of(answer)
            assert code in ("server_busy", "database_unavailable", "token_invalid"), answer.text
            if code == "token_invalid":
                self.device.sign_in()
        except (requests.exceptions.RequestException, TimeoutError):
            pass
        self.broken += 1
        time.sleep(0.02)

    def _note(self, content: bytes) -> None:
        response = decode_response(content)
        assert {answer.verdict for answer in response.answers} <= _DONE
        assert response.receipt
        self.acknowledged = response.answers[-1].number


def _survives(folder: Path, kills: int, victims: Callable[[], list[psutil.Process]]) -> None:
    life = Life(folder)
    device = Device(Line(life.url))
    device.join(command("server", "enrol", "--office", "NSR", "--data", folder)["code"])
    device.sign_in()
    sender, moments = Sender(device), random.Random(kills)
    sender.start()
    for _ in range(kills):
        before = sender.acknowledged
        until = time.monotonic() + 30
        while sender.acknowledged == before and sender.failure is None and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(moments.random() * 0.1)
        for process in victims():
            process.kill()
        life.kill()
        life = Life(folder)
        device.line.url = life.url
    sender.ending.set()
    sender.join(60)
    assert sender.failure is None
    device.sign_in()
    while sender.acknowledged < len(device.journal):
        sender.send()
    device.line.session.close()
    life.end()
    _holds(folder, device, kills, sender)


def _holds(folder: Path, device: Device, kills: int, sender: Sender) -> None:
    """Every change once, in one chain; every record."""
    chains = changes.chain(changes.chain_start(device.id), device.journal)
    with Database.open(folder) as database, database.transaction({DISTRICT}) as connection:
        rows = connection.execute(text("SELECT number, chain FROM change ORDER BY number")).all()
        records = connection.execute(text("SELECT count(*) FROM record")).scalar_one()
        tally = connection.execute(text("SELECT sum(n) FROM tally")).scalar_one()
    assert [(row.number, bytes(row.chain)) for row in rows] == list(enumerate(chains, 1))
    assert records == tally == len(device.journal) >= kills
    assert sender.broken >= 1


@pytest.fixture(autouse=True)
def _nothing_left_running(folder: Path) -> Iterator[None]:
    yield
    for process in databases_in(folder):
        process.kill()


_KILLS = [2, pytest.param(200, marks=pytest.mark.long)]


@pytest.mark.parametrize("kills", _KILLS)
def test_the_server_killed_loses_and_doubles_nothing(folder: Path, kills: int) -> None:
    _survives(folder, kills, list)


@pytest.mark.parametrize("kills", _KILLS)
def test_postgresql_killed_loses_and_doubles_nothing(folder: Path, kills: int) -> None:
    _survives(folder, kills, lambda: databases_in(folder))
