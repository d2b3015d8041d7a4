"""Tables of counts made fit for strangers: no count under five, and none that the totals would give away.

Primary and complementary cell suppression for additive tables, as in Hundepool et al., "Statistical
Disclosure Control" (2012), chapter 4, by the simplest rule: in every line either nothing is hidden, or two
cells at least are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

LEAST = 5
Cell = tuple[int, int]


@dataclass(frozen=True)
class Figures:
    """A table; ``cells[r][c]`` is None where it is hidden. The last row and column are totals."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[tuple[int | None, ...], ...]

    @property
    def hidden(self) -> int:
        """How many cells are hidden, totals included."""
        return sum(value is None for row in self.cells for value in row)


def figures(
    counts: Mapping[tuple[str, str], int],
    rows: Sequence[str],
    columns: Sequence[str],
    least: int = LEAST,
) -> Figures:
    """The table of counts by (row, column), with totals, small ones hidden. ``least`` 1 hides nothing."""
    body = [[counts.get((row, column), 0) for column in columns] for row in rows]
    table = [[*row, sum(row)] for row in body]
    table.append([sum(column) for column in zip(*table, strict=True)] if table else [0] * (len(columns) + 1))
    hidden = {(r, c) for r, row in enumerate(table) for c, value in enumerate(row) if 0 < value < least}
    while more := _given_away(table, hidden):
        hidden |= more
    shown = tuple(
        tuple(None if (r, c) in hidden else value for c, value in enumerate(row))
        for r, row in enumerate(table)
    )
    return Figures(tuple(rows), tuple(columns), shown)


def _given_away(table: Sequence[Sequence[int]], hidden: set[Cell]) -> set[Cell]:
    """For the first line with one hidden cell, the cell to hide beside it: the smallest, a total last."""
    last_row, last_column = len(table) - 1, len(table[0]) - 1
    for line in _lines(table):
        covered = [cell for cell in line if cell in hidden]
        if len(covered) == 1 and len(line) > 1:
            rest = [cell for cell in line if cell not in hidden]
            return {min(rest, key=lambda at: (at[0] == last_row or at[1] == last_column, _size(table, at)))}
    return set()


def _size(table: Sequence[Sequence[int]], cell: Cell) -> tuple[bool, int, Cell]:
    """Zeros tell least when hidden, and are taken only when nothing else is left."""
    value = table[cell[0]][cell[1]]
    return value == 0, value, cell


def _lines(table: Sequence[Sequence[int]]) -> Iterator[list[Cell]]:
    yield from ([(r, c) for c in range(len(table[0]))] for r in range(len(table)))
    yield from ([(r, c) for r in range(len(table))] for c in range(len(table[0])))
