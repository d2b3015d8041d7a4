"""The server's HTTP face: whatever is thrown at it, the answer is a document, and the log names nobody."""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from dataclasses import replace
from typing import Any

import pytest
import zstandard
from sqlalchemy import text

from domain.wire.encoding import encode_request
from domain.wire.first import encoding as first
from domain.wire.messages import Batch, Request
from server import reading, tokens
from server.app import make_app
from server.database import Database
from server.exchange import push
from server.running import Running
from tests.server.device import DISTRICT, Device, Line, code_of, household, person


def squeezed(body: Any) -> bytes:
    return zstandard.compress(json.dumps(body).encode())


def unsqueezed(data: bytes) -> Any:
    return json.loads(zstandard.decompress(data))


def message(awa: Device) -> Any:
    """A sound request of protocol 1 with one change, as JSON to be spoiled."""
    awa.create("household", household())
    return unsqueezed(first.encode_request(Request((awa.batch(),), awa.cursors)))


def test_it_says_that_it_is_well(line: Line) -> None:
    assert line.call("GET", "/health").json()["status"] == "ok"


def test_an_address_that_does_not_exist_is_a_problem(line: Line) -> None:
    answer = line.call("GET", "/v1/households")
    assert (answer.status_code, code_of(answer)) == (404, "address_unknown")
    answer = line.call("DELETE", "/v1/exchange")
    assert (answer.status_code, code_of(answer)) == (405, "method_wrong")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"garbage",
        secrets.token_bytes(5000),
        zstandard.compress(b""),
        zstandard.compress(b"not json"),
        zstandard.compress(b"[" * 200_000),
        zstandard.compress(b'{"protocol": 1, "page": ' + b"9" * 5000 + b"}"),
        zstandard.compress(b'{"protocol": 1}')[:-3],
        zstandard.ZstdCompressor(write_content_size=False).compress(b'{"protocol": 1}'),
        squeezed([]),
        squeezed({"protocol": "1", "cursors": {}, "page": 1}),
        squeezed({"protocol": 1, "cursors": [], "page": 1}),
        squeezed({"protocol": 1, "cursors": {"A": [1, 2, 3]}, "page": 1}),
        squeezed({"protocol": 1, "cursors": {"A": ["1", "2"]}, "page": 1}),
        squeezed({"protocol": 1, "cursors": {"A": [-1, 2]}, "page": 1}),
        squeezed({"protocol": 1, "cursors": {"A": [2**70, 2]}, "page": 1}),
        squeezed({"protocol": 1, "cursors": {"A": [1.5, True]}, "page": 1}),
        squeezed({"protocol": 1, "cursors": {}, "page": None}),
        squeezed({"protocol": 1, "cursors": {}, "page": 1, "batch": None}),
        squeezed({"protocol": 1, "cursors": {}, "page": 1, "batch": []}),
        squeezed({"protocol": 1, "cursors": {}, "page": 1, "batch": {"devices": 5}}),
    ],
)
def test_bytes_that_are_no_message_are_a_problem(awa: Device, body: bytes) -> None:
    answer = awa.post(body)
    assert (answer.status_code, code_of(answer)) == (400, "message_unreadable")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("batch", "first"), 0),
        (("batch", "first"), -5),
        (("batch", "first"), 2**60),
        (("batch", "first"), "1"),
        (("batch", "first"), None),
        (("batch", "chain"), "zz"),
        (("batch", "chain"), "00"),
        (("batch", "signature"), "!"),
        (("batch", "signature"), "AAAA"),
        (("batch", "devices"), []),
        (("batch", "devices"), [5]),
        (("batch", "devices"), ["x"]),
        (("batch", "devices"), "0123"),
        (("batch", "changes"), {}),
        (("batch", "changes", "order"), [[0, 10**9]]),
        (("batch", "changes", "order"), [[7, 1]]),
        (("batch", "changes", "order"), [["x", "y"]]),
        (("batch", "changes", "order"), []),
        (("batch", "changes", "shapes"), None),
        (("batch", "changes", "shapes", 0, "names"), ["a"]),
        (("batch", "changes", "shapes", 0, "columns"), [[1, 2], [3]]),
    ],
)
def test_a_message_with_a_spoilt_frame_is_a_problem(awa: Device, path: tuple[Any, ...], value: Any) -> None:
    body = message(awa)
    place = body
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    answer = awa.post(squeezed(body))
    assert (answer.status_code, code_of(answer)) == (400, "message_unreadable")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("_author", "one"),
        ("_author", -1),
        ("_author", 2**40),
        ("_author", True),
        ("_clock", "x"),
        ("_clock", 2**60),
        ("_clock", -(2**60)),
        ("_clock", 1.5),
        ("_kind", 5),
        ("_kind", ["household"]),
        ("_kind", "House\0hold"),
        ("_kind", ""),
        ("_kind", "x" * 100),
        ("_district", 7),
        ("_district", "pk\0"),
        ("_district", "P" * 500),
        ("_subject", [0, "x"]),
        ("_subject", [9, 1]),
        ("_subject", [0, -1]),
        ("_subject", "x"),
        ("_base", []),
        ("_base", {"village": [0, 0]}),
        ("_base", {"village": "x"}),
        ("village", "\ud800"),
    ],
)
def test_a_change_with_a_part_of_another_type_is_a_problem(awa: Device, name: str, value: Any) -> None:
    body = message(awa)
    shape = body["batch"]["changes"]["shapes"][0]
    if name not in shape["names"]:
        shape["names"].append(name)
        shape["columns"].append([None])
    shape["columns"][shape["names"].index(name)] = [value]
    answer = awa.post(squeezed(body))
    assert (answer.status_code, code_of(answer)) == (400, "message_unreadable")


