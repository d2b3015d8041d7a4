"""The household page on a real file: the journey's line, papers and their copies, photos, what happened."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.services import acting, print_papers, register, search, show, update_milestone
from desktop.services.changes import answer, request
from desktop.services.desk import Desk
from desktop.services.show import HouseholdView
from desktop.ui import speech, theme
from desktop.ui.pages.household import HouseholdPage
from desktop.ui.pages.household.step_panel import legal
from desktop.ui.pages.print_order import PrintOrder
from desktop.ui.window import Window
from domain.problems import Problem
from domain.registration import parse
from domain.vocabulary import ChangeKind, Paper, UserRole
from domain.vocabulary import MilestoneStatus as Status
from guichet.sample.portrait import portrait
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless
from tests.desktop.ui.registering import AREA, HEAD, SPOUSE, wider_than_shown

LAPTOP, MAGNIFIED = QSize(1366, 768), QSize(911, 512)


@pytest.fixture
def code(signed_in: Window) -> str:
    """A household of two, registered as the window does it."""
    assert signed_in.frame is not None
    form = {
        "household": {"area": AREA, "village": "Pir Sabaq", "phone": "+923001234567", "compound": "Mill"},
        "language": "pt",
        "legal_basis": "public_interest",
        "notice": {"version": "1", "language": "pt", "given": "read_aloud"},
        "members": [{"role": "head", **HEAD}, SPOUSE],
    }
    return register.register(signed_in.frame.sitting.desk, parse(form)).code


@pytest.fixture
def page(signed_in: Window, code: str) -> HouseholdPage:
    return opened(signed_in, code)


def opened(window: Window, code: str) -> HouseholdPage:
    assert window.frame is not None
    window.frame.go("household", code)
    page = window.frame.page()
    assert isinstance(page, HouseholdPage)
    return page


def view_of(page: HouseholdPage) -> HouseholdView:
    assert page.view is not None
    return page.view


def status_of(page: HouseholdPage, item: str) -> Status:
    return next(step.status for step in view_of(page).journey if step.item.code == item)


def words_of(page: HouseholdPage) -> str:
    return "\n".join(label.text() for label in page.head.findChildren(QLabel))


# Who they are


def test_the_head_of_the_page_says_who_and_where(signed_in: Window, page: HouseholdPage, code: str) -> None:
    assert page.title() == "Zarghuna Khattak"
    words = words_of(page)
    for expected in (code, "Pir Sabaq", "Nowshera", "+92 300 1234567", "Português", "Amina Khan", "Mill"):
        assert expected in words
    assert page.head._state.text() == "Waiting"
    assert signed_in.frame is not None
    assert page.trail() == [("People", "people")]


def test_a_move_that_waits_for_the_server_stands_at_the_head(
    signed_in: Window, page: HouseholdPage, code: str, tmp_path: Path, qtbot: QtBot
) -> None:
    assert "Lower Dir" not in words_of(page)
    assert signed_in.frame is not None
    desk = signed_in.frame.sitting.desk
    where = {"area": "PK-KP-LOWERDIR-TMG-02", "village": "Timergara"}
    asked = request.request(desk, code, ChangeKind.move_area, where, "certificate 12/2026")
    acting.take(desk, UserRole.supervisor, "nobody else is here", 5)
    answer.approve(desk, asked.request)
    signed_in.resize(LAPTOP)
    page = opened(signed_in, code)
    for language in ("en", "fr", "pt"):
        speech.speak(language)
        qtbot.wait(100)
        assert "Lower Dir" in words_of(page)
        assert not cut_words(page.head)
        signed_in.grab().save(str(tmp_path / f"leaving-{language}.png"))


def test_the_members_stand_with_all_their_numbers(page: HouseholdPage) -> None:
    page.members.numbers.click()
    text = page.members.text()
    for expected in ("Zarghuna Khattak", "12 April 1987", "17201-1234567-2", "+92 300 1234567", "Spouse"):
        assert expected in text
    assert "about 1974 (estimated)" in text
    speech.speak("fr")
    assert "12 avril 1987" in page.members.text()


def test_a_members_code_opens_their_household(signed_in: Window, page: HouseholdPage, code: str) -> None:
    person = view_of(page).members[1].code
    assert view_of(opened(signed_in, person)).code == code


def test_a_code_nobody_has_is_said(signed_in: Window, page: HouseholdPage) -> None:
    opened(signed_in, "NSR-P93M-26-999999-3")
    assert page.notice.words()


def test_neighbours_of_the_compound_are_one_key_away(
    signed_in: Window, page: HouseholdPage, code: str
) -> None:
    form = {
        "household": {"area": AREA, "compound": "Mill"},
        "legal_basis": "public_interest",
        "members": [{"role": "head", **HEAD, "given_name": "Bano", "identifiers": []}],
    }
    other = register.register(page.desk, parse(form)).code
    page.read()
    assert other in words_of_buttons(page)
    page.head.went.emit(other)
    assert view_of(page).code == other
    assert code in words_of_buttons(page)


def words_of_buttons(page: HouseholdPage) -> list[str]:
    return [button.accessibleName() for button in page.head.findChildren(QPushButton)]


# The journey


def test_the_journey_says_each_stop_in_words(page: HouseholdPage) -> None:
    told = [stop.accessibleName() for stop in page.journey.stops]
    assert len(told) == 10
    assert told[0].startswith("Informed of rights, Achieved")
    assert "Due" in told[2]
    assert page.journey.stops[1].following, "the receipt is the next step"


def test_the_line_is_walked_by_arrows_and_opened_by_enter(
    signed_in: Window, page: HouseholdPage, qtbot: QtBot
) -> None:
    signed_in.activateWindow()
    first = page.journey.stops[1]
    assert first.focusPolicy() & Qt.FocusPolicy.TabFocus
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_Right)
    third = page.journey.stops[2]
    assert third.hasFocus()
    qtbot.keyClick(third, Qt.Key.Key_Return)
    assert page.panel.isVisible() and third.isChecked()
    assert page.panel.status.isAncestorOf(QApplication.focusWidget())
    assert page.back()
    assert not page.panel.isVisible() and third.hasFocus()


def test_only_legal_states_are_offered_and_one_is_kept(page: HouseholdPage) -> None:
    page.open_step("C3")
    assert set(page.panel._choices()) == {"in_progress", "achieved", "delayed", "dropped"}
    page.panel.status.set_value("achieved")
    page.panel.note.set_value("Visited at home")
    page.panel.evidence.set_value("Visit sheet 12")
    page.panel.save.click()
    assert status_of(page, "C3") is Status.achieved
    assert "Achieved" in page.journey.stops[2].accessibleName()
    assert "Visited at home" in page.panel.history.text()
    written = next(e for e in view_of(page).events if e.kind == "milestone_update")
    assert written.fields["evidence"] == "Visit sheet 12"
    assert "Needs and vulnerability assessed" in page.timeline.text()
    assert set(page.panel._choices()) == {"verified", "retracted"}


def test_what_is_missing_or_refused_stands_beside_its_field(page: HouseholdPage) -> None:
    page.open_step("C3")
    page.panel.save.click()
    assert problem_code(page.panel.status.problem()) == "field_missing"
    page.panel.status.set_value("achieved")
    page.panel.on.set_value("31/02/2026")
    page.panel.save.click()
    assert problem_code(page.panel.on.problem()) == "field_wrong"
    page.panel.on.set_value((page.desk.today() + timedelta(days=3)).isoformat())
    page.panel.save.click()
    assert problem_code(page.panel.on.problem()) == "milestone_date_future"
    assert status_of(page, "C3") is Status.planned


def problem_code(problem: Problem | None) -> str:
    return problem.code if problem is not None else ""


def test_a_correction_points_at_what_it_corrects(page: HouseholdPage) -> None:
    page.open_step("C4")
    page.panel.status.set_value("achieved")
    page.panel.save.click()
    wrong = next(s for s in view_of(page).journey if s.item.code == "C4").updates[-1]
    page.panel.history.correct.emit(wrong)
    assert page.panel.status.value() == "achieved"
    page.panel.status.set_value("in_progress")
    page.panel.note.set_value("The decision is not signed yet")
    page.panel.save.click()
    step = next(s for s in view_of(page).journey if s.item.code == "C4")
    assert step.status is Status.in_progress
    assert [update.corrects for update in step.updates] == [None, wrong.id]
    assert "Corrected since" in page.panel.history.text()
    assert "Corrected:" in page.timeline.text()


def test_states_are_judged_where_the_date_puts_them(page: HouseholdPage) -> None:
    step = next(s for s in view_of(page).journey if s.item.code == "C1")
    today = page.desk.today()
    assert Status.achieved not in legal(step, today, today, None)
    assert Status.verified in legal(step, today, today, None)
    tomorrow = today + timedelta(days=1)
    assert Status.verified not in legal(step, tomorrow, today, None), "what counts is never in the future"


def test_a_late_stop_says_so_without_colour(signed_in: Window, page: HouseholdPage, code: str) -> None:
    desk = page.desk
    later = Desk(
        desk.path,
        desk.store,
        desk.programme,
        desk.office,
        desk.user,
        desk.key,
        clock=lambda: desk.now() + timedelta(days=20),
    )
    steps = show.household(later, code).journey
    page.journey.show_steps(steps)
    assert "Late since" in page.journey.stops[2].accessibleName()


# Papers


def test_the_receipt_is_printed_shown_and_handed_over(page: HouseholdPage, qtbot: QtBot) -> None:
    page.receipt.click()
    qtbot.waitUntil(lambda: page.paper.preview.pages() == 1)
    assert page.hand.isVisible() and not page.receipt.isVisible()
    page.hand.click()
    assert status_of(page, "C2") is Status.achieved
    assert not page.hand.isEnabled()
    assert page.back() and page.receipt.isVisible()
    assert view_of(page).papers[0].handed_over
    assert view_of(page).papers[0].language == "pt"


def test_another_copy_wants_its_reason(page: HouseholdPage, qtbot: QtBot) -> None:
    page.receipt.click()
    page.back()
    page.receipt.click()
    assert page.papers.again.isVisible(), "the second time asks why"
    page.papers.again.go.click()
    assert problem_code(page.papers.again.reason.problem()) == "field_missing"
    page.papers.again.reason.set_value("Lost at the market")
    qtbot.keyClick(page.papers.again.reason.line, Qt.Key.Key_Return)
    assert view_of(page).papers[0].copy_number == 2
    assert view_of(page).papers[0].reason == "Lost at the market"
    assert "copy 2" in page.timeline.text()


def test_a_paper_of_the_list_is_handed_over_there(page: HouseholdPage, code: str) -> None:
    printed = print_papers.print_papers(page.desk, Paper.receipt, [code], "a5")
    page.read()
    page.papers.handed.emit(printed.prints[0])
    assert status_of(page, "C2") is Status.achieved
    assert page.notice.words()


def test_cards_are_ordered_at_the_print_desk(page: HouseholdPage) -> None:
    orders: list[PrintOrder] = []
    page.go.connect(lambda _place, order: orders.append(order))
    page.cards.click()
    page.members.card_wanted.emit(view_of(page).members[1].code)
    members = tuple(member.code for member in view_of(page).members)
    assert [order.codes for order in orders] == [members, members[1:]]
    assert {order.paper for order in orders} == {"card"}


# Photos


def test_a_photo_is_added_for_the_member_who_has_none(page: HouseholdPage, tmp_path: Path) -> None:
    page.photo.click()
    assert page.portrait.isVisible()
    page.portrait.keep.click()
    assert problem_code(page.portrait.photo.problem()) == "field_missing"
    (tmp_path / "face.jpg").write_bytes(portrait(3, "female"))
    page.portrait.photo.take(tmp_path / "face.jpg")
    page.portrait.keep.click()
    assert [bool(member.photo) for member in view_of(page).members] == [True, False]
    assert not page.portrait.isVisible()
    assert "Photo of Zarghuna Khattak added" in page.timeline.text() or "registered" in page.timeline.text()


# What happened


def test_registering_is_one_line_of_the_timeline(page: HouseholdPage) -> None:
    lines = page.timeline._lines
    assert [line.words() for line in lines] == ["Household registered, 2 members"]
    assert lines[0].by == "Amina Khan" and lines[0].state == "waiting"
    speech.speak("fr")
    assert "Ménage enregistré, 2 membres" in page.timeline.text()


def test_old_lines_are_shown_on_request(page: HouseholdPage, code: str) -> None:
    for number in range(10):
        status = Status.in_progress if number % 2 == 0 else Status.delayed
        update_milestone.update(page.desk, code, "C5", status, page.desk.today(), "why")
    page.read()
    assert "Household registered" not in page.timeline.text()
    page.timeline.more.click()
    assert "Household registered" in page.timeline.text()


# How it looks


@pytest.mark.parametrize("size", [LAPTOP, MAGNIFIED], ids=["laptop", "magnified"])
def test_nothing_is_cut_unnamed_or_lettered_twice(
    signed_in: Window, page: HouseholdPage, code: str, size: QSize
) -> None:
    frame = signed_in.frame
    assert frame is not None
    print_papers.print_papers(page.desk, Paper.receipt, [code], "a5")
    signed_in.resize(size)
    page.read()
    page.open_step("C3")
    page.papers.ask_again(Paper.receipt, code, "Zarghuna Khattak")
    page.photo.click()
    for language in ("en", "fr", "pt"):
        speech.speak(language)  # type: ignore[arg-type]
        for _ in range(4):
            QCoreApplication.processEvents()
        assert signed_in.width() == size.width()
        assert (language, cut_words(frame)) == (language, [])
        assert (language, wider_than_shown(frame)) == (language, [])
        assert (language, nameless(frame)) == (language, [])
        assert (language, letters_used_twice(frame)) == (language, {})
        stops = page.journey.stops
        assert all(stop.longest_word() <= stop.width() for stop in stops)
        assert all(stop.high(stop.width()) <= stop.height() for stop in stops)


def test_text_twice_the_size_is_whole(signed_in: Window, page: HouseholdPage, qapp: QApplication) -> None:
    signed_in.remembered.text_size = 200
    signed_in.redress()
    speech.speak("fr")
    signed_in.resize(LAPTOP)
    page.open_step("C3")
    for _ in range(4):
        QCoreApplication.processEvents()
    assert signed_in.frame is not None
    cut = cut_words(signed_in.frame) + wider_than_shown(signed_in.frame)
    theme.wear(qapp, "light")
    assert cut == []


def test_the_last_registered_are_found_under_people(signed_in: Window, code: str) -> None:
    assert signed_in.frame is not None
    desk = signed_in.frame.sitting.desk
    [row] = search.households(desk, "Zarghuna")
    assert search.household_lines(desk, [row])[0].code == code
