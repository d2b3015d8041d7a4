"""A scanner types into the real window: told from a hand, acted upon, and nobody's typing is eaten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.services import search
from desktop.ui.finder import Finder
from desktop.ui.frame import Frame
from desktop.ui.pages.household import HouseholdPage
from desktop.ui.scanner import TAKES, Scanner
from desktop.ui.window import Window
from domain import codes

CODE = codes.make("NSR", "P93M", 2026, 42)
ZONE = ("I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<")
HAND_MS = 80
# When the keys are pressed, in ms: the machine's own pace must not decide what a test sees.
_now = [1000]


def window_of(widget: QWidget) -> QWindow:
    window = widget.window().windowHandle()
    assert window is not None
    return window


def press(widget: QWidget, key: int, sign: str, after: int) -> None:
    """A key, so many ms after the last one."""
    _now[0] += after
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign)
        event.setTimestamp(_now[0])
        QCoreApplication.sendEvent(window_of(widget), event)


def scan(widget: QWidget, *lines: str) -> None:
    """What a scanner sends: keys without a pause, and Enter."""
    pause = 1000
    for line in lines:
        for sign in line:
            press(widget, ord(sign.upper()), sign, pause)
            pause = 5
        press(widget, Qt.Key.Key_Return, "\r", 5)


def type_by_hand(widget: QWidget, text: str) -> None:
    for sign in text:
        press(widget, ord(sign.upper()), sign, HAND_MS)
        QTest.qWait(60)


@dataclass
class Desk:
    """A window with a text, a number, a code, a note, two answers and a button."""

    body: QWidget
    scanner: Scanner
    found: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    entered: list[str] = field(default_factory=list)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    body = QWidget()
    column = QVBoxLayout(body)
    for name, kind in (
        ("text", QLineEdit),
        ("number", QLineEdit),
        ("code", QLineEdit),
        ("note", QPlainTextEdit),
    ):
        made = kind(body)
        made.setObjectName(name)
        column.addWidget(made)
    for name in ("N", "yes"):
        answer = QRadioButton(name, body)
        answer.setObjectName(name)
        answer.setAutoExclusive(True)
        column.addWidget(answer)
    press = QPushButton("Press", body)
    press.setObjectName("press")
    column.addWidget(press)
    body.findChild(QLineEdit, "number").setProperty(TAKES, "identifier")
    body.findChild(QLineEdit, "code").setProperty(TAKES, "code")
    qtbot.addWidget(body)
    body.show()
    body.activateWindow()
    qtbot.waitActive(body)
    made_desk = Desk(body, Scanner(body))
    made_desk.scanner.found.connect(made_desk.found.append)
    made_desk.scanner.foreign.connect(made_desk.foreign.append)
    body.findChild(QLineEdit, "text").returnPressed.connect(lambda: made_desk.entered.append("text"))
    made_desk.scanner.watch(body)
    yield made_desk


def at(desk: Desk, name: str) -> QWidget:
    widget = desk.body.findChild(QWidget, name)
    assert isinstance(widget, QWidget)
    widget.setFocus()
    return widget


def test_a_code_scanned_into_a_text_is_found_and_the_text_is_as_before(desk: Desk) -> None:
    line = at(desk, "text")
    assert isinstance(line, QLineEdit)
    type_by_hand(desk.body, "Gul")
    edited: list[str] = []
    line.textEdited.connect(edited.append)
    scan(desk.body, CODE)
    assert desk.found == [CODE]
    assert (line.text(), edited[-1], desk.entered) == ("Gul", "Gul", [])
    type_by_hand(desk.body, "a")
    assert line.text() == "Gula"


def test_what_is_no_code_stays_where_it_was_typed(desk: Desk) -> None:
    line = at(desk, "text")
    assert isinstance(line, QLineEdit)
    scan(desk.body, "0912345678")
    assert (line.text(), desk.found, desk.foreign, desk.entered) == ("0912345678", [], [], ["text"])
    note = at(desk, "note")
    assert isinstance(note, QPlainTextEdit)
    scan(desk.body, CODE)
    assert (note.toPlainText(), desk.found) == (f"{CODE}\n", [])


def test_a_number_field_takes_the_number_of_a_document(desk: Desk) -> None:
    line = at(desk, "number")
    assert isinstance(line, QLineEdit)
    type_by_hand(desk.body, "9")
    scan(desk.body, *ZONE)
    assert (line.text(), desk.found, desk.foreign) == ("D23145890", [], [])
    scan(desk.body, "17201-1234567-2")
    assert line.text() == "17201-1234567-2"
    scan(desk.body, CODE)
    assert (line.text(), desk.found) == ("17201-1234567-2", [CODE])


def test_a_code_field_takes_the_code(desk: Desk) -> None:
    line = at(desk, "code")
    assert isinstance(line, QLineEdit)
    scan(desk.body, f"https://example.org/{CODE}")
    assert (line.text(), desk.found) == (CODE, [])


@pytest.mark.parametrize("name", ["N", "press"])
def test_a_scan_chooses_no_answer_and_presses_nothing(desk: Desk, name: str) -> None:
    widget = at(desk, name)
    pressed: list[bool] = []
    if isinstance(widget, QPushButton):
        widget.clicked.connect(pressed.append)
    seen: list[str] = []
    original = widget.keyPressEvent
    widget.keyPressEvent = lambda event: (seen.append(event.text()), original(event))[1]  # type: ignore[method-assign]
    scan(desk.body, CODE)
    QTest.qWait(60)
    assert desk.found == [CODE]
    assert (seen, pressed) == ([], [])
    scan(desk.body, "hello world")
    assert desk.foreign == ["hello world"]


def test_a_hand_reaches_what_it_types_at(desk: Desk) -> None:
    widget = at(desk, "N")
    seen: list[str] = []
    original = widget.keyPressEvent
    widget.keyPressEvent = lambda event: (seen.append(event.text()), original(event))[1]  # type: ignore[method-assign]
    type_by_hand(desk.body, "yn")
    assert seen == ["y", "n"]
    # A roll of two keys, and then Tab: nothing waits, nothing is out of order.
    press(desk.body, Qt.Key.Key_A, "a", HAND_MS)
    press(desk.body, Qt.Key.Key_B, "b", 20)
    press(desk.body, Qt.Key.Key_Left, "", 20)
    assert seen[2:4] == ["a", "b"]
    assert (desk.found, desk.foreign) == ([], [])


def test_a_short_burst_and_enter_are_the_hands(desk: Desk) -> None:
    line = at(desk, "text")
    assert isinstance(line, QLineEdit)
    scan(desk.body, "Gul")
    assert (line.text(), desk.entered, desk.foreign) == ("Gul", ["text"], [])


# In the window


def frame_of(window: Window, qtbot: QtBot) -> Frame:
    assert window.frame is not None
    window.activateWindow()
    qtbot.waitActive(window)
    QCoreApplication.processEvents()
    return window.frame


def some_code(frame: Frame) -> str:
    desk = frame.sitting.desk
    return search.household_lines(desk, search.households(desk, "")[:1])[0].code


def test_a_card_opens_its_household_wherever_one_is(signed_in: Window, qtbot: QtBot) -> None:
    frame = frame_of(signed_in, qtbot)
    code = some_code(frame)
    for place in ("today", "people", "print", "settings"):
        frame.go(place)
        scan(signed_in, code)
        assert frame.here() == "household", place
        page = frame.page()
        assert isinstance(page, HouseholdPage) and page.view is not None and page.view.code == code


def test_a_card_of_nobody_here_is_said_and_nothing_moves(signed_in: Window, qtbot: QtBot) -> None:
    frame = frame_of(signed_in, qtbot)
    frame.go("settings")
    unknown = codes.make("NSR", "ZZZZ", 2026, 7)
    scan(signed_in, unknown)
    assert frame.here() == "settings"
    assert unknown in frame.page().notice.words()


def test_a_card_scanned_into_the_finder_closes_it(signed_in: Window, qtbot: QtBot) -> None:
    frame = frame_of(signed_in, qtbot)
    frame.open_finder()
    [finder] = frame.findChildren(Finder)
    finder.activateWindow()
    qtbot.waitActive(finder)
    scan(finder, some_code(frame))
    assert frame.here() == "household" and not (shiboken6.isValid(finder) and finder.isVisible())
