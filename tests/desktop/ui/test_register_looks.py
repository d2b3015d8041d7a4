"""The wizard in every language and size: nothing cut, everything named, letters unique."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QApplication

from desktop.ui import speech, theme
from desktop.ui.pages.register import RegisterPage
from desktop.ui.pages.register.answers import CHECK, MEMBERS, RECEIPT
from desktop.ui.window import Window
from domain.languages import LANGUAGES, LanguageCode
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless, tab_stops
from tests.desktop.ui.registering import fill, page_of, wider_than_shown

LAPTOP = QSize(1366, 768)
MAGNIFIED = QSize(911, 512)
STEPS = range(RECEIPT + 1)


def settle() -> None:
    for _ in range(4):
        QCoreApplication.processEvents()


def visit(window: Window, step: int, code: LanguageCode, size: QSize) -> RegisterPage:
    """The wizard at a step, filled, with something to complain about on the way."""
    speech.speak(code)
    window.resize(size)
    page = page_of(window)
    page.new()
    fill(page, code)
    if step == RECEIPT:
        for member in page.answers.members:  # registered before, in another language
            member["identifiers"] = []
        page.show_step(CHECK)
        page.go_on()
    else:
        page.answers.asked |= {0, 1, 2}
        page.answers.members[1].update(birth_precision="year", birth_date="19")
        page.show_step(step)
        page.checker.check()
    if step == MEMBERS:
        page.steps.members.choose(page.answers.members[1]["id"])
        page.steps.members.form.show_seldom(asked=True)
    settle()
    assert page.step() == step
    return page


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("size", [LAPTOP, MAGNIFIED], ids=["laptop", "magnified"])
def test_nothing_is_cut_unnamed_or_lettered_twice(signed_in: Window, step: int, size: QSize) -> None:
    frame = signed_in.frame
    assert frame is not None
    for code in LANGUAGES:
        visit(signed_in, step, code, size)
        assert signed_in.width() == size.width()
        assert (code, cut_words(frame)) == (code, [])
        assert (code, wider_than_shown(frame)) == (code, [])
        assert (code, nameless(frame)) == (code, [])
        assert (code, letters_used_twice(frame)) == (code, {})


@pytest.mark.parametrize("step", STEPS)
def test_nothing_is_cut_at_twice_the_size(signed_in: Window, qapp: QApplication, step: int) -> None:
    signed_in.remembered.text_size = 200
    signed_in.redress()
    visit(signed_in, step, "fr", LAPTOP)
    assert signed_in.frame is not None
    cut = cut_words(signed_in.frame) + wider_than_shown(signed_in.frame)
    theme.wear(qapp, "light")
    assert cut == []


def test_tab_reaches_the_main_button_from_each_step(signed_in: Window) -> None:
    signed_in.activateWindow()
    for step in STEPS:
        page = visit(signed_in, step, "en", LAPTOP)
        if step != RECEIPT:
            page.arrive(None)
        start = signed_in.focusWidget()
        assert start is not None and page.isAncestorOf(start)
        assert signed_in.frame is not None
        assert page.foot.primary in tab_stops(signed_in.frame, start, 120)
