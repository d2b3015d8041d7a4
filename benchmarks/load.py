"""A hundred laptops at once against one server process over TLS: changes a second, and seconds a batch.

Each sends a batch of a hundred registrations, reads what its neighbour did, and comes back at a fixed pace;
the last row has no pace. Beside them, where a row says so: a laptop that reads a district for the first time,
over and over; clients that send garbage, false signatures, and single bytes.
"""

from __future__ import annotations

import json
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding

from benchmarks.load_session import Server, Session
from benchmarks.table import show
from domain.programme import Area, Office, Programme
from domain.wire.encoding import encode_request
from domain.wire.messages import MEDIA_TYPE, PAGE_LIMIT, Request
from packs.reading import find
from server import enrolment, programmes
from server.serving import prepared
from server.trust import Trust

SESSIONS = 100
DISTRICTS = 50
BATCH = 100
SECONDS = 60
PACE = 4.5  # seconds from one batch of a laptop to its next: 2,222 changes a second of all
FIRST_RECORDS = 20_000  # of the district that is read for the first time
_ROOT = Path(__file__).parent.parent
_POISONERS = 4
_MAIN = (
    "import argparse; from server import cli; parser = argparse.ArgumentParser();"
    "cli.add_commands(parser.add_subparsers()); cli.run(parser.parse_args())"
)


@dataclass
class Place:
    """A server in a process of its own, and codes to join it with."""

    server: Server
    enrol: Callable[[str], str]


def run(seconds: float = SECONDS) -> None:
    """Prints the table; takes about six minutes."""
    rows = []
    broken: list[threading.ExceptHookArgs] = []
    threading.excepthook = broken.append
    with _serving() as place:
        sessions = [_joined(place, number % DISTRICTS) for number in range(SESSIONS)]
        first = _filled(place)
        _measure(sessions, 5, PACE)  # the first batch of a laptop reads its district from the start
        for what, beside, pace in (
            ("alone", [], PACE),
            ("a first synchronisation beside", [lambda stop: _read_on(first, stop)], PACE),
            ("poison beside", [lambda stop: _poison(place, stop)] * _POISONERS, PACE),
            ("alone, as fast as they can", [], 0.0),
        ):
            with _beside(beside):
                rows.append((what, *_measure(sessions, seconds, pace)))
            if broken:  # one that broke down would leave the others too much room
                raise RuntimeError(what) from broken[0].exc_value
    head = (
        "laptops",
        "changes/s",
        "p50 s",
        "p95 s",
        "p99 s",
        "longest s",
        "told to come later",
        "other troubles",
    )
    show(f"{SESSIONS} laptops, batches of {BATCH}, {seconds:.0f} s each, TLS, one server process", head, rows)


def _measure(sessions: list[Session], seconds: float, pace: float) -> tuple[str, ...]:
    for session in sessions:
        session.seconds, session.codes = [], []
    until = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_work, args=(session, until, pace, number / len(sessions)))
        for number, session in enumerate(sessions)
    ]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = [second for session in sessions for second in session.seconds]
    codes = [code for session in sessions for code in session.codes]
    parts = statistics.quantiles(took, n=100)
    rate = len(took) * BATCH / max(time.monotonic() - began, seconds)
    figures = (parts[49], parts[94], parts[98], max(took))
    later = codes.count(503)
    return f"{rate:,.0f}", *(f"{f:.2f}" for f in figures), str(later), str(len(codes) - later)


def _work(session: Session, until: float, pace: float, share: float) -> None:
    turn = time.monotonic() + share * pace
    batch = session.batch(BATCH)
    while max(turn, time.monotonic()) < until:
        time.sleep(max(0.0, turn - time.monotonic()))
        began = time.monotonic()
        response = session.exchange(batch)
        if response is None:
            turn = time.monotonic() + 1
            continue
        session.seconds.append(time.monotonic() - began)
        session.arrived(batch)
        batch = session.batch(BATCH)
        turn = max(turn + pace, time.monotonic()) if pace else 0.0


@contextmanager
def _beside(crowd: list[Callable[[threading.Event], None]]) -> Iterator[None]:
    stop = threading.Event()
    threads = [threading.Thread(target=one, args=(stop,)) for one in crowd]
    for thread in threads:
        thread.start()
    yield
    stop.set()
    for thread in threads:
        thread.join()


