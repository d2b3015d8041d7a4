"""The people page: it answers while one types, counts honestly, and opens on Enter."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt
from pytestqt.qtbot import QtBot

from desktop.services import search
from desktop.services.search import Field, Step, Why
from desktop.ui import speech
from desktop.ui.background import Inline, Progress
from desktop.ui.pages.people import PeoplePage
from desktop.ui.pages.people.asking import Asking
from desktop.ui.window import Window
from domain.languages import LANGUAGES, LanguageCode
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless


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


# -- filters


def test_filters_open_by_a_button_and_take_the_keyboard(people: PeoplePage, qtbot: QtBot) -> None:
    assert not people.filters.isVisibleTo(people)
    qtbot.keyClick(people.toggle, Qt.Key.Key_Return)
    assert people.filters.isVisibleTo(people)
    assert people.filters.area.line.hasFocus()
    qtbot.keyClick(people.filters.area.line, Qt.Key.Key_Escape)
    assert not people.filters.isVisibleTo(people)
    assert people.box.hasFocus()


def choose(people: PeoplePage, qtbot: QtBot) -> list[int]:
    """Women of 18 to 59, chosen by keyboard alone; who is listed then."""
    people.show_filters(True)
    people.filters.sex.box.setFocus()
    qtbot.keyClicks(people.filters.sex.box, "F")
    qtbot.keyClicks(people.filters.ages.first, "18")
    qtbot.keyClicks(people.filters.ages.last, "59")
    question = people.filters.question("")
    assert (question.sex, question.age_from, question.age_to) == ("female", 18, 59)
    wanted = list(search.people(people.desk, question))
    qtbot.waitUntil(lambda: list(people.people.rows.ids) == wanted)
    return wanted


def test_filters_narrow_the_list_and_stand_as_chips(people: PeoplePage, qtbot: QtBot) -> None:
    everybody = len(people.people.rows.ids)
    wanted = choose(people, qtbot)
    assert 0 < len(wanted) < everybody
    assert {people.people.rows.line(row).sex for row in range(len(wanted))} == {"female"}  # type: ignore[union-attr]
    assert set(people.chips.chips()) == {"sex", "ages"}
    assert str(len(wanted)) in people._count.text()


def test_one_key_takes_a_filter_away(people: PeoplePage, qtbot: QtBot) -> None:
    wanted = choose(people, qtbot)
    qtbot.keyClick(people.chips.chips()["ages"], Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(people.people.rows.ids) > len(wanted))
    assert set(people.chips.chips()) == {"sex"}
    assert people.box.hasFocus(), "the keyboard does not stay on a chip that is gone"
    qtbot.keyClick(people.box, Qt.Key.Key_Backspace)
    assert people.chips.chips() == {}
    assert not people.clear.isVisibleTo(people)


def test_backspace_in_the_box_takes_letters_before_filters(people: PeoplePage, qtbot: QtBot) -> None:
    choose(people, qtbot)
    people.box.setText("ab")
    people.box.setFocus()
    qtbot.keyClick(people.box, Qt.Key.Key_Backspace)
    assert people.box.text() == "a"
    assert set(people.chips.chips()) == {"sex", "ages"}


def test_filters_are_there_the_next_day_and_seen(people: PeoplePage, qtbot: QtBot, signed_in: Window) -> None:
    choose(people, qtbot)
    again = PeoplePage(people.sitting)
    qtbot.addWidget(again)
    again.arrive(None)
    assert set(again.chips.chips()) == {"sex", "ages"}
    assert list(again.people.rows.ids) == list(people.people.rows.ids)
    again.clear.click()
    assert people.sitting.remembered.filters(people.desk.path) == {}


def test_ages_the_wrong_way_round_are_said_beside_them(people: PeoplePage, qtbot: QtBot) -> None:
    people.show_filters(True)
    qtbot.keyClicks(people.filters.ages.first, "60")
    qtbot.keyClicks(people.filters.ages.last, "18")
    problem = people.filters.ages.problem()
    assert problem is not None and problem.code == "ages_reversed"
    assert people.filters.question("").age_from is None


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(911, 512)], ids=["laptop", "magnified"])
def test_the_open_filters_are_whole_named_and_lettered(
    people: PeoplePage, qtbot: QtBot, signed_in: Window, code: LanguageCode, size: QSize
) -> None:
    choose(people, qtbot)
    signed_in.resize(size)
    speech.speak(code)
    for _ in range(3):
        QCoreApplication.processEvents()
    assert cut_words(people) == []
    assert nameless(people) == []
    assert letters_used_twice(signed_in) == {}
    assert people.filters.question("").sex == "female", "another language is no other filter"


# -- other spellings


def test_who_is_spelled_differently_is_listed_and_said_so(people: PeoplePage, qtbot: QtBot) -> None:
    line = people.people.rows.line(0)
    assert line is not None
    word = max(line.name.split(), key=len)
    why = len(people.people.rows.columns) - 1
    assert people.people.isColumnHidden(why)
    people.box.setText(f"{word[:2]}{word[1]}{word[2:]}")
    people.search()
    assert line.id in people.people.rows.ids
    row = list(people.people.rows.ids).index(line.id)
    assert people.people.rows.index(row, why).data() == "Spelled differently"
    assert not people.people.isColumnHidden(why)
    assert "of a near spelling" in people._count.text()


# -- a question among others


def test_a_newer_question_drops_the_older_between_two_steps(qtbot: QtBot) -> None:
    runner = Later()
    owner = QObject()
    asking = Asking(runner, owner)
    came: list[int] = []
    asking.came.connect(lambda step, _first: came.extend(step.ids))
    asking.ask(lambda: iter([step(1), step(2)]))
    runner.go_on()
    asking.ask(lambda: iter([step(7)]))
    assert not asking.found.complete
    while runner.waiting:
        runner.go_on()
    assert came == [1, 7]
    assert asking.found.complete


def step(row: int) -> Step:
    return Step(array("q", [row]), Why(Field.name))


class Later(Inline):
    """Runs a piece of work when the test says so, as another thread would."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Callable[[], object]] = []

    def run(self, work: Any, **given: Any) -> Progress:
        progress = Progress()

        def act() -> None:
            if not progress.forgotten:
                given["done"](work(progress))

        self.waiting.append(act)
        return progress

    def go_on(self) -> None:
        self.waiting.pop(0)()
