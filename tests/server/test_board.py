"""What a regional office hears of the offices it watches, and what it does not hear."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.ids import device_code
from domain.wire.encoding import encode_request
from domain.wire.messages import Request
from server import devices
from server.board import whole_board
from server.database import Database
from server.running import Running
from tests.server.device import Device, Joined, code_of, household


def board_of(device: Device) -> dict[str, dict[str, Any]]:
    """The offices of the board that the server shows this device, by code."""
    headers = {"Authorization": f"Bearer {device.token}"}
    answer = device.line.call("GET", "/v1/board", headers=headers)
    assert answer.status_code == 200, answer.text
    return {office["office"]: office for office in answer.json()["offices"]}


def say(device: Device, waiting: int, program: str = "0.9.1") -> None:
    """One step of a round in which the device says what waits on it."""
    answer = device.post(encode_request(Request((), device.cursors, waiting=waiting, program=program)))
    assert answer.status_code == 200, answer.text


def test_a_regional_office_sees_last_contact_backlog_and_version_of_those_it_watches(joined: Joined) -> None:
    regional, awa, binta = joined("KPR"), joined("NSR"), joined("NSR")
    awa.create("household", household())
    awa.push()
    say(awa, 3)
    say(binta, 39, "0.9.2")
    offices = board_of(regional)
    assert list(offices) == ["LDR", "NSR"]
    assert (offices["LDR"]["seen_at"], offices["LDR"]["devices"]) == (None, [])
    nowshera = offices["NSR"]
    assert nowshera["waiting"] == 42
    assert nowshera["names"]["fr"] == "Guichet unique de Nowshera"
    first, second = nowshera["devices"]
    assert (first["device"], first["waiting"], first["program"], first["changes"]) == (awa.id, 3, "0.9.1", 1)
    assert (second["device"], second["waiting"], second["program"]) == (binta.id, 39, "0.9.2")
    assert nowshera["seen_at"] == max(first["seen_at"], second["seen_at"])
    assert datetime.fromisoformat(first["seen_at"]).utcoffset() is not None
    assert abs(first["clock_offset_ms"]) < 60_000


def test_an_office_that_watches_nobody_is_told_so(awa: Device) -> None:
    answer = awa.line.call("GET", "/v1/board", headers={"Authorization": f"Bearer {awa.token}"})
    assert (answer.status_code, code_of(answer)) == (403, "board_not_regional")


def test_without_a_token_there_is_no_board(awa: Device) -> None:
    assert code_of(awa.line.call("GET", "/v1/board")) == "token_invalid"


def test_a_new_backlog_is_noted_at_once(joined: Joined) -> None:
    regional, awa = joined("KPR"), joined("NSR")
    for waiting in (5, 0, 7):
        say(awa, waiting)
        assert board_of(regional)["NSR"]["waiting"] == waiting


def test_a_device_that_was_shut_out_is_shown_but_not_counted(joined: Joined, database: Database) -> None:
    regional, awa = joined("KPR"), joined("NSR")
    say(awa, 5)
    devices.revoke(database, awa.id)
    nowshera = board_of(regional)["NSR"]
    assert (nowshera["waiting"], nowshera["seen_at"]) == (0, None)
    assert nowshera["devices"][0]["revoked_at"] is not None


def test_the_name_people_gave_it_is_shown(joined: Joined, database: Database) -> None:
    regional, awa = joined("KPR"), joined("NSR")
    devices.rename(database, f"nsr-{device_code(awa.id).lower()}", "  comptoir   n° 2 ")
    assert board_of(regional)["NSR"]["devices"][0]["name"] == "comptoir n° 2"


def test_whoever_looks_after_the_server_sees_every_office(server: Running) -> None:
    codes = [office["office"] for office in whole_board(server.database)["offices"]]
    assert codes == sorted(codes)
    assert {"NSR", "LDR", "KPR", "MAI"} <= set(codes)
