"""Two laptops of one office, one of another, and the server between them."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from desktop.services import documents, photos, show, update_milestone
from domain.problems import Fault, Refused
from domain.vocabulary import DocumentKind, MilestoneStatus
from guichet.sample.portrait import portrait
from server.devices import listing, revoke
from server.running import Running
from tests.journeys.conftest import Make
from tests.journeys.laptop import lines


def test_what_one_laptop_registers_the_other_shows_after_its_sync(server: Running, make: Make) -> None:
    first, second = make("first").join(server), make("second").join(server)
    codes = first.register(lines(12))
    first.sync_fully()
    assert second.households() == []
    second.sync_fully()
    assert second.households() == sorted(codes)
    assert second.people() == first.people()


def test_each_laptop_adds_and_both_end_with_the_same(server: Running, make: Make) -> None:
    first, second = make("first").join(server), make("second").join(server)
    codes = first.register(lines(6)) + second.register(lines(6, start=6))
    for laptop in (first, second, first):
        laptop.sync_fully()
    assert first.households() == second.households() == sorted(codes)
    assert first.check().counts["membership"] == second.check().counts["membership"]


def test_the_server_holds_as_many_changes_as_the_journals(server: Running, make: Make) -> None:
    first, second = make("first").join(server), make("second").join(server)
    first.register(lines(5))
    second.register(lines(3, start=5))
    for laptop in (first, second):
        laptop.sync_fully()
    arrived = sum(device["changes"] for device in listing(server.database))
    assert arrived == first.check().changes + second.check().changes
    assert first.check().waiting == second.check().waiting == 0


def test_a_second_round_sends_and_receives_nothing(server: Running, make: Make) -> None:
    laptop = make("first").join(server)
    laptop.register(lines(4))
    laptop.sync_fully()
    again = laptop.sync_fully()
    assert (again.sent, again.arrived, again.received) == (0, 0, 0)


def test_more_changes_than_a_batch_holds_arrive_in_several(server: Running, make: Make) -> None:
    laptop, other = make("first").join(server), make("second").join(server)
    laptop.register(lines(60))
    assert laptop.check().changes > 1000
    laptop.sync_fully()
    other.sync_fully()
    assert other.people() == laptop.people()


def test_a_portrait_follows_its_person(server: Running, make: Make) -> None:
    first, second = make("first").join(server), make("second").join(server)
    [code] = first.register(lines(1))
    with first.sit() as desk:
        photos.attach(desk, code, portrait(1))
        head = show.household(desk, code).head
    first.sync_fully()
    report = second.sync_fully()
    with second.sit() as desk:
        seen = show.household(desk, code).head
    assert report.photos_received == 1
    assert head is not None and seen is not None
    assert seen.photo is not None
    assert seen.photo == head.photo


def test_documents_of_both_are_held_by_both(server: Running, make: Make) -> None:
    first, second = make("first").join(server), make("second").join(server)
    [code] = first.register(lines(1))
    paper = io.BytesIO()
    Image.effect_noise((1000, 1400), 60).save(paper, "PNG")
    with first.sit() as desk:
        documents.attach(desk, code, DocumentKind.certificate, paper.getvalue(), "Residence")
    first.sync_fully()
    assert second.sync_fully().photos_received == 1
    with second.sit() as desk:
        head = show.household(desk, code).members[0].code
        documents.attach(desk, head, DocumentKind.id_scan, portrait(2), "Card", person=True)
    assert second.sync_fully().photos_sent == 1
    first.sync_fully()
    told = []
    for laptop in (first, second):
        with laptop.sit() as desk:
            found = documents.of(desk, code)
            told.append([(line.title, line.name, documents.data(desk, line.row)) for line in found])
    assert sorted(title for title, _, _ in told[0]) == ["Card", "Residence"]
    assert told[0] == told[1]


def test_both_add_to_the_same_journey_and_both_updates_stand(server: Running, make: Make) -> None:
    first, second = make("first").join(server), make("second").join(server)
    [code] = first.register(lines(1))
    first.sync_fully()
    second.sync_fully()
    for laptop, item in ((first, "C3"), (second, "C4")):
        with laptop.sit() as desk:
            update_milestone.update(desk, code, item, MilestoneStatus.achieved, desk.today(), item)
    for laptop in (first, second, first):
        laptop.sync_fully()
    for laptop in (first, second):
        with laptop.sit() as desk:
            journey = show.household(desk, code).journey
        reached = {step.item.code for step in journey if step.status is MilestoneStatus.achieved}
        assert {"C3", "C4"} <= reached


def test_another_office_sees_nothing_of_it(server: Running, make: Make) -> None:
    nowshera, lower_dir = make("nowshera").join(server), make("lower-dir", "LDR").join(server)
    nowshera.register(lines(3))
    [own] = lower_dir.register(lines(1, office="LDR"))
    for laptop in (nowshera, lower_dir, nowshera):
        laptop.sync_fully()
    assert lower_dir.households() == [own]
    assert own not in nowshera.households()


def test_papers_and_codes_of_two_laptops_never_collide(server: Running, make: Make) -> None:
    """Codes are made without asking anybody: the device's four characters keep them apart."""
    first, second = make("first").join(server), make("second").join(server)
    codes = first.register(lines(20)) + second.register(lines(20, start=20))
    assert len(set(codes)) == 40


def test_a_laptop_that_was_shut_out_sends_nothing_more(server: Running, make: Make) -> None:
    laptop = make("first").join(server)
    laptop.register(lines(1))
    laptop.sync_fully()
    [device] = listing(server.database)
    revoke(server.database, device["device"])
    laptop.register(lines(1, start=1))
    with pytest.raises(Refused, match="device_wiped"):
        laptop.sync()
    assert listing(server.database)[0]["changes"] == device["changes"]
    with pytest.raises(Fault, match="file_closed"):  # sealed for the server, and nobody opens it here again
        laptop.check()
