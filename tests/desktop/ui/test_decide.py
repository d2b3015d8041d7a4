"""Deciding: what waits, who may, the decision by keyboard, acting par intérim, undo, history, counts."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from pytestqt.qtbot import QtBot

from desktop.services import acting, show, users
from desktop.services.acting_uses import acting_uses
from desktop.services.changes.request import request
from desktop.ui import speech
from desktop.ui.pages.changes.decide import DecidePage
from desktop.ui.pages.household import HouseholdPage
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.pages.today import TodayPage
from desktop.ui.window import Window
from domain.languages import LANGUAGES
from domain.vocabulary import ChangeKind as K
from domain.vocabulary import UserRole
from tests.desktop.ui.changing import (
    answer,
    ask_for_another_name,
    change_page,
    code_of,
    decide_page,
    form_of,
    household,
    household_page,
)
from tests.desktop.ui.conftest import PASSWORD, SOFT
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless
from tests.desktop.ui.registering import wider_than_shown

LAPTOP, MAGNIFIED = QSize(1366, 768), QSize(911, 512)


@pytest.fixture
def code(signed_in: Window) -> str:
    return household(signed_in)


@pytest.fixture
def asked(signed_in: Window, code: str) -> int:
    """A request of the one user there is, which waits."""
    return ask_for_another_name(signed_in, code)


def settle() -> None:
    for _ in range(4):
        QCoreApplication.processEvents()


def sign_in_as(window: Window, username: str) -> None:
    window.lock()
    window.entry.sign_in.user.set_value(username)
    window.entry.sign_in.password.set_value(PASSWORD)
    window.entry.sign_in.sign_in()


def colleague(window: Window, role: UserRole) -> None:
    """Somebody else who works with this file."""
    assert window.frame is not None
    users.add(window.frame.sitting.desk, "bilal", PASSWORD, "Bilal Shah", role, SOFT)


def take_role(page: DecidePage) -> None:
    panel = page.requests.panel
    panel.offer.click()
    panel.acting.reason.set_value("The supervisor is on leave")
    panel.acting.take.click()


# Who may


def test_f6_leads_to_what_waits(signed_in: Window, asked: int, qtbot: QtBot) -> None:
    signed_in.activateWindow()
    settle()
    qtbot.keyClick(signed_in, Qt.Key.Key_F6)
    assert signed_in.frame is not None and signed_in.frame.here() == "decide"
    page = decide_page(signed_in)
    assert list(page.requests.table.rows.ids) == [asked]
    assert "Zarghoona" in page.requests.panel.comparison.text()


def test_nobody_decides_on_their_own_request_but_is_never_stuck(signed_in: Window, asked: int) -> None:
    page = decide_page(signed_in)
    panel = page.requests.panel
    assert page.approve.isHidden() and page.reject.isHidden() and not page.withdraw.isHidden()
    assert "Nobody decides on what they asked for themselves" in panel._why_not.text()
    panel.offer.click()
    panel.acting.take.click()
    assert code_of(panel.acting.reason.problem()) == "field_missing"
    panel.acting.reason.set_value("The supervisor is on leave")
    panel.acting.take.click()
    assert not page.approve.isHidden() and not panel._acting_pill.isHidden()


def test_approved_par_interim_is_written_and_recorded(
    signed_in: Window, code: str, asked: int, qtbot: QtBot
) -> None:
    page = decide_page(signed_in)
    take_role(page)
    qtbot.keyClick(page.approve, Qt.Key.Key_Return)
    assert show.household(page.desk, code).members[0].name == "Zarghoona Khattak"
    assert len(page.requests.table.rows.ids) == 0
    [use] = acting_uses(page.desk)
    assert (use.who, use.decision, use.household) == ("Amina Khan", "approved", code)


def test_a_colleague_who_may_is_named_and_approves(signed_in: Window, code: str, asked: int) -> None:
    colleague(signed_in, UserRole.supervisor)
    panel = decide_page(signed_in).requests.panel
    assert "Bilal Shah (Supervisor)" in panel._why_not.text()
    assert panel.offer.isHidden(), "nobody acts for a colleague who is there"
    sign_in_as(signed_in, "bilal")
    page = decide_page(signed_in)
    assert not page.approve.isHidden() and page.withdraw.isHidden()
    assert page.requests.panel._acting_pill.isHidden()
    page.approve.click()
    assert show.household(page.desk, code).members[0].name == "Zarghoona Khattak"
    assert acting_uses(page.desk) == []


def test_a_clerk_is_told_whom_to_ask(signed_in: Window, asked: int) -> None:
    colleague(signed_in, UserRole.clerk)
    sign_in_as(signed_in, "bilal")
    page = decide_page(signed_in)
    assert page.approve.isHidden() and page.reject.isHidden() and page.withdraw.isHidden()
    words = page.requests.panel._why_not.text()
    assert "Your role does not let you decide." in words and "Amina Khan" in words


def test_to_reject_a_reason_is_needed(signed_in: Window, code: str, asked: int) -> None:
    page = decide_page(signed_in)
    take_role(page)
    page.reject.click()
    assert code_of(page.requests.panel.reason.problem()) == "reason_missing"
    page.requests.panel.reason.set_value("The card shows another name")
    page.reject.click()
    assert show.household(page.desk, code).members[0].name == "Zarghuna Khattak"
    assert len(page.requests.table.rows.ids) == 0


def test_ones_own_request_is_withdrawn(signed_in: Window, asked: int) -> None:
    page = decide_page(signed_in, asked)
    page.withdraw.click()
    assert "withdrawn" in page.notice.words()
    assert len(page.requests.table.rows.ids) == 0


def test_what_waits_is_counted_in_the_rail_and_today(signed_in: Window, asked: int) -> None:
    frame = signed_in.frame
    assert frame is not None
    frame.count()
    assert "1 to decide" in frame.rail._buttons["decide"].accessibleName()
    frame.go("today")
    today = frame.page()
    assert isinstance(today, TodayPage)
    assert not today.rows["requests"].isHidden()
    today.rows["requests"].click()
    page = frame.page()
    assert isinstance(page, DecidePage)
    page.withdraw.click()
    assert "1 to decide" not in frame.rail._buttons["decide"].accessibleName()


# On the household's page


def test_a_request_is_decided_on_the_household(signed_in: Window, code: str, asked: int) -> None:
    page = household_page(signed_in)
    assert "Waits for approval by another person" in page.requests.text()
    page.requests.open_request(asked)
    panel = page.requests.panel
    panel.offer.click()
    panel.acting.reason.set_value("Alone this week")
    panel.acting.take.click()
    panel.approve.click()
    assert show.household(page.desk, code).members[0].name == "Zarghoona Khattak"
    assert page.requests.lines()[0].state == "applied" and page.requests.lines()[0].decided_acting


def changed_landmark(window: Window, code: str) -> HouseholdPage:
    page = change_page(window, code, K.correct_details)
    answer(page, landmark="Behind the old mosque")
    page.sheet.evidence.text.set_value("Seen on the way")
    page.save.click()
    return household_page(window)


def test_ctrl_z_takes_the_last_change_back(signed_in: Window, code: str, qtbot: QtBot) -> None:
    signed_in.activateWindow()
    page = changed_landmark(signed_in, code)
    assert show.household(page.desk, code).fields["landmark"] == "Behind the old mosque"
    page.receipt.setFocus()
    qtbot.keyClick(page.receipt, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not show.household(page.desk, code).fields.get("landmark")
    assert "as it was before" in page.notice.words()
    qtbot.keyClick(page.receipt, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert "nothing to undo" in page.notice.words()


def test_the_notice_undoes_too(signed_in: Window, code: str) -> None:
    page = changed_landmark(signed_in, code)
    assert page.notice.action.text() == "Undo (Ctrl+Z)"
    page.notice.action.click()
    assert page.requests.lines()[0].state == "undone"


def test_the_history_says_from_what_to_what_and_why(signed_in: Window, code: str, qtbot: QtBot) -> None:
    page = changed_landmark(signed_in, code)
    assert not page.history.is_open()
    qtbot.keyClick(page.history.turn, Qt.Key.Key_Return)
    text = page.history.text()
    assert "Behind the old mosque" in text and "Seen on the way" in text and "Amina Khan" in text
    assert "written for the first time" in text
    head = show.household(page.desk, code).members[0].code
    page.history.member.set_value(head)
    page.history.member.changed.emit()
    assert "Behind the old mosque" not in page.history.text()
    assert "12 April 1987" in page.history.text() and "★" in page.history.text()
    page.history.field.set_value("family_name")
    page.history.field.changed.emit()
    assert "Khattak" in page.history.text() and "12 April 1987" not in page.history.text()


# Acting rights


def settings(window: Window) -> SettingsPage:
    assert window.frame is not None
    window.frame.go("settings")
    page = window.frame.page()
    assert isinstance(page, SettingsPage)
    return page


def test_a_role_is_taken_and_given_back_in_the_settings(signed_in: Window) -> None:
    page = settings(signed_in)
    card = page.acting
    assert "Nobody holds an acting role today." in card.text()
    card.take.click()
    card.form.reason.set_value("Alone this week")
    card.form.days.set_value("7")
    card.form.take.click()
    [line] = acting.held(page.desk)
    assert line.reason == "Alone this week"
    assert "Amina Khan" in card.text() and card.take.isHidden()
    card.back.click()
    assert acting.held(page.desk) == []


def test_a_colleague_is_lent_a_role(signed_in: Window) -> None:
    colleague(signed_in, UserRole.clerk)
    card = settings(signed_in).acting
    card.lend.click()
    card.colleague.set_value("bilal")
    card.colleague.settled.emit()
    card.form.reason.set_value("I am away until Friday")
    card.form.take.click()
    assert [line.username for line in acting.held(card._desk)] == ["bilal"]
    assert "Bilal Shah · Supervisor" in card.text()


def test_every_use_is_listed(signed_in: Window, code: str, asked: int) -> None:
    page = decide_page(signed_in)
    take_role(page)
    page.approve.click()
    card = settings(signed_in).acting
    card.more.click()
    assert "A name or date is wrong · Approved" in card.text() and code in card.text()


# How it looks


@pytest.mark.parametrize("size", [LAPTOP, MAGNIFIED], ids=["laptop", "magnified"])
def test_nothing_is_cut_unnamed_or_lettered_twice(
    signed_in: Window, code: str, asked: int, size: QSize
) -> None:
    frame = signed_in.frame
    assert frame is not None
    signed_in.resize(size)
    detail = {"fields": {"landmark": "The well"}}
    request(frame.sitting.desk, code, K.correct_details, detail)
    frame.go("household", code)
    house = household_page(signed_in)
    house.requests.open_request(asked)
    house.requests.panel.offer.click()
    house.history.turn.click()
    look(signed_in, size)
    page = decide_page(signed_in)
    look(signed_in, size)
    take_role(page)
    look(signed_in, size)
    settings(signed_in).acting.back.click()
    settings(signed_in).acting.take.click()
    look(signed_in, size)


def look(window: Window, size: QSize) -> None:
    frame = window.frame
    assert frame is not None
    for language in LANGUAGES:
        speech.speak(language)
        settle()
        assert window.width() == size.width()
        assert (frame.here(), language, cut_words(frame)) == (frame.here(), language, [])
        assert (frame.here(), language, wider_than_shown(frame)) == (frame.here(), language, [])
        assert (frame.here(), language, nameless(frame)) == (frame.here(), language, [])
        assert (frame.here(), language, letters_used_twice(frame)) == (frame.here(), language, {})


def test_the_page_of_a_change_goes_on_after_another_page(signed_in: Window, code: str) -> None:
    page = change_page(signed_in, code, K.correct_details)
    answer(page, landmark="Behind the old mosque")
    frame = signed_in.frame
    assert frame is not None
    frame.go("decide")
    frame.go("change")
    assert form_of(page).fields["landmark"].value() == "Behind the old mosque"
