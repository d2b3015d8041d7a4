"""Small counts are hidden, and no total gives them away."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.disclosure import Figures, figures

ROWS, COLUMNS = ("a", "b", "c"), ("f", "m", "x")
COUNTS = st.dictionaries(
    st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS)), st.integers(0, 40) | st.integers(0, 6)
)


def true_table(counts: dict[tuple[str, str], int]) -> list[list[int]]:
    body = [[counts.get((row, column), 0) for column in COLUMNS] for row in ROWS]
    table = [[*row, sum(row)] for row in body]
    return [*table, [sum(column) for column in zip(*table, strict=True)]]


def lines(table: Figures) -> list[list[int | None]]:
    return [*map(list, table.cells), *map(list, zip(*table.cells, strict=True))]


@given(COUNTS)
def test_no_small_count_is_shown_and_shown_ones_are_true(counts: dict[tuple[str, str], int]) -> None:
    found, truth = figures(counts, ROWS, COLUMNS), true_table(counts)
    for shown_row, true_row in zip(found.cells, truth, strict=True):
        for shown, true in zip(shown_row, true_row, strict=True):
            assert shown is None or (shown == true and (shown == 0 or shown >= 5))


@given(COUNTS)
def test_no_line_hides_one_cell_alone(counts: dict[tuple[str, str], int]) -> None:
    for line in lines(figures(counts, ROWS, COLUMNS)):
        assert line.count(None) != 1


def test_large_counts_are_all_shown() -> None:
    counts = {(row, column): 10 for row in ROWS for column in COLUMNS}
    table = figures(counts, ROWS, COLUMNS)
    assert table.hidden == 0
    assert table.cells[-1] == (30, 30, 30, 90)


def test_one_small_count_hides_three_more() -> None:
    counts = {(row, column): 10 for row in ROWS for column in COLUMNS} | {("a", "f"): 2, ("a", "m"): 7}
    table = figures(counts, ROWS, COLUMNS)
    assert [cell is None for cell in table.cells[0]] == [True, True, False, False]
    assert table.hidden == 4


def test_an_empty_table_has_only_its_totals() -> None:
    assert figures({}, (), ("f",)).cells == ((0, 0),)
