"""A woman comes twice, her names the other way round in another spelling: caught, judged, merged, parted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.application import Application
from desktop.services import judge_duplicate, look_alikes, show
from desktop.services.register import register
from desktop.services.sign_in import sign_in
from desktop.ui import speech, theme
from desktop.ui.background import Inline
from desktop.ui.pages.changes.decide import DecidePage
from desktop.ui.pages.register.answers import CHECK, MEMBERS
from desktop.ui.remembered import Remembered
from desktop.ui.window import Window
from domain.registration import parse
from domain.vocabulary import DuplicateDecision, UserRole
from tests.desktop.ui.test_register_keyboard import ENTER, Hands, page_of
from tests.journeys.conftest import Make
from tests.journeys.laptop import FAST, PASSWORD, USER, Laptop

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)
SUPERVISOR = "omar"
FIRST = {
    "household": {"area": "PK-KP-NOWSHERA-NSH-07", "village": "Pir Sabaq"},
    "legal_basis": "public_interest",
    "members": [
        {
            "role": "head",
            "given_name": "Zainabou",
            "family_name": "Diallo",
            "mother_name": "Kadiatou Bah",
            "sex": "female",
            "birth_date": "1987-04-12",
            "birth_precision": "day",
            "phones": ["+923001234567"],
        }
    ],
}


@pytest.fixture
def laptop(make: Make) -> Laptop:
    """A file with two users; Zainabou Diallo is registered in it."""
    made = make("desk")
    with made.sit() as desk:
        made.application.add_user(desk, SUPERVISOR, PASSWORD, "Omar Sow", UserRole.supervisor)
        register(desk, parse(FIRST))
        look_alikes.catch_up(desk)
    return made


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, laptop: Laptop, tmp_path: Path) -> Iterator[Window]:
    speech.speak("en")
    theme.wear(qapp, "light")
    remembered = Remembered(tmp_path / "window.ini")
    application = Application(hardness=FAST, data=tmp_path / "data")
    shown = Window(Inline(), remembered, lambda: application, laptop.path)
    shown.resize(1366, 768)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    yield shown
    shown.close()
    shiboken6.delete(shown)


def test_caught_at_the_desk_judged_merged_by_two_and_parted_again(
    qtbot: QtBot, window: Window, laptop: Laptop
) -> None:
    hands = Hands(qtbot, window)
    window.signed_in(sign_in(laptop.path, PASSWORD, USER))
    second = come_again(qtbot, window, hands)
    ask_for_the_merge(window, hands)
    window.lock()
    window.signed_in(sign_in(laptop.path, PASSWORD, SUPERVISOR))
    first = agree(window, hands, second)
    part_again(window, hands, first, second)


def come_again(qtbot: QtBot, window: Window, hands: Hands) -> str:
    """The clerk types her as she spells herself today; the panel speaks, and he is not sure."""
    hands.press(Qt.Key.Key_F2)
    page = page_of(window)
    hands.answer("p")
    hands.answer("r")
    hands.press(ENTER, ENTER)
    hands.write("pir sab")
    hands.press(ENTER, ENTER)
    hands.answer("Pir Sabaq")
    hands.press(*[ENTER] * 8)
    assert page.step() == MEMBERS
    hands.answer("Djalo")
    hands.answer("Zainabu")
    hands.press(ENTER)
    for answer in ("f", "f"):
        hands.answer(answer)
    hands.write("04")
    hands.answer("de")
    hands.answer("1987")
    hands.press(ENTER, ENTER)  # no document
    hands.answer("0300 1234567")
    panel = page.steps.members.look
    qtbot.waitUntil(panel.isVisible, timeout=5000)
    assert "1 person looks like this one" in panel.text()
    assert "Diallo" not in panel.text()
    qtbot.keyClick(hands.here(), Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert "Zainabou Diallo" in page.steps.members.comparing.comparison.text()
    hands.letter(Qt.Key.Key_U)  # Not sure
    assert "To decide" in panel.text()
    hands.letter(Qt.Key.Key_C)  # Continue
    assert (page.step(), page.problems()) == (CHECK, [])
    hands.press(ENTER)
    return page.steps.receipt.household_code()


def ask_for_the_merge(window: Window, hands: Hands) -> None:
    """Later the clerk compares again, is sure, and asks a colleague."""
    assert window.frame is not None
    window.frame.go("decide", "duplicates")
    page = window.frame.page()
    assert isinstance(page, DecidePage)
    [line] = judge_duplicate.lines(page.desk, judge_duplicate.pending(page.desk))
    assert line.decision is DuplicateDecision.unsure
    hands.letter(Qt.Key.Key_M)  # Compare
    hands.letter(Qt.Key.Key_P)  # It is the same person
    page.duplicates.joining.reason.controls()[0].setFocus()
    hands.write("Her mother came along")
    hands.letter(Qt.Key.Key_S)  # Ask for the merge
    assert not judge_duplicate.pending(page.desk)


def agree(window: Window, hands: Hands, second: str) -> str:
    """The supervisor reads the request and agrees; both codes then open one household."""
    hands.press(Qt.Key.Key_F6)
    assert window.frame is not None
    page = window.frame.page()
    assert isinstance(page, DecidePage)
    hands.letter(Qt.Key.Key_A)  # Approve
    view = show.household(page.desk, second)
    assert view.code != second
    assert [member.name for member in view.members if member.end_on is None] == ["Zainabou Diallo"]
    return view.code


def part_again(window: Window, hands: Hands, first: str, second: str) -> None:
    """They were two after all: the merge is taken back, and each code opens its own household."""
    assert window.frame is not None
    page = window.frame.page()
    assert isinstance(page, DecidePage)
    page.tabs.setCurrentIndex(1)
    page.duplicates.pairs.merged.setFocus()
    hands.press(Qt.Key.Key_Down)
    hands.letter(Qt.Key.Key_W)  # Why it is taken back
    hands.write("Two cousins")
    hands.letter(Qt.Key.Key_T)  # Take the merge back
    names = {}
    for code in (first, second):
        view = show.household(page.desk, code)
        assert view.code == code
        names[code] = [member.name for member in view.members if member.end_on is None]
    assert names == {first: ["Zainabou Diallo"], second: ["Djalo Zainabu"]}
