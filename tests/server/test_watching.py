"""What those who look after a server can see: whether it is well, what it counts, and never a person."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import socket
import sys
import time
from collections.abc import MutableMapping
from typing import Any

import pytest
import requests
from sqlalchemy import text
from starlette.applications import Starlette

from domain.wire.encoding import encode_request
from domain.wire.messages import Request
from server import version
from server.app import make_app
from server.database import Database
from server.logs import JsonLines
from server.running import Running
from tests.server.device import ELSEWHERE, Device, Joined, Line, code_of, household, person


def figures(text: str) -> dict[str, float]:
    """Prometheus' text as a table."""
    lines = [line.rpartition(" ") for line in text.splitlines() if line and not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}


def test_health_names_the_version_and_the_step_of_the_tables(line: Line, database: Database) -> None:
    assert line.call("GET", "/health").json() == {
        "status": "ok",
        "version": version.program(),
        "tables": database.newest,
    }


@pytest.mark.expects_log("guichet.server: GET /health 503 database_older")
def test_tables_of_another_step_are_not_well(line: Line, database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 's0001'"))
    try:
        answer = line.call("GET", "/health")
        assert (answer.status_code, code_of(answer)) == (503, "database_older")
        assert int(answer.headers["Retry-After"]) > 0
    finally:
        with database.transaction() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = :n"), {"n": database.newest})


def test_verdicts_bytes_seconds_and_problems_are_counted(awa: Device) -> None:
    before = figures(awa.line.call("GET", "/metrics").text)
    awa.create("household", household())
    awa.create("person", person(), ELSEWHERE)
    assert [answer.verdict for answer in awa.push().answers] == ["accepted", "refused"]
    awa.post(b"garbage")
    after = figures(awa.line.call("GET", "/metrics").text)

    def grown(name: str) -> float:
        return after.get(name, 0.0) - before.get(name, 0.0)

    exchange = '{address="/v1/exchange",method="POST"}'
    assert grown('guichet_changes_total{verdict="accepted"}') == 1
    assert grown('guichet_changes_total{verdict="refused"}') == 1
    assert grown('guichet_problems_total{code="message_unreadable"}') == 1
    assert grown(f"guichet_request_seconds_count{exchange}") == 2
    assert grown(f"guichet_bytes_received_total{exchange}") > 100
    assert grown(f"guichet_bytes_sent_total{exchange}") > 100
    assert after["guichet_requests_under_way"] == 1
    assert after['guichet_lane_waiting{lane="rounds"}'] == 0


def test_nobody_is_named_in_the_figures(awa: Device) -> None:
    awa.create("person", person())
    awa.push()
    shown = awa.line.call("GET", "/metrics").text
    for word in ("Diaye", awa.id, awa.token, "NSR", "PK-KP"):
        assert word not in shown


def from_elsewhere(app: Starlette, **headers: str) -> tuple[int, bytes]:
    """Asks for the figures from an address that is not this machine: status and body."""
    said: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        said.append(message)

    scope = {
        **{"type": "http", "method": "GET", "path": "/metrics", "raw_path": b"/metrics"},
        **{"query_string": b"", "http_version": "1.1", "scheme": "https", "root_path": ""},
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        **{"client": ("192.0.2.7", 5), "server": ("server", 443)},
    }
    asyncio.run(app(scope, receive, send))
    return said[0]["status"], said[1]["body"]


def test_from_elsewhere_the_figures_need_the_token(server: Running) -> None:
    guarded = make_app(server.database, server.trust, "a secret of the watch")
    assert from_elsewhere(guarded)[0] == 401
    assert from_elsewhere(guarded, Authorization="Bearer wrong")[0] == 401
    status, shown = from_elsewhere(guarded, Authorization="Bearer a secret of the watch")
    assert (status, b"guichet_request_seconds" in shown) == (200, True)
    assert from_elsewhere(make_app(server.database, server.trust))[0] == 404


def test_behind_a_proxy_of_this_machine_they_are_not_public(line: Line) -> None:
    answer = line.call("GET", "/metrics", headers={"X-Forwarded-For": "192.0.2.7"})
    assert (answer.status_code, code_of(answer)) == (404, "address_unknown")


def test_a_line_of_the_log_is_one_object_without_people(
    awa: Device, caplog: pytest.LogCaptureFixture
) -> None:
    awa.create("person", person())
    with caplog.at_level(logging.INFO, "guichet.server"):
        awa.push()
    record = next(r for r in caplog.records if "/v1/exchange" in r.getMessage())
    shown = JsonLines().format(record)
    facts = json.loads(shown)
    assert (facts["address"], facts["status"], facts["code"], facts["accepted"]) == (
        "/v1/exchange",
        200,
        "done",
        1,
    )
    assert facts["ms"] >= 0
    for word in ("Diaye", awa.id, awa.token):
        assert word not in shown


def test_an_exception_in_the_log_is_named_and_not_quoted() -> None:
    try:
        raise ValueError("N'Diaye")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "broken", None, sys.exc_info())
    facts = json.loads(JsonLines().format(record))
    assert (facts["message"], facts["exception"]) == ("broken", "ValueError")


