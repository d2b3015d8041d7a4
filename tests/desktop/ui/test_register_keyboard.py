"""A whole registration from F2 to the receipt in the citizen's hand, without touching the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.services import search, show
from desktop.ui import speech
from desktop.ui.pages.register import RegisterPage
from desktop.ui.pages.register.answers import CHECK, LANGUAGE, MEMBERS, PLACE, RECEIPT
from desktop.ui.window import Window
from domain.vocabulary import MilestoneStatus

ENTER = Qt.Key.Key_Return
# The offscreen platform has no keyboard that a list of places could take for itself.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)


class Hands:
    """Two hands on a keyboard: keys go wherever the keyboard is."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self._qtbot, self._window = qtbot, window

    def here(self) -> QWidget:
        return QApplication.activePopupWidget() or QApplication.focusWidget() or self._window

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self._qtbot.keyClick(self.here(), key)
            QApplication.processEvents()

    def letter(self, key: Qt.Key) -> None:
        """Alt and a letter; the button it presses stays down for a tenth of a second."""
        self._qtbot.keyClick(self.here(), key, Qt.KeyboardModifier.AltModifier)
        self._qtbot.wait(160)

    def write(self, text: str) -> None:
        for letter in text:
            self._qtbot.keyClick(self.here(), letter)
            QApplication.processEvents()

    def answer(self, text: str) -> None:
        """Types, and goes on to the next question."""
        self.write(text)
        self.press(ENTER)


@pytest.fixture
def hands(qtbot: QtBot, signed_in: Window) -> Hands:
    signed_in.activateWindow()
    qtbot.waitUntil(signed_in.isActiveWindow)
    return Hands(qtbot, signed_in)


def page_of(window: Window) -> RegisterPage:
    assert window.frame is not None
    page = window.frame.page()
    assert isinstance(page, RegisterPage)
    return page


def test_from_f2_to_the_receipt(qtbot: QtBot, signed_in: Window, hands: Hands) -> None:
    hands.press(Qt.Key.Key_F2)
    page = page_of(signed_in)
    assert page.step() == LANGUAGE
    hands.answer("p")  # Português
    assert "balcão" in page.steps.notice._text.accessibleName()
    hands.answer("r")  # Read aloud
    hands.press(ENTER, ENTER)  # the legal basis proposed; Continue

    assert page.step() == PLACE
    hands.write("pir sab")
    hands.press(ENTER)  # the first place found
    hands.press(ENTER)
    hands.answer("Aza Khel Payan")
    hands.press(*[ENTER] * 7)  # landmark to longitude are left empty
    hands.press(ENTER)

    assert page.step() == MEMBERS
    hands.answer("Zarghuna")
    hands.answer("Khattak")
    hands.press(ENTER)  # more than one name
    hands.answer("f")  # Female
    hands.answer("f")  # Full date
    hands.write("12")
    hands.answer("ap")  # April
    hands.answer("1987")
    hands.answer("n")  # National identity number
    hands.answer("17201-1234567-2")
    hands.answer("0300 1234567")
    hands.press(ENTER)  # Add a member
    hands.answer("s")  # Spouse
    hands.answer("Gul")
    hands.press(ENTER)
    hands.press(Qt.Key.Key_Space, ENTER)  # only one name
    hands.answer("m")
    hands.answer("e")  # Estimated age
    hands.answer("41")
    hands.letter(Qt.Key.Key_C)  # Continue

    assert (page.step(), page.problems()) == (CHECK, [])
    said = page.steps.check.text()
    assert "12 de abril de 1987" in said and "Feminino" in said
    assert page.foot.primary.hasFocus()
    hands.press(ENTER)

    assert page.step() == RECEIPT
    qtbot.waitUntil(lambda: page.steps.receipt.paper.preview.pages() == 1)
    hands.press(ENTER)  # handed over to the citizen
    code = page.steps.receipt.household_code()
    view = show.household(page.desk, code)
    assert [member.name for member in view.members] == ["Zarghuna Khattak", "Gul"]
    assert view.members[0].identifiers == (("national_id", "PK", "17201-1234567-2"),)
    assert view.members[0].phones == ("+923001234567",)
    assert view.language == "pt"
    assert view.papers[0].handed_over and view.papers[0].language == "pt"
    reached = {step.item.code for step in view.journey if step.status is MilestoneStatus.achieved}
    assert reached == {"C1", "C2"}
    hands.press(ENTER)  # New household
    assert page.step() == LANGUAGE and page.answers.get("language") is None


def test_escape_steps_back_and_loses_nothing(signed_in: Window, hands: Hands) -> None:
    hands.press(Qt.Key.Key_F2)
    page = page_of(signed_in)
    hands.answer("e")
    hands.answer("s")
    hands.press(ENTER, ENTER)
    hands.press(ENTER)
    hands.answer("Pabbi Bazar")
    assert page.step() == PLACE
    hands.press(Qt.Key.Key_Escape)
    assert page.step() == LANGUAGE
    hands.press(Qt.Key.Key_Escape)
    assert signed_in.frame is not None and signed_in.frame.here() == "today"
    hands.press(Qt.Key.Key_F2)
    assert page.answers.get("household.village") == "Pabbi Bazar"
    assert page.answers.get("notice.given") == "shown"


def test_enter_stops_at_what_must_be_corrected(signed_in: Window, hands: Hands) -> None:
    hands.press(Qt.Key.Key_F2)
    page = page_of(signed_in)
    hands.answer("e")
    hands.letter(Qt.Key.Key_C)
    assert page.step() == LANGUAGE
    given = page.steps.notice.fields["notice.given"]
    assert given.problem() is not None
    assert given.isAncestorOf(QApplication.focusWidget())
    assert [point.problem.code for point in page.steps.summary.points()] == ["notice_missing"]
    hands.write("r")
    hands.letter(Qt.Key.Key_C)
    assert page.step() == PLACE


def test_a_member_is_added_by_its_letter_in_each_language(signed_in: Window, hands: Hands) -> None:
    hands.press(Qt.Key.Key_F2)
    page = page_of(signed_in)
    page.show_step(MEMBERS)
    for number, code in enumerate(("en", "fr", "pt"), 2):
        speech.speak(code)  # type: ignore[arg-type]
        QApplication.processEvents()
        hands.letter(Qt.Key.Key_A)
        assert len(page.answers.members) == number
        assert page.steps.members.form.fields["role"].isAncestorOf(QApplication.focusWidget())


def test_somebody_registered_is_taken_by_keys(signed_in: Window, hands: Hands, qtbot: QtBot) -> None:
    desk = signed_in.frame.sitting.desk if signed_in.frame else None
    assert desk is not None
    line = search.person_lines(desk, search.people(desk, "")[:1])[0]
    hands.press(Qt.Key.Key_F2)
    page = page_of(signed_in)
    page.show_step(MEMBERS)
    hands.letter(Qt.Key.Key_Y)
    hands.write(line.code)
    qtbot.waitUntil(lambda: len(page.steps.members.finding.table.rows.ids) == 1)
    hands.press(ENTER)
    assert page.answers.members[0]["person"] == line.code
    assert page.answers.members[0]["role"] == "head"
    assert page.steps.members.form.known.isVisible()
