"""Devices and sticks that mean harm: what they send harms nobody else, and tells them nothing."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import string
from dataclasses import replace
from pathlib import Path
from random import Random
from urllib.parse import urlsplit

import pytest

from domain.ids import RecordId
from domain.problems import Fault, Refused
from domain.wire.bundle import Part
from domain.wire.encoding import decode_response, encode_request
from domain.wire.messages import Request
from server import bodies, bundle_files, devices, photos
from server.running import Running
from tests.server.device import (
    DISTRICT,
    ELSEWHERE,
    Device,
    Joined,
    code_of,
    household,
    person,
    verdicts,
)
from tests.server.test_bundles import parts_of, read_back, stick_of, take
from tests.server.test_moving import Home, move
from tests.server.test_photo_parts import send
from tests.server.test_photos import announce, call, missing

_NOISE = "".join(Random(1).choices(string.ascii_letters, k=30_000))
_PLACE = ("area", "village", "address", "landmark")


@pytest.mark.parametrize("name", ["household", "person", "merged_into"])
@pytest.mark.parametrize("value", [_NOISE, [_NOISE], {"x": _NOISE}])
def test_what_no_index_has_room_for_is_refused_and_what_follows_arrives(
    awa: Device, name: str, value: object
) -> None:
    awa.create("visit", {name: value})  # type: ignore[dict-item]
    awa.create("visit", {name: "short"})
    awa.create("person", person())
    assert verdicts(awa.push().answers) == ["refused", "accepted", "accepted"]


@pytest.mark.parametrize("answered", [-1, -(2**70), 2**40, 2**70])
def test_an_answer_to_a_number_that_no_change_can_have_is_no_message(awa: Device, answered: int) -> None:
    assert code_of(awa.send(answered=answered)) == "message_unreadable"


@pytest.mark.parametrize(
    ("waiting", "program"), [(2**70, "1"), (-(2**70), "1"), (0, "a\0b"), (0, "a\nb" * 99)]
)
def test_whatever_a_device_says_of_itself_its_changes_are_answered(
    server: Running, awa: Device, waiting: int, program: str
) -> None:
    awa.create("person", person())
    answer = awa.post(encode_request(Request((awa.batch(),), {}, 10, None, waiting, program)))
    assert verdicts(decode_response(answer.content).answers) == ["accepted"]
    [told] = devices.listing(server.database)
    assert 0 <= told["waiting"] <= devices.MOST_WAITING
    assert told["program"].isprintable()


def test_a_photo_larger_than_its_record_says_is_not_kept(server: Running, awa: Device) -> None:
    data = b"x" * 5000
    name = hashlib.sha256(data).hexdigest()
    of = awa.create("person", person())
    awa.create("photo", {"person": str(of), "sha256": name, "size": 10})
    awa.push()
    with server.database.transaction() as connection:
        device = devices.find(connection, awa.id)
    assert device
    with pytest.raises(Refused, match="message_too_large"):
        photos.put(server.database, device, name, data)
    assert photos.missing(server.database, device, [name])[0] == [name]


def test_a_stick_asks_for_no_other_devices_answers(server: Running, awa: Device, joined: Joined) -> None:
    there = joined("LDR")
    there.create("household", household(village="Hers alone"), "PK-KP-NOWHERE")
    assert verdicts(there.push().answers) == ["refused"]
    nosy = Part("Q", encode_request(Request((), {}, 1, 0)), there.id)
    _, parts = read_back(server, awa, take(server, stick_of(server, awa, [*parts_of(awa), nosy])))
    assert [part.kind for part in parts if part.name == there.id] == ["X"]
    [said] = [json.loads(part.body) for part in parts if part.kind == "X"]
    assert said["code"] == "device_mismatch"


def test_a_household_that_has_gone_is_not_sent_further_by_the_office_it_left(
    awa: Device, joined: Joined
) -> None:
    """Its place and its district would no longer be one."""
    carol = joined("LDR")
    home = Home(awa)
    awa.push()
    away = move(awa, home.name, ELSEWHERE)
    awa.push(len(awa.journal))
    back = move(awa, home.name, DISTRICT, from_district=DISTRICT)
    seen: dict[str, RecordId] = dict.fromkeys(_PLACE, away)
    awa.journal[-1] = replace(awa.journal[-1], district=DISTRICT, base=seen)
    assert verdicts(awa.push(len(awa.journal)).answers) == ["conflict"]
    carol.pull()
    assert carol.rows[home.name].fields["area"] == carol.rows[home.name].district == ELSEWHERE
    told = carol.rows[back]
    assert (told.kind, told.district, told.fields["other"]["area"]) == ("conflict", ELSEWHERE, DISTRICT)


def test_nobody_hears_whether_another_district_has_a_photo(awa: Device, joined: Joined) -> None:
    """A record that names it, moved there on purpose, opens nothing: the answer is that of one nobody has."""
    there = joined("LDR")
    data = b"\xff\xd8 of somebody there"
    name, nobodys = announce(there, data, ELSEWHERE), "0" * 64
    assert call(there, "PUT", name, data=data).status_code == 204
    home = Home(awa)
    for planted in (name, nobodys):
        awa.create("photo", {"person": str(home.head), "sha256": planted, "size": len(data)})
    awa.push()
    move(awa, home.name, ELSEWHERE)
    awa.push(len(awa.journal))
    assert missing(awa, name, nobodys) == [name, nobodys]
    for planted in (name, nobodys):
        answer = send(awa, planted, 0, len(data), data[:5])
        assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, "5")


# -- who takes the places of others


def test_a_body_of_nobody_is_not_held(server: Running) -> None:
    """The answer comes before the body: otherwise some strangers could hold all the room there is."""
    address = urlsplit(server.url)
    head = (
        b"POST /v1/exchange HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer nobody\r\n"
        b"Content-Type: application/vnd.guichet.round\r\nContent-Length: 4000000\r\n\r\n"
    )
    with socket.create_connection((str(address.hostname), address.port or 0), timeout=10) as line:
        line.sendall(head)
        assert line.recv(65536).startswith(b"HTTP/1.1 401 ")


def test_of_one_device_only_a_few_bodies_are_held() -> None:
    held = bodies.Bodies(most=100)
    waiting = [held.hold(1, "awa") for _ in range(bodies.OF_ONE)]
    for one in waiting:
        one.__enter__()
    with pytest.raises(Fault, match="server_busy"), held.hold(1, "awa"):
        pass
    with held.hold(1, "binta"):
        pass
    for one in waiting:
        one.__exit__(None, None, None)
    with held.hold(100, "awa"):
        pass


# -- a stick


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in this file system")
def test_a_pipe_and_a_folder_on_a_stick_are_passed_over(server: Running, awa: Device, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "A.guichet-out")
    (tmp_path / "B.guichet-out").mkdir()
    awa.create("person", person())
    (tmp_path / "C.guichet-out").write_bytes(stick_of(server, awa))
    [said] = bundle_files.take(server.database, server.trust, tmp_path)
    assert said["answer"] == "C.guichet-in"


def test_a_link_on_a_stick_leads_to_no_other_file(server: Running, awa: Device, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_bytes(b"precious")
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "C.guichet-out").write_bytes(stick_of(server, awa))
    for name in ("C.guichet-in", "C.guichet-in.part"):
        (stick / name).symlink_to(precious)
    bundle_files.take(server.database, server.trust, stick)
    assert precious.read_bytes() == b"precious"
    assert read_back(server, awa, (stick / "C.guichet-in").read_bytes())[0].to == awa.id
