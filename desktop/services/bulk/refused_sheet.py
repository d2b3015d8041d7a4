"""The sheet of refused rows: the columns as they came, then what is wrong; to be corrected and read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from desktop.services.bulk.report import Speech
from desktop.services.bulk.tables import Table, writing
from domain.bulk.fields import OF_THE_SHEET
from domain.bulk.rows import Group
from domain.matching.names import fold
from domain.problems import Problem


class RefusedSheet:
    """Takes refused households; the file is begun with the first of them."""

    def __init__(self, headings: Sequence[str], speech: Speech, table: Table) -> None:
        self._places = [place for place, name in enumerate(headings) if fold(name) not in OF_THE_SHEET]
        self._headings, self._speech, self._table = headings, speech, table
        self.rows = 0

    def add(self, group: Group, problems: Sequence[Problem]) -> None:
        """Every row of the household, each with its own troubles: they are corrected together."""
        if not self.rows:
            names = [self._headings[place] for place in self._places]
            self._table.row([*names, self._speech.error, self._speech.field])
        for row in group.rows:
            mine = [problem for problem in problems if group.row_of(problem) is row]
            self._table.row([*self._cells(row.cells), *self._words(mine)])
            self.rows += 1

    def _cells(self, cells: Sequence[str]) -> list[str]:
        return [cells[place] if place < len(cells) else "" for place in self._places]

    def _words(self, problems: Sequence[Problem]) -> tuple[str, str]:
        told = dict.fromkeys(self._speech.tell(problem) for problem in problems)
        places = dict.fromkeys(filter(None, (self._speech.place(problem) for problem in problems)))
        return " ".join(told), "; ".join(places)


class _Nobody(Exception):
    """Nothing was refused: no file is left."""


@contextmanager
def refused_sheet(
    path: Path | None, headings: Sequence[str], speech: Speech | None, *, delimiter: str, force: bool
) -> Iterator[RefusedSheet | None]:
    """The sheet while it is written; no file where no row was refused."""
    if path is None or speech is None:
        yield None
        return
    try:
        with writing(path, delimiter=delimiter or ",", force=force) as table:
            sheet = RefusedSheet(headings, speech, table)
            yield sheet
            if not sheet.rows:
                raise _Nobody
    except _Nobody:
        return
