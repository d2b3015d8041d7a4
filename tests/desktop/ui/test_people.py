"""The people page: it answers while one types, counts honestly, and opens on Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services import search
from desktop.ui.pages.people import PeoplePage
from desktop.ui.window import Window


@pytest.fixture
def people(signed_in: Window) -> PeoplePage:
    frame = signed_in.frame
    assert frame is not None
    signed_in.activateWindow()
    frame.go("people")
    page = frame.page()
    assert isinstance(page, PeoplePage)
    return page


def test_the_box_is_ready_to_be_typed_into(people: PeoplePage, signed_in: Window) -> None:
    assert signed_in.focusWidget() is people.box


def test_an_empty_box_lists_everybody(people: PeoplePage) -> None:
    everybody = search.people(people.desk, "")
    assert list(people.people.rows.ids) == list(everybody)
    assert str(len(everybody)) in people._count.text()


def test_typing_searches_after_a_moment(people: PeoplePage, qtbot: QtBot) -> None:
    everybody = len(people.people.rows.ids)
    line = people.people.rows.line(3)
    assert line is not None
    qtbot.keyClicks(people.box, line.name)
    qtbot.waitUntil(lambda: len(people.people.rows.ids) < everybody)
    assert line.id in people.people.rows.ids


def test_enter_opens_the_marked_row(people: PeoplePage, qtbot: QtBot) -> None:
    line = people.people.rows.line(1)
    assert line is not None
    qtbot.keyClick(people.box, Qt.Key.Key_Down)
    people.go.disconnect()
    with qtbot.waitSignal(people.go) as asked:
        qtbot.keyClick(people.box, Qt.Key.Key_Return)
    assert asked.args == ["household", line.code]


def test_enter_right_after_a_code_opens_that_code(people: PeoplePage, qtbot: QtBot) -> None:
    line = people.people.rows.line(7)
    assert line is not None
    people.go.disconnect()
    qtbot.keyClicks(people.box, line.code)
    with qtbot.waitSignal(people.go) as asked:
        qtbot.keyClick(people.box, Qt.Key.Key_Return)
    assert asked.args == ["household", line.code]


def test_nobody_is_said_in_words(people: PeoplePage, qtbot: QtBot) -> None:
    qtbot.keyClicks(people.box, "zzzzzz")
    qtbot.waitUntil(lambda: len(people.people.rows.ids) == 0)
    assert people.people._nothing.isVisible()
    assert "fewer letters" in people.people._nothing.text()


def test_escape_first_empties_the_box(people: PeoplePage, qtbot: QtBot) -> None:
    qtbot.keyClicks(people.box, "ab")
    qtbot.keyClick(people.box, Qt.Key.Key_Escape)
    assert people.box.text() == ""
    assert people.isVisible()


def test_households_have_a_list_of_their_own(people: PeoplePage) -> None:
    people.tabs.setCurrentIndex(1)
    assert list(people.households.rows.ids) == list(search.households(people.desk, ""))
    assert len(people.households.rows.ids) == 12
