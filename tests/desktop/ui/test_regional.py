"""Sticks at the window: written and read at an office, carried at the regional office, slips, a board."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.application import Application
from desktop.services import bundles, sign_in, synchronise
from desktop.services.join_server import join_server
from desktop.services.regional import OfficeLine, State, by_silence
from desktop.ui import speech
from desktop.ui.background import Inline
from desktop.ui.pages.regional.board import Board
from desktop.ui.pages.regional.page import RegionalPage
from desktop.ui.pages.sync_centre.page import SyncCentrePage
from desktop.ui.remembered import Remembered
from desktop.ui.window import Window
from packs import reading
from server.running import Running, running
from tests.desktop.ui.conftest import PASSWORD, SOFT, USER


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    """A server on the loopback; its database not in pytest's folder, which root's next run closes."""
    where = tempfile.TemporaryDirectory(prefix="guichet-tests-", ignore_cleanup_errors=True)
    with where as folder, running(Path(folder) / "data") as started:
        yield started


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def region(tmp_path: Path, drive: Path, server: Running) -> Iterator[RegionalPage]:
    """The window of a regional office at its page; the stick is the folder it was left with."""
    path = tmp_path / "KPR.guichet"
    programme = reading.find("kp-one-window")
    Application(hardness=SOFT).create_office(path, programme, "KPR", USER, PASSWORD, "Nadia Shah")
    desk = sign_in.sign_in(path, PASSWORD, USER)
    join_server(desk, server.url, server.enrol("KPR"))
    remembered = Remembered(tmp_path / "regional.ini")
    remembered.stick = drive
    window = Window(Inline(), remembered, lambda: Application(hardness=SOFT, data=tmp_path / "data"), path)
    window.resize(1366, 768)
    window.show()
    window.enter(desk)
    assert window.frame is not None
    window.frame.go("regional")
    page = window.frame.page()
    assert isinstance(page, RegionalPage)
    yield page
    window.close()


@pytest.fixture
def office(signed_in: Window, server: Running) -> SyncCentrePage:
    """The sync centre of an office that has joined."""
    assert signed_in.frame is not None
    join_server(signed_in.frame.sitting.desk, server.url, server.enrol("NSR"))
    signed_in.frame.go("synchronise")
    page = signed_in.frame.page()
    assert isinstance(page, SyncCentrePage)
    return page


def test_there_and_back_at_two_windows(office: SyncCentrePage, region: RegionalPage, drive: Path) -> None:
    before = synchronise.state(office.desk).waiting
    office.stick.write_to(drive)
    assert "Written" in office.stick.text()
    assert "waits for its answer" in office.stick.text()
    assert synchronise.state(office.desk).waiting == before
    region.look()
    assert [one.state for one in region.found] == [State.to_send]
    region.carry.click()
    assert [one.state for one in region.found] == [State.answered]
    assert f"{before} arrived" in region.bundles.lines()[0]
    assert not region.carry.isEnabled()
    office.stick.read_from(drive)
    assert "Both sides name the same counts" in office.stick.text()
    assert "waits for its answer" not in office.stick.text()
    assert synchronise.state(office.desk).waiting == 0
    assert office.sitting.remembered.stick == drive


def test_each_carried_stick_has_a_slip_and_the_offices_a_list(
    office: SyncCentrePage, region: RegionalPage, drive: Path
) -> None:
    assert not region.slips.isEnabled()
    office.stick.write_to(drive)
    region.look()
    region.carry.click()
    region.slips.click()
    assert region.paper.preview.pages() == 1
    assert region.back()
    region.listing.click()
    assert region.paper.preview.pages() == 1


def test_a_broken_bundle_says_why_and_keeps_nothing_back(
    office: SyncCentrePage, region: RegionalPage, drive: Path
) -> None:
    office.stick.write_to(drive)
    (drive / "letter.guichet-out").write_bytes(b"Dear sir")
    region.look()
    region.carry.click()
    assert sorted(one.state.value for one in region.found) == ["answered", "refused"]
    assert any("not a bundle" in line for line in region.bundles.lines())
    assert "refused" in region.notice.words()


def test_a_stick_that_is_out_is_waited_for(office: SyncCentrePage, region: RegionalPage, drive: Path) -> None:
    region.look()
    assert "no bundle is on it" in region._where.text()
    drive.rmdir()
    region.look()
    assert "Put the next one in" in region._where.text()
    drive.mkdir()
    office.stick.write_to(drive)
    region.look()
    assert "1 bundle" in region._where.text()


def test_without_a_stick_in_writing_says_so(office: SyncCentrePage, drive: Path) -> None:
    drive.rmdir()
    office.stick.write_to(drive / "x.guichet-out")
    assert "no longer there" in office.notice.words()
    assert office.stick.write.isEnabled()


def test_stopping_leaves_no_file(
    office: SyncCentrePage, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with office.desk.store.reading():
        pass
    made = bundles.write_bundle(office.desk, drive, cancelled=lambda: True)
    assert made.path is None
    assert list(drive.iterdir()) == []


def test_the_board_draws_silence_in_three_languages(qapp: object) -> None:
    lines = [
        OfficeLine("NSR", {"en": "Nowshera"}, "2026-11-20T08:00:00Z", 37, 2, ("0.4",), 3),
        OfficeLine("LDR", {"en": "Lower Dir"}, "2026-11-10T08:00:00Z", 0, 1, (), 13),
        OfficeLine("PSH", {"en": "Peshawar"}, "2026-11-01T08:00:00Z", 0, 1, (), 22),
        OfficeLine("ABT", {}, "", 0, 0, (), None),
    ]
    board = Board()
    board.show_lines(by_silence(lines))
    assert [line.tone for line in by_silence(lines)] == ["error", "error", "attention", "good"]
    assert board.lines()[0][1] == "never heard"
    assert "silent for 3 days" in board.accessibleName()
    assert "37" in board.accessibleName()
    for code, word in (("fr", "silencieux"), ("pt", "silêncio")):
        speech.speak(code)  # type: ignore[arg-type]
        board.retranslate()
        assert word in board.accessibleName()
