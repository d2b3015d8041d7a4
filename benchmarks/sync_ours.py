"""Guichet's two ends with the peers' entries: office files here, the server in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests

from benchmarks.metered_line import MeteredLine
from benchmarks.peers.measured import Measured
from benchmarks.sync_records import Entry
from desktop.models.vault import Hardness
from desktop.services import create_office, join_server, sign_in, synchronise
from desktop.services.desk import Desk
from domain import codes
from domain.problems import Fault
from packs.reading import find

CUTS = (25, 50, 90)
DISTRICT = "PK-KP-NOWSHERA"
_PASSWORD = "not a secret"
_GUICHET = (sys.executable, "-m", "guichet")
_KNOWN_AS = ("id", "household")  # what a record of ours is named by instead, and never sends


class Laptop:
    """An office file joined to a server, which counts what it asks."""

    def __init__(self, path: Path, url: str, code: str) -> None:
        create_office.create_office(
            path, find("kp-one-window"), "NSR", "bench", _PASSWORD, hardness=Hardness(1024, 1, 1)
        )
        self.desk: Desk = sign_in.sign_in(path, _PASSWORD)
        join_server.join_server(self.desk, url, code)

    def add(self, entries: list[Entry]) -> None:
        """Each as a person; the fields that this version does not know are kept and sent like the others."""
        with self.desk.writing_many() as writer:
            for number, entry in enumerate(entries):
                fields: dict[str, Any] = {n: v for n, v in entry.items() if n not in _KNOWN_AS}
                fields["household"] = codes.make("NSR", "K7QM", 26, 500_000 + number // 5)
                writer.create("person", DISTRICT, fields)

    def edit(self, number: int, field: str, value: str) -> None:
        """One field of the person of that number in the order of creation."""
        with self.desk.store.reading() as connection:
            (row,) = connection.execute(
                "SELECT id FROM person ORDER BY id LIMIT 1 OFFSET ?", (number,)
            ).fetchone()
        with self.desk.writing() as writer:
            writer.set("person", int(row), {field: value})

    def sync(self) -> tuple[Any, float, int]:
        """The report, seconds and number of requests of one synchronisation."""
        with _counting() as asked:
            begun = time.perf_counter()
            report = synchronise.synchronise(self.desk)
            return report, time.perf_counter() - begun, asked()

    def close(self) -> None:
        """Sign out."""
        self.desk.close()


@contextmanager
def _counting() -> Iterator[Any]:
    sent = 0
    before = requests.Session.send

    def send(self: Any, request: Any, **options: Any) -> Any:
        nonlocal sent
        sent += 1
        return before(self, request, **options)

    requests.Session.send = send  # type: ignore[method-assign]
    try:
        yield lambda: sent
    finally:
        requests.Session.send = before  # type: ignore[method-assign]


class Server:
    """`guichet serve` over TLS with a fresh embedded PostgreSQL; ``url`` is where it answers."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._process = subprocess.Popen(
            [*_GUICHET, "serve", "--data", str(data), "--tls", "--port", "0", "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout
        self.url = str(json.loads(self._process.stdout.readline())["url"])

    @property
    def port(self) -> int:
        """Of the loopback."""
        return urlsplit(self.url).port or 0

    def code(self) -> str:
        """An enrolment code for one more laptop."""
        told = subprocess.run(
            [
                sys.executable,
                "-m",
                "guichet",
                "server",
                "enrol",
                "--office",
                "NSR",
                "--data",
                str(self._data),
                "--json",
            ],
            check=True,
            capture_output=True,
            text=True,
        )
        return str(json.loads(told.stdout)["code"])

    def stop(self) -> None:
        """In good order, so that its PostgreSQL stops too."""
        self._process.terminate()
        self._process.wait(30)


@contextmanager
def serving() -> Iterator[tuple[Path, Server]]:
    """A folder to work in and a server with nothing in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        server = Server(folder / "server")
        try:
            yield folder, server
        finally:
            server.stop()


def measure(entries: list[Entry], repeats: int = 3) -> Measured:
    """Push, pull, cut and disputed, over TLS."""
    runs = [_once(entries) for _ in range(repeats)]
    whole = _through_a_line(entries, None)
    return Measured(
        name="Guichet",
        records=len(entries),
        up=runs[0].up,
        requests=runs[0].asked,
        push_seconds=[run.push for run in runs],
        pull_seconds=[run.pull for run in runs],
        nothing=runs[0].nothing,
        cuts={cut: _through_a_line(entries, whole * cut // 100) / whole - 1 for cut in CUTS},
        conflict=_disputed(entries),
        notes=[
            f"bytes up with TLS, its handshakes and the token: {whole:,}; of HTTP alone {runs[0].up:,}",
            "cuts of Guichet are counted in bytes of TLS, a new handshake and token included",
        ],
    )


@dataclass(frozen=True)
class _Run:
    up: int
    asked: int
    push: float
    pull: float
    nothing: Mapping[str, int]


def _once(entries: list[Entry]) -> _Run:
    with serving() as (folder, server):
        first = Laptop(folder / "a.guichet", server.url, server.code())
        first.add(entries)
        pushed, push, asked = first.sync()
        nothing, _, nothing_asked = first.sync()
        second = Laptop(folder / "b.guichet", server.url, server.code())
        pulled, pull, _ = second.sync()
        assert pushed.arrived >= len(entries) and pulled.received >= len(entries), (pushed, pulled)
        for one in (first, second):
            one.close()
    quiet = {"up": nothing.bytes_up, "down": nothing.bytes_down, "requests": nothing_asked}
    return _Run(pushed.bytes_up, asked, push, pull, quiet)


def _through_a_line(entries: list[Entry], cut_at: int | None) -> int:
    """Bytes of TLS up until everything has arrived, cut once after that many when they are given."""
    with serving() as (folder, server), MeteredLine("127.0.0.1", server.port) as line:
        laptop = Laptop(folder / "a.guichet", f"https://127.0.0.1:{line.port}", server.code())
        laptop.add(entries)
        line.count()
        if cut_at is not None:
            line.cut(cut_at, "up")
            with suppress(Fault):
                laptop.sync()
            line.mend()
        laptop.sync()
        passed = int(line.count()["up"])
        assert synchronise.state(laptop.desk).waiting == 0
        laptop.close()
        return passed


def _disputed(entries: list[Entry]) -> str:
    """Both change one field of one person; what is left of the two values."""
    with serving() as (folder, server):
        first = Laptop(folder / "a.guichet", server.url, server.code())
        first.add(entries[:1])
        first.sync()
        second = Laptop(folder / "b.guichet", server.url, server.code())
        second.sync()
        first.edit(0, "mother_name", "first")
        second.edit(0, "mother_name", "second")
        for one in (first, second, first):
            one.sync()
        shown = [synchronise.state(one.desk).conflicts for one in (first, second)]
        for one in (first, second):
            one.close()
    return "both kept, shown to both" if shown == [1, 1] else f"conflicts shown: {shown}"
