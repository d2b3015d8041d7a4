"""A file that takes a new identity: the old one vouches for it, and is answered for it."""

from __future__ import annotations

import base64
from typing import Any

import pytest
import requests
from sqlalchemy import text

from domain.ids import device_code
from domain.wire.joining import renew_bytes
from server import devices, renewal
from server.running import Running
from tests.server.device import Device, Joined, Line, code_of, person


def renew(old: Device, new: Device, **changed: Any) -> requests.Response:
    signed = renew_bytes(old.id, new.id)
    body = {
        "renews": old.id,
        "public_key": base64.b64encode(new.public).decode(),
        "device_code": device_code(new.id),
        "voucher": base64.b64encode(old.key.sign(signed)).decode(),
        "signature": base64.b64encode(new.key.sign(signed)).decode(),
    }
    return new.line.call("POST", "/v1/devices/renew", json=body | changed)


@pytest.fixture
def old(joined: Joined) -> Device:
    return joined()


@pytest.fixture
def new(line: Line) -> Device:
    return Device(line)


def test_a_new_identity_goes_on_in_the_office_of_the_old_one(old: Device, new: Device) -> None:
    first, again = renew(old, new).json(), renew(old, new).json()
    assert first["office"] == "NSR" and first["device"] == new.id
    assert first | {"time": 0} == again | {"time": 0}
    new.sign_in()
    new.create("person", person())
    assert new.push().answers[0].verdict == "accepted"


def test_nobody_renews_without_the_old_key(old: Device, new: Device) -> None:
    forged = base64.b64encode(new.key.sign(renew_bytes(old.id, new.id))).decode()
    assert code_of(renew(old, new, voucher=forged)) == "signature_wrong"
    assert code_of(new.ask_token()) == "device_unknown"


def test_an_unknown_or_revoked_device_vouches_for_nobody(
    server: Running, old: Device, new: Device, line: Line
) -> None:
    assert code_of(renew(Device(line), new)) == "device_unknown"
    devices.revoke(server.database, old.id)
    assert code_of(renew(old, new)) == "device_revoked"


def test_revoking_a_device_revokes_what_it_vouched_for(server: Running, old: Device, new: Device) -> None:
    newest = Device(new.line)
    renew(old, new)
    renew(new, newest)
    listed = {item["device"]: item["renews"] for item in devices.listing(server.database)}
    assert listed == {old.id: None, new.id: old.id, newest.id: new.id}
    revoked = devices.revoke(server.database, old.id)["revoked"]
    assert {item["device"] for item in revoked} == {old.id, new.id, newest.id}
    assert code_of(newest.ask_token()) == "device_revoked"


@pytest.mark.parametrize("name", ["renews", "public_key", "device_code", "voucher", "signature"])
@pytest.mark.parametrize("value", ["", "AAAAA", "\0", "\ud800", 7, None, ["x"]])
def test_a_renewal_with_a_wrong_part_is_a_problem(old: Device, new: Device, name: str, value: Any) -> None:
    answer = renew(old, new, **{name: value})
    assert answer.status_code in (400, 401, 403)
    code_of(answer)


def test_one_file_takes_only_so_many_identities_a_day(
    server: Running, old: Device, joined: Joined, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However it is done: each of the first, or each of the one before. Another file goes on."""
    monkeypatch.setattr(renewal, "MOST_A_DAY", 3)
    made = [Device(line) for _ in range(4)]
    assert renew(old, made[0]).status_code == 200
    assert renew(made[0], made[1]).status_code == 200
    assert renew(old, made[2]).status_code == 200
    refused = renew(made[1], made[3])
    assert (refused.status_code, code_of(refused)) == (429, "renewals_many")
    assert renew(old, made[2]).status_code == 200  # the answer was lost
    assert renew(joined(), Device(line)).status_code == 200
    with server.database.transaction() as connection:
        connection.execute(text("UPDATE device SET joined_at = joined_at - interval '25 hours'"))
    assert renew(made[1], made[3]).status_code == 200


def test_asking_again_uses_up_no_number(server: Running, old: Device, new: Device, line: Line) -> None:
    for _ in range(5):
        renew(old, new)
    renew(old, Device(line))
    with server.database.transaction() as connection:
        assert list(connection.execute(text("SELECT no FROM device ORDER BY no")).scalars()) == [1, 2, 3]
