"""A device shut out while its request is under way writes nothing, reads nothing, and vouches for nobody."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text

from domain.ids import device_code, fingerprint
from domain.problems import Refused
from domain.wire.joining import renew_bytes
from domain.wire.messages import Request
from server import devices, photos, renewal
from server.bundles import _asked
from server.exchange import exchange, push
from server.running import Running
from tests.server.device import DISTRICT, Device, household, person


def as_it_came(server: Running, device: Device) -> devices.Device:
    """As its request saw it, before anybody shut it out."""
    with server.database.transaction() as connection:
        found = devices.find(connection, device.id)
    assert found
    return found


def count(server: Running, table: str) -> int:
    with server.database.transaction({DISTRICT}) as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.problems[0].code


def test_nothing_of_it_is_written_or_given_out(server: Running, awa: Device) -> None:
    data = b"\xff\xd8 picture"
    name = hashlib.sha256(data).hexdigest()
    of = awa.create("person", person())
    awa.create("photo", {"person": str(of), "sha256": name, "size": len(data)})
    awa.push()
    before = as_it_came(server, awa)
    devices.revoke(server.database, awa.id)
    awa.create("household", household())
    asked = Request((), {}, 10)
    acts: list[Callable[[], object]] = [
        lambda: push(server.database, before, [awa.batch(3)]),
        lambda: exchange(server.database, server.trust, before, asked),
        lambda: photos.put(server.database, before, name, data),
        lambda: photos.add(server.database, before, name, 0, len(data), data),
    ]
    assert [refused(act) for act in acts] == ["device_revoked"] * 4
    assert (count(server, "record"), count(server, "photo"), count(server, "photo_part")) == (2, 0, 0)
    assert refused(lambda: _asked(server.database, server.trust, before, asked)) == "bundle_of_revoked"


def test_its_changes_are_taken_when_an_administrator_applies_them(server: Running, awa: Device) -> None:
    awa.create("household", household())
    devices.revoke(server.database, awa.id)
    push(server.database, as_it_came(server, awa), [awa.batch()])
    assert count(server, "record") == 1


def test_whoever_shuts_it_out_waits_for_what_it_is_writing(server: Running, awa: Device) -> None:
    """Either the word comes first, and nothing is written; or the change did, and was allowed."""
    before = as_it_came(server, awa)
    done = threading.Event()

    def revoke() -> None:
        devices.revoke(server.database, awa.id)
        done.set()

    with server.database.transaction() as connection:
        devices.still_allowed(connection, before, lock=True)
        thread = threading.Thread(target=revoke)
        thread.start()
        assert not done.wait(0.3)
    assert done.wait(5)
    thread.join()


def test_an_identity_vouched_for_at_that_moment_is_shut_out_as_well(server: Running, awa: Device) -> None:
    key = Ed25519PrivateKey.generate()
    new = fingerprint(key.public_key().public_bytes_raw())
    signed = renew_bytes(awa.id, new)
    asked = renewal.Renewal(
        awa.id, key.public_key().public_bytes_raw(), device_code(new), awa.key.sign(signed), key.sign(signed)
    )
    thread = threading.Thread(target=devices.revoke, args=(server.database, awa.id))
    old = as_it_came(server, awa)
    with server.database.transaction() as connection:
        devices.still_allowed(connection, old, lock=True)
        renewal._register(connection, old, new, asked, revoked=False)
        thread.start()
        thread.join(0.3)  # it waits for the old identity, and has not seen the new one
    thread.join(5)
    said = {one["device"]: one["revoked_at"] for one in devices.listing(server.database)}
    assert said[new] and said[awa.id]


def test_a_device_that_is_allowed_is_let_through(server: Running, awa: Device) -> None:
    with server.database.transaction() as connection:
        found = as_it_came(server, awa)
        devices.still_allowed(connection, found)
        devices.still_allowed(connection, replace(found, revoked=True), lock=True)
