"""Photos and documents come in chunks and go on where the line was cut; nobody reads another district's."""

from __future__ import annotations

import hashlib
import secrets

import pytest
import requests
from sqlalchemy import text

from server import photos
from server.database import Database
from tests.server.device import DISTRICT, ELSEWHERE, Device, Joined, code_of, person
from tests.server.test_photos import announce, call, missing

CHUNK = 65_536


def send(device: Device, name: str, start: int, size: int, chunk: bytes) -> requests.Response:
    head = {
        "Authorization": f"Bearer {device.token}",
        "Upload-Offset": str(start),
        "Upload-Length": str(size),
    }
    return device.line.call("PATCH", f"/v1/photos/{name}", headers=head, data=chunk)


def have(device: Device, name: str) -> int:
    answer = call(device, "POST", "missing", json={"photos": [name]}).json()
    assert answer["missing"] == [name]
    return int(answer["have"].get(name, 0))


def parts(database: Database) -> int:
    with database.transaction({DISTRICT, ELSEWHERE}) as connection:
        return int(connection.execute(text("SELECT count(*) FROM photo_part")).scalar_one())


def test_a_scan_comes_in_chunks_and_goes_on_where_the_line_was_cut(
    awa: Device, binta: Device, database: Database
) -> None:
    data = secrets.token_bytes(150_000)
    name = announce(awa, data)
    assert have(awa, name) == 0
    first = send(awa, name, 0, len(data), data[:CHUNK])
    assert (first.status_code, first.headers["Upload-Offset"]) == (204, str(CHUNK))
    assert have(awa, name) == CHUNK
    assert code_of(call(binta, "GET", name)) == "photo_unknown"  # half a photo is none
    assert send(awa, name, CHUNK, len(data), data[CHUNK : 2 * CHUNK]).status_code == 204
    last = send(awa, name, 2 * CHUNK, len(data), data[2 * CHUNK :])
    assert last.headers["Upload-Offset"] == str(len(data))
    assert missing(awa, name) == []
    assert call(binta, "GET", name).content == data
    assert parts(database) == 0


@pytest.mark.parametrize("start", [0, 1000, 2 * CHUNK])
def test_a_chunk_that_begins_elsewhere_is_told_where_the_next_one_begins(awa: Device, start: int) -> None:
    data = secrets.token_bytes(150_000)
    name = announce(awa, data)
    send(awa, name, 0, len(data), data[:CHUNK])
    answer = send(awa, name, start, len(data), data[start : start + 500])
    assert (answer.status_code, code_of(answer)) == (409, "offset_wrong")
    assert answer.json()["facts"] == {"offset": CHUNK}
    assert have(awa, name) == CHUNK


def test_a_photo_that_is_there_takes_no_more_chunks(awa: Device) -> None:
    data = b"portrait"
    name = announce(awa, data)
    call(awa, "PUT", name, data=data)
    answer = send(awa, name, 0, len(data), data)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "8")


def test_what_is_not_what_its_name_says_is_thrown_away_and_may_come_again(
    awa: Device, database: Database
) -> None:
    data = secrets.token_bytes(CHUNK + 10)
    name = announce(awa, data)
    send(awa, name, 0, len(data), data[:CHUNK])
    answer = send(awa, name, CHUNK, len(data), b"0123456789")
    assert (answer.status_code, code_of(answer)) == (400, "photo_damaged")
    assert parts(database) == have(awa, name) == 0
    send(awa, name, 0, len(data), data[:CHUNK])
    assert send(awa, name, CHUNK, len(data), data[CHUNK:]).status_code == 204
    assert missing(awa, name) == []


@pytest.mark.parametrize(("size", "sent"), [(9, 8), (8, 9), (10**8, 8)])
def test_nothing_is_taken_beyond_the_size_the_record_names(
    awa: Device, database: Database, size: int, sent: int
) -> None:
    name = announce(awa, b"portrait")
    answer = send(awa, name, 0, size, bytes(sent))
    assert (answer.status_code, code_of(answer)) == (413, "message_too_large")
    assert parts(database) == 0


def test_a_chunk_larger_than_any_is_not_read(awa: Device) -> None:
    name = announce(awa, b"portrait")
    answer = send(awa, name, 0, 8, bytes(photos.MAX_CHUNK + 1))
    assert code_of(answer) == "message_too_large"


def test_a_chunk_nobody_announced_is_not_kept(awa: Device, database: Database) -> None:
    name = hashlib.sha256(b"anything").hexdigest()
    assert code_of(send(awa, name, 0, 8, b"anything")) == "photo_unknown"
    assert code_of(send(awa, "x", 0, 8, b"anything")) == "photo_unknown"
    assert parts(database) == 0