def cut(awa: Device, body: bytes, announced: int) -> None:
    """Sends the beginning of a request, then hangs up."""
    host, port = awa.line.url.removeprefix("http://").split(":")
    head = (
        f"POST /v1/exchange HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {awa.token}\r\n"
        f"Content-Type: application/vnd.guichet.round\r\nContent-Length: {announced}\r\n\r\n"
    )
    with socket.create_connection((host, int(port))) as way:
        way.sendall(head.encode() + body)


def test_a_request_that_was_cut_at_once_leaves_nothing_and_harms_nothing(awa: Device) -> None:
    awa.create("household", household())
    cut(awa, b"", 5000)
    cut(awa, b"garbage", 5000)
    assert awa.push().answers[0].verdict == "accepted"


def test_the_batches_that_came_whole_before_the_line_was_cut_are_applied(
    awa: Device, database: Database
) -> None:
    for n in range(60):
        awa.create("person", person(given_name=f"Awa {n} {secrets.token_hex(20)}"))
    batches = tuple(awa.batch(first, first + 9) for first in range(1, 61, 10))
    body = encode_request(Request(batches, {}))
    cut(awa, body[: len(body) * 7 // 10], len(body))
    arrived, until = 0, time.monotonic() + 10
    while not arrived and time.monotonic() < until:
        time.sleep(0.05)
        with database.transaction() as connection:
            arrived = connection.execute(text("SELECT last_number FROM device")).scalar_one()
    assert 10 <= arrived < 60
    assert arrived % 10 == 0
    answer = awa.step(awa.batch(arrived + 1))
    assert [one.verdict for one in answer.answers] == ["accepted"] * (60 - arrived)


def test_health_is_answered_at_once_while_all_threads_work(server: Running, joined: Joined) -> None:
    """Five devices wait for a lock that this test holds."""
    devices = [joined() for _ in range(5)]
    for device in devices:
        device.create("household", household())
    with server.database.transaction() as connection:
        connection.execute(text("SELECT 1 FROM district FOR UPDATE"))
        for device in devices:
            with pytest.raises(requests.exceptions.ReadTimeout):
                device.line.session.post(
                    device.line.url + "/v1/exchange",
                    data=device_message(device),
                    headers={"Authorization": f"Bearer {device.token}"},
                    timeout=0.2,
                )
        assert requests.get(server.url + "/health", timeout=2).ok
    while figures(requests.get(server.url + "/metrics", timeout=5).text)["guichet_requests_under_way"] > 1:
        time.sleep(0.05)


def device_message(device: Device) -> bytes:
    return encode_request(Request((device.batch(),), {}))
