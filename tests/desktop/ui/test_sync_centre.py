"""The sync centre: the four states, the cost, the choices, what the server refused, and the comparison."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services.desk import written
from desktop.sync.report import Progress
from desktop.ui.pages.sync_centre.page import SyncCentrePage
from desktop.ui.window import Window
from server.running import Running, running


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    where = tempfile.TemporaryDirectory(prefix="guichet-tests-", ignore_cleanup_errors=True)
    with where as folder, running(Path(folder) / "data") as started:
        yield started


@pytest.fixture
def page(signed_in: Window, server: Running) -> SyncCentrePage:
    """Joined, and everything sent."""
    assert signed_in.frame is not None
    signed_in.frame.go("synchronise")
    shown = signed_in.frame.page()
    assert isinstance(shown, SyncCentrePage)
    shown.join_form.url.set_value(server.url)
    shown.join_form.code.set_value(server.enrol("NSR"))
    shown.start.click()
    return shown


def change(page: SyncCentrePage, statement: str, *values: object) -> None:
    with page.desk.store.transaction() as connection:
        connection.execute(statement, values)
    page.read()


def figures(page: SyncCentrePage) -> list[int]:
    return [basin.count() for basin in page.picture.basins]


def test_all_four_states_are_figures(page: SyncCentrePage) -> None:
    whole = figures(page)[2]
    assert whole > 100 and figures(page) == [0, 0, whole, 0]
    base = "UPDATE change SET state = ?, problem = ? WHERE id IN (SELECT id FROM change ORDER BY id LIMIT ?)"
    change(page, base, "waiting", None, 9)
    change(page, base, "sent", None, 5)
    change(page, base, "refused", '{"code": "area_elsewhere", "facts": {"district": "X"}}', 2)
    assert figures(page) == [4, 3, whole - 9, 2]
    assert page.picture.accessibleName().startswith("waiting: 4, on their way: 3")
    assert "Amina Khan" in page.waiting.text()


def test_days_without_a_round_are_yellow_and_then_red_everywhere(
    page: SyncCentrePage, signed_in: Window
) -> None:
    assert signed_in.frame is not None
    strip = signed_in.frame.header.strip
    for days, mood in ((1, "plain"), (8, "attention"), (15, "error")):
        last = written(datetime.now(UTC) - timedelta(days=days))
        change(page, "UPDATE setting SET value = ? WHERE name = 'last_success'", last)
        signed_in.frame.count()
        assert (page.age.property("pill"), strip.line.property("pill")) == (mood, mood)
        assert f"{days} day" in page.age.text()


def test_a_refused_change_leads_to_where_it_is_corrected(
    page: SyncCentrePage, signed_in: Window, qtbot: QtBot
) -> None:
    change(
        page,
        "UPDATE change SET state = 'refused', problem = ? WHERE id = (SELECT max(id) FROM change"
        " WHERE kind = 'person')",
        '{"code": "area_elsewhere", "facts": {"district": "X"}}',
    )
    (row,) = page.settle.lines
    asked: list[tuple[str, object]] = []
    page.go.connect(lambda place, subject: asked.append((place, subject)))
    row.setFocus()
    qtbot.keyClick(row, Qt.Key.Key_Return)
    (place, subject), *_ = asked
    assert place == "decide" and isinstance(subject, tuple) and subject[0] == "refused"
    assert signed_in.frame is not None and signed_in.frame.here() == "decide"


def test_the_cost_follows_the_choices_and_they_are_remembered(
    page: SyncCentrePage, signed_in: Window
) -> None:
    change(page, "UPDATE change SET state = 'waiting'")
    assert "kB" in page.choices.cost.text() and "Records" in page.choices._parts.text()
    page.choices.only_records.click()
    page.choices.budget.set_value("5")
    page.choices.budget.changed.emit()
    assert (signed_in.remembered.only_records, signed_in.remembered.budget_mb) == (True, 5)
    assert not page.choices.budget.isEnabled()
    page.choices.only_records.click()
    page.choices.budget.set_value("0")
    page.choices.budget.changed.emit()
    assert (signed_in.remembered.only_records, signed_in.remembered.budget_mb) == (False, None)


def test_a_running_round_shows_its_lanes_and_can_be_stopped(page: SyncCentrePage) -> None:
    page.rounds._running, page.rounds._begun = page.runner.run(lambda _progress: None), 0.0
    page.rounds.progress = Progress(60, 40, 12, left=120)
    page._follow()
    assert "40 of 60 arrived, 12 came in" in page.lanes.text() and "120 still to come" in page.lanes.text()
    assert "Stop" in page.start.text()
    assert page.lanes.isVisible() and page.picture.isVisible()
    page.rounds._running = None
    page._follow()
    assert not page.lanes.isVisible()


def test_both_sides_are_compared_and_the_slip_comes_up(page: SyncCentrePage, signed_in: Window) -> None:
    whole = figures(page)[2]
    page.compare.ever.click()
    assert f"Sent: {whole:,}. The server holds: {whole:,}. Missing: 0." in page.compare.text()
    page.compare.language.set_value("pt")
    page.compare.slip.click()
    assert page.paper.has_pages() and page.send.isVisible() and not page.start.isVisible()
    assert signed_in.remembered.slip_language == "pt"
    assert page.back() and page.start.isVisible() and not page.back()


def test_without_a_line_the_comparison_says_from_when_it_knows(page: SyncCentrePage) -> None:
    change(page, "UPDATE setting SET value = 'http://127.0.0.1:9' WHERE name = 'server_url'")
    page.compare.ever.click()
    assert "receipts kept here" in page.compare.text() and "Missing: 0" in page.compare.text()


def test_a_clock_that_is_off_is_told_and_nothing_more(page: SyncCentrePage) -> None:
    assert not page._offset.isVisible()
    change(page, "INSERT OR REPLACE INTO setting VALUES ('clock_offset_ms', '-7200000')")
    assert "2 hours ahead" in page._offset.text() and page._offset.isVisible()
