"""Every page in every language: nothing cut, all named, letters unique, Tab reaches the main button."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton

from desktop.ui import speech, theme
from desktop.ui.frame import Frame
from desktop.ui.window import Window
from domain.languages import LANGUAGES, LanguageCode
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless, tab_stops

PLACES = ("today", "people", "decide", "print", "synchronise", "settings")
STEPS = ("sign_in", "create", "recover", "restore", "code")
LAPTOP = QSize(1366, 768)
# The same laptop at 150 %: what is left in pixels of the window's own measure.
MAGNIFIED = QSize(911, 512)


def frame_of(window: Window) -> Frame:
    assert window.frame is not None
    return window.frame


def visit(window: Window, place: str, size: QSize) -> Frame:
    frame = frame_of(window)
    window.resize(size)
    frame.go(place)
    for _ in range(3):
        QCoreApplication.processEvents()
    return frame


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("size", [LAPTOP, MAGNIFIED], ids=["laptop", "magnified"])
def test_nothing_is_cut(signed_in: Window, place: str, code: LanguageCode, size: QSize) -> None:
    speech.speak(code)
    frame = visit(signed_in, place, size)
    assert signed_in.width() == size.width()
    assert cut_words(frame) == []


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_cut_at_twice_the_size(signed_in: Window, qapp: QApplication, place: str) -> None:
    signed_in.remembered.text_size = 200
    signed_in.redress()
    speech.speak("fr")
    frame = visit(signed_in, place, LAPTOP)
    cut = cut_words(frame)
    theme.wear(qapp, "light")
    assert cut == []


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_every_control_has_a_name(signed_in: Window, place: str, code: LanguageCode) -> None:
    speech.speak(code)
    assert nameless(visit(signed_in, place, LAPTOP)) == []


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("place", PLACES)
def test_letters_are_unique_on_a_page(signed_in: Window, place: str, code: LanguageCode) -> None:
    speech.speak(code)
    assert letters_used_twice(visit(signed_in, place, LAPTOP)) == {}


@pytest.mark.parametrize("place", PLACES)
def test_tab_reaches_the_main_button(signed_in: Window, place: str) -> None:
    signed_in.activateWindow()
    frame = visit(signed_in, place, LAPTOP)
    page = frame.page()
    start = signed_in.focusWidget()
    assert start is not None and page.isAncestorOf(start), "a page begins with the keyboard in it"
    stops = tab_stops(frame, start)
    if page.primary is not None and page.primary.isEnabled():
        assert page.primary in stops


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("size", [LAPTOP, MAGNIFIED], ids=["laptop", "magnified"])
def test_the_entry_is_whole_named_and_lettered(
    window: Window, step: str, code: LanguageCode, size: QSize
) -> None:
    speech.speak(code)
    window.resize(size)
    window.entry.code.show_code("ABCDE-FGHJK-MNPQR-STUVW-XYZ23-45678")
    window.entry.show_step(step)
    for _ in range(3):
        QCoreApplication.processEvents()
    assert cut_words(window.entry) == []
    assert nameless(window.entry) == []
    assert letters_used_twice(window.entry) == {}


@pytest.mark.parametrize("place", PLACES)
def test_controls_are_large_enough_to_hit(signed_in: Window, place: str) -> None:
    frame = visit(signed_in, place, LAPTOP)
    low = [
        f"{type(control).__name__} {control.accessibleName()!r}: {control.height()} px"
        for kind in (QPushButton, QComboBox, QLineEdit)
        for control in frame.findChildren(kind)
        if control.isVisible()
        and control.height() < theme.CONTROL
        and control.parent().metaObject().className() != "ListBox"
    ]
    assert low == []
