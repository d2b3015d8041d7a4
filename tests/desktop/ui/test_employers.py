"""Employers, insurance and the four counts in the window: typed, filed, paid, printed, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSize

from desktop.services.contributing import employers, insured, periods, statements
from desktop.services.show import household
from desktop.ui import speech
from desktop.ui.pages.coverage import CoveragePage
from desktop.ui.pages.employers import EmployersPage
from desktop.ui.pages.employers.acts import FACTS, FILED, MONTH, NEW, VISITS, WORKERS
from desktop.ui.pages.employers.wages import NAME, WAGE, WHO
from desktop.ui.pages.household import HouseholdPage
from desktop.ui.pages.insured import InsuredPage
from desktop.ui.pages.insured.page import PAY, PERIODS
from desktop.ui.pages.page import Page
from desktop.ui.window import Window
from domain.languages import LANGUAGES, LanguageCode
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless

SIZES = [QSize(1366, 768), QSize(911, 512)]


def visit(window: Window, place: str, subject: object = None) -> Page:
    assert window.frame is not None
    window.frame.go(place, subject)
    settle()
    shown: Page = window.frame.page()
    return shown


def settle() -> None:
    for _ in range(3):
        QCoreApplication.processEvents()


def people(page: Page) -> list[str]:
    with page.desk.store.reading() as connection:
        (code,) = connection.execute("SELECT code FROM household ORDER BY id LIMIT 1").fetchone()
    return [member.code for member in household(page.desk, code).members]


def the_employers(window: Window) -> EmployersPage:
    page = visit(window, "employers")
    assert isinstance(page, EmployersPage)
    return page


def a_factory(page: EmployersPage) -> str:
    page.tabs.setCurrentIndex(NEW)
    page.new.fields["name"].set_value("Swat Garments")
    page.act.click()
    settle()
    return employers.find(page.desk)[0].code


def type_in(page: EmployersPage, *rows: tuple[str, str, str]) -> None:
    page.tabs.setCurrentIndex(MONTH)
    page.month.fields["scheme"].set_value("SCH-01")
    page.month.fields["month"].set_value("2018-01")
    for place, row in enumerate(rows):
        for column, text in zip((NAME, WHO, WAGE), row, strict=True):
            page.month.grid.rows.setData(page.month.grid.rows.index(place, column), text)
    page.month.work_out()
    settle()


def test_a_month_is_typed_filed_paid_and_printed(signed_in: Window) -> None:
    page = the_employers(signed_in)
    assert page.tabs.currentIndex() == NEW
    page.act.click()
    missing = page.new.fields["name"].problem()
    assert missing is not None and missing.code == "employer_name_missing"
    code = a_factory(page)
    assert page.tabs.currentIndex() == FACTS
    worker = people(page)[0]
    type_in(page, ("Awa", worker, "855555"), ("Nobody", "", "abc"))
    assert not page.act.isEnabled() and "abc" in page.month.wrong.text()
    page.month.grid.rows.setData(page.month.grid.rows.index(1, WAGE), "1500000")
    page.month.work_out()
    settle()
    assert page.act.isEnabled() and "48,244.43" in page.month.total.text()
    page.act.click()
    settle()
    (filed,) = statements.of_employer(page.desk, code)
    assert (filed.due, filed.workers, page.tabs.currentIndex()) == (4_824_443, 2, FILED)
    page.filed.fields["amount"].set_value("50000")
    page.act.click()
    settle()
    too_much = page.filed.fields["amount"].problem()
    assert too_much is not None and too_much.code == "paid_too_much"
    page.filed.fields["amount"].set_value("48244.43")
    page.act.click()
    settle()
    assert statements.named(page.desk, filed.code).owing == 0
    assert not page.act.isEnabled()
    page.print.click()
    settle()
    assert page.paper.has_pages() and page.back()
    (glance,) = insured.at_a_glance(page.desk, worker)
    assert glance.standing.last == "2018-01"


def test_what_is_typed_outlives_the_page(signed_in: Window, tmp_path: Path) -> None:
    page = the_employers(signed_in)
    a_factory(page)
    type_in(page, ("Awa", "", "100"))
    visit(signed_in, "today")
    again = the_employers(signed_in)
    again.month._employer = ""
    again.read()
    settle()
    assert again.month.grid.rows.cells()[0][1][NAME] == "Awa"
    wages = tmp_path / "wages.csv"
    wages.write_text("Name,Wage\nBinta,200\nAli,many\n", "utf-8")
    again.read_list(wages)
    assert [cells[NAME] for _, cells in again.month.grid.rows.cells()] == ["Binta"]
    assert again.notice.isVisibleTo(again)


def test_a_worker_begins_a_visit_is_noted_the_employer_closes(signed_in: Window) -> None:
    page = the_employers(signed_in)
    code = a_factory(page)
    page.tabs.setCurrentIndex(WORKERS)
    page.act.click()
    assert page.workers.fields["person"].problem() is not None
    page.workers.fields["person"].set_value(people(page)[0])
    page.workers.fields["scheme"].set_value("SCH-01")
    page.act.click()
    settle()
    assert employers.named(page.desk, code).employed == 1
    page.tabs.setCurrentIndex(VISITS)
    page.visits.fields["finding"].set_value("Wages book seen")
    page.act.click()
    settle()
    assert employers.visits(page.desk, code)[0].finding == "Wages book seen"
    page.close_employer()
    settle()
    assert employers.named(page.desk, code).status.value == "closed"


def test_somebody_pays_for_themselves_and_brings_a_certificate(signed_in: Window) -> None:
    today = visit(signed_in, "today")
    worker = people(today)[0]
    card = visit(signed_in, "household", worker)
    assert isinstance(card, HouseholdPage)
    card.insured.open.click()
    settle()
    assert signed_in.frame is not None
    page = signed_in.frame.page()
    assert isinstance(page, InsuredPage)
    page.tabs.setCurrentIndex(PAY)
    for name, value in (("scheme", "SCH-04"), ("from_month", "2018-01"), ("base", "100"), ("amount", "9")):
        page.pay.fields[name].set_value(value)
    page.quote()
    settle()
    assert "10.00" in page.pay.due.text()
    page.act.click()
    settle()
    wrong = page.pay.fields["amount"].problem()
    assert wrong is not None and wrong.code == "paid_not_due"
    page.pay.fields["amount"].set_value("10")
    page.act.click()
    settle()
    assert insured.at_a_glance(page.desk, worker)[0].standing.paid == 1
    page.tabs.setCurrentIndex(PERIODS)
    values = {"country": "SN", "institution": "IPRES", "branch": "old_age", "evidence": "certificate"}
    for name, value in values.items():
        page.periods.fields[name].set_value(value)
    page.act.click()
    assert page.periods.fields["from_on"].problem() is not None
    page.periods.fields["from_on"].set_value("2015-01-01")
    page.periods.fields["until_on"].set_value("2015-12-31")
    page.act.click()
    settle()
    assert any(held.period.country == "SN" for held in periods.portability(page.desk, worker).periods)
    page.print.click()
    settle()
    assert page.paper.has_pages() and page.back()


def test_four_counts_are_shown_side_by_side(signed_in: Window) -> None:
    page = the_employers(signed_in)
    a_factory(page)
    type_in(page, ("Awa", people(page)[0], "855555"))
    page.act.click()
    settle()
    shown = visit(signed_in, "coverage")
    assert isinstance(shown, CoveragePage)
    row = [shown.table.rows.data(shown.table.rows.index(0, column)) for column in range(2, 6)]
    assert row == ["1", "0", "0", "0"]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_screen_can_be_read(signed_in: Window, code: LanguageCode, size: QSize) -> None:
    signed_in.resize(size)
    page = the_employers(signed_in)
    a_factory(page)
    worker = people(page)[0]
    type_in(page, ("Awa", worker, "855555"), ("Nobody", "", "1500000"))
    statements.file(page.desk, page._code, "SCH-01", "2017-12", page.month.wages())
    speech.speak(code)
    page.read()
    settle()
    for tab in range(6):
        page.tabs.setCurrentIndex(tab)
        look(page)
    other = visit(signed_in, "insured", worker)
    assert isinstance(other, InsuredPage)
    for tab in range(3):
        other.tabs.setCurrentIndex(tab)
        look(other)
    look(visit(signed_in, "coverage"))


def look(page: Page) -> None:
    settle()
    assert cut_words(page) == []
    assert nameless(page) == []
    assert letters_used_twice(page) == {}
