"""A new laptop in a district that others have filled, and scans that wait for a better line."""

from __future__ import annotations

from random import Random

import pytest

from desktop.models import photos
from desktop.services import documents
from desktop.services.estimate import estimate
from desktop.services.scans import PDF, Scan
from desktop.services.synchronise import synchronise
from desktop.sync import remote, snapshots
from desktop.sync.budget import ONLY_TEXT, Lane
from domain.problems import Fault
from domain.vocabulary import DocumentKind
from server import snapshots as written
from server.running import Running
from tests.journeys.conftest import Make
from tests.journeys.laptop import lines


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of districts that are worth a snapshot, of pages and pieces."""
    monkeypatch.setattr(written, "LEAST_ROWS", 100)
    monkeypatch.setattr(written, "PAGE", 60)
    monkeypatch.setattr(snapshots, "LEAST_LEFT", 1)
    monkeypatch.setattr(snapshots, "PIECE", 1000)
    monkeypatch.setattr(snapshots, "_PAUSE_S", 0.1)


def test_a_new_laptop_takes_the_district_as_one_file_and_survives_a_cut(
    make: Make, server: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled, new = make("filled").join(server), make("new").join(server)
    filled.register(lines(25))
    filled.sync_fully()
    monkeypatch.setattr("desktop.sync.pace.Pace.rows", 50)
    asked: list[int] = []
    real = remote.Remote.get_snapshot

    def cut(self: remote.Remote, who: object, name: str, start: int, most: int) -> object:
        if len(asked) == 2:
            asked.append(-1)
            raise Fault("cut_line")
        asked.append(start)
        return real(self, who, name, start, most)  # type: ignore[arg-type]

    monkeypatch.setattr(remote.Remote, "get_snapshot", cut)
    with pytest.raises(Fault, match="cut_line"):
        new.sync()
    report = new.sync_fully()
    assert report.received > 100
    assert asked[:4] == [0, 1000, -1, 2000]
    assert (new.households(), new.people()) == (filled.households(), filled.people())
    new.check()


def test_scans_wait_for_a_better_line_and_the_estimate_says_how_much(make: Make, server: Running) -> None:
    first, second = make("first").join(server), make("second").join(server)
    [code] = first.register(lines(1))
    data = b"%PDF-1.4 " + Random(1).randbytes(150_000)
    with first.sit() as desk:
        documents.attach(desk, code, DocumentKind.certificate, Scan(data, PDF))
        report = synchronise(desk, lanes=ONLY_TEXT)
        assert (report.finished, report.photos_left, report.bytes_left) == (True, 1, len(data))
        report = synchronise(desk, most_bytes=100_000)
        assert report.bytes_up + report.bytes_down <= 100_000
        assert (report.photos_sent, report.photos_left) == (0, 1)
        report = synchronise(desk)
        assert (report.photos_sent, report.photos_left) == (1, 0)
        assert report.photo_bytes_up < 100_000  # it went on in the middle
        assert estimate(desk).size([Lane.documents]) == 0
    with second.sit() as desk:
        synchronise(desk, lanes=ONLY_TEXT)
        assert estimate(desk).size([Lane.documents]) == len(data)
        synchronise(desk)
        with desk.store.reading() as connection:
            [name] = connection.execute("SELECT sha256 FROM document").fetchone()
            assert photos.read(connection, name) == data
