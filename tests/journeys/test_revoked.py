"""A laptop that is shut out: what it had not sent is sealed and handed over, and only then its keys go."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from desktop.models import photos
from desktop.models.vault import Vault
from desktop.sync import revoked as handing
from desktop.sync.remote import Remote
from domain.problems import Fault, Problem, Refused
from server import devices, sealed
from server.running import Running
from tests.journeys.conftest import Make
from tests.journeys.laptop import Laptop, lines


def refusal(laptop: Laptop) -> Problem:
    with pytest.raises(Refused) as caught:
        laptop.sync()
    return caught.value.problems[0]


def keys(laptop: Laptop) -> Path:
    return Vault(laptop.path).path


@pytest.fixture
def shut_out(server: Running, make: Make) -> Laptop:
    """A laptop with two households of which the server has one, and a picture it has not."""
    laptop = make("lost").join(server)
    laptop.register(lines(1))
    laptop.sync_fully()
    laptop.register(lines(1, start=1))
    with laptop.sit() as desk, desk.writing() as writer:
        data = b"\xff\xd8\xff" + bytes(900)
        name = photos.keep(writer.connection, data)
        [(person,)] = writer.connection.execute("SELECT max(id) FROM person").fetchall()
        writer.create("photo", "PK-KP-NOWSHERA", {"person": person, "sha256": name, "size": len(data)})
    [device] = devices.listing(server.database)
    devices.revoke(server.database, device["device"])
    return laptop


def test_what_it_had_not_sent_reaches_the_register_after_a_person_has_looked(
    shut_out: Laptop, server: Running, make: Make
) -> None:
    told = refusal(shut_out)
    assert told.code == "device_wiped"
    assert int(str(told.facts["changes"])) > 5
    assert told.facts["photos"] == 1
    assert not keys(shut_out).exists()
    with pytest.raises(Fault) as caught, shut_out.sit():
        pass
    assert caught.value.problem.code == "file_closed"

    colleague = make("colleague").join(server)
    assert len(colleague.households()) == 0
    colleague.sync_fully()
    assert len(colleague.households()) == 1  # nothing is applied before somebody has looked
    [kept] = sealed.listing(server.database)
    assert kept["applied_at"] is None
    with server.database.transaction() as connection:
        bytes_ = connection.execute(text("SELECT bytes FROM sealed_part")).scalars().all()
    assert not any(b"household" in data for data in bytes_)
    found = sealed.review(server.database, server.trust, kept["number"], full=True)
    assert found["changes"]["household"] == 1
    assert found["photos"] == 1
    assert len(found["every"]) == told.facts["changes"]
    done = sealed.apply(server.database, server.trust, kept["number"])
    assert done == {"accepted": told.facts["changes"], "photos": 1}
    again = sealed.apply(server.database, server.trust, kept["number"])
    assert again == {"known": told.facts["changes"], "photos": 1}
    colleague.sync_fully()
    assert len(colleague.households()) == 2


def test_without_a_confirmation_nothing_is_destroyed(
    shut_out: Laptop, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: Any) -> Any:
        raise Fault("cut_line")

    def other(self: Remote, data: bytes, kind: str) -> dict[str, object]:
        return {"confirmation": sealed_elsewhere}

    sealed_elsewhere = server.trust.signed('{"device":"x","sealed":"y"}')
    answers: tuple[Any, ...] = (cut, lambda *_: {}, other)
    for answer in answers:
        monkeypatch.setattr(Remote, "hand_over", answer)
        assert refusal(shut_out).code == "sealing_failed"
        assert keys(shut_out).exists()
        shut_out.check()
    monkeypatch.undo()
    assert refusal(shut_out).code == "device_wiped"


@pytest.mark.parametrize("order", [None, "", "nonsense", "another", "foreign", "changed"])
def test_an_order_that_is_not_the_servers_is_not_obeyed(
    order: str | None, server: Running, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    laptop = make("one").join(server)
    laptop.register(lines(1))
    [device] = devices.listing(server.database)
    genuine = server.trust.signed(f'{{"revoke":"{device["device"]}"}}')
    orders = {
        "another": server.trust.signed('{"revoke":"00000000000000000000000000000000"}'),
        "foreign": ".".join([*genuine.split(".")[:2], "A" * 86]),
        "changed": genuine.replace(".", ".e30", 1),
    }

    def refuse(*_: Any, **__: Any) -> Any:
        facts = {} if order is None else {"order": orders.get(order, order)}
        raise Refused(Problem("device_revoked", facts=facts))

    monkeypatch.setattr(Remote, "_ask_token", refuse)
    monkeypatch.setattr(handing, "hand_over", lambda *_: pytest.fail("nothing may be handed over"))
    assert refusal(laptop).code == "device_revoked"
    assert keys(laptop).exists()


def test_stopped_between_handing_over_and_wiping_it_begins_again(
    shut_out: Laptop, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(self: Vault, on: date) -> None:
        raise Fault("folder_read_only")

    monkeypatch.setattr(Vault, "wipe", stop)
    with pytest.raises(Fault):
        shut_out.sync()
    monkeypatch.undo()
    shut_out.register(lines(1, start=2))
    assert refusal(shut_out).code == "device_wiped"
    numbers = [kept["number"] for kept in sealed.listing(server.database)]
    assert len(numbers) == 2
    verdicts = [sealed.apply(server.database, server.trust, number) for number in sorted(numbers)]
    assert set(verdicts[0]) == {"accepted", "photos"}
    assert set(verdicts[1]) == {"accepted", "known", "photos"}


def test_only_a_device_that_is_shut_out_hands_over_sealed_work(
    server: Running, make: Make, tmp_path: Path
) -> None:
    from desktop.services import bundles  # noqa: PLC0415

    laptop = make("one").join(server)
    laptop.register(lines(1))
    with laptop.sit() as desk:
        written = bundles.write_bundle(desk, tmp_path / "x.guichet-out").path
        assert written is not None
        data = written.read_bytes()
        remote = Remote(server.url, bundles.trust_of(desk))
        with pytest.raises(Refused) as caught:
            remote.hand_over(data, "application/octet-stream")
        assert caught.value.problems[0].code == "device_not_revoked"
        with pytest.raises(Refused) as caught:
            remote.hand_over(b"x" * 100_000, "application/octet-stream")
        assert caught.value.problems[0].code == "bundle_unknown"
        [device] = devices.listing(server.database)
        devices.revoke(server.database, device["device"])
        for spoilt, code in ((data[:-3], "bundle_cut"), (data[:-9] + b"\0" + data[-8:], "bundle_altered")):
            with pytest.raises(Refused) as caught:
                remote.hand_over(spoilt, "application/octet-stream")
            assert caught.value.problems[0].code == code
        remote.close()
    assert sealed.listing(server.database) == []
