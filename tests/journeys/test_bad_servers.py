"""Bad days on the line: wrong codes, addresses and clocks, no server. Work goes on, and nothing is lost."""

from __future__ import annotations

import http.server
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import text

from desktop.language.catalogue import Language
from desktop.language.problems import explain
from desktop.services import synchronise
from desktop.services.join_server import join_server
from desktop.sync import remote
from domain.problems import Problem
from guichet.__main__ import main
from server.devices import listing
from server.running import Running, running
from tests.journeys.conftest import Make
from tests.journeys.laptop import PASSWORD, USER, Laptop, lines

DAY_S = 86_400
Refused = Callable[..., None]


@pytest.fixture
def laptop(make: Make, monkeypatch: pytest.MonkeyPatch) -> Laptop:
    monkeypatch.setenv("GUICHET_PASSWORD", PASSWORD)
    monkeypatch.setenv("GUICHET_LANG", "en")
    made = make("laptop")
    made.register(lines(2))
    return made


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Refused:
    """Runs a command on a laptop that must fail with this problem, in words, and change nothing there."""

    def run(laptop: Laptop, code: str, command: str, *words: str) -> None:
        before = laptop.check()
        assert main([command, str(laptop.path), *words, "--json"], laptop.application) == 1
        told = capsys.readouterr()
        [problem] = json.loads(told.out)["problems"]
        assert problem["code"] == code
        known = explain(Problem(code, facts=problem["facts"]), Language("en"))
        assert told.err == f"{known.title} {known.remedy}\n"
        assert laptop.check() == before

    return run


def join(url: str, code: str) -> tuple[str, ...]:
    return ("join", "--server", url, "--code", code)


def test_a_used_code(server: Running, laptop: Laptop, make: Make, refused: Refused) -> None:
    code = server.enrol("NSR")
    with laptop.sit() as desk:
        join_server(desk, server.url, code)
    refused(make("second"), "enrolment_code_used", *join(server.url, code))


def test_an_expired_code(server: Running, laptop: Laptop, refused: Refused) -> None:
    code = server.enrol("NSR")
    with server.database.transaction() as connection:
        connection.execute(text("UPDATE enrolment SET expires_at = now() - interval '1 minute'"))
    refused(laptop, "enrolment_code_expired", *join(server.url, code))


def test_a_code_that_was_never_given(server: Running, laptop: Laptop, refused: Refused) -> None:
    office, secret, fingerprint = server.enrol("NSR").split(".")
    never = f"{office}.{secret[::-1]}.{fingerprint}"
    refused(laptop, "enrolment_code_invalid", *join(server.url, never))
    refused(laptop, "enrolment_code_invalid", *join(server.url, "hello"))


def test_a_code_of_another_office(server: Running, laptop: Laptop, refused: Refused) -> None:
    refused(laptop, "office_mismatch", *join(server.url, server.enrol("LDR")))


def test_a_code_is_forgiven_small_letters_and_spaces(server: Running, laptop: Laptop) -> None:
    code = f" {server.enrol('NSR').lower()} "
    assert main(["join", str(laptop.path), "--server", server.url, "--code", code], laptop.application) == 0


def test_a_server_that_is_not_the_one_of_the_code(server: Running, laptop: Laptop, refused: Refused) -> None:
    office, secret, fingerprint = server.enrol("NSR").split(".")
    another = f"{office}.{secret}.{fingerprint[::-1]}"
    refused(laptop, "server_not_trusted", *join(server.url, another))


def test_the_same_server_is_joined_again(server: Running, laptop: Laptop) -> None:
    """It may have forgotten this laptop when it came back from an older copy."""
    laptop.join(server)
    laptop.join(server)
    laptop.register(lines(1))
    laptop.sync_fully()


