"""Complaints in the window: heard and acknowledged, answered and told, named on every size and language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QSize

from desktop.services.grievances import read
from desktop.services.grievances.hear import Heard, hear
from desktop.services.grievances.read import Which
from desktop.ui import speech
from desktop.ui.pages.complaints import ComplaintsPage, HearOrder
from desktop.ui.pages.complaints.page import CASE, NEW
from desktop.ui.pages.page import Page
from desktop.ui.window import Window
from domain.languages import LANGUAGES, LanguageCode
from domain.window.terms import GrievanceChannel, GrievanceKind
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless

SIZES = [QSize(1366, 768), QSize(911, 512)]


def visit(window: Window, subject: object = None) -> ComplaintsPage:
    assert window.frame is not None
    window.frame.go("complaints", subject)
    for _ in range(3):
        QCoreApplication.processEvents()
    shown: Page = window.frame.page()
    assert isinstance(shown, ComplaintsPage)
    return shown


def a_household(window: Window) -> str:
    assert window.frame is not None
    with window.frame.page().desk.store.reading() as connection:
        return str(connection.execute("SELECT code FROM household ORDER BY id LIMIT 1").fetchone()[0])


def heard(page: Page, kind: GrievanceKind = GrievanceKind.payment) -> str:
    said = Heard(kind, GrievanceChannel.box, "Not paid in October.", name="Gul Zaman")
    return hear(page.desk, said).code


def take(page: ComplaintsPage, event: str, **fields: str) -> None:
    page.case.fields["event"].set_value(event)
    page.case._renew()
    for name, value in fields.items():
        page.case.fields[name].set_value(value)
    page.act.click()


def test_a_complaint_is_heard_printed_answered_and_told(signed_in: Window) -> None:
    code = a_household(signed_in)
    page = visit(signed_in, HearOrder(code))
    assert page.tabs.currentIndex() == NEW
    assert page.new.fields["household_code"].value() == code
    page.act.click()
    assert page.new.fields["kind"].problem() is not None
    page.new.fields["kind"].set_value("exclusion_error")
    page.act.click()
    missing = page.new.fields["text"].problem()
    assert missing is not None and missing.code == "grievance_text_missing"
    page.new.fields["text"].set_value("My daughter is not on the list.")
    page.act.click()
    assert page.paper.has_pages() and page.tabs.currentIndex() == CASE
    assert page.back() and page.case.case is not None
    assert page.case.case.concerns == code and page.case.case.line.copies == 1
    take(page, "assign")
    take(page, "resolve")
    assert page.case.fields["reason"].problem() is not None
    take(page, "resolve", reason="She is on it now.")
    take(page, "close", satisfied="yes")
    [row] = read.find(page.desk, Which.all)
    [line] = read.lines(page.desk, [row])
    assert (line.status, line.satisfied, line.resolution) == ("closed", True, "She is on it now.")
    assert not page.case.fields["event"].isVisibleTo(page) and not page.act.isEnabled()


def test_nothing_that_names_anybody_is_asked_of_who_stays_anonymous(signed_in: Window) -> None:
    page = visit(signed_in, HearOrder())
    page.new.fields["name"].set_value("Gul")
    page.new.fields["anonymous"].set_value(True)
    page.new._renew()
    assert not page.new.fields["name"].isVisibleTo(page)
    page.new.fields["kind"].set_value("feedback")
    page.new.fields["text"].set_value("A roof for the queue.")
    page.act.click()
    [line] = read.lines(page.desk, read.find(page.desk))
    assert line.anonymous and line.name == ""


def test_the_list_last_looked_at_comes_back(signed_in: Window) -> None:
    page = visit(signed_in)
    code = heard(page)
    page.read()
    assert page.case.case is not None and page.case.case.line.code == code
    page.which.set_value("escalated")
    page.which.changed.emit()
    assert page.table.rows.rowCount() == 0 and page.sitting.remembered.complaints == "escalated"
    page.which.set_value("open")
    page.which.changed.emit()
    assert page.table.rows.rowCount() == 1
    page.text.set_value("no such word")
    page.text.settled.emit()
    assert page.table.rows.rowCount() == 0


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("size", SIZES, ids=["laptop", "magnified"])
def test_every_word_fits_has_a_name_and_a_letter_of_its_own(
    signed_in: Window, code: LanguageCode, size: QSize
) -> None:
    speech.speak(code)
    signed_in.resize(size)
    page = visit(signed_in)
    heard(page, GrievanceKind.misconduct)
    for subject in (None, HearOrder()):
        page = visit(signed_in, subject)
        if subject is None:
            page.case.fields["event"].set_value("assign")
            page.case._renew()
            QCoreApplication.processEvents()
        assert cut_words(signed_in.frame) == []  # type: ignore[arg-type]
        assert nameless(signed_in.frame) == []  # type: ignore[arg-type]
        assert letters_used_twice(signed_in.frame) == {}  # type: ignore[arg-type]
