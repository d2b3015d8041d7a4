"""Two values side by side, chosen by keyboard; the trivial in one go with undo; what the server refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSize, Qt
from pytestqt.qtbot import QtBot

from desktop.services.settling import listed, refused
from desktop.ui import speech
from desktop.ui.pages.changes.decide import DecidePage
from desktop.ui.pages.conflicts.question import OTHER, TYPED
from desktop.ui.pages.household import HouseholdPage
from desktop.ui.parts.words import Words
from desktop.ui.window import Window
from domain.languages import LANGUAGES, LanguageCode
from tests.desktop.sync.small_server import SmallServer
from tests.desktop.sync.told import go_round
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless
from tests.desktop.ui.settling import disagree, field_of, heads, refuse


def settle() -> None:
    for _ in range(4):
        QCoreApplication.processEvents()


def open_at(window: Window, subject: object) -> DecidePage:
    assert window.frame is not None
    window.frame.go("decide", subject)
    settle()
    page = window.frame.page()
    assert isinstance(page, DecidePage)
    return page


@pytest.fixture
def server(signed_in: Window, tmp_path: Path) -> SmallServer:
    """What another laptop and this one have sent."""
    assert signed_in.frame is not None
    return disagree(signed_in.frame.sitting.desk, tmp_path)


@pytest.fixture
def page(signed_in: Window, server: SmallServer) -> DecidePage:
    return open_at(signed_in, "conflicts")


def test_what_waits_is_listed_and_counted(page: DecidePage, signed_in: Window) -> None:
    assert page.tabs.tabText(2) == "Two versions (3)"
    assert page.conflicts.listing.alike.text().strip().startswith("1 alike")
    assert signed_in.frame is not None
    signed_in.frame.go("today")
    assert open_at(signed_in, None).tabs.currentIndex() == 2


def test_a_conflict_is_settled_by_keyboard_and_undone(page: DecidePage, qtbot: QtBot) -> None:
    tab, desk = page.conflicts, page.desk
    qtbot.keyClick(tab.listing.table, Qt.Key.Key_Return)
    name, mother = tab.sheet.questions
    assert (name.one.name, name.one.kept, name.one.other, name.one.mine) == ("family_name", "Sy", "Ba", OTHER)
    tab.settle_it()
    problem = name.options.problem()
    assert problem is not None and problem.code == "conflict_unanswered"
    for question, key in ((name, "m"), (mother, "n")):
        qtbot.keyClicks(question.options.controls()[0], key)
    assert name.options.value() == OTHER and mother.options.value() == TYPED
    qtbot.keyClicks(mother.typed.controls()[0], "Khadidja")
    tab.sheet.why.set_value("both cards seen")
    qtbot.keyClick(tab.settle, Qt.Key.Key_Space)
    person = heads(desk)[0][1]
    assert field_of(desk, "person", person, "family_name") == "Ba"
    assert field_of(desk, "person", person, "mother_name") == "Khadidja"
    assert page.tabs.tabText(2) == "Two versions (2)"
    tab.notice.action.click()
    assert page.tabs.tabText(2) == "Two versions (3)"
    assert field_of(desk, "person", person, "family_name") == "Sy"


def test_an_empty_line_under_neither_is_asked_for_and_empties_nothing(page: DecidePage, qtbot: QtBot) -> None:
    tab, desk = page.conflicts, page.desk
    qtbot.keyClick(tab.listing.table, Qt.Key.Key_Return)
    name, mother = tab.sheet.questions
    qtbot.keyClicks(name.options.controls()[0], "m")
    qtbot.keyClicks(mother.options.controls()[0], "n")
    tab.settle_it()
    problem = mother.options.problem()
    assert problem is not None and problem.code == "conflict_unanswered"
    assert mother.typed.controls()[0].hasFocus()
    assert page.tabs.tabText(2) == "Two versions (3)"
    assert field_of(desk, "person", heads(desk)[0][1], "mother_name") == "Khady"


def test_the_trivial_are_shown_settled_together_and_taken_back(page: DecidePage) -> None:
    tab = page.conflicts
    tab.listing.alike.click()
    [view] = tab.alike.views
    assert view.line.fields == ("village",)
    tab.settle_alike.click()
    assert page.tabs.tabText(2) == "Two versions (2)"
    assert tab.listing.settled.rows.rowCount() == 1
    tab.listing.settled.selectRow(0)
    tab.listing.again.click()
    assert page.tabs.tabText(2) == "Two versions (3)"


def test_an_end_against_an_edit_says_what_was_edited(page: DecidePage) -> None:
    rows = listed.to_settle(page.desk)
    [ended] = [line for line in listed.lines(page.desk, rows) if line.cause.value == "ended"]
    page.conflicts.open(ended)
    said = " ".join(words.text() for words in page.conflicts.sheet.findChildren(Words))
    assert "mother's name to “Zainab”" in said
    page.conflicts.sheet.choose_all(left=True)
    page.conflicts.settle_it()
    assert page.tabs.tabText(2) == "Two versions (2)"
    assert page.conflicts.back() is False


def test_a_refused_change_is_corrected_at_its_field(
    page: DecidePage, signed_in: Window, server: SmallServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = page.desk
    change = refuse(desk, server, monkeypatch)
    page = open_at(signed_in, ("refused", change))
    panel = page.refused.panel
    assert page.tabs.currentIndex() == 3 and page.tabs.tabText(3) == "Refused (1)"
    assert panel.line is not None and panel.line.where == "mother_name"
    [name] = panel.fields
    assert panel.fields[name].problem() is not None
    panel.fields[name].set_value("Khady")
    panel.correct.click()
    assert refused.count(desk) == 0
    assert go_round(desk, server).refused == 0


def test_a_refused_change_is_set_aside_with_a_reason(
    page: DecidePage, signed_in: Window, server: SmallServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = page.desk
    change = refuse(desk, server, monkeypatch)
    page = open_at(signed_in, ("refused", change))
    page.refused.set_aside()
    assert page.refused.panel.reason.problem() is not None
    page.refused.panel.reason.set_value("wrong person")
    page.refused.panel.aside.click()
    assert refused.count(desk) == 0
    assert field_of(desk, "person", heads(desk)[3][1], "mother_name") != "Coumba"


def test_the_household_says_what_is_to_settle_and_how_it_was_settled(
    page: DecidePage, signed_in: Window
) -> None:
    frame, rows = signed_in.frame, listed.to_settle(page.desk)
    assert frame is not None
    [line] = [one for one in listed.lines(page.desk, rows) if "family_name" in one.fields]
    frame.go("household", line.household)
    home = frame.page()
    assert isinstance(home, HouseholdPage)
    [act] = home.settle.acts
    act.click()
    settle()
    assert frame.here() == "decide" and page.conflicts.sheet.view is not None
    page.conflicts.sheet.choose_all(left=True)
    page.conflicts.sheet.why.set_value("her own card")
    page.conflicts.settle_it()
    frame.go("household", line.household)
    assert home.settle.isHidden()
    home.history.turn_over()
    assert "Settled:" in home.history.text() and "her own card" in home.history.text()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(911, 512)])
def test_every_word_fits_and_every_control_has_a_name(
    page: DecidePage, signed_in: Window, language: LanguageCode, size: QSize
) -> None:
    signed_in.resize(size)
    speech.speak(language)
    tab = page.conflicts
    for step in (lambda: None, tab.listing.open_current, tab.back, tab.listing.alike.click):
        step()
        settle()
        assert cut_words(tab) == []
        assert nameless(tab) == []
        assert letters_used_twice(tab) == {}
