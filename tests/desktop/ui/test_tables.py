"""Tables over a hundred thousand ids: rows by page, an honest scroll bar, a placeholder that never lies."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.ui.tables.pages import KEPT, PAGE, Pages
from desktop.ui.tables.rows import GONE, Column
from desktop.ui.tables.table import Table
from domain.problems import Fault
from tests.desktop.ui.looking import cut_cells


@dataclass(frozen=True)
class Line:
    id: int
    name: str


class Source:
    """Lines on demand; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        self.gone: set[int] = set()
        self.broken = False

    def __call__(self, ids: Sequence[int]) -> list[Line]:
        if self.broken:
            raise Fault("file_damaged")
        self.asked.append(len(ids))
        return [Line(number, f"name {number}") for number in ids if number not in self.gone]


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def table(source: Source, qtbot: QtBot) -> Table[Line]:
    columns: list[Column[Line]] = [
        Column(lambda: "Name", lambda line: line.name),
        Column(lambda: "Number", lambda line: str(line.id), weight=0, figures=True, sample=lambda: "888888"),
    ]
    made = Table(columns, source, name=lambda: "Lines", empty=lambda: "Nothing yet.")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def test_rows_come_by_pages_and_only_when_wanted(source: Source) -> None:
    pages: Pages[Line] = Pages(source)
    pages.show(array("q", range(100_000)))
    assert source.asked == []
    assert pages.row(PAGE + 5) == Line(PAGE + 5, f"name {PAGE + 5}")
    assert pages.row(PAGE + 6) is not None
    assert source.asked == [PAGE]


def test_the_pages_last_used_are_kept(source: Source) -> None:
    pages: Pages[Line] = Pages(source)
    pages.show(array("q", range(PAGE * (KEPT + 2))))
    for number in range(KEPT + 1):
        pages.row(number * PAGE)
    pages.row(KEPT * PAGE)
    assert len(source.asked) == KEPT + 1
    pages.row(0)
    assert len(source.asked) == KEPT + 2


def test_showing_a_hundred_thousand_rows_reads_one_page(table: Table[Line], source: Source) -> None:
    table.show_ids(array("q", range(100_000)))
    table.grab()
    assert table.rows.rowCount() == 100_000
    assert len(source.asked) == 1


def test_the_scroll_bar_spans_every_row(table: Table[Line]) -> None:
    table.show_ids(array("q", range(1000)))
    bar = table.verticalScrollBar()
    heights = {table.rowHeight(row) for row in (0, 500, 999)}
    assert len(heights) == 1
    assert bar.maximum() + bar.pageStep() >= 1000 * heights.pop()


def test_a_row_that_is_gone_never_shows_anothers_words(table: Table[Line], source: Source) -> None:
    source.gone = {1}
    table.show_ids(array("q", range(3)))
    shown = [table.rows.index(row, 0).data() for row in range(3)]
    assert shown == ["name 0", GONE, "name 2"]


def test_trouble_is_told_once_not_for_each_cell(table: Table[Line], source: Source) -> None:
    told: list[object] = []
    table.rows.trouble.connect(told.append)
    source.broken = True
    table.show_ids(array("q", range(50)))
    table.grab()
    assert len(told) == 1
    source.broken = False
    table.refresh()
    assert table.rows.index(0, 0).data() == "name 0"


def test_figures_stand_right_aligned(table: Table[Line]) -> None:
    table.show_ids(array("q", [7]))
    side = table.rows.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert side & Qt.AlignmentFlag.AlignRight
    heading = table.rows.headerData(1, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert heading & Qt.AlignmentFlag.AlignRight


def test_an_empty_table_says_so(table: Table[Line]) -> None:
    table.show_ids(array("q"))
    assert table._nothing.isVisible() and table._nothing.text() == "Nothing yet."
    table.show_ids(array("q", [1]))
    assert not table._nothing.isVisible()


def test_enter_opens_the_row(table: Table[Line], qtbot: QtBot) -> None:
    table.show_ids(array("q", [4, 5, 6]))
    qtbot.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [Line(5, "name 5")]


def test_columns_of_rank_are_left_out_where_there_is_no_room(table: Table[Line]) -> None:
    number = table.rows.columns[1]
    table.rows.columns[1] = replace(number, rank=1)
    table.resize(120, 400)
    table.show_ids(array("q", [123456]))
    assert table.isColumnHidden(1) and not table.isColumnHidden(0)
    table.resize(600, 400)
    assert not table.isColumnHidden(1)


def test_a_column_left_out_comes_back_with_room_for_its_heading(table: Table[Line]) -> None:
    number = table.rows.columns[1]
    heading = "A heading longer than what stands under it"
    table.rows.columns[1] = replace(number, rank=1, heading=lambda: heading)
    table.retranslate()
    table.resize(300, 400)
    assert table.isColumnHidden(1)
    table.resize(900, 400)
    assert not table.isColumnHidden(1)
    assert cut_cells(table) == []


def test_columns_fill_the_width_and_leave_figures_whole(table: Table[Line]) -> None:
    table.show_ids(array("q", [123456]))
    assert table.columnWidth(0) + table.columnWidth(1) <= table.viewport().width()
    assert table.columnWidth(1) >= table.sizeHintForColumn(1)
