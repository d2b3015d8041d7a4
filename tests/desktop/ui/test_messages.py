"""A problem in words at the top of the page; a bug told once, without anybody's data."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.application import Application
from desktop.ui import speech
from desktop.ui.accidents import Accidents
from desktop.ui.messages import NoticeBar, Question
from domain.problems import Fault, Problem, Refused


@pytest.fixture
def bar(qtbot: QtBot) -> NoticeBar:
    made = NoticeBar()
    qtbot.addWidget(made)
    return made


def test_a_failure_says_what_happened_and_what_to_do(bar: NoticeBar) -> None:
    bar.show_failure(Fault("server_unreachable"))
    title, remedy = bar.words().split("\n")
    assert "cannot be reached" in title and "saved here" in remedy
    assert title in bar.accessibleName()


def test_a_notice_follows_the_language(bar: NoticeBar) -> None:
    bar.show_failure(Refused(Problem("not_joined")))
    english = bar.words()
    speech.speak("fr")
    assert bar.words() != english


def test_a_notice_can_offer_one_act(bar: NoticeBar) -> None:
    acts: list[str] = []
    bar.show_words(lambda: ("A", "B"), "attention", (lambda: "&Do it", lambda: acts.append("done")))
    bar.action.click()
    bar.show_words(lambda: ("A", "B"), "attention", (lambda: "&Other", lambda: acts.append("other")))
    bar.action.click()
    assert acts == ["done", "other"]
    bar.show_words(lambda: ("C", ""), "error")
    assert bar.action.isHidden()


def test_a_notice_can_be_closed(bar: NoticeBar) -> None:
    bar.show_words(lambda: ("A", "B"), "error")
    bar._close.click()
    assert bar.words() == ""


def test_a_question_has_our_own_buttons_and_calls_back_only_when_agreed(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    agreed: list[bool] = []

    def ask() -> Question:
        question = Question(parent, lambda: "Close?", lambda: "It cannot be undone.", lambda: "Close it")
        question.ask(lambda: agreed.append(True))
        return question

    ask()._refuse.click()
    assert agreed == []
    ask()._agree.click()
    assert agreed == [True]


def cause(name: str) -> None:
    raise ValueError(f"no such person: {name}")


def test_a_bug_is_told_once_and_noted_without_names(tmp_path: Path) -> None:
    told: list[Fault] = []
    application = Application(data=tmp_path)
    accidents = Accidents(told.append, application.note_accident)
    accidents.install()
    try:
        for name in ("Awa Diop", "Gul Zaman"):
            try:
                cause(name)
            except ValueError as error:
                sys.excepthook(type(error), error, error.__traceback__)
    finally:
        accidents.remove()
    assert len(told) == 1
    noted = "".join(path.read_text() for path in tmp_path.iterdir())
    assert "ValueError" in noted and "cause" in noted
    assert "Awa" not in noted and "Gul" not in noted


def test_an_interruption_is_left_to_python(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Fault] = []
    left: list[type[BaseException]] = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, _error, _trace: left.append(kind))
    accidents = Accidents(told.append, lambda _error: None)
    accidents.happened(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert (told, left) == ([], [KeyboardInterrupt])