def _read_on(session: Session, stop: threading.Event) -> None:
    """A first synchronisation, page after page, and again from the start.

    What it asks was noted once: reading the answers is the work of a laptop that is not this machine.
    """
    while not stop.is_set():
        for request in session.asked:
            if session.call("POST", "/v1/exchange", request, MEDIA_TYPE)[0] != 200:
                time.sleep(1)
            if stop.is_set():
                break


def _poison(place: Place, stop: threading.Event) -> None:
    """Garbage of two megabytes, a false signature, and a body that comes a byte at a time."""
    session = _joined(place, 0)
    false = session.batch(BATCH)
    session.key = Ed25519PrivateKey.generate()
    while not stop.is_set():
        with suppress(OSError):
            session.call("POST", "/v1/exchange", b"\x28\xb5\x2f\xfd" + bytes(2_000_000), MEDIA_TYPE)
            session.exchange(false)
            _trickle(place.server, session.token)


def _trickle(server: Server, token: str) -> None:
    address = urlsplit(server.url)
    plain = socket.create_connection((address.hostname or "", address.port or 443))
    with server.context.wrap_socket(plain, server_hostname=address.hostname) as line:
        head = f"POST /v1/exchange HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n"
        line.sendall(f"{head}Content-Length: 1000\r\n\r\n".encode())
        for _ in range(20):
            line.sendall(b"x")
            time.sleep(0.02)


def _joined(place: Place, district: int) -> Session:
    session = Session(place.server, f"XX-D{district:02d}")
    session.join(place.enrol(f"D{district:02d}"))
    return session


def _filled(place: Place) -> Session:
    """Another laptop of a district that has many records."""
    writer = Session(place.server, "XX-D99")
    writer.join(place.enrol("D99"))
    for _ in range(FIRST_RECORDS // BATCH):
        batch = writer.batch(BATCH)
        assert writer.exchange(batch, page=0) is not None, writer.codes
        writer.arrived(batch)
    reader = Session(place.server, "XX-D99")
    reader.join(place.enrol("D99"))
    more = True
    while more:
        reader.asked.append(encode_request(Request((), reader.cursors, PAGE_LIMIT)))
        response = reader.exchange(None)
        assert response is not None, reader.codes
        more = response.more
    return reader


@contextmanager
def _serving() -> Iterator[Place]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        data = Path(name) / "server"
        database, trust = prepared(data)
        with database:
            programmes.add(database, _programme())
            command = [sys.executable, "-c", _MAIN, "serve", "--tls", "--port", "0", "--json"]
            process = subprocess.Popen(
                [*command, "--data", str(data)],
                cwd=_ROOT,
                stdout=subprocess.PIPE,
                stderr=(Path(name) / "log").open("w"),
                text=True,
            )
            assert process.stdout is not None
            url = json.loads(process.stdout.readline())["url"]
            try:
                yield Place(
                    _server(url, trust), lambda office: enrolment.issue(database, trust, office)["code"]
                )
            finally:
                process.terminate()
                process.wait()


def _server(url: str, trust: Trust) -> Server:
    context = ssl.create_default_context(cadata=trust.root.public_bytes(Encoding.PEM).decode())
    return Server(url, context, trust.root.public_bytes(Encoding.DER))


def _programme() -> Programme:
    """A country of many districts, each with an office."""
    base = find("kp-one-window")
    numbers = [*range(DISTRICTS), 99]
    top = Area(code="XX", level=0, name="Country")
    province = Area(code="XX-P", level=1, name="Province", parent="XX")
    areas = [Area(code=f"XX-D{n:02d}", level=2, name=f"District {n}", parent="XX-P") for n in numbers]
    offices = [
        Office.model_validate(
            base.offices[0].model_dump() | {"code": f"D{n:02d}", "areas": (f"XX-D{n:02d}",), "watches": ()}
        )
        for n in numbers
    ]
    changed = {"code": "load", "areas": (top, province, *areas), "offices": tuple(offices)}
    return Programme.model_validate(dict(base) | changed)
