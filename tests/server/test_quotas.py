"""What one laptop may make the server keep ends somewhere; it is said before it is sent, and others go on."""

from __future__ import annotations

import hashlib
import io
import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from types import SimpleNamespace

import pytest
import requests
from sqlalchemy import text

from domain.problems import Fault, Refused
from domain.wire.bundle import MEDIA_TYPE, Part
from server import bundles, devices, photos, sealed
from server.running import Running
from server.web import uploads
from server.web.uploads import Uploads
from tests.server.device import DISTRICT, Device, Joined, code_of, household, person
from tests.server.test_bundles import parts_of, stick_of, take


def count(server: Running, table: str) -> int:
    with server.database.transaction({DISTRICT}) as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.problems[0].code


def bring(carrier: Device, data: bytes, **headers: str) -> requests.Response:
    shown = {"Content-Type": MEDIA_TYPE, "Authorization": f"Bearer {carrier.token}"} | headers
    return carrier.line.call("POST", "/v1/bundles", data=data, headers=shown)


# -- what is on its way


def test_of_one_device_only_so_many_bodies_are_on_disk_at_once() -> None:
    held = Uploads()
    with ExitStack() as under_way:
        for _ in range(uploads.OF_ONE):
            under_way.enter_context(held.hold(1, "awa"))
        with pytest.raises(Fault, match="server_busy"), held.hold(1, "awa"):
            pass
        with held.hold(1, "binta"):
            pass
    with held.hold(1, "awa"):
        pass


def test_so_many_in_all_and_their_room_comes_back() -> None:
    free = shutil.disk_usage(tempfile.gettempdir()).free
    held = Uploads(most=2, spare=free // 2)
    with held.hold(free // 4, "awa"), pytest.raises(Refused, match="server_full"), held.hold(free, "binta"):
        pass
    with held.hold(1, "awa"), held.hold(1, "binta"), pytest.raises(Fault, match="server_busy"):
        held.hold(1, "carol").__enter__()
    with held.hold(free // 4, "awa"), held.hold(1, "awa"):
        pass


def test_a_server_without_room_says_so_before_a_bundle_is_sent(
    awa: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1))
    answer = bring(awa, b"x" * 5000)
    assert (answer.status_code, code_of(answer)) == (507, "server_full")


@pytest.mark.parametrize("length", [str(uploads.MOST + 1), "9" * 18])
def test_what_is_too_large_is_refused_before_it_comes(awa: Device, length: str) -> None:
    """The answer comes though not one byte of the body is sent."""

    def nothing() -> object:
        yield b""

    answer = bring(awa, nothing(), **{"Content-Length": length})  # type: ignore[arg-type]
    assert code_of(answer) == "message_too_large"


# -- what stays


def test_a_shut_out_laptop_hands_over_only_so_much(
    server: Running, joined: Joined, monkeypatch: pytest.MonkeyPatch
) -> None:
    awa, binta, there = joined(), joined(), joined("LDR")
    for one in (awa, binta, there):
        one.create("household", household(), DISTRICT)
        devices.revoke(server.database, one.id)
    first = stick_of(server, awa)
    monkeypatch.setattr(sealed, "OF_DEVICE", len(first) + 100)
    monkeypatch.setattr(sealed, "OF_OFFICE", 2 * len(first) + 100)

    def hand_over(data: bytes) -> requests.Response:
        return awa.line.call("POST", "/v1/sealed", data=data)

    assert hand_over(first).status_code == 200
    assert (hand_over(stick_of(server, awa, office="NSR ")).status_code, count(server, "sealed")) == (507, 1)
    assert hand_over(first).status_code == 200  # the confirmation was lost on the way
    assert hand_over(stick_of(server, binta)).status_code == 200
    assert hand_over(stick_of(server, there)).status_code == 200  # another office
    full = hand_over(stick_of(server, binta, office="NSR "))
    assert (full.status_code, code_of(full), count(server, "sealed")) == (507, "sealed_full", 3)
    sealed.apply(server.database, server.trust, 1)  # looked at: it counts no more
    assert hand_over(stick_of(server, awa, office="NSR  ")).status_code == 200


def test_two_at_once_do_not_share_the_same_room(
    server: Running, awa: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The early look knows nothing of the other; what is kept is counted again where only one can be."""
    devices.revoke(server.database, awa.id)
    data = stick_of(server, awa)
    monkeypatch.setattr(sealed, "OF_DEVICE", len(data) - 1)
    assert refused(lambda: sealed.keep(server.database, server.trust, io.BytesIO(data))) == "sealed_full"
    assert (count(server, "sealed"), count(server, "sealed_part")) == (0, 0)


def test_the_log_of_sticks_keeps_the_last_of_each_device(
    server: Running, awa: Device, binta: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "LOG_OF_DEVICE", 3)
    names = [f"{n:032x}" for n in range(5)]
    take(server, stick_of(server, binta, bundle="f" * 32))
    for name in names:
        take(server, stick_of(server, awa, bundle=name))
    with server.database.transaction() as connection:
        kept = set(connection.execute(text("SELECT name FROM bundle")).scalars())
    assert kept >= {*names[2:], "f" * 32}
    assert not kept & set(names[:2])


def test_photos_half_sent_are_only_so_many(
    server: Running, awa: Device, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(photos, "MOST_BEGUN", 2)
    of = awa.create("person", person())
    pictures = [bytes([n]) * 1000 for n in range(4)]
    names = [hashlib.sha256(data).hexdigest() for data in pictures]
    for name in names:
        awa.create("photo", {"person": str(of), "sha256": name, "size": 1000})
    awa.push()
    with server.database.transaction() as connection:
        device = devices.find(connection, awa.id)
    assert device

    def begin(nth: int) -> int:
        return photos.add(server.database, device, names[nth], 0, 1000, pictures[nth][:500])

    assert [begin(0), begin(1)] == [500, 500]
    assert refused(lambda: begin(2)) == "server_full"
    photos.add(server.database, device, names[0], 500, 1000, pictures[0][500:])
    assert begin(2) == 500
    with server.database.transaction({DISTRICT}) as connection:
        connection.execute(text("UPDATE photo_part SET received_at = now() - interval '8 days'"))
    assert begin(3) == 500  # what nobody went on with has gone
    assert count(server, "photo_part") == 1


# -- a place in the queue for what took an hour to come


def test_a_carrier_shut_out_on_the_way_is_told_so(server: Running, awa: Device, binta: Device) -> None:
    with server.database.transaction() as connection:
        carrier = devices.find(connection, binta.id)
    devices.revoke(server.database, binta.id)
    before = count(server, "bundle")
    brought = io.BytesIO(stick_of(server, awa, [*parts_of(awa), Part("?", b"")]))
    code = refused(lambda: list(bundles.answer(server.database, server.trust, brought, carrier)))
    assert (code, count(server, "bundle")) == ("device_revoked", before)