@pytest.mark.parametrize("head", ["", "-1", "x", "1.5", "9" * 12, "²"])
def test_a_chunk_that_does_not_say_where_it_belongs_is_unreadable(awa: Device, head: str) -> None:
    headers = {"Authorization": f"Bearer {awa.token}", "Upload-Offset": "0", "Upload-Length": head}
    given = {key: value.encode() for key, value in headers.items()}
    answer = awa.line.call("PATCH", "/v1/photos/" + "0" * 64, headers=given, data=b"x")
    assert (answer.status_code, code_of(answer)) == (400, "message_unreadable")


def test_half_a_photo_is_its_devices_own(awa: Device, binta: Device, joined: Joined) -> None:
    data = secrets.token_bytes(CHUNK + 10)
    name = announce(awa, data)
    send(awa, name, 0, len(data), b"\0" * CHUNK)  # damaged
    assert have(binta, name) == 0
    neighbour = joined("LDR")
    assert have(neighbour, name) == 0
    assert code_of(send(neighbour, name, 0, len(data), data[:CHUNK])) == "photo_unknown"
    send(binta, name, 0, len(data), data[:CHUNK])
    assert send(binta, name, CHUNK, len(data), data[CHUNK:]).status_code == 204
    assert missing(awa, name) == []


def test_no_other_districts_transaction_sees_a_part(awa: Device, database: Database) -> None:
    data = secrets.token_bytes(CHUNK + 10)
    send(awa, announce(awa, data), 0, len(data), data[:CHUNK])
    with database.transaction({ELSEWHERE}) as connection:
        assert connection.execute(text("SELECT count(*) FROM photo_part")).scalar() == 0
    assert parts(database) == 1


def test_halves_that_nobody_goes_on_with_are_thrown_away_after_a_week(
    awa: Device, binta: Device, database: Database
) -> None:
    old, young = secrets.token_bytes(CHUNK + 10), secrets.token_bytes(CHUNK + 20)
    send(awa, announce(awa, old), 0, len(old), old[:CHUNK])
    with database.transaction({DISTRICT}) as connection:
        connection.execute(
            text("UPDATE photo_part SET received_at = now() - make_interval(days => :days)"),
            {"days": photos.KEPT_DAYS + 1},
        )
    send(awa, announce(awa, young), 0, len(young), young[:CHUNK])
    assert parts(database) == 1
    call(binta, "PUT", announce(binta, b"portrait"), data=b"portrait")
    assert parts(database) == 1


def test_a_photo_in_two_districts_of_one_office_comes_once(
    server: object, awa: Device, database: Database
) -> None:
    data = secrets.token_bytes(CHUNK + 10)
    name = announce(awa, data)
    send(awa, name, 0, len(data), data[:CHUNK])
    again = awa.create("person", person(code="NSR-ABCD-26-000003-X"), DISTRICT)
    awa.create("photo", {"person": str(again), "sha256": name, "size": len(data)}, DISTRICT)
    awa.push(len(awa.journal) - 1)
    assert send(awa, name, CHUNK, len(data), data[CHUNK:]).status_code == 204
    assert missing(awa, name) == []


@pytest.mark.parametrize(
    ("asked", "got"),
    [("bytes=0-2", (0, 3)), ("bytes=3-", (3, 8)), ("bytes=6-99", (6, 8)), ("bytes=7-7", (7, 8))],
)
def test_a_stretch_of_a_photo_can_be_asked_for(awa: Device, asked: str, got: tuple[int, int]) -> None:
    data = b"portrait"
    name = announce(awa, data)
    call(awa, "PUT", name, data=data)
    headers = {"Authorization": f"Bearer {awa.token}", "Range": asked}
    answer = awa.line.call("GET", f"/v1/photos/{name}", headers=headers)
    assert (answer.status_code, answer.content) == (206, data[slice(*got)])
    assert answer.headers["Content-Range"] == f"bytes {got[0]}-{got[1] - 1}/8"


def test_behind_the_end_there_is_nothing(awa: Device) -> None:
    name = announce(awa, b"portrait")
    call(awa, "PUT", name, data=b"portrait")
    headers = {"Authorization": f"Bearer {awa.token}", "Range": "bytes=8-"}
    answer = awa.line.call("GET", f"/v1/photos/{name}", headers=headers)
    assert (answer.status_code, code_of(answer)) == (416, "range_wrong")


@pytest.mark.parametrize("asked", ["bytes=5-2", "bytes=-3", "lines=1-2", "bytes=0-1,3-4", "x"])
def test_what_is_no_range_of_ours_is_answered_with_the_whole(awa: Device, asked: str) -> None:
    name = announce(awa, b"portrait")
    call(awa, "PUT", name, data=b"portrait")
    headers = {"Authorization": f"Bearer {awa.token}", "Range": asked}
    answer = awa.line.call("GET", f"/v1/photos/{name}", headers=headers)
    assert (answer.status_code, answer.content) == (200, b"portrait")
