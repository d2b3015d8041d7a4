"""The print desk on real papers: looking records nothing, printing does, another copy wants a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.services import print_papers, today
from desktop.ui.pages.print_desk import PrintDeskPage
from desktop.ui.pages.print_lists import CARDS, COPY, HAND_OVER, RECEIPTS
from desktop.ui.pages.print_order import PrintOrder
from desktop.ui.window import Window
from domain.vocabulary import Paper


@pytest.fixture
def page(signed_in: Window) -> PrintDeskPage:
    frame = signed_in.frame
    assert frame is not None
    frame.go("print")
    shown = frame.page()
    assert isinstance(shown, PrintDeskPage)
    return shown


def test_everything_registered_waits_for_its_papers(page: PrintDeskPage) -> None:
    assert len(page.lists.due.rows.ids) == 12
    page.lists.tabs.setCurrentIndex(CARDS)
    assert len(page.lists.due.rows.ids) == 12


def test_a_preview_shows_pages_and_records_nothing(page: PrintDeskPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.shown.pages() > 0)
    assert today.today(page.desk).receipts_due == 12


def test_saving_papers_counts_them_as_printed(page: PrintDeskPage, tmp_path: Path) -> None:
    page.lists.due.selectAll()
    assert len(page.lists.codes()) == 12
    page.save_to(tmp_path / "receipts.pdf")
    assert (tmp_path / "receipts.pdf").read_bytes().startswith(b"%PDF")
    assert today.today(page.desk).receipts_due == 0
    assert len(page.lists.due.rows.ids) == 0
    assert "receipts.pdf" in page.notice.words()


def test_a_place_that_takes_no_file_offers_the_same_pages_again(page: PrintDeskPage, tmp_path: Path) -> None:
    page.save_to(tmp_path / "no such folder" / "receipts.pdf")
    assert page.notice.words()
    assert not page.notice.action.isHidden()
    assert today.today(page.desk).receipts_due == 11


def test_handing_over_takes_the_paper_off_the_counter(page: PrintDeskPage, tmp_path: Path) -> None:
    page.save_to(tmp_path / "receipt.pdf")
    page.lists.tabs.setCurrentIndex(HAND_OVER)
    assert len(page.lists.counter.rows.ids) == 1
    page.act.click()
    assert len(page.lists.counter.rows.ids) == 0
    assert today.today(page.desk).to_hand_over == 0


def test_another_copy_wants_a_reason(page: PrintDeskPage, tmp_path: Path) -> None:
    code = page.lists.codes()[0]
    page.save_to(tmp_path / "first.pdf")
    page.arrive(PrintOrder("receipt", (code,)))
    assert page.lists.tab() == COPY
    assert page.lists.codes() == [code]
    page.save_to(tmp_path / "second.pdf")
    assert not (tmp_path / "second.pdf").exists()
    assert page.lists.copy.reason.problem() is not None
    page.lists.copy.reason.set_value("lost in the flood")
    page.save_to(tmp_path / "second.pdf")
    assert (tmp_path / "second.pdf").is_file()


def test_a_mistyped_code_is_pointed_out(page: PrintDeskPage) -> None:
    copy = page.lists.copy
    page.lists.tabs.setCurrentIndex(COPY)
    copy.ask_for(Paper.receipt, "NSR-AB12-26-000001-X")
    copy.code.settled.emit()
    assert copy.codes() == []
    assert copy.code.problem() is not None
    assert not page.act.isEnabled()


def test_an_order_marks_its_rows(page: PrintDeskPage) -> None:
    wanted = [line.code for line in print_papers.due(page.desk) if line.paper == "card"][3:5]
    page.arrive(PrintOrder("card", tuple(wanted)))
    assert page.lists.tab() == CARDS
    assert page.lists.codes() == wanted


def test_each_paper_keeps_its_own_sheet(page: PrintDeskPage) -> None:
    page.options.layout_field.set_value("roll80")
    page.options.layout_field.changed.emit()
    page.lists.tabs.setCurrentIndex(CARDS)
    assert page.options.layout_chosen() == "sheet"
    page.lists.tabs.setCurrentIndex(RECEIPTS)
    assert page.options.layout_chosen() == "roll80"
