"""Other districts' identifiers as a filter: never the device's own, nothing twice over the line."""

from __future__ import annotations

import pytest

from domain.ids import RecordId
from domain.matching import bloom
from domain.problems import Fault
from server import devices
from server.database import Database
from server.hints import Hint, Hints
from tests.server.device import DISTRICT, ELSEWHERE, Device, Joined, code_of, household, person

ROOT = b"a root"


def register(device: Device, value: str, district: str = DISTRICT, **more: str) -> RecordId:
    """A household with one member who has a number."""
    device.create("household", household(area=district), district)
    who = device.create("person", person(), district)
    fields = {"person": str(who), "scheme": "national_id", "country": "PK", "value": value, **more}
    return device.create("identifier", fields, district)


def seen_by(database: Database, device: Device) -> devices.Device:
    with database.transaction() as connection:
        found = devices.find(connection, device.id)
    assert found is not None
    return found


def holds(hint: Hint, value: str) -> bool:
    shape, bits = bloom.read(hint.data)
    entry = bloom.entry("national_id", "PK", value)
    assert entry is not None
    return shape.may_hold(entry, bits.__getitem__)


@pytest.fixture
def elsewhere(joined: Joined) -> Device:
    """A device of another district, with somebody registered."""
    device = joined("LDR")
    register(device, "15302-1234567-1", ELSEWHERE)
    device.push()
    return device


def test_numbers_of_other_districts_are_in_it_and_own_ones_are_not(
    database: Database, awa: Device, elsewhere: Device
) -> None:
    register(awa, "17201-7654321-3")
    awa.push()
    hints = Hints(database, ROOT)
    for_awa, for_them = hints.of(seen_by(database, awa)), hints.of(seen_by(database, elsewhere))
    assert holds(for_awa, "1530212345671")
    assert not holds(for_awa, "17201-7654321-3")
    assert holds(for_them, "17201-7654321-3")
    assert not holds(for_them, "15302-1234567-1")


def test_a_number_known_to_be_wrong_is_left_out(database: Database, awa: Device, elsewhere: Device) -> None:
    register(elsewhere, "15302-0000000-1", ELSEWHERE, status="wrong")
    elsewhere.push(first=4)
    assert not holds(Hints(database, ROOT).of(seen_by(database, awa)), "15302-0000000-1")


def test_it_is_made_again_only_when_something_changed(
    database: Database, awa: Device, elsewhere: Device
) -> None:
    hints, device = Hints(database, ROOT, pause=0), seen_by(database, awa)
    first = hints.of(device)
    assert hints.of(device) is first
    register(elsewhere, "15302-1111111-1", ELSEWHERE)
    elsewhere.push(first=4)
    second = hints.of(device)
    assert holds(second, "15302-1111111-1")
    assert second.etag != first.etag


def test_one_that_is_dear_to_make_may_be_a_little_old(
    database: Database, awa: Device, elsewhere: Device
) -> None:
    hints, device = Hints(database, ROOT, pause=1e9), seen_by(database, awa)
    first = hints.of(device)
    register(elsewhere, "15302-1111111-1", ELSEWHERE)
    elsewhere.push(first=4)
    assert hints.of(device) is first


def test_the_same_numbers_have_the_same_name_in_every_process(
    database: Database, awa: Device, elsewhere: Device
) -> None:
    device = seen_by(database, awa)
    assert Hints(database, ROOT).of(device).etag == Hints(database, ROOT).of(device).etag
    assert Hints(database, ROOT).of(device).etag != Hints(database, b"another").of(device).etag


def test_whoever_asks_while_it_is_made_comes_back_later(database: Database, awa: Device) -> None:
    hints, device = Hints(database, ROOT), seen_by(database, awa)
    hints._making.add(device.districts)
    with pytest.raises(Fault, match="server_busy"):
        hints.of(device)


def test_over_http_nothing_is_sent_twice(awa: Device, elsewhere: Device) -> None:
    bearer = {"Authorization": f"Bearer {awa.token}"}
    first = awa.line.call("GET", "/v1/hints", headers=bearer)
    assert first.status_code == 200
    assert first.headers["Content-Type"] == "application/vnd.guichet.hints"
    assert "no-cache" in first.headers["Cache-Control"]
    bloom.read(first.content)
    again = awa.line.call("GET", "/v1/hints", headers={**bearer, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = awa.line.call("GET", "/v1/hints", headers={**bearer, "If-None-Match": '"of before"'})
    assert other.content == first.content


def test_only_who_joined_may_ask(awa: Device) -> None:
    assert code_of(awa.line.call("GET", "/v1/hints")) == "token_invalid"
    assert (
        code_of(awa.line.call("GET", "/v1/hints", headers={"Authorization": "Bearer x"})) == "token_invalid"
    )
