"""Enrolments on the household's page: where each stands, its plain steps, and what refuses one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QPushButton

from desktop.services.enrolling import read
from desktop.services.enrolling.apply import apply
from desktop.ui import speech
from desktop.ui.pages.household import HouseholdPage
from desktop.ui.window import Window
from domain.languages import LANGUAGES, LanguageCode
from domain.schemes.terms import EnrolmentEvent
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless
from tests.desktop.ui.registering import wider_than_shown
from tests.desktop.ui.test_household import code as code
from tests.desktop.ui.test_household import page as page


@pytest.fixture
def applied(page: HouseholdPage, code: str) -> str:
    """The head has applied for a scheme."""
    assert page.enrolments.isHidden()
    assert page.view is not None
    head = page.view.members[0].code
    line = apply(page.desk, "SCH-01", page.view.code, head, confirmed=True)
    page.read()
    return line.code


def press(page: HouseholdPage, words: str) -> None:
    buttons = page.enrolments.findChildren(QPushButton)
    next(one for one in buttons if one.text().replace("&", "") == words).click()


def test_plain_steps_are_taken_from_the_card(page: HouseholdPage, applied: str) -> None:
    assert not page.enrolments.isHidden()
    assert applied in page.enrolments.text()
    press(page, "Documents seen")
    press(page, "Check eligibility")
    assert page.view is not None
    (line,) = read.of_household(page.desk, page.view.code)
    assert line.status == "to_review"
    assert "To be reviewed" in page.enrolments.text()


def test_a_step_that_is_refused_is_said(page: HouseholdPage, applied: str) -> None:
    page.enrolments.take(applied, EnrolmentEvent.start)
    assert "cannot be taken" in page.notice.words()


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_it_is_whole_and_named(
    signed_in: Window, page: HouseholdPage, applied: str, spoken: LanguageCode
) -> None:
    speech.speak(spoken)
    signed_in.resize(QSize(911, 512))
    for _ in range(4):
        QCoreApplication.processEvents()
    card = page.enrolments
    assert cut_words(card) == []
    assert wider_than_shown(card) == []
    assert nameless(card) == []
    assert letters_used_twice(card) == {}
