"""The server's commands as processes of their own: starting, stopping, being killed, sharing a folder."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import text

from domain.ids import device_code
from domain.problems import Fault, Refused
from domain.wire.encoding import encode_request
from domain.wire.joining import EnrolmentCode
from domain.wire.messages import Request
from server import cli
from server.database import Database
from server.running import Running
from tests.server.device import DISTRICT, Device, Joined, Line, code_of, household
from tests.server.test_embedded import ROOT, databases_in, gone_within

_MAIN = (
    "import argparse, sys; from server import cli; parser = argparse.ArgumentParser();"
    "cli.add_commands(parser.add_subparsers()); cli.run(parser.parse_args())"
)


def command(*words: str | Path) -> dict[str, Any]:
    """The document of a command, in this process."""
    parser = argparse.ArgumentParser()
    cli.add_commands(parser.add_subparsers(required=True))
    return cli.run(parser.parse_args([str(word) for word in words]))


class Serving:
    """``serve`` in a process of its own."""

    def __init__(self, *words: str | Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _MAIN, "serve", "--port", "0", "--json", *map(str, words)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.process.communicate()[1]
        self.ready: dict[str, str] = json.loads(line)

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str, str]:
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err


@pytest.fixture(autouse=True)
def _nothing_left_running(folder: Path) -> Iterator[None]:
    yield
    for process in databases_in(folder):
        process.kill()


@pytest.mark.parametrize(
    "number",
    [signal.SIGTERM, *(pytest.param(n, marks=pytest.mark.long) for n in (signal.SIGINT, signal.SIGHUP))],
)
def test_told_to_stop_it_stops_and_its_database_with_it(folder: Path, number: int) -> None:
    serving = Serving("--data", folder)
    assert requests.get(serving.ready["url"] + "/health", timeout=10).json()["status"] == "ok"
    assert databases_in(folder)
    code, out, err = serving.end(number)
    assert (code, out) == (0, "")
    assert "Traceback" not in err
    assert gone_within(5, folder)


def test_told_to_stop_while_it_starts_it_leaves_nothing_behind(folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", _MAIN, "serve", "--port", "0", "--data", str(folder)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    while not (folder / "postgres" / "postmaster.pid").exists():
        assert process.poll() is None
    process.terminate()
    _, err = process.communicate(timeout=60)
    assert "Traceback" not in err
    assert gone_within(5, folder)


def test_killed_it_starts_again_and_stops_its_database_then(folder: Path) -> None:
    first = Serving("--data", folder)
    first.end(signal.SIGKILL)
    assert databases_in(folder)
    second = Serving("--data", folder)
    assert second.ready["fingerprint"] == first.ready["fingerprint"]
    assert requests.get(second.ready["url"] + "/health", timeout=10).ok
    second.end()
    assert gone_within(5, folder)


def test_enrolling_beside_a_running_server_leaves_it_running(folder: Path) -> None:
    serving = Serving("--data", folder)
    document = command("server", "enrol", "--office", "nsr", "--data", folder)
    code = EnrolmentCode.parse(document["code"])
    assert code is not None
    assert (code.office, code.fingerprint) == ("NSR", serving.ready["fingerprint"])
    assert document.keys() == {"code", "office", "expires", "url"}
    assert document["url"] == serving.ready["url"]
    line = Line(serving.ready["url"])
    assert Device(line).join(document["code"]).status_code == 200
    line.session.close()
    serving.end()
    assert gone_within(5, folder)


def test_enrolling_before_the_first_start_makes_the_server(folder: Path) -> None:
    document = command("server", "enrol", "--office", "NSR", "--data", folder, "--json")
    assert document.keys() == {"code", "office", "expires"}
    assert gone_within(5, folder)
    with pytest.raises(Refused, match="office_unknown"):
        command("server", "enrol", "--office", "XYZ", "--data", folder)
    assert gone_within(5, folder)


def test_killed_in_the_middle_of_its_commit_nothing_is_applied(
    server: Running, database: Database, dsn: str
) -> None:
    """The push waits at its very last step for a lock that this test holds; then the server is gone."""
    serving = Serving("--database", dsn)
    line = Line(serving.ready["url"])
    awa = Device(line)
    awa.join(command("server", "enrol", "--office", "NSR", "--database", dsn)["code"])
    awa.sign_in()
    awa.create("household", household())
    with database.transaction() as connection:
        connection.execute(text("SELECT 1 FROM district WHERE code = :c FOR UPDATE"), {"c": DISTRICT})
        with pytest.raises(requests.exceptions.ReadTimeout):
            line.session.post(
                line.url + "/v1/exchange",
                data=encode_request(Request((awa.batch(),), {})),
                headers={"Authorization": f"Bearer {awa.token}"},
                timeout=1,
            )
        written = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        assert connection.execute(written).scalar_one() >= 1
        serving.end(signal.SIGKILL)
    line.session.close()
    with database.transaction({DISTRICT}, 1) as connection:
        for table in ("record", "change", "tally"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0
        assert connection.execute(text("SELECT last_number FROM device")).scalar() == 0
    awa.line = Line(server.url)
    assert awa.push().answers[0].verdict == "accepted"
    awa.line.session.close()


def test_devices_are_listed_and_revoked(joined: Joined, dsn: str) -> None:
    awa = joined()
    (listed,) = command("server", "devices", "--database", dsn)["devices"]
    assert (listed["device"], listed["code"]) == (awa.id, device_code(awa.id))
    command("server", "revoke", f"NSR-{listed['code']}", "--database", dsn)
    assert code_of(awa.ask_token()) == "device_revoked"
    for unknown in ("NSR-0000", "é", "\n"):
        with pytest.raises(Refused, match="device_not_listed"):
            command("server", "revoke", unknown, "--database", dsn)


def test_off_the_loopback_it_speaks_tls(folder: Path) -> None:
    serving = Serving("--data", folder, "--host", "0.0.0.0", "--name", "register.example.org")
    assert serving.ready["url"].startswith("https://register.example.org:")
    port = serving.ready["url"].rsplit(":", 1)[1]
    with pytest.warns(match="Unverified HTTPS"):
        answer = requests.get(f"https://127.0.0.1:{port}/health", verify=False, timeout=10)  # noqa: S501
    assert answer.ok
    with pytest.raises(requests.exceptions.ConnectionError):
        requests.get(f"http://127.0.0.1:{port}/health", timeout=10)
    serving.end()


def test_a_port_in_use_is_a_fault_and_leaves_nothing_running(server: Running, folder: Path) -> None:
    port = server.url.rsplit(":", 1)[1]
    with pytest.raises(Fault, match="port_taken"):
        _serve_here("--data", folder, "--port", port)
    assert gone_within(5, folder)


@pytest.mark.parametrize(("option", "where"), [("--tls-cert", "tls_key"), ("--tls-key", "tls_cert")])
def test_half_of_a_certificate_is_refused_before_anything_starts(
    folder: Path, option: str, where: str
) -> None:
    with pytest.raises(Refused, match=f"{where}: tls_file_missing"):
        _serve_here("--data", folder, option, "file.pem")
    assert not folder.exists()


def test_a_certificate_that_cannot_be_read_is_a_fault(folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "certificate.pem"
    broken.write_text("not a certificate")
    with pytest.raises(Fault, match="tls_file_unreadable"):
        _serve_here("--data", folder, "--port", "0", "--tls-cert", broken, "--tls-key", broken)


def _serve_here(*words: str | Path) -> None:
    """``serve`` in this process, for refusals that come before it listens; signals as they were."""
    before = {n: signal.getsignal(n) for n in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    try:
        command("serve", *words)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_the_default_folder_is_where_the_system_keeps_data(monkeypatch: pytest.MonkeyPatch) -> None:
    assert cli.default_data() == Path(os.environ["XDG_DATA_HOME"]) / "guichet-server"
    monkeypatch.delenv("XDG_DATA_HOME")
    assert cli.default_data() == Path.home() / ".local" / "share" / "guichet-server"


def test_a_database_and_a_folder_at_once_are_a_usage_error() -> None:
    with pytest.raises(SystemExit) as ended:
        command("server", "devices", "--data", "x", "--database", "postgresql://x")
    assert ended.value.code == 2
