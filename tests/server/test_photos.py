"""Photographs: named by their hash, for the districts that have a record of one, and for no other."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

import pytest
import requests
from sqlalchemy import text

from server import photos
from server.database import Database
from tests.server.device import DISTRICT, ELSEWHERE, Device, Joined, code_of, person


def announce(device: Device, data: bytes, district: str = DISTRICT) -> str:
    """The photo's name, once its record has arrived."""
    name = hashlib.sha256(data).hexdigest()
    head = device.create("person", person(), district)
    device.create("photo", {"person": str(head), "sha256": name, "size": len(data)}, district)
    device.push(len(device.journal) - 1)
    return name


def call(device: Device, method: str, path: str, **given: Any) -> requests.Response:
    headers = {"Authorization": f"Bearer {device.token}"}
    return device.line.call(method, f"/v1/photos/{path}", headers=headers, **given)


def missing(device: Device, *names: str) -> Any:
    answer = call(device, "POST", "missing", json={"photos": names})
    assert answer.status_code == 200
    return answer.json()["missing"]


def test_a_photo_arrives_and_another_laptop_of_the_district_has_it(awa: Device, joined: Joined) -> None:
    data = secrets.token_bytes(25_000)
    name = announce(awa, data)
    assert missing(awa, name) == [name]
    assert call(awa, "PUT", name, data=data).status_code == 204
    assert missing(awa, name) == []
    answer = call(joined(), "GET", name)
    assert (answer.content, answer.headers["Content-Type"]) == (data, "image/jpeg")
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_document_arrives_as_a_photo_does_and_as_what_it_is(awa: Device, joined: Joined) -> None:
    data = b"%PDF-1.7 " + secrets.token_bytes(50_000)
    name = hashlib.sha256(data).hexdigest()
    assert code_of(call(awa, "PUT", name, data=data)) == "photo_unknown"
    head = awa.create("person", person(), DISTRICT)
    scan = {"document": "certificate", "mime": "application/pdf", "taken_on": "2026-03-04"}
    told = {"person": str(head), "sha256": name, "size": len(data), "at": "2026-03-04T10:00:00Z"}
    awa.create("document", {**scan, **told}, DISTRICT)
    awa.push(len(awa.journal) - 1)
    assert missing(awa, name) == [name]
    assert call(awa, "PUT", name, data=data).status_code == 204
    assert missing(awa, name) == []
    answer = call(joined(), "GET", name)
    assert (answer.content, answer.headers["Content-Type"]) == (data, "application/pdf")


def test_a_photo_sent_twice_is_kept_once(awa: Device, database: Database) -> None:
    name = announce(awa, b"portrait")
    for _ in range(2):
        assert call(awa, "PUT", name, data=b"portrait").status_code == 204
    with database.transaction({DISTRICT}) as connection:
        assert connection.execute(text("SELECT count(*) FROM photo")).scalar() == 1


@pytest.mark.parametrize("sent", [b"", b"portrai", b"another one"])
def test_a_photo_that_was_cut_or_damaged_is_not_kept(awa: Device, sent: bytes) -> None:
    name = announce(awa, b"portrait")
    answer = call(awa, "PUT", name, data=sent)
    assert (answer.status_code, code_of(answer)) == (400, "photo_damaged")
    assert missing(awa, name) == [name]
    assert code_of(call(awa, "GET", name)) == "photo_unknown"


def test_a_photo_nobody_announced_is_not_kept(awa: Device) -> None:
    name = hashlib.sha256(b"anything").hexdigest()
    answer = call(awa, "PUT", name, data=b"anything")
    assert (answer.status_code, code_of(answer)) == (404, "photo_unknown")
    assert missing(awa, name) == [name]


def test_a_photo_of_another_district_does_not_exist(awa: Device, joined: Joined) -> None:
    neighbour = joined("LDR")
    name = announce(neighbour, b"portrait", ELSEWHERE)
    call(neighbour, "PUT", name, data=b"portrait")
    assert code_of(call(awa, "GET", name)) == "photo_unknown"
    assert code_of(call(awa, "PUT", name, data=b"portrait")) == "photo_unknown"
    assert missing(awa, name) == [name]


def test_the_same_photo_in_two_districts_is_there_for_both(awa: Device, joined: Joined) -> None:
    neighbour = joined("LDR")
    name = announce(neighbour, b"portrait", ELSEWHERE)
    call(neighbour, "PUT", name, data=b"portrait")
    announce(awa, b"portrait")
    assert missing(awa, name) == [name]
    call(awa, "PUT", name, data=b"portrait")
    assert missing(awa, name) == []
    assert call(awa, "GET", name).content == b"portrait"


def test_a_photo_larger_than_any_is_refused(awa: Device) -> None:
    data = bytes(photos.MAX_BODY + 1)
    answer = call(awa, "PUT", hashlib.sha256(data).hexdigest(), data=data)
    assert (answer.status_code, code_of(answer)) == (413, "message_too_large")


@pytest.mark.parametrize("name", ["x", "A" * 64, "0" * 63, "%00", "é", "0" * 64 + "%0A"])
def test_a_name_that_is_no_hash_names_no_photo(awa: Device, name: str) -> None:
    assert code_of(call(awa, "GET", name)) == "photo_unknown"
    assert code_of(call(awa, "PUT", name, data=b"")) == "photo_unknown"


@pytest.mark.parametrize("asked", [None, "x", [1], ["x"], ["\ud800"], ["0" * 64] * 1001, {}])
def test_a_question_that_is_none_is_a_problem(awa: Device, asked: Any) -> None:
    answer = call(awa, "POST", "missing", json={"photos": asked})
    assert (answer.status_code, code_of(answer)) == (400, "message_unreadable")


def test_photos_want_a_token(awa: Device) -> None:
    awa.token = "wrong"
    for method, path in (("GET", "0" * 64), ("PUT", "0" * 64), ("POST", "missing")):
        assert code_of(call(awa, method, path, json={"photos": []})) == "token_invalid"
