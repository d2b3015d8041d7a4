"""While a member is typed: how many look like them, who only when asked, and what the clerk decides."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.models import hints
from desktop.services import judge_duplicate, look_alikes, register, search
from desktop.services.desk import Desk
from desktop.ui.pages.register import RegisterPage
from desktop.ui.pages.register.answers import MEMBERS, Answers
from desktop.ui.window import Window
from domain.matching import bloom
from domain.registration import parse
from domain.vocabulary import DuplicateDecision
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless
from tests.desktop.ui.registering import AREA, page_of, type_into, wider_than_shown

ZAINAB: dict[str, Any] = {
    "role": "head",
    "given_name": "Zainabou",
    "family_name": "Diallo",
    "mother_name": "Kadiatou Bah",
    "sex": "female",
    "birth_date": "1987-04-12",
    "birth_precision": "day",
    "identifiers": [{"scheme": "national_id", "value": "17201-1234567-2"}],
}
BIRTH = {"birth_precision": "day", "birth_date": "1987-12-04"}


@pytest.fixture
def page(signed_in: Window) -> RegisterPage:
    """The members' questions, with Zainabou Diallo in the register."""
    assert signed_in.frame is not None
    desk = signed_in.frame.sitting.desk
    place = {"area": AREA, "village": "Pir Sabaq"}
    register.register(
        desk, parse({"household": place, "legal_basis": "public_interest", "members": [ZAINAB]})
    )
    look_alikes.catch_up(desk)
    found = page_of(signed_in)
    found.resuming.withdraw()
    for where, value in (("language", "en"), ("notice.given", "read_aloud"), ("household.area", AREA)):
        found.answers.put(where, value)
    found.show_step(MEMBERS)
    return found


def type_her_again(page: RegisterPage) -> None:
    """Names swapped, in a Portuguese spelling, day and month the other way round."""
    for key, value in (
        ("given_name", "Djaló"),
        ("family_name", "Zainabu"),
        ("sex", "female"),
        ("birth", BIRTH),
        ("mother_name", "Cadiatu Bá"),
    ):
        type_into(page, MEMBERS, key, value)
    page.steps.members.looker.look()


def code_of(desk: Desk) -> str:
    [line] = search.person_lines(desk, search.people(desk, "Zainabou Diallo"))
    return line.code


def test_nobody_is_mentioned_while_nobody_looks_alike(page: RegisterPage) -> None:
    type_into(page, MEMBERS, "given_name", "Palwasha")
    page.steps.members.looker.look()
    assert not page.steps.members.look.isVisible()


def test_the_panel_counts_and_gives_reasons_but_names_nobody(page: RegisterPage) -> None:
    type_her_again(page)
    panel = page.steps.members.look
    assert panel.isVisible()
    said = panel.text()
    assert "1 person" in said
    assert "likely" in said
    for secret in ("Zain", "Diallo", "Djal", "Kadia", "17201", code_of(page.desk)):
        assert secret not in said


def test_it_looks_by_itself_when_the_hand_rests(page: RegisterPage, qtbot: QtBot) -> None:
    for key, value in (("given_name", "Zainabou"), ("family_name", "Diallo"), ("sex", "female")):
        type_into(page, MEMBERS, key, value)
    type_into(page, MEMBERS, "birth", {**BIRTH, "birth_date": "1987-04-12"})
    qtbot.waitUntil(page.steps.members.look.isVisible, timeout=3000)


def test_comparing_shows_both_field_by_field(page: RegisterPage, qtbot: QtBot) -> None:
    type_her_again(page)
    members = page.steps.members
    qtbot.keyClick(page, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert members.comparing.isVisible()
    said = members.comparing.comparison.text()
    for words in ("Djaló", "Zainabou", "Cadiatu Bá", "Kadiatou Bah", "12 April 1987"):
        assert words in said
    assert "17201-1234567-2" not in said
    assert "differs" in said
    assert "same" in said
    assert "on one side only" in said
    assert members.back()
    assert not members.comparing.isVisible()


def test_the_same_person_becomes_the_member_and_what_was_typed_is_kept(page: RegisterPage) -> None:
    type_her_again(page)
    members, code = page.steps.members, code_of(page.desk)
    members.compare()
    members.comparing.same.click()
    [member] = page.answers.members
    assert (member["person"], member["role"]) == (code, "head")
    form, _ = page.answers.form()
    [said] = form.judgements
    assert (said.decision, said.other) == (DuplicateDecision.same, code)
    assert "Djaló" in (said.note or "")
    assert "Cadiatu Bá" in (said.note or "")
    again = Answers(page.answers.dump())  # a power cut here
    assert again.was_typed(member["id"])
    members.form.known.another.click()
    assert page.answers.members[0]["given_name"] == "Djaló"
    assert not page.answers.form()[0].judgements


def test_somebody_else_is_not_shown_again(page: RegisterPage) -> None:
    type_her_again(page)
    members = page.steps.members
    members.compare()
    members.comparing.different.click()
    assert not members.look.isVisible()
    assert not members.comparing.isVisible()
    [said] = page.answers.form()[0].judgements
    assert said.decision is DuplicateDecision.different


def test_unsure_says_where_it_waits(page: RegisterPage) -> None:
    type_her_again(page)
    page.steps.members.compare()
    page.steps.members.comparing.unsure.click()
    assert "To decide" in page.steps.members.look.text()


def test_what_was_decided_is_written_with_the_household(page: RegisterPage) -> None:
    type_her_again(page)
    code = code_of(page.desk)
    page.steps.members.compare()
    page.steps.members.comparing.unsure.click()
    page.checker.check()
    for problem in page.problems():
        page.answers.confirm(problem)
    page.register()
    [line] = judge_duplicate.lines(page.desk, judge_duplicate.pending(page.desk))
    assert line.decision is DuplicateDecision.unsure
    assert code in (line.person_code, line.other_code)


def test_a_number_of_somebody_else_is_told_in_the_panel(page: RegisterPage) -> None:
    type_into(page, MEMBERS, "identifiers", ZAINAB["identifiers"])
    page.answers.asked.add(MEMBERS)
    page.checker.check()
    assert "belongs to somebody registered" in page.steps.members.look.text()


def test_a_number_that_may_be_elsewhere_is_a_hint_and_no_more(page: RegisterPage) -> None:
    filled = bloom.build(["national_id|PK|1530212345671"], 1, b"k" * bloom.KEY_BYTES)
    with page.desk.store.transaction() as connection:
        hints.put(connection, '"1"', filled, "2026-11-23T07:00:00Z")
    number = [{"scheme": "national_id", "value": "15302-1234567-1"}]
    type_into(page, MEMBERS, "identifiers", number)
    page.steps.members.looker.look()
    said = page.steps.members.look.text()
    assert "may exist in another district" in said
    assert not page.steps.members.look.compare.isVisible()


def test_nothing_is_cut_nameless_or_pressed_by_one_letter_twice(page: RegisterPage) -> None:
    type_her_again(page)
    for _ in range(2):
        QApplication.processEvents()
        assert cut_words(page) == []
        assert nameless(page) == []
        assert letters_used_twice(page) == {}
        assert wider_than_shown(page) == []
        page.steps.members.compare()
