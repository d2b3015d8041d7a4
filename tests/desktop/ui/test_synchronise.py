"""The synchronisation page against a real server: join, send, be cut off, follow the timetable."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.models.vault import Vault
from desktop.services import synchronise
from desktop.sync.remote import Remote
from desktop.ui.pages.sync_centre.page import SyncCentrePage
from desktop.ui.rounds import Rounds
from desktop.ui.window import Window
from domain.problems import Problem, Refused
from server import devices
from server.running import Running, running


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    """A server on the loopback; its database not in pytest's folder, which root's next run closes."""
    where = tempfile.TemporaryDirectory(prefix="guichet-tests-", ignore_cleanup_errors=True)
    with where as folder, running(Path(folder) / "data") as started:
        yield started


@pytest.fixture
def page(signed_in: Window) -> SyncCentrePage:
    assert signed_in.frame is not None
    signed_in.frame.go("synchronise")
    shown = signed_in.frame.page()
    assert isinstance(shown, SyncCentrePage)
    return shown


def test_before_joining_the_page_says_so_and_offers_the_form(page: SyncCentrePage) -> None:
    assert page.join_form.isVisible()
    assert "Join" in page.start.text()
    assert "not joined" in page._last.text()


def test_a_code_that_is_none_stands_beside_its_field(page: SyncCentrePage) -> None:
    page.join_form.url.set_value("https://register.example")
    page.join_form.code.set_value("nonsense")
    page.start.click()
    assert page.join_form.code.problem() is not None
    assert page.join_form.isEnabled()


def join(page: SyncCentrePage, server: Running) -> None:
    page.join_form.url.set_value(server.url)
    page.join_form.code.set_value(server.enrol("NSR"))
    page.start.click()


def test_joining_begins_the_first_round_and_everything_arrives(
    page: SyncCentrePage, server: Running, signed_in: Window
) -> None:
    before = synchronise.state(page.desk)
    assert before.waiting > 0
    join(page, server)
    assert not page.join_form.isVisible()
    after = synchronise.state(page.desk)
    assert (after.waiting, after.sent) == (0, 0)
    assert after.arrived == before.waiting
    assert "Last round" in page._last.text()
    assert signed_in.frame is not None
    assert signed_in.frame.header.strip.waiting.text() == "Everything is sent"
    assert "Online" in signed_in.frame.header.strip.line.text()


def test_a_cut_line_is_told_and_nothing_is_lost(
    page: SyncCentrePage, server: Running, signed_in: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    join(page, server)
    with page.desk.store.transaction() as connection:
        connection.execute("UPDATE setting SET value = 'http://127.0.0.1:9' WHERE name = 'server_url'")
    page.start.click()
    assert page.notice.words()
    assert page.rounds.failure is not None
    assert signed_in.frame is not None
    assert "Offline" in signed_in.frame.header.strip.line.text()


@dataclass(frozen=True)
class Once:
    """A timetable that is due until a round was tried."""

    next_at: float = 0.0

    def is_due(self, now: float) -> bool:
        return now >= self.next_at

    def succeeded(self, now: float, dice: Callable[[], float]) -> Once:
        return Once(now + 300)

    def failed(self, now: float, dice: Callable[[], float]) -> Once:
        return Once(now + 15)

    def network_appeared(self, now: float) -> Once:
        return Once(now)


def test_a_round_starts_by_itself_when_it_is_due(
    page: SyncCentrePage, server: Running, signed_in: Window
) -> None:
    join(page, server)
    now = [100.0]
    rounds = Rounds(page.desk, page.runner, signed_in.remembered, Once(), clock=lambda: now[0])
    rounds.look()
    assert rounds.report is None, "nothing starts before the desk has joined"
    rounds.joined = True
    rounds.look()
    assert rounds.report is not None and rounds.report.finished
    rounds.report = None
    rounds.look()
    assert rounds.report is None, "the next one is due in five minutes"
    now[0] += 301
    rounds.automatic = False
    rounds.look()
    assert rounds.report is None, "somebody switched it off"
    rounds.automatic = True
    rounds.look()
    assert rounds.report is not None


def test_the_next_try_is_told_only_when_one_will_come(page: SyncCentrePage, signed_in: Window) -> None:
    rounds = Rounds(page.desk, page.runner, signed_in.remembered, Once(400.0), clock=lambda: 100.0)
    assert rounds.next_try() is None
    rounds.joined = True
    assert rounds.next_try() is not None
    rounds.automatic = False
    assert rounds.next_try() is None


def test_who_was_shut_out_is_signed_out_by_itself_and_told_why(
    page: SyncCentrePage, server: Running, signed_in: Window, qtbot: QtBot
) -> None:
    join(page, server)
    [code] = [one["device"] for one in devices.listing(server.database) if not one["revoked_at"]][-1:]
    path = page.desk.path
    devices.revoke(server.database, code)
    assert signed_in.frame is not None
    signed_in.frame.go("people")  # wherever the clerk is
    signed_in.frame.sitting.rounds.start()
    qtbot.waitUntil(lambda: signed_in.frame is None)
    assert not Vault(path).path.exists()
    told = signed_in.entry.step().notice
    assert told.isVisible()
    assert "no longer allowed to work with the register" in told._title.text()
    assert "sealed" in told._remedy.text()
    signed_in.entry.sign_in.password.set_value("a long enough password")
    signed_in.entry.sign_in.sign_in()
    assert signed_in.frame is None


def test_a_round_that_fails_otherwise_leaves_the_clerk_at_work(
    page: SyncCentrePage, server: Running, signed_in: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    join(page, server)

    def refuse(*_: object, **__: object) -> object:
        raise Refused(Problem("device_revoked"))  # without an order that is the server's

    monkeypatch.setattr(Remote, "_token", refuse)
    assert signed_in.frame is not None
    signed_in.frame.sitting.rounds.start()
    qtbot.wait(50)
    assert signed_in.frame is not None
    assert Vault(page.desk.path).path.exists()
