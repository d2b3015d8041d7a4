"""Ctrl+K finds an act, a person, a household, and goes there without the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services import search
from desktop.ui.finder import Finder
from desktop.ui.window import Window


@pytest.fixture
def finder(signed_in: Window) -> Finder:
    assert signed_in.frame is not None
    made = Finder(signed_in.frame.sitting, signed_in.frame)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    return made


def words(finder: Finder) -> list[str]:
    return [finder.list.item(row).text() for row in range(finder.list.count())]


def test_ctrl_k_opens_it(signed_in: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(signed_in, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    opened = signed_in.findChild(Finder)
    assert opened is not None and opened.isVisible()
    opened.reject()


def test_it_begins_with_the_places(finder: Finder) -> None:
    assert words(finder)[:3] == ["Today", "New household", "People"]


def test_letters_of_an_act_find_it(finder: Finder, qtbot: QtBot) -> None:
    qtbot.keyClicks(finder.box, "print")
    qtbot.waitUntil(lambda: words(finder)[:1] == ["Print desk"])
    with qtbot.waitSignal(finder.chosen) as chosen:
        qtbot.keyClick(finder.box, Qt.Key.Key_Return)
    assert chosen.args == ["print", None]


def test_a_persons_name_finds_them_and_their_household(finder: Finder, qtbot: QtBot) -> None:
    desk = finder._sitting.desk
    person = search.person_lines(desk, search.people(desk, "")[:1])[0]
    qtbot.keyClicks(finder.box, person.name)
    qtbot.waitUntil(lambda: any(person.code in line for line in words(finder)))
    row = next(row for row, line in enumerate(words(finder)) if person.code in line)
    for _ in range(row):
        qtbot.keyClick(finder.box, Qt.Key.Key_Down)
    with qtbot.waitSignal(finder.chosen) as chosen:
        qtbot.keyClick(finder.box, Qt.Key.Key_Return)
    assert chosen.args == ["household", person.code]
