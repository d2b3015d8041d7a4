"""The estimate before a round is what the round then moves."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.models import photos, rounds
from desktop.services import documents
from desktop.services.desk import Desk
from desktop.services.estimate import USUAL_BYTES_A_CHANGE, Estimate, LaneEstimate, estimate
from desktop.services.photos import attach
from desktop.services.scans import PDF, Scan
from desktop.sync.budget import ONLY_TEXT, Lane
from desktop.sync.report import Report
from domain.vocabulary import DocumentKind
from guichet.sample.portrait import portrait
from tests.desktop.models.offices import add


def lane(found: Estimate, which: Lane) -> LaneEstimate:
    [one] = [one for one in found.lanes if one.lane is which]
    return one


def test_a_file_that_never_synchronised_has_bytes_and_no_time(desk: Desk) -> None:
    add(desk)
    found = estimate(desk)
    text = lane(found, Lane.text)
    assert text.up == round(text.count * USUAL_BYTES_A_CHANGE) > 0
    assert found.seconds() is text.seconds is None
    assert found.size() == found.size(ONLY_TEXT) == text.up


def test_each_lane_is_said_by_itself_and_photos_exactly(desk: Desk) -> None:
    registered = add(desk)
    attach(desk, registered.code, portrait(3))
    paper = Scan(b"%PDF-1.4 a small paper", PDF)
    documents.attach(desk, registered.code, DocumentKind.certificate, paper)
    person = desk.person_row(registered.code)
    with desk.writing() as writer:
        fields: Any = {"person": person, "sha256": "ab" * 32, "size": 70_000}
        writer.create("photo", "PK-KP-NOWSHERA", fields)
        photos.add_part(writer.connection, "ab" * 32, 0, b"\0" * 65_536)
    with desk.store.reading() as connection:
        [own] = photos.to_send(connection, later=False, limit=9)
    found = estimate(desk)
    assert [one.lane for one in found.lanes] == list(Lane)
    pictures = lane(found, Lane.photos)
    assert (pictures.count, pictures.up, pictures.down) == (2, own.size, 70_000 - 65_536)
    scans = lane(found, Lane.documents)
    assert (scans.count, scans.up, scans.down) == (1, len(paper.data), 0)


def test_the_time_goes_by_the_speed_of_this_machines_rounds(desk: Desk) -> None:
    add(desk)
    with desk.store.transaction() as connection:
        done = Report(sent=200, bytes_up=16_000, bytes_down=4_000, seconds=10.0)
        rounds.add(connection, "2026-11-23T10:00:00Z", done, None)
    found = estimate(desk)
    text = lane(found, Lane.text)
    assert text.up == text.count * 80
    assert found.seconds(ONLY_TEXT) == pytest.approx(text.up / 2_000)
    assert found.seconds() == pytest.approx(found.size() / 2_000)
