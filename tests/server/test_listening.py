"""Lines are few: whoever holds one without asking or reading loses it, whoever is slow keeps it."""

from __future__ import annotations

import hashlib
import socket
import time
from urllib.parse import urlsplit

import pytest

from server import listening
from server.running import Running
from tests.server.device import Device, person

ASKED = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Minutes in a second."""
    monkeypatch.setattr(listening, "ASKING_S", 0.3)
    monkeypatch.setattr(listening, "READING_S", 1.0)


def line(server: Running, room: int = 0) -> socket.socket:
    address = urlsplit(server.url)
    made = socket.socket(socket.AF_INET)
    if room:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    made.settimeout(5)
    made.connect((str(address.hostname), address.port or 0))
    return made


def is_cut(made: socket.socket) -> bool:
    """Whether the server hangs up within two seconds; what it says before does not matter."""
    made.settimeout(2)
    try:
        while made.recv(65536):
            pass
    except TimeoutError:
        return False
    except ConnectionError:
        return True
    return True


@pytest.mark.parametrize("said", [b"", b"G", ASKED[:-2], ASKED + b"GET /he"])
def test_a_line_on_which_nothing_is_asked_is_hung_up(server: Running, said: bytes) -> None:
    with line(server) as made:
        made.sendall(said)
        assert is_cut(made)


def test_dripping_a_head_does_not_keep_a_line(server: Running) -> None:
    with line(server) as made:
        began = time.monotonic()
        with pytest.raises(ConnectionError):
            for letter in ASKED[:-2] * 100:
                made.sendall(bytes([letter]))
                time.sleep(0.05)
        assert time.monotonic() - began < 2


def test_dripping_what_was_refused_does_not_keep_a_line(
    server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "DRAINING_S", 0.3)
    with line(server) as made:
        made.sendall(b"POST /v1/bundles HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n")
        with pytest.raises(ConnectionError):
            for _ in range(100):
                made.sendall(b"x")
                time.sleep(0.05)


def test_a_slow_body_keeps_its_line(server: Running, awa: Device) -> None:
    """The body has times of its own (`server.bodies`), many of these."""
    with line(server) as made:
        made.sendall(
            b"POST /v1/photos/missing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            b"Authorization: Bearer " + awa.token.encode() + b"\r\nContent-Length: 13\r\n\r\n"
        )
        for letter in b'{"photos":[]}':
            made.sendall(bytes([letter]))
            time.sleep(0.06)
        assert made.recv(65536).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize("reads", [True, False])
def test_who_does_not_read_the_answer_loses_the_line_and_who_reads_slowly_has_it_all(
    server: Running, awa: Device, reads: bool
) -> None:
    data = b"\xff\xd8" + hashlib.shake_256(b"picture").digest(190_000)
    name = hashlib.sha256(data).hexdigest()
    of = awa.create("person", person())
    awa.create("photo", {"person": str(of), "sha256": name, "size": len(data)})
    awa.push()
    token = {"Authorization": f"Bearer {awa.token}"}
    assert awa.line.call("PUT", f"/v1/photos/{name}", data=data, headers=token).status_code == 204
    asked = f"GET /v1/photos/{name} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {awa.token}\r\n\r\n".encode()
    many = 60  # more than the buffers of both ends take in
    with line(server, room=64 * 1024) as made:
        made.sendall(asked * many)
        came = 0
        try:
            if not reads:
                time.sleep(4)
            while came < many * len(data) and (piece := made.recv(65536 * 4)):
                came += len(piece)
                time.sleep(0.002)
        except ConnectionError:
            pass
        assert (came >= many * len(data)) is reads
