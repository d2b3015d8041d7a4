"""The window from sign-in to lock: places, keys, language, back, and a second window on the same file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.application import Application, hold_window
from desktop.ui.background import Inline
from desktop.ui.frame import Frame
from desktop.ui.keys import CheatSheet
from desktop.ui.remembered import Remembered
from desktop.ui.window import Window
from domain.problems import Fault


def frame_of(window: Window) -> Frame:
    assert window.frame is not None
    return window.frame


def test_signing_in_leads_to_today(signed_in: Window) -> None:
    assert frame_of(signed_in).here() == "today"
    assert "NSR" in signed_in.windowTitle()


@pytest.mark.parametrize(
    ("key", "place"), [(Qt.Key.Key_F3, "people"), (Qt.Key.Key_F4, "print"), (Qt.Key.Key_F5, "synchronise")]
)
def test_a_function_key_goes_to_its_place(signed_in: Window, qtbot: QtBot, key: Qt.Key, place: str) -> None:
    qtbot.keyClick(signed_in, key)
    assert frame_of(signed_in).here() == place


def test_escape_goes_back_one_step(signed_in: Window, qtbot: QtBot) -> None:
    frame = frame_of(signed_in)
    frame.go("people")
    frame.go("settings")
    qtbot.keyClick(signed_in, Qt.Key.Key_Escape)
    assert frame.here() == "people"
    qtbot.keyClick(signed_in, Qt.Key.Key_Escape)
    assert frame.here() == "today"
    qtbot.keyClick(signed_in, Qt.Key.Key_Escape)
    assert frame.here() == "today"


def test_f1_shows_every_key(signed_in: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(signed_in, Qt.Key.Key_F1)
    sheet = signed_in.findChild(CheatSheet)
    assert sheet is not None and sheet.isVisible()
    sheet.accept()


def test_the_language_changes_without_a_restart(signed_in: Window, qtbot: QtBot) -> None:
    frame = frame_of(signed_in)
    frame.go("settings")
    before = frame.page().title()
    box = frame.header.strip.languages
    box.setCurrentIndex(box.findData("fr"))
    box.activated.emit(box.currentIndex())
    qtbot.waitUntil(lambda: signed_in.remembered.language == "fr")
    qtbot.waitUntil(lambda: frame.header.strip.languages.chosen() == "fr")
    assert frame.page().title() != before


def test_locking_ends_the_sitting_and_keeps_the_user_name(signed_in: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(signed_in, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: signed_in.frame is None)
    assert signed_in.entry.sign_in.user.value() == "amina"
    assert signed_in.entry.sign_in.password.value() == ""


def test_a_second_window_on_the_same_file_is_refused(
    signed_in: Window, office: Path, application: Application, remembered: Remembered, qtbot: QtBot
) -> None:
    other = Window(Inline(), remembered, lambda: application, office)
    qtbot.addWidget(other)
    other.entry.sign_in.password.set_value("a long enough password")
    other.entry.sign_in.sign_in()
    assert other.frame is None
    assert other.entry.sign_in.notice.words()


def test_closing_the_window_frees_the_file(signed_in: Window, office: Path) -> None:
    with pytest.raises(Fault):
        hold_window(office)
    signed_in.close()
    hold_window(office).release()


def test_size_and_place_are_remembered(signed_in: Window, remembered: Remembered) -> None:
    signed_in.resize(1000, 700)
    signed_in.close()
    assert remembered.geometry is not None


def test_the_theme_changes_at_once(signed_in: Window, qtbot: QtBot, qapp: QApplication) -> None:
    light = qapp.styleSheet()
    frame = frame_of(signed_in)
    frame.go("settings")
    signed_in.remembered.theme = "dark"
    frame.page().wish.emit("look", None)
    qtbot.waitUntil(lambda: qapp.styleSheet() != light)


def test_the_state_strip_says_what_waits_in_words(signed_in: Window) -> None:
    strip = frame_of(signed_in).header.strip
    assert "waiting to be sent" in strip.waiting.text()
    assert strip.line.text()
