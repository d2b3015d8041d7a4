"""Paper forms typed in by keyboard alone: every key goes to what has the keyboard, as a hand sends it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.services import backlog, campaigns, reserve_codes, show
from desktop.ui import speech
from desktop.ui.pages.backlog import BacklogPage
from desktop.ui.window import Window
from domain.languages import LANGUAGES, LanguageCode
from tests.desktop.ui.looking import letters_used_twice, nameless

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (grabbing|raise)", extend=True)
ENTER = Qt.Key.Key_Return


def settle() -> None:
    for _ in range(5):
        QCoreApplication.processEvents()


def press(key: Qt.Key, control: bool = False) -> None:
    focus = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert focus is not None
    modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(focus, key, modifier)
    settle()


def type_in(text: str, *, then: Qt.Key | None = ENTER) -> None:
    """Types a text letter by letter into whatever has the keyboard, then Enter."""
    for character in text:
        focus = QApplication.focusWidget()
        assert focus is not None
        # QTest knows the letters of ASCII only.
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, character)
        QApplication.sendEvent(focus, event)
    settle()
    if then is not None:
        press(then)


@pytest.fixture
def page(signed_in: Window) -> Iterator[BacklogPage]:
    signed_in.activateWindow()
    frame = signed_in.frame
    assert frame is not None
    frame.go("backlog")
    settle()
    shown = frame.page()
    assert isinstance(shown, BacklogPage)
    yield shown


def head(page: BacklogPage, code: str) -> None:
    """Code, date, language, notice, telephone, area, village, landmark, address, guardian."""
    type_in(code)
    type_in("10/11/2026")
    type_in("Fr")
    type_in("Re")
    type_in("")
    type_in("pabbi")
    assert page.head.fields["village"].controls()[0].hasFocus()
    type_in("Pabbi")
    for _ in range(3):
        press(ENTER)
    assert page.grid.hasFocus()


def where(page: BacklogPage) -> tuple[int, int]:
    index = page.grid.currentIndex()
    return index.row(), index.column()


def row(*cells: str) -> None:
    for cell in cells:
        type_in(cell)


def a_form(page: BacklogPage, code: str, given: str = "Awa") -> None:
    head(page, code)
    row(given, "Diop", "f", "1", "12/4/1987", "Penda Ba", "", "17101-1980012-3", "03451234567")
    row("Fatou")
    press(Qt.Key.Key_D, control=True)
    row("f", "ch", "7")
    for _ in range(4):
        press(ENTER)
    assert where(page) == (2, 0)
    press(ENTER)
    assert page.save_button.hasFocus()


def test_a_form_is_typed_and_saved_and_the_next_begins_without_a_mouse(page: BacklogPage) -> None:
    first, second = reserve_codes.reserve(page.desk, 2, "en")
    a_form(page, first.lower())
    press(Qt.Key.Key_F12)
    if page.notice.words():
        press(Qt.Key.Key_F12)  # something to look at, saved as it was typed
    view = show.household(page.desk, first)
    assert [member.name for member in view.members] == ["Awa Diop", "Fatou Diop"]
    assert (view.fields["source"], view.fields["registered_on"]) == ("backlog", "2026-11-10")
    assert view.members[0].identifiers[0][2] == "17101-1980012-3"
    assert view.members[1].birth.estimated_age == 7
    assert page.head.fields["code"].controls()[0].hasFocus()
    assert page.head.fields["code"].value() == ""
    assert page.head.fields["village"].value() == "Pabbi"
    assert page.head.fields["area"].value() == view.fields["area"]
    assert "1 form saved · 2 persons" in page._tally.text()
    assert page.grid.rows.row(0) == {}
    assert [code for code, _ in reserve_codes.unused(page.desk)] == [second]


def test_every_cell_is_kept_so_that_a_power_cut_takes_nothing(page: BacklogPage) -> None:
    type_in("not a code yet", then=None)
    settle()
    kept = backlog.kept(page.desk)
    assert kept is not None and kept.head["code"] == "not a code yet"
    page.grid.stand_in(0, 0)
    row("Ŋaanda", "Ba")
    type_in("f", then=None)  # still being typed: the cell before is safe
    kept = backlog.kept(page.desk)
    assert kept is not None and kept.rows == [{"given_name": "Ŋaanda", "family_name": "Ba"}]
    again = BacklogPage(page.sitting)
    again.arrive(None)
    assert again.grid.rows.row(0) == {"given_name": "Ŋaanda", "family_name": "Ba"}
    assert again.head.fields["code"].value() == "not a code yet"


def test_a_wrong_code_is_told_as_it_is_left_and_blocks_nothing(page: BacklogPage) -> None:
    [code] = reserve_codes.reserve(page.desk, 1, "en")
    type_in(code[:-1] + ("A" if code[-1] != "A" else "B"))
    problem = page.head.fields["code"].problem()
    assert problem is not None and problem.code == "form_code_mistyped"
    assert page.head.fields["on"].controls()[0].hasFocus()


def test_a_form_entered_before_leads_to_its_household(page: BacklogPage, signed_in: Window) -> None:
    code = show_first_code(page)
    type_in(code)
    problem = page.head.fields["code"].problem()
    assert problem is not None and problem.code == "form_code_used"
    assert "in the register already" in page.notice.words()
    press(Qt.Key.Key_O, control=True)
    assert signed_in.frame is not None
    assert signed_in.frame.here() == "household"


def show_first_code(page: BacklogPage) -> str:
    with page.desk.store.reading() as connection:
        return str(connection.execute("SELECT code FROM household ORDER BY id LIMIT 1").fetchone()[0])


def test_what_is_wrong_stands_in_the_row_and_typing_goes_on(page: BacklogPage) -> None:
    page.grid.stand_in(0, 0)
    row("Awa", "Diop", "f", "1", "29/02/2023")
    told = page.grid.rows.message(0, 0)
    assert told is not None and told[0].startswith("Birth or age: ")
    assert where(page) == (0, 5)
    high = page.grid.rowHeight(0)
    assert high > page.grid.rowHeight(1)
    for _ in range(4):
        press(ENTER)
    row("Gul")
    press(Qt.Key.Key_Down)
    told = page.grid.rows.message(1, where(page)[0])
    assert told is not None and "Sex" in told[0] and "Role" in told[0]


def test_errors_stop_the_saving_and_the_keyboard_stands_in_the_first(page: BacklogPage) -> None:
    head(page, "")
    row("Awa", "Diop", "f", "1", "03/04/85")
    press(Qt.Key.Key_F12)
    assert "to correct before this form can be saved" in page.notice.words()
    assert where(page) == (0, 4)
    assert backlog.kept(page.desk) is not None


def test_warnings_are_shown_once_and_saved_as_confirmed(page: BacklogPage) -> None:
    head(page, "")
    row("Awa", "Diop", "f", "1", "1987", "", "", "", "12")
    press(Qt.Key.Key_F12)
    assert "to look at" in page.notice.words()
    press(Qt.Key.Key_F12)
    assert page.notice.words().startswith("Saved: ")
    with page.desk.store.reading() as connection:
        (code,) = connection.execute("SELECT code FROM household ORDER BY id DESC LIMIT 1").fetchone()
    warnings = show.household(page.desk, code).fields["warnings"]
    assert isinstance(warnings, list)
    assert all(warning["confirmed"] for warning in warnings)


def test_function_keys_write_what_is_usual_in_the_cell(page: BacklogPage) -> None:
    page.grid.stand_in(0, 0)
    row("Awa", "Diop")
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_F9)
    assert page.grid.rows.row(0) == {
        "given_name": "Awa", "family_name": "Diop", "sex": "female", "role": "head"}  # fmt: skip
    page.grid.stand_in(1, 1)
    assert page.grid.common() == ["Diop", "-"]
    press(Qt.Key.Key_F9)
    assert page.grid.rows.row(1)["family_name"] == "Diop"
    page.grid.stand_in(1, 5)
    press(Qt.Key.Key_F9)
    assert page.grid.rows.row(1)["mother_name"] == "Awa Diop"
    assert "F9 " in page._legend.text()


def test_a_row_is_removed_corrected_and_walked_back_by_keys(page: BacklogPage) -> None:
    page.grid.stand_in(0, 0)
    row("Awa", "Diop")
    press(Qt.Key.Key_Backtab)
    assert where(page) == (0, 1)
    press(Qt.Key.Key_Backspace)
    type_in("-Sarr")
    assert page.grid.rows.row(0)["family_name"] == "Diop-Sarr"
    press(Qt.Key.Key_Delete, control=True)
    assert page.grid.rows.row(0) == {}
    press(Qt.Key.Key_Backtab)
    assert page.head.fields["guardian"].controls()[0].hasFocus()


def test_a_sex_that_is_not_known_keeps_its_reason_when_it_is_edited(page: BacklogPage) -> None:
    page.grid.stand_in(0, 2)
    type_in("? unreadable")
    assert page.grid.rows.row(0)["sex"] == "not_known unreadable"
    page.grid.stand_in(0, 2)
    press(Qt.Key.Key_Backspace)
    press(ENTER)
    assert page.grid.rows.row(0)["sex"] == "not_known unreadable"


@pytest.mark.parametrize("code", LANGUAGES)
def test_letters_and_numbers_choose_in_every_language(page: BacklogPage, code: LanguageCode) -> None:
    speech.speak(code)
    page.grid.stand_in(0, 2)
    type_in("m")
    type_in("2")
    assert (page.grid.rows.row(0)["sex"], page.grid.rows.row(0)["role"]) == ("male", "spouse")


def test_the_campaign_worked_for_is_said(page: BacklogPage) -> None:
    day = page.desk.today()
    line = campaigns.create(page.desk, "Pabbi 2026", day, day)
    campaigns.work_for(page.desk, line.code, "Team 7")
    page.arrive(None)
    assert "Pabbi 2026, team Team 7" in page._about.text()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_is_named_and_lettered(page: BacklogPage, signed_in: Window, code: LanguageCode) -> None:
    speech.speak(code)
    settle()
    assert signed_in.frame is not None
    assert nameless(signed_in.frame) == []
    assert letters_used_twice(signed_in.frame) == {}
