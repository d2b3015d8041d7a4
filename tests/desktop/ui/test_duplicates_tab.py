"""The list of possible duplicates names nobody; comparing, deciding and merging start from it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from desktop.services import (
    compare_persons,
    form_judgements,
    judge_duplicate,
    look_alikes,
    merge_list,
    register,
)
from desktop.services.changes import waiting
from desktop.services.desk import Desk
from desktop.ui import speech
from desktop.ui.pages.changes.decide import DecidePage
from desktop.ui.pages.duplicates.joining import LEFT, RIGHT
from desktop.ui.window import Window
from domain.languages import LANGUAGES
from domain.registration import HouseholdForm, parse
from tests.desktop.services.test_merge_persons import merge
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless
from tests.desktop.ui.registering import AREA
from tests.desktop.ui.test_register_look_alikes import ZAINAB

SWAPPED = {
    **ZAINAB,
    "given_name": "Djaló",
    "family_name": "Zainabu",
    "birth_date": "1987-12-04",
    "identifiers": [],
}


def form(member: dict[str, object]) -> HouseholdForm:
    place = {"area": AREA, "village": "Pir Sabaq"}
    return parse({"household": place, "legal_basis": "public_interest", "members": [member]})


@pytest.fixture
def page(signed_in: Window) -> DecidePage:
    assert signed_in.frame is not None
    desk = signed_in.frame.sitting.desk
    register.register(desk, form(ZAINAB))
    look_alikes.catch_up(desk)
    again = form(SWAPPED)
    form_judgements.add_pending(desk, again)
    register.register(desk, again)
    signed_in.frame.go("decide", "duplicates")
    found = signed_in.frame.page()
    assert isinstance(found, DecidePage)
    QApplication.processEvents()
    return found


def pair_of(desk: Desk) -> tuple[str, str]:
    [line] = judge_duplicate.lines(desk, judge_duplicate.pending(desk))
    return line.person_code, line.other_code


def test_the_list_is_masked_until_somebody_compares(page: DecidePage) -> None:
    table = page.duplicates.pairs.table
    cells = [str(table.rows.index(0, column).data()) for column in range(table.rows.columnCount())]
    assert "likely" in cells[0]
    assert "day and month swapped" in cells[1]
    shown = " ".join(cells)
    assert not any(secret in shown for secret in ("Zain", "Diallo", "Djal", *pair_of(page.desk)))
    page.duplicates.compare()
    assert "Zainabou" in page.duplicates.comparison.text()


def test_f6_shows_the_tab_where_something_waits(page: DecidePage, signed_in: Window) -> None:
    assert signed_in.frame is not None
    page.tabs.setCurrentIndex(0)
    signed_in.frame.go("today")
    signed_in.frame.go("decide")
    assert page.tabs.currentIndex() == 1
    assert page.tabs.tabText(0) == "Requests (0)"
    assert page.tabs.tabText(1) == "Possible duplicates (1)"


def test_two_people_leave_the_list(page: DecidePage) -> None:
    page.duplicates.compare()
    page.duplicates.different.click()
    assert page.duplicates.pairs.table.rows.rowCount() == 0
    assert "two people" in page.duplicates.notice.words()


def test_a_merge_asked_for_names_what_was_chosen(page: DecidePage) -> None:
    tab, (person, other) = page.duplicates, pair_of(page.desk)
    tab.compare()
    tab.decide_same()
    stands = tab.joining.codes()[0]
    side = LEFT if stands == person else RIGHT
    tab.joining.choose("given_name", 1 - side)
    tab.ask_merge()
    assert "has not been said" in tab.notice.words()
    tab.joining.reason.set_value("one woman, two spellings")
    tab.ask_merge()
    [asked] = waiting.lines(page.desk, waiting.open_requests(page.desk))
    assert asked.kind == "merge_persons"
    assert not judge_duplicate.pending(page.desk)
    with page.desk.store.reading() as connection:
        [payload] = connection.execute("SELECT payload FROM change_request").fetchone()
    assert "given_name" in payload
    assert {person, other} == {code for code in (person, other) if code in payload}


def test_esc_goes_back_to_the_list(page: DecidePage) -> None:
    page.duplicates.compare()
    assert page.back()
    assert page.duplicates.pairs.isVisible()
    assert not page.back()


def test_a_merge_is_taken_back_with_a_reason(page: DecidePage) -> None:
    tab, (person, other) = page.duplicates, pair_of(page.desk)
    merge(page.desk, other, person)
    tab.pairs.read()
    tab.pairs.merged.selectRow(0)
    tab.pairs.take_back()
    assert "has not been said" in tab.notice.words()
    tab.pairs.reason.set_value("two cousins")
    tab.pairs.take_back()
    [line] = merge_list.recent(page.desk)
    assert line.undone
    assert "stand again" in tab.notice.words()


def test_a_confidential_file_shows_nothing_to_who_may_not_open_it(
    page: DecidePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, (person, _) = page.desk, pair_of(page.desk)
    row = desk.person_row(person)
    with desk.writing() as writer:
        writer.set("person", row, {"confidential": True})
    assert compare_persons.side_of(desk, row).given_name == "Djaló"  # a leader may
    object.__setattr__(desk.user, "role", "clerk")
    side = compare_persons.side_of(desk, row)
    assert (side.code, side.name, side.confidential) == (person, "", True)


@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_cut_nameless_or_pressed_by_one_letter_twice(page: DecidePage, code: str) -> None:
    speech.speak(code)  # type: ignore[arg-type]
    tab = page.duplicates
    for step in (lambda: None, tab.compare, tab.decide_same):
        step()
        for _ in range(3):
            QApplication.processEvents()
        assert cut_words(tab) == []
        assert nameless(tab) == []
        assert letters_used_twice(tab) == {}


def test_a_household_says_that_somebody_in_it_may_be_there_twice(page: DecidePage, signed_in: Window) -> None:
    assert signed_in.frame is not None
    signed_in.frame.go("household", pair_of(page.desk)[0])
    members = signed_in.frame.page().members  # type: ignore[attr-defined]
    assert members.twice.isVisible()
    assert "1 possible duplicate" in members.twice.text()
    members.twice.click()
    assert signed_in.frame.here() == "decide"
