"""A pack's CSV files: comma-separated, UTF-8, a header line with known columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.problems import Problem, Refused
from packs.documents import read_text


@dataclass(frozen=True)
class Row:
    """One line of a table: its cells by column, trimmed."""

    table: str
    line: int
    cells: dict[str, str]

    def where(self, column: str = "") -> str:
        """``areas.csv:12 parent``."""
        return f"{self.table}:{self.line} {column}".rstrip()


def read_table(folder: Path, name: str, columns: Sequence[str], optional: Sequence[str] = ()) -> list[Row]:
    """The lines under the header, which must name exactly ``columns`` in any order.

    It may name the ``optional`` ones too; their cells are empty where it does not. Blank lines are passed
    over. Raises ``Refused`` with every line that has too few or too many cells.
    """
    lines = list(_lines(read_text(folder, name), name))
    if not lines:
        raise Refused(Problem("table_empty", where=name))
    header = [cell.strip() for cell in lines[0][1]]
    problems = _header_problems(header, columns, optional, name)
    if problems:
        raise Refused(problems)
    wrong = [
        Problem(
            "row_width",
            where=f"{name}:{line}",
            facts={"cells": len(cells), "columns": len(header)},
        )
        for line, cells in lines[1:]
        if len(cells) != len(header)
    ]
    if wrong:
        raise Refused(wrong)
    return [
        Row(
            name,
            line,
            dict.fromkeys(optional, "")
            | {column: cell.strip() for column, cell in zip(header, cells, strict=True)},
        )
        for line, cells in lines[1:]
    ]


def _lines(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and cells; the number is where the line starts, as a quoted cell may span several."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise Refused(Problem("table_malformed", where=f"{name}:{start}")) from error


def _header_problems(
    header: Sequence[str], columns: Sequence[str], optional: Sequence[str], name: str
) -> list[Problem]:
    known = {*columns, *optional}
    unknown = [Problem("column_unknown", where=f"{name}:1 {c}") for c in header if c not in known]
    missing = [Problem("column_missing", where=f"{name}:1 {c}") for c in columns if c not in header]
    twice = [Problem("column_twice", where=f"{name}:1 {c}") for c in sorted(known) if header.count(c) > 1]
    return unknown + missing + twice