@pytest.mark.parametrize(
    "wrong",
    [
        {"author": -1},
        {"author": 2**40},
        {"clock": -5},
        {"clock": 2**53},
        {"kind": ""},
        {"kind": "House\0hold"},
        {"kind": "x" * 100},
        {"district": "pk\0"},
        {"district": "P" * 500},
        {"number": 0},
        {"number": 2**41},
    ],
)
def test_a_change_of_columns_with_a_part_out_of_bounds_is_a_problem(
    awa: Device, wrong: dict[str, Any]
) -> None:
    awa.create("household", household())
    batch = awa.batch()
    spoilt = replace(batch, changes=(replace(batch.changes[0], **wrong),))
    answer = awa.post(encode_request(Request((spoilt,), awa.cursors)))
    assert (answer.status_code, code_of(answer)) == (400, "message_unreadable")


def test_a_message_of_columns_cut_anywhere_is_a_problem(awa: Device) -> None:
    awa.create("household", household())
    whole = encode_request(Request((awa.batch(),), awa.cursors))
    for size in (5, 20, 60, len(whole) // 2, len(whole) - 1):
        answer = awa.post(whole[:size])
        assert (answer.status_code, code_of(answer)) == (400, "message_unreadable")


def test_a_small_message_that_unpacks_to_much_is_refused_unopened(awa: Device) -> None:
    bomb = zstandard.compress(b"\0" * (200 * 1024 * 1024))
    assert len(bomb) < 50_000
    answer = awa.post(bomb)
    assert (answer.status_code, code_of(answer)) == (413, "message_too_large")
    silent = zstandard.ZstdCompressor(write_content_size=False).compress(b"\0" * (200 * 1024 * 1024))
    assert awa.post(silent).status_code in (400, 413)


def test_a_message_that_is_too_long_is_refused(awa: Device, line: Line) -> None:
    answer = awa.post(b"\0" * (reading.MAX_BODY + 1))
    assert (answer.status_code, code_of(answer)) == (413, "message_too_large")
    pieces = (b"\0" * 100_000 for _ in range(60))  # it does not say how long it is
    answer = line.call("POST", "/v1/devices", data=pieces)
    assert (answer.status_code, code_of(answer)) == (413, "message_too_large")


def test_more_changes_than_a_batch_holds_are_refused(awa: Device) -> None:
    for _ in range(101):
        awa.create("visit", {})
    answer = awa.send(awa.batch())
    assert (answer.status_code, code_of(answer)) == (413, "message_too_large")
    assert answer.json()["facts"] == {"most": 100}


@pytest.mark.parametrize(("protocol", "code"), [(3, "server_too_old"), (0, "client_too_old")])
def test_a_message_of_another_age_is_told_who_is_too_old(awa: Device, protocol: int, code: str) -> None:
    answer = awa.post(squeezed({"protocol": protocol, "something": "else"}))
    assert (answer.status_code, code_of(answer)) == (400, code)
    assert answer.json()["facts"] == {"protocol": 2}


@pytest.mark.parametrize(("page", "rows"), [(-5, 0), (0, 0), (1, 1), (10**6, 1)])
def test_a_page_of_any_size_is_brought_within_bounds(awa: Device, page: int, rows: int) -> None:
    awa.create("household", household())
    awa.push()
    awa.cursors = {}
    response = awa.step(page=page)
    assert (len(response.rows), response.more) == (rows, rows == 0)


@pytest.mark.expects_log("guichet.server: POST /v1/exchange 500 server_failed ZeroDivisionError")
def test_an_unforeseen_error_is_a_document_and_its_words_stay_out_of_the_log(
    awa: Device, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*args: object) -> None:
        raise ZeroDivisionError("Awa N'Diaye")

    monkeypatch.setattr("server.web.rounds.exchange", fail)
    answer = awa.send(None)
    assert (answer.status_code, code_of(answer)) == (500, "server_failed")
    assert "Diaye" not in answer.text + caplog.text


def test_the_log_has_counts_and_nobody(awa: Device, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    head = awa.create("person", person())
    awa.create("person", person(sex="unheard"))
    awa.create("photo", {"person": str(head), "sha256": "ab" * 32, "size": 5})
    awa.push()
    answer = awa.line.call("GET", "/v1/photos/" + "ab" * 32, headers={"Authorization": f"Bearer {awa.token}"})
    assert answer.status_code == 404
    lines = [
        r.getMessage() for r in caplog.records if r.name.startswith(("guichet", "uvicorn", "sqlalchemy"))
    ]
    assert any("POST /v1/exchange 200 done" in line and "accepted=2 refused=1" in line for line in lines)
    told = "\n".join(lines)
    for word in ("Diaye", "Awa", "ab" * 32, awa.id, awa.token, DISTRICT, "unheard"):
        assert word not in told


def test_nothing_is_applied_when_the_server_stops_before_its_commit(
    awa: Device, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*args: object) -> None:
        raise KeyboardInterrupt

    awa.create("household", household())
    batch = awa.batch()
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("server.store.write_records", cut)
        from_inside(server, awa, batch)
    assert _everything(server.database) == (0, 0, 0, 0)
    assert awa.push().answers[0].verdict == "accepted"
    assert _everything(server.database) == (1, 1, 1, 1)


def from_inside(server: Running, awa: Device, batch: Batch) -> None:
    """The push without the line, so that an interruption reaches the test."""
    push(server.database, tokens.holder(server.database, awa.token), [batch])


def _everything(database: Database) -> tuple[int, ...]:
    with database.transaction({DISTRICT}, 1) as connection:
        return tuple(
            connection.execute(text(query)).scalar_one()
            for query in (
                "SELECT count(*) FROM record",
                "SELECT count(*) FROM change",
                "SELECT coalesce(sum(n), 0)::int FROM tally",
                "SELECT last_number::int FROM device",
            )
        )


def test_a_length_of_thousands_of_digits_is_too_large_and_no_error(server: Running, awa: Device) -> None:
    """A proxy may let it through that uvicorn does not."""
    told: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        told.append(message)

    headers = [
        (b"authorization", f"Bearer {awa.token}".encode()),
        (b"content-length", b"9" * 5000),
    ]
    for path in ("/v1/exchange", "/v1/bundles", "/v1/photos/missing"):
        scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": headers}
        asyncio.run(make_app(server.database, server.trust)(scope, receive, send))
    assert [message["status"] for message in told if "status" in message] == [413, 413, 413]
