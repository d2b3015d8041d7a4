"""Schemes on the household's page: eligible and to verify shown, the others folded, in three languages."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QSize

from desktop.services.desk import Desk
from desktop.ui import speech
from desktop.ui.pages.household import HouseholdPage
from desktop.ui.window import Window
from domain.languages import LANGUAGES, LanguageCode
from domain.schemes.terms import Answer, SchemeStatus
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless
from tests.desktop.ui.registering import wider_than_shown
from tests.desktop.ui.test_household import code as code
from tests.desktop.ui.test_household import page as page


def test_only_schemes_that_enrol_are_shown_best_first(page: HouseholdPage) -> None:
    lines = page.schemes.lines()
    order = [Answer.yes, Answer.verify, Answer.no]
    assert {line.scheme.status for line in lines} <= {SchemeStatus.active, SchemeStatus.pilot}
    assert [line.answer for line in lines] == sorted((one.answer for one in lines), key=order.index)
    assert any(line.answer is Answer.verify for line in lines)


def test_the_others_are_shown_with_their_reasons_when_asked(page: HouseholdPage) -> None:
    never = next(line for line in page.schemes.lines() if line.answer is Answer.no)
    name = never.scheme.names["en"]
    assert name not in page.schemes.text()
    page.schemes.others.click()
    assert name in page.schemes.text()
    assert "not met" in page.schemes.text()
    page.schemes.others.click()
    assert name not in page.schemes.text()


def test_what_is_known_later_is_shown_at_the_next_reading(page: HouseholdPage, code: str) -> None:
    desk: Desk = page.desk
    before = {line.scheme.code: line.answer for line in page.schemes.lines()}
    assert before["SCH-03"] is Answer.no
    assert page.view is not None
    old = {"birth_precision": "day", "birth_on": "1900-01-01"}
    with desk.writing() as writer:
        writer.set("person", desk.person_row(page.view.members[0].code), old)
    page.schemes.read(code)
    after = {line.scheme.code: line.answer for line in page.schemes.lines()}
    assert after["SCH-03"] is Answer.yes


@pytest.mark.parametrize("spoken", LANGUAGES)
def test_it_is_whole_and_named(signed_in: Window, page: HouseholdPage, spoken: LanguageCode) -> None:
    speech.speak(spoken)
    signed_in.resize(QSize(911, 512))
    card = page.schemes
    card.others.click()
    for _ in range(4):
        QCoreApplication.processEvents()
    assert cut_words(card) == []
    assert wider_than_shown(card) == []
    assert nameless(card) == []
    assert letters_used_twice(card) == {}
