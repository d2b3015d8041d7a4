"""A device of one district sees nothing of another, whatever address it asks and whatever it says."""

from __future__ import annotations

import hashlib
import time

import pytest
from sqlalchemy import text
from starlette.routing import Route

from domain.ids import RecordId
from domain.wire.messages import Cursor
from server import snapshots
from server.app import make_app
from server.database import Database
from server.running import Running
from tests.server.device import DISTRICT, ELSEWHERE, Device, Joined, household, person, verdicts

SECRET = "Qandil Secretname"
PHOTO = b"\xff\xd8 portrait of Qandil Secretname"
NAME = hashlib.sha256(PHOTO).hexdigest()


@pytest.fixture
def there(joined: Joined) -> Device:
    """A device of another district, with a person and her portrait."""
    device = joined("LDR")
    head = device.create("person", person(given_name=SECRET), ELSEWHERE)
    device.create(
        "photo",
        {"person": str(head), "sha256": NAME, "size": len(PHOTO), "at": "2026-03-04T10:00:00Z"},
        ELSEWHERE,
    )
    assert verdicts(device.push().answers) == ["accepted", "accepted"]
    answer = device.line.call("PUT", f"/v1/photos/{NAME}", data=PHOTO, headers=_bearer(device))
    assert answer.status_code == 204, answer.text
    return device


def _bearer(device: Device) -> dict[str, str]:
    return {"Authorization": f"Bearer {device.token}"}


def _names_of_snapshots(device: Device) -> list[str]:
    """Made when asked for, a moment later."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        document = device.line.call("GET", "/v1/snapshots", headers=_bearer(device)).json()
        if document["districts"]:
            return [district["name"] for district in document["districts"].values()]
        time.sleep(0.05)
    return []


def test_no_address_that_is_read_gives_anything_of_another_district(
    server: Running, there: Device, awa: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "LEAST_ROWS", 1)
    asked = []
    foreign = [NAME, *_names_of_snapshots(there)]
    assert len(foreign) == 2
    for route in make_app(server.database, server.trust).routes:
        assert isinstance(route, Route)
        if "GET" not in (route.methods or ()) or route.path == "/health":
            continue
        for name in foreign if "{" in route.path else [""]:
            path = route.path.replace("{name}", name).replace("{sha256}", name)
            answer = awa.line.call("GET", path, headers=_bearer(awa))
            asked.append(path)
            for trace in (SECRET.encode(), PHOTO, there.id.encode(), ELSEWHERE.encode()):
                assert trace not in answer.content, path
            if name:
                assert answer.status_code == 404, path
    assert len(asked) >= 7


def test_photos_of_another_district_are_as_if_they_were_not(there: Device, awa: Device) -> None:
    asked = {"photos": [NAME]}
    answer = awa.line.call("POST", "/v1/photos/missing", json=asked, headers=_bearer(awa))
    assert answer.json()["missing"] == [NAME]
    answer = awa.line.call("PUT", f"/v1/photos/{NAME}", data=PHOTO, headers=_bearer(awa))
    assert answer.status_code == 404


def test_no_cursor_opens_another_district(there: Device, awa: Device) -> None:
    for cursors in ({ELSEWHERE: Cursor()}, {ELSEWHERE: Cursor(), DISTRICT: Cursor()}, {"": Cursor()}):
        awa.cursors = dict(cursors)
        response = awa.step()
        assert response.rows == ()
        assert ELSEWHERE not in response.cursors
        assert response.tallies == {}


def test_nothing_is_written_to_another_district_nor_learnt_from_the_answer(
    there: Device, awa: Device, database: Database
) -> None:
    """A record that is elsewhere is answered as one that never was."""
    hers, nobodys = RecordId(there.id, 1), RecordId(there.id, 99)
    for subject in (hers, nobodys):
        awa.edit("person", subject, {"given_name": "Taken"})
        awa.create("membership", {"household": str(subject), "person": str(subject), "role": "head"})
    awa.create("household", household(), ELSEWHERE)
    answers = awa.push().answers
    assert verdicts(answers) == ["refused"] * 5
    codes = [(answer.problem.code, dict(answer.problem.facts)) for answer in answers if answer.problem]
    assert codes[:2] == codes[2:4]
    assert codes[4][0] == "area_elsewhere"
    with database.transaction({ELSEWHERE}) as connection:
        fields = connection.execute(text("SELECT fields ->> 'given_name' FROM record WHERE kind = 'person'"))
        assert fields.scalars().all() == [SECRET]


def test_a_device_that_was_moved_to_another_office_sees_that_one_alone(
    there: Device, awa: Device, database: Database
) -> None:
    """Its districts are those of its office now; its own changes stay its own."""
    awa.create("person", person(given_name="Nowshera"))
    awa.push()
    with database.transaction() as connection:
        connection.execute(text("UPDATE device SET office = 'LDR' WHERE fingerprint = :f"), {"f": awa.id})
    awa.cursors, awa.rows = {}, {}
    awa.pull()
    assert {row.fields.get("given_name") for row in awa.of_kind("person")} == {SECRET}
