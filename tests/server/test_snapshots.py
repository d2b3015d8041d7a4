"""A district as one file: the same bytes for everybody, made once, seen by its own devices alone."""

from __future__ import annotations

import hashlib
import threading
import time
from typing import Any

import pytest
import requests
from sqlalchemy import text

from domain.wire.encoding import decode_pages
from domain.wire.messages import Page
from server import epoch, snapshots
from server.database import Database
from server.snapshots import Snapshots
from tests.server.device import DISTRICT, ELSEWHERE, Device, Joined, code_of, household, person

ROWS = 40


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of districts and parts, so that a test need not write ten thousand records."""
    monkeypatch.setattr(snapshots, "LEAST_ROWS", 20)
    monkeypatch.setattr(snapshots, "PAGE", 15)
    monkeypatch.setattr(snapshots, "PART", 48)


def fill(device: Device, rows: int = ROWS, district: str = DISTRICT) -> None:
    """So many records, pushed ten at a time: each ten get a version of their own."""
    first = len(device.journal) + 1
    for n in range(rows // 2):
        device.create("household", household(code=f"NSR-ABCD-26-{n:06d}-X", area=district), district)
        device.create("person", person(given_name=f"Awa {n}"), district)
    for start in range(first, first + rows, 10):
        device.push(start, start + 9)


def ask(device: Device, path: str = "", **headers: str) -> requests.Response:
    head = {"Authorization": f"Bearer {device.token}", **headers}
    return device.line.call("GET", f"/v1/snapshots{path}", headers=head)


def made(device: Device, district: str = DISTRICT) -> dict[str, Any]:
    """The entry of a district, once its snapshot is there and nothing is being made."""
    for _ in range(200):
        body = ask(device).json()
        if district in body["districts"] and not body["making"]:
            return dict(body["districts"][district])
        assert district in body["making"] or body["making"]
        time.sleep(0.05)
    raise AssertionError("never made")


def pages(data: bytes) -> list[Page]:
    return list(decode_pages([data]))


def test_a_district_comes_as_one_file_whose_name_is_its_hash(awa: Device, binta: Device) -> None:
    fill(awa)
    entry = made(binta)
    data = ask(binta, f"/{entry['name']}").content
    assert hashlib.sha256(data).hexdigest() == entry["name"]
    assert (len(data), entry["rows"]) == (entry["size"], ROWS)
    awa.cursors = {}
    awa.pull()
    found = pages(data)
    assert len(found) == 3
    assert {row.id: row for page in found for row in page.rows} == awa.rows
    assert found[-1].cursors == awa.cursors == {DISTRICT: found[-1].cursors[DISTRICT]}
    assert found[-1].cursors[DISTRICT].version == entry["version"]


def test_whoever_goes_on_from_its_cursor_misses_nothing_and_gets_nothing_twice(
    awa: Device, binta: Device
) -> None:
    fill(awa)
    entry = made(binta)
    later = awa.create("household", household(village="Pabbi again"), DISTRICT)
    awa.push(len(awa.journal))
    last = pages(ask(binta, f"/{entry['name']}").content)[-1]
    binta.cursors = dict(last.cursors)
    binta.pull()
    assert list(binta.rows) == [later]


def test_its_bytes_never_change_and_any_stretch_can_be_asked_for(awa: Device, binta: Device) -> None:
    fill(awa)
    entry = made(awa)
    whole = ask(awa, f"/{entry['name']}").content
    assert len(whole) > 4 * snapshots.PART
    for first, last in ((0, 0), (40, 200), (48, 95), (len(whole) - 5, len(whole) + 99)):
        answer = ask(binta, f"/{entry['name']}", Range=f"bytes={first}-{last}")
        assert (answer.status_code, answer.content) == (206, whole[first : last + 1])
        end = min(last, len(whole) - 1)
        assert answer.headers["Content-Range"] == f"bytes {first}-{end}/{len(whole)}"
    beyond = ask(binta, f"/{entry['name']}", Range=f"bytes={len(whole)}-")
    assert (beyond.status_code, code_of(beyond)) == (416, "range_wrong")


def test_it_is_made_once_and_again_when_the_district_moved_on_by_a_tenth(
    awa: Device, database: Database
) -> None:
    fill(awa)
    before = made(awa)
    fill(awa, 4)
    assert made(awa) == before
    fill(awa, 2)
    assert ask(awa).json()["districts"][DISTRICT] == before  # goes on being offered
    for _ in range(200):
        after = made(awa)
        if after != before:
            break
    assert (after["rows"], before["rows"]) == (46, 40)
    assert ask(awa, f"/{before['name']}").status_code == 206  # somebody may be in the middle of it
    fill(awa, 10)
    for _ in range(200):
        if made(awa) != after:
            break
    assert code_of(ask(awa, f"/{before['name']}")) == "snapshot_unknown"
    with database.transaction({DISTRICT}) as connection:
        kept = connection.execute(text("SELECT count(DISTINCT snapshot) FROM snapshot_part")).scalar()
    assert kept == 2


def test_one_that_fell_far_behind_is_no_longer_offered(awa: Device) -> None:
    fill(awa)
    before = made(awa)
    fill(awa, 60)
    body = ask(awa).json()
    assert (body["districts"], body["making"]) == ({}, [DISTRICT])
    assert made(awa) != before


def test_a_small_district_is_read_by_pages(awa: Device) -> None:
    fill(awa, 10)
    body = ask(awa).json()
    assert (body["districts"], body["making"]) == ({}, [])


def test_no_other_districts_device_hears_or_reads_of_it(
    awa: Device, joined: Joined, database: Database
) -> None:
    fill(awa)
    entry = made(awa)
    neighbour = joined("LDR")
    body = ask(neighbour).json()
    assert (body["districts"], body["making"]) == ({}, [])
    answer = ask(neighbour, f"/{entry['name']}")
    assert (answer.status_code, code_of(answer)) == (404, "snapshot_unknown")
    with database.transaction({ELSEWHERE}) as connection:
        for table in ("snapshot", "snapshot_part"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0


def test_a_server_that_came_back_from_a_copy_offers_none_of_before(awa: Device, database: Database) -> None:
    fill(awa)
    before = made(awa)
    with database.transaction() as connection:
        epoch.renew(connection)
    assert code_of(ask(awa, f"/{before['name']}")) == "snapshot_unknown"
    body = ask(awa).json()
    assert (body["districts"], body["making"]) == ({}, [DISTRICT])
    assert made(awa)["rows"] == ROWS


@pytest.mark.parametrize("name", ["x", "0" * 64, "%00", "é"])
def test_a_name_that_is_none_names_nothing(awa: Device, name: str) -> None:
    assert code_of(ask(awa, f"/{name}")) in ("snapshot_unknown", "address_unknown")


def test_snapshots_want_a_token(awa: Device) -> None:
    awa.token = "wrong"
    assert code_of(ask(awa)) == code_of(ask(awa, "/" + "0" * 64)) == "token_invalid"


def test_two_that_ask_at_once_get_one(awa: Device, database: Database) -> None:
    fill(awa)
    for _ in range(2):
        Snapshots(database).make(DISTRICT)
    with database.transaction({DISTRICT}) as connection:
        assert connection.execute(text("SELECT count(*) FROM snapshot")).scalar() == 1


def test_while_one_is_written_records_go_on_arriving_and_nobody_writes_another(
    awa: Device, binta: Device, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(awa)
    monkeypatch.setattr(snapshots, "BREATH", 0)
    one, other = Snapshots(database), Snapshots(database)
    halfway, go_on = threading.Event(), threading.Event()

    def wait(seconds: float) -> bool:
        halfway.set()
        return not go_on.wait(10)

    monkeypatch.setattr(one._stopped, "wait", wait)
    writer = threading.Thread(target=one.make, args=(DISTRICT,))
    writer.start()
    assert halfway.wait(10)
    fill(binta, 10)
    other.make(DISTRICT)
    with database.transaction({DISTRICT}) as connection:
        assert connection.execute(text("SELECT count(*) FROM snapshot")).scalar() == 0
    go_on.set()
    writer.join()
    with database.transaction({DISTRICT}) as connection:
        [row] = connection.execute(text("SELECT rows, version FROM snapshot"))
    assert (row.rows, row.version) == (ROWS, ROWS // 10)  # one moment: what came meanwhile is not in it


def test_a_process_that_ends_leaves_nothing_half_written(awa: Device, database: Database) -> None:
    fill(awa)
    ending = Snapshots(database)
    ending.stop()
    with pytest.raises(snapshots.Stopped):
        ending.make(DISTRICT)
    with database.transaction({DISTRICT}) as connection:
        for table in ("snapshot", "snapshot_part"):
            assert connection.execute(text(f"SELECT count(*) FROM {table}")).scalar() == 0
