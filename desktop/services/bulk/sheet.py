"""A list in a file: its headings, its rows one at a time, and how it was read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from desktop.services.bulk.tables import plain
from domain.bulk.rows import SheetRow
from domain.problems import Fact, Problem, Refused, Severity

MOST_COLUMNS = 500
LONGEST_CELL = 32_767  # what a spreadsheet's cell can hold
_LOOKED_AT = 10


@dataclass(frozen=True)
class Told:
    """How a file was read. ``notes`` are warnings about the whole file."""

    kind: str
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    notes: tuple[Problem, ...] = ()


@dataclass
class Headings:
    """The row of headings, and its number from 1."""

    row: int
    names: list[str] = field(default_factory=list)


class Sheet(Protocol):
    """An open list. ``rows`` may be asked for several times, each from the first row after the headings.

    ``numbers`` are the places of columns read so far that hold numbers where there could be text: what was
    a code has lost the zeros before it.
    """

    told: Told
    headings: Headings
    numbers: set[int]

    def rows(self) -> Iterator[SheetRow]:
        """Every row that is not empty."""
        ...

    def share(self) -> float:
        """How much of the file has been read by the last ``rows``, from 0 to 1."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


def note(code: str, **facts: Fact) -> Problem:
    """A warning about the whole file."""
    return Problem(code, severity=Severity.warning, facts=facts)


def headings_of(first: Sequence[tuple[int, Sequence[str]]]) -> Headings:
    """The first row with most of its cells filled: titles above a list fill one or two.

    Columns without a heading, and those with the same, are numbered. Raises Refused when there is none.
    """
    counts = [(number, [c.strip() for c in cells]) for number, cells in first[:_LOOKED_AT]]
    widest = max((sum(map(bool, cells)) for _, cells in counts), default=0)
    if not widest:
        raise Refused(Problem("sheet_empty"))
    row, cells = next((n, c) for n, c in counts if sum(map(bool, c)) >= max(1, 0.6 * widest))
    while cells and not cells[-1]:
        cells.pop()
    if len(cells) > MOST_COLUMNS:
        raise Refused(Problem("sheet_wide", facts={"count": len(cells)}))
    names: list[str] = []
    for place, cell in enumerate(cells, 1):
        name = " ".join(cell.split()) or f"({place})"
        names.append(name if name not in names else f"{name} ({place})")
    return Headings(row, names)


def row_of(number: int, cells: Sequence[str], width: int) -> SheetRow | None:
    """A row as it is used; None when every cell is empty. A row with more cells than headings is named."""
    if not any(cells):
        return None
    problem = None
    if any(cell.strip() for cell in cells[width:]):
        problem = Problem("row_long", facts={"cells": len(cells), "headings": width})
    elif any(len(cell) > LONGEST_CELL for cell in cells):
        problem = Problem("cell_long")
    elif any("\0" in cell or "\ufffd" in cell for cell in cells):
        problem = Problem("cell_unreadable")
    return SheetRow(number, tuple(map(plain, cells)), problem)
