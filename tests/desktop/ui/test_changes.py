"""Writing down a change: what happened, its questions by keyboard, before and after, drafts, saving."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.services import change_drafts, documents, show, users
from desktop.ui import speech, theme
from desktop.ui.pages.changes.making import FORMS
from desktop.ui.pages.household import HouseholdPage
from desktop.ui.window import Window
from domain.languages import LANGUAGES
from domain.vocabulary import ChangeKind as K
from domain.vocabulary import UserRole
from guichet.sample.portrait import portrait
from tests.desktop.ui.changing import (
    answer,
    change_page,
    code_of,
    form_of,
    household,
    household_page,
)
from tests.desktop.ui.conftest import PASSWORD, SOFT
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless, tab_stops
from tests.desktop.ui.registering import wider_than_shown

LAPTOP, MAGNIFIED = QSize(1366, 768), QSize(911, 512)


@pytest.fixture
def code(signed_in: Window) -> str:
    return household(signed_in)


def settle() -> None:
    for _ in range(4):
        QCoreApplication.processEvents()


def test_the_button_of_the_household_asks_what_happened(signed_in: Window, code: str, qtbot: QtBot) -> None:
    frame = signed_in.frame
    assert frame is not None
    signed_in.activateWindow()
    frame.go("household", code)
    qtbot.keyClick(household_page(signed_in).change, Qt.Key.Key_Return)
    assert frame.here() == "change"
    assert frame.page().title() == "Change: Zarghuna Khattak"


def test_what_happened_is_walked_and_taken_by_keyboard(signed_in: Window, code: str, qtbot: QtBot) -> None:
    signed_in.activateWindow()
    page = change_page(signed_in, code)
    rows = list(page.chooser.rows.values())
    assert rows[0].hasFocus()
    qtbot.keyClick(rows[0], Qt.Key.Key_Tab)
    assert rows[1].hasFocus()
    qtbot.keyClick(rows[1], Qt.Key.Key_Return)
    assert form_of(page).KIND is K.report_birth
    assert form_of(page).isAncestorOf(QApplication.focusWidget())
    assert page.back() and rows[1].hasFocus(), "Esc steps back to what happened, where one was"


def test_every_kind_but_merging_persons_has_a_form() -> None:
    assert set(FORMS) == set(K) - {K.merge_persons}


def test_a_baby_is_typed_and_written_at_once(signed_in: Window, code: str, qtbot: QtBot) -> None:
    signed_in.activateWindow()
    page = change_page(signed_in, code, K.report_birth)
    form = form_of(page)
    qtbot.keyClicks(form.fields["given_name"].controls()[0], "Spogmai")
    form.fields["sex"].controls()[0].setFocus()
    qtbot.keyClick(form.fields["sex"].controls()[0], Qt.Key.Key_Return)
    today = page.desk.today()
    answer(page, birth={"birth_precision": "day", "birth_date": today.isoformat()})
    assert "Spogmai" in page.sheet.comparison.text()
    assert page.save.accessibleName() == "Save the change"
    qtbot.keyClick(page.save, Qt.Key.Key_Return)
    assert signed_in.frame is not None and signed_in.frame.here() == "household"
    view = show.household(page.desk, code)
    assert [member.name for member in view.present][-1] == "Spogmai"
    assert "Written: A baby was born" in household_page(signed_in).notice.words()


def test_what_is_missing_stands_beside_its_question(signed_in: Window, code: str) -> None:
    page = change_page(signed_in, code, K.report_death)
    page.save.click()
    assert code_of(form_of(page).fields["person"].problem()) == "field_missing"
    assert code_of(page.sheet.evidence.text.problem()) == "evidence_missing"
    assert signed_in.frame is not None and signed_in.frame.here() == "change"
    answer(page, person=form_of(page).view.members[1].code, on="31/02/2026")
    page.save.click()
    assert code_of(form_of(page).fields["on"].problem()) == "field_wrong"


def test_a_head_who_died_is_followed_by_another(signed_in: Window, code: str) -> None:
    page = change_page(signed_in, code, K.report_death)
    form = form_of(page)
    head, spouse = (member.code for member in form.view.members)
    assert form.fields["head"].isHidden()
    answer(page, person=head)
    assert not form.fields["head"].isHidden()
    answer(page, head=spouse)
    page.sheet.evidence.text.set_value("Death certificate 12/2026")
    page.save.click()
    view = show.household(page.desk, code)
    assert view.head is not None and view.head.code == spouse


def test_an_identity_waits_for_somebody_else(signed_in: Window, code: str) -> None:
    page = change_page(signed_in, code, K.correct_identity)
    head = form_of(page).view.members[0].code
    answer(page, person=head)
    assert form_of(page).fields["given_name"].value() == "Zarghuna", "the form begins with the register"
    page.sheet.evidence.text.set_value("Identity card seen")
    page.save.click()
    assert code_of(form_of(page).fields["person"].problem()) == "change_nothing"
    answer(page, given_name="Zarghoona")
    assert "Zarghuna" in page.sheet.comparison.text() and "Zarghoona" in page.sheet.comparison.text()
    assert page.save.accessibleName() == "Ask for approval"
    page.save.click()
    assert "waits for approval by another person" in household_page(signed_in).notice.words()
    assert show.household(page.desk, code).members[0].name == "Zarghuna Khattak"
    household_page(signed_in).notice.action.click()
    assert household_page(signed_in).requests.lines()[0].state == "withdrawn"


def test_what_the_rules_refuse_stands_beside_its_question(signed_in: Window, code: str) -> None:
    page = change_page(signed_in, code, K.report_birth)
    answer(
        page,
        given_name="Spogmai",
        sex="female",
        birth={"birth_precision": "day", "birth_date": "2999-01-01"},
    )
    page.save.click()
    assert form_of(page).fields["birth"].problem() is not None
    assert len(show.household(page.desk, code).present) == 2


def test_a_draft_survives_another_page_and_a_lock(signed_in: Window, code: str) -> None:
    page = change_page(signed_in, code, K.correct_details)
    answer(page, landmark="Behind the old mosque")
    frame = signed_in.frame
    assert frame is not None
    frame.go("today")
    assert [line.household for line in change_drafts.begun(page.desk)] == [code]
    signed_in.lock()
    signed_in.entry.sign_in.user.set_value("amina")
    signed_in.entry.sign_in.password.set_value(PASSWORD)
    signed_in.entry.sign_in.sign_in()
    again = change_page(signed_in, code, K.correct_details)
    assert form_of(again).fields["landmark"].value() == "Behind the old mosque"
    assert "here again" in again.notice.words()
    again.save.click()
    assert show.household(again.desk, code).fields["landmark"] == "Behind the old mosque"
    assert change_drafts.begun(again.desk) == []


def test_what_is_thrown_away_is_gone(signed_in: Window, code: str) -> None:
    page = change_page(signed_in, code, K.correct_details)
    answer(page, landmark="Behind the old mosque")
    page.leave()
    page.forget.click()
    assert change_drafts.begun(page.desk) == []
    page.choose(K.correct_details)
    assert form_of(page).fields["landmark"].value() == ""


def test_a_scan_is_filed_with_the_change(signed_in: Window, code: str, tmp_path: Path) -> None:
    page = change_page(signed_in, code, K.correct_details)
    answer(page, landmark="Behind the old mosque")
    scan = tmp_path / "letter.jpg"
    scan.write_bytes(portrait(3, "female"))
    page.sheet.evidence.take(scan)
    page.save.click()
    [kept] = documents.of(page.desk, code)
    assert household_page(signed_in).requests.lines()[0].document == kept.row


def test_a_household_splits_with_the_members_chosen(signed_in: Window, code: str) -> None:
    page = change_page(signed_in, code, K.split_household)
    form = form_of(page)
    spouse = form.view.members[1].code
    answer(page, members=[spouse])
    assert list(form.fields["head"]._choices()) == [spouse], "only who goes may lead"  # type: ignore[attr-defined]
    assert form.payload()["members"] == [spouse]
    assert page.save.accessibleName() == "Ask for approval"


def test_somebody_registered_is_found_by_name(signed_in: Window, code: str) -> None:
    page = change_page(signed_in, code, K.add_member)
    answer(page, which="known")
    field = form_of(page).fields["registered"]
    field.line.setText("a")  # type: ignore[attr-defined]
    field.search()  # type: ignore[attr-defined]
    words, found = next(iter(field._found.items()))  # type: ignore[attr-defined]
    field._chose(words)  # type: ignore[attr-defined]
    assert field.value() == found
    assert form_of(page).payload()["member"]["person"] == found
    assert form_of(page).fields["given_name"].isHidden()


def test_who_may_not_ask_sees_no_button(signed_in: Window, code: str) -> None:
    assert signed_in.frame is not None
    desk = signed_in.frame.sitting.desk
    users.add(desk, "omar", PASSWORD, "Omar", UserRole.auditor, SOFT)
    signed_in.lock()
    signed_in.entry.sign_in.user.set_value("omar")
    signed_in.entry.sign_in.password.set_value(PASSWORD)
    signed_in.entry.sign_in.sign_in()
    assert signed_in.frame is not None
    signed_in.frame.go("household", code)
    page = signed_in.frame.page()
    assert isinstance(page, HouseholdPage)
    assert page.change.isHidden()


# How it looks


@pytest.mark.parametrize("size", [LAPTOP, MAGNIFIED], ids=["laptop", "magnified"])
@pytest.mark.parametrize("kind", [None, *FORMS])
def test_every_form_is_whole_named_and_lettered(
    signed_in: Window, code: str, kind: K | None, size: QSize
) -> None:
    signed_in.resize(size)
    page = change_page(signed_in, code, kind)
    frame = signed_in.frame
    assert frame is not None
    if kind is not None:
        people = [member.code for member in form_of(page).view.members]
        if "person" in form_of(page).fields:
            choices = list(form_of(page).fields["person"]._choices())  # type: ignore[attr-defined]
            answer(page, person=choices[0] if kind is not K.change_recipient else "outside")
        if kind is K.split_household:
            answer(page, members=people[1:])
        page.sheet.missing()
    for language in LANGUAGES:
        speech.speak(language)
        settle()
        assert signed_in.width() == size.width()
        assert (language, cut_words(frame)) == (language, [])
        assert (language, wider_than_shown(frame)) == (language, [])
        assert (language, nameless(frame)) == (language, [])
        assert (language, letters_used_twice(frame)) == (language, {})


def test_known_and_member_questions_have_letters_of_their_own(signed_in: Window, code: str) -> None:
    page = change_page(signed_in, code, K.add_member)
    answer(page, which="known")
    other = code
    for language in LANGUAGES:
        speech.speak(language)
        settle()
        assert (language, letters_used_twice(page)) == (language, {})
    page = change_page(signed_in, other, K.correct_details)
    answer(page, about=form_of(page).view.members[1].code)
    for language in LANGUAGES:
        speech.speak(language)
        settle()
        assert (language, letters_used_twice(page)) == (language, {})


def test_tab_reaches_the_main_button(signed_in: Window, code: str) -> None:
    signed_in.activateWindow()
    page = change_page(signed_in, code, K.report_death)
    frame, start = signed_in.frame, signed_in.focusWidget()
    assert frame is not None and start is not None and page.isAncestorOf(start)
    stops = tab_stops(frame, start)
    assert page.save in stops
    assert stops.index(page.sheet.evidence.text.line) < stops.index(page.save)


def test_text_twice_the_size_is_whole(signed_in: Window, code: str, qapp: QApplication) -> None:
    signed_in.remembered.text_size = 200
    signed_in.redress()
    speech.speak("fr")
    signed_in.resize(LAPTOP)
    page = change_page(signed_in, code)
    settle()
    frame = signed_in.frame
    assert frame is not None
    cut = cut_words(frame) + wider_than_shown(frame)
    page.choose(K.add_member)
    settle()
    cut += cut_words(frame) + wider_than_shown(frame)
    theme.wear(qapp, "light")
    assert cut == []


def test_a_move_to_another_district_says_plainly_what_will_happen(
    signed_in: Window, code: str, tmp_path: Path
) -> None:
    signed_in.resize(LAPTOP)
    page = change_page(signed_in, code, K.move_area)
    form = form_of(page)
    answer(page, area="PK-KP-NOWSHERA-PAB-02", village="Taru")
    told = [words.text() for words in form.findChildren(QLabel) if words.isVisibleTo(form)]
    assert not any("another district" in text for text in told)
    answer(page, area="PK-KP-LOWERDIR-TMG-02", village="Timergara")
    settle()
    told = [words.text() for words in form.findChildren(QLabel) if words.isVisibleTo(form)]
    assert any("another district: Lower Dir" in text for text in told)
    lines = {line.name: (line.before, line.after) for line in page.sheet.lines()}
    assert lines["District that holds the record"] == ("Nowshera", "Lower Dir")
    assert not cut_words(page)
    assert not wider_than_shown(page)
    for language in LANGUAGES:
        speech.speak(language)
        settle()
        assert not cut_words(page), language
        signed_in.grab().save(str(tmp_path / f"move-{language}.png"))
