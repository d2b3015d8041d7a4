"""A household's own rows: who is in it, what it holds, what was done about it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from desktop.models import households, records
from desktop.models.identity import Devices
from desktop.services.desk import Desk
from domain.ids import RecordId
from domain.milestones import standing
from tests.desktop.models.offices import DISTRICT, add, child, member


def read(desk: Desk, what: Any, *given: Any) -> Any:
    with desk.store.reading() as connection:
        return what(connection, *given)


def test_members_come_head_first_and_the_gone_last(desk: Desk) -> None:
    gone = member(
        role="spouse", given_name="Oumou", end_on="2026-01-01", end_reason="death", vital_status="deceased"
    )
    registered = add(
        desk,
        gone,
        child(),
        member(phones=["0300 1234567", "12"], identifiers=[{"scheme": "voter", "value": "V-1"}]),
    )
    found = read(desk, households.members, registered.household)
    assert [(m.name.split()[0], m.role, m.end_on, m.deceased) for m in found] == [
        ("Awa", "head", None, False),
        ("Fatou", "child", None, False),
        ("Oumou", "spouse", "2026-01-01", True),
    ]
    assert found[0].phones == ("+923001234567", "12")
    assert found[0].identifiers == (("voter", "PK", "V-1"),)
    assert {m.code for m in found} == set(registered.persons)


def test_the_latest_portrait_whose_bytes_are_here_is_shown(desk: Desk) -> None:
    registered = add(desk)
    [head] = read(desk, households.members, registered.household)
    assert head.photo is None
    with desk.writing() as writer:
        for n, data in ((1, b"first"), (2, b"second"), (3, None)):
            fields: dict[str, Any] = {"person": head.person, "sha256": f"{n:064x}", "size": 9}
            writer.create("photo", DISTRICT, fields, about=registered.household)
            if data:
                writer.connection.execute(
                    "INSERT INTO photo_bytes (sha256, bytes) VALUES (?, ?)", (f"{n:064x}", data)
                )
    assert read(desk, households.photo, head.person) == b"second"


def test_history_is_what_was_done_latest_first(desk: Desk) -> None:
    registered = add(desk, member(), child())
    with desk.writing() as writer:
        writer.set("household", registered.household, {"village": "Jalozai"})
    found = read(desk, households.history, registered.household)
    assert (found[0].kind, found[0].created, found[0].fields) == ("household", False, {"village": "Jalozai"})
    assert (found[-1].kind, found[-1].created, found[-1].state) == ("household", True, "waiting")
    assert [row.clock for row in found] == sorted((row.clock for row in found), reverse=True)
    assert found[0].at.endswith("+00:00")


@pytest.mark.parametrize("first", [0, 1])
def test_updates_of_two_offices_stand_in_one_order_on_every_laptop(desk: Desk, first: int) -> None:
    """Row ids differ from laptop to laptop; what stands must not."""
    registered = add(desk)
    devices = ["0" * 31 + "1", "f" * 32]
    with desk.store.transaction() as connection:
        known = Devices(connection)
        for device in (devices[first], devices[1 - first]):
            known.inward(RecordId(device, 1))
        for device, status in zip(devices, ("dropped", "in_progress"), strict=True):
            fields: Any = {
                "household": registered.household,
                "item": "C5",
                "status": status,
                "on": "2026-11-20",
            }
            row = known.inward(RecordId(device, 1))
            records.insert(
                connection, "milestone_update", row, DISTRICT, fields | {"at": "2026-11-20T10:00:00Z"}
            )
        found = households.updates(connection, registered.household)
    assert [u.status.value for u in standing(found)] == ["dropped", "in_progress"]
    assert found[0].on == date(2026, 11, 20)


def test_homes_are_active_households_only(desk: Desk) -> None:
    first = add(desk, place={"compound": "Khan"})
    person = first.persons[0]
    with desk.store.reading() as connection:
        (row,) = connection.execute("SELECT id FROM person WHERE code = ?", (person,)).fetchone()
    assert read(desk, households.homes_of, row) == [(first.code, "Khan")]
    add(desk, {"role": "guest", "person": person}, member(), place={"kind": "institution"})
    assert read(desk, households.homes_of, row) == [(first.code, "Khan")]
    with desk.writing() as writer:
        (membership,) = writer.connection.execute(
            "SELECT id FROM membership WHERE household = ?", (first.household,)
        ).fetchone()
        writer.set("membership", membership, {"end_on": "2026-11-23", "end_reason": "left"}, first.household)
    assert read(desk, households.homes_of, row) == []