def test_another_server_is_not_joined_beside_the_first(
    server: Running, laptop: Laptop, refused: Refused, own_data: Path
) -> None:
    laptop.join(server)
    with running(own_data) as other:
        refused(laptop, "already_joined", *join(other.url, other.enrol("NSR")))


def test_synchronising_before_joining(laptop: Laptop, refused: Refused) -> None:
    refused(laptop, "not_joined", "sync")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://register.example.org", "server_needs_tls"),
        ("ftp://127.0.0.1", "server_wrong_address"),
        ("127.0.0.1:8710", "server_wrong_address"),
        ("http://127.0.0.1:1", "server_unreachable"),
        ("https://nowhere.invalid", "server_unreachable"),
    ],
)
def test_a_wrong_address(server: Running, laptop: Laptop, refused: Refused, url: str, code: str) -> None:
    refused(laptop, code, *join(url, server.enrol("NSR")))


@pytest.mark.parametrize("status", [200, 301, 404])
def test_an_address_where_another_server_answers(
    server: Running, laptop: Laptop, refused: Refused, status: int
) -> None:
    with website(status) as url:
        refused(laptop, "server_wrong_address", *join(url, server.enrol("NSR")))


@contextmanager
def website(status: int) -> Iterator[str]:
    """A page that has nothing to do with us."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            self.wfile.write(b"<h1>Welcome</h1>")

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def test_a_server_that_is_down(laptop: Laptop, refused: Refused, own_data: Path) -> None:
    """The clerk goes on; when it is back, everything arrives."""
    with running(own_data) as server:
        laptop.join(server)
        port = int(server.url.rpartition(":")[2])
    refused(laptop, "server_unreachable", "sync")
    codes = laptop.register(lines(3, start=2))
    with running(own_data, port=port):
        laptop.sync_fully()
    assert set(codes) <= set(laptop.households())
    assert laptop.check().waiting == 0


@pytest.mark.parametrize("days", [-1.1, 1.1, 4000])
def test_a_clock_that_is_wrong_sends_all_the_same(
    server: Running, laptop: Laptop, monkeypatch: pytest.MonkeyPatch, days: float
) -> None:
    """A wrong clock is never a reason to refuse data; the difference is measured, kept and shown."""
    laptop.join(server)
    off = int(days * DAY_S * 1e9)
    clock = SimpleNamespace(time_ns=lambda: time.time_ns() + off, monotonic=time.monotonic)
    monkeypatch.setattr(remote, "time", clock)
    laptop.sync_fully()
    assert laptop.check().waiting == 0
    with laptop.sit() as desk:
        state = synchronise.state(desk)
    assert state.clock_off_hours == pytest.approx(abs(days) * 24, abs=0.2)
    laptop.register(lines(1, start=2))
    laptop.sync_fully()


def test_somebody_without_an_account_synchronises_nothing(
    server: Running, laptop: Laptop, refused: Refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop.join(server)
    monkeypatch.setenv("GUICHET_PASSWORD", "guessed")
    refused(laptop, "wrong_credentials", "sync", "--user", USER)


def test_an_encrypted_line_is_trusted_by_the_code_alone(make: Make, own_data: Path) -> None:
    """No certificate was bought and none was installed: the joining code names the server's root."""
    with running(own_data, tls=True) as server:
        assert server.url.startswith("https://")
        first, second = make("first").join(server), make("second").join(server)
        codes = first.register(lines(3))
        first.sync_fully()
        second.sync_fully()
        assert second.households() == sorted(codes)


def test_another_server_at_the_same_address_gets_nothing(
    laptop: Laptop, refused: Refused, own_data: Path
) -> None:
    with running(own_data, tls=True) as server:
        laptop.join(server)
        port = int(server.url.rpartition(":")[2])
    with running(own_data.with_name("impostor"), port=port, tls=True) as impostor:
        refused(laptop, "server_not_trusted", "sync")
        assert listing(impostor.database) == []
    with running(own_data, port=port, tls=True):
        laptop.sync_fully()
