"""The index of look-alikes follows what is saved while somebody works, and stops when they leave."""

from __future__ import annotations

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.services import look_alikes
from desktop.services.desk import Desk
from desktop.ui import indexing
from desktop.ui.background import Background, Inline
from desktop.ui.indexing import Indexing
from domain.problems import Fault


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "_FIRST_MS", 0)


def test_everybody_is_indexed_in_small_steps(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_A_STEP", 5)
    there = look_alikes.stale(desk)
    assert there > 10
    one = Indexing(desk, Inline())
    one.wake()
    assert one.busy
    qtbot.waitUntil(lambda: not one.busy, timeout=10_000)
    assert look_alikes.stale(desk) == 0
    assert look_alikes.indexed(desk) == there


def test_on_the_store_lane_it_lets_others_in_between(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "_A_STEP", 5)
    runner, seen = Background(), list[int]()
    one = Indexing(desk, runner)
    one.wake()

    def look() -> None:
        runner.run(lambda _: look_alikes.stale(desk), done=lambda left: seen.append(left))

    qtbot.waitUntil(lambda: (look(), look_alikes.stale(desk) == 0)[1], timeout=10_000)  # type: ignore[func-returns-value]
    qtbot.waitUntil(lambda: not one.busy, timeout=10_000)
    assert runner.finish(5)
    assert any(0 < left < max(seen) for left in seen), "somebody was answered while people were still stale"


def test_after_the_end_nothing_starts(desk: Desk, qtbot: QtBot) -> None:
    one = Indexing(desk, Inline())
    one.wake()
    one.end()
    one.wake()
    qtbot.wait(50)
    assert not one.busy
    assert look_alikes.stale(desk) > 10


def test_a_failure_is_quiet_and_the_next_save_tries_again(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> Any:
        raise Fault("disk_full")

    one, shown = Indexing(desk, Inline()), list[object]()
    one._runner.fallback = shown.append
    with monkeypatch.context() as then:
        then.setattr(look_alikes, "steps", full)
        one.wake()
        qtbot.waitUntil(lambda: not one.busy, timeout=5_000)
    assert look_alikes.stale(desk) > 10
    one.wake()
    qtbot.waitUntil(lambda: not one.busy and look_alikes.stale(desk) == 0, timeout=10_000)
    assert shown == []


def test_signing_in_indexes_and_locking_ends_it(signed_in: Any, qtbot: QtBot) -> None:
    frame = signed_in.frame
    qtbot.waitUntil(lambda: look_alikes.stale(frame.sitting.desk) == 0, timeout=10_000)
    frame.close_sitting()
    frame._indexing.wake()
    assert not frame._indexing.busy
