"""Work goes out on a lane and comes home on the screen's thread; nothing waits for ever."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.models.store import create
from desktop.ui.background import NETWORK, STORE, Background, Inline, Progress, Runner
from domain.problems import Fault, Problem, Refused


@pytest.fixture
def background(qapp: QObject) -> Iterator[Background]:
    lanes = Background()
    yield lanes
    assert lanes.finish(5)


def test_result_comes_home_to_the_screen(background: Background, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []
    results: list[threading.Thread] = []

    def done(where: threading.Thread) -> None:
        results.append(where)
        threads.append(threading.current_thread())

    background.run(lambda _progress: threading.current_thread(), done=done)
    qtbot.waitUntil(lambda: bool(results))
    assert threads == [threading.main_thread()]
    assert results != threads


def test_the_store_lane_keeps_its_order_and_its_thread(background: Background, qtbot: QtBot) -> None:
    seen: list[tuple[int, int]] = []
    for number in range(20):
        background.run(lambda _p, n=number: (n, threading.get_ident()), done=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 20)
    assert [number for number, _ in seen] == list(range(20))
    assert len({thread for _, thread in seen}) == 1


def test_waiting_for_the_network_does_not_hold_the_store(background: Background, qtbot: QtBot) -> None:
    free = threading.Event()
    results: list[str] = []
    background.run(lambda _p: (free.wait(5), "network")[1], done=results.append, lane=NETWORK)
    background.run(lambda _p: "store", done=results.append, lane=STORE)
    qtbot.waitUntil(lambda: results == ["store"])
    free.set()
    qtbot.waitUntil(lambda: results == ["store", "network"])


def test_a_refusal_goes_to_its_handler_or_to_the_fallback(background: Background, qtbot: QtBot) -> None:
    handled: list[object] = []
    fallen: list[object] = []
    background.fallback = fallen.append

    def refuse(_progress: Progress) -> None:
        raise Refused(Problem("name_missing"))

    def fail(_progress: Progress) -> None:
        raise Fault("disk_full")

    background.run(refuse, failed=handled.append)
    background.run(fail)
    qtbot.waitUntil(lambda: bool(handled) and bool(fallen))
    assert isinstance(handled[0], Refused)
    assert isinstance(fallen[0], Fault)


def test_a_bug_reaches_the_hook_once_and_frees_the_screen(
    background: Background, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: caught.append(kind))
    failures: list[object] = []
    background.run(lambda _progress: 1 // 0, failed=failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert caught == [ZeroDivisionError]
    assert isinstance(failures[0], Fault) and failures[0].problem.code == "unexpected"


def test_work_can_be_cancelled(background: Background, qtbot: QtBot) -> None:
    results: list[str] = []

    def work(progress: Progress) -> str:
        while not progress.cancelled:
            time.sleep(0.001)
        return "stopped"

    running = background.run(work, done=results.append)
    running.cancel()
    qtbot.waitUntil(lambda: results == ["stopped"])


def test_a_forgotten_result_is_dropped(background: Background, qtbot: QtBot) -> None:
    results: list[str] = []
    first = background.run(lambda _p: "old", done=results.append)
    first.forget()
    background.run(lambda _p: "new", done=results.append)
    qtbot.waitUntil(lambda: bool(results))
    assert results == ["new"]


def test_a_result_for_a_closed_page_is_dropped(background: Background, qtbot: QtBot) -> None:
    results: list[str] = []
    owner = QObject()
    background.run(lambda _p: "for a closed page", done=results.append, owner=owner)
    shiboken6.delete(owner)
    background.run(lambda _p: "for an open one", done=results.append)
    qtbot.waitUntil(lambda: bool(results))
    assert results == ["for an open one"]


def test_fast_news_is_thinned_but_the_last_arrives(background: Background, qtbot: QtBot) -> None:
    news: list[int] = []

    def count(progress: Progress) -> int:
        for number in range(5000):
            progress.report(number)
        return 5000

    results: list[int] = []
    background.run(count, done=results.append, progress=news.append)
    qtbot.waitUntil(lambda: results == [5000])
    assert news[-1] == 4999
    assert news == sorted(set(news))


@pytest.mark.parametrize("kind", ["inline", "threads"])
def test_both_runners_answer_alike(kind: str, background: Background, qtbot: QtBot) -> None:
    runner: Runner = Inline() if kind == "inline" else background
    told: list[object] = []

    def work(progress: Progress) -> int:
        progress.report("half")
        return 2

    runner.run(work, done=told.append, progress=told.append)
    qtbot.waitUntil(lambda: told == ["half", 2])


def test_a_lane_keeps_its_connection_from_one_job_to_the_next(
    background: Background, qtbot: QtBot, tmp_path: Path
) -> None:
    """Opened anew for each job it would lose its cache, and the program would hold one more each time."""
    made = create(tmp_path / "office.guichet", bytes(32))
    seen: list[int] = []
    for _ in range(5):
        background.run(lambda _p: id(made.connection()), done=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 5)
    assert len(set(seen)) == 1
    assert background.finish(5)
    made.close()
