"""Lists in a workbook (ECMA-376): stored values only; sizes are looked at before unpacking."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from desktop.services.bulk import xlsx_parts
from desktop.services.bulk.sheet import Headings, Told, headings_of, note, row_of
from domain.bulk.rows import SheetRow
from domain.problems import Problem, Refused

MOST_BYTES = 1 << 30
MOST_STRINGS = 200 << 20
MOST_PARTS = 5_000
MOST_ROWS = 1_048_576
# Text shrinks to a tenth or so; a file that grows a hundredfold was made to fill the disk.
MOST_GROWTH = 150
_SMALL = 32 << 20
_FIRST = 20


class XlsxSheet:
    """One sheet of a workbook, the first that is shown unless another is named."""

    def __init__(self, path: Path, sheet: str | None = None) -> None:
        refuse_bomb(path)
        self._path = path
        self._sheet = sheet
        self._file = path.open("rb")
        self._book: Any = None
        self._at = 0
        self.numbers: set[int] = set()
        try:
            self._book = _open(path, self._file)
            self._page = self._choose(sheet)
            self._begin(path)
        except BaseException:
            self.close()
            raise

    def _begin(self, path: Path) -> None:
        parts = xlsx_parts.look(path, str(self._page._worksheet_path))
        self._merged = parts.merged
        self._last = max(1, parts.last_row)
        notes = tuple(self._notes(parts))
        self.told = Told("XLSX", sheet=str(self._page.title), sheets=tuple(self._titles()), notes=notes)
        first = [(number, cells) for number, cells in islice(self._records(), _FIRST) if any(cells)]
        self.headings: Headings = headings_of(first)

    def _titles(self) -> list[str]:
        return [page.title for page in self._book.worksheets]

    def _choose(self, sheet: str | None) -> Any:
        pages = list(self._book.worksheets)
        if sheet is not None:
            found = next((page for page in pages if page.title.casefold() == sheet.casefold()), None)
            if found is None:
                facts = {"given": sheet, "expected": ", ".join(self._titles())}
                raise Refused(Problem("sheet_unknown", "sheet", facts=facts))
            return found
        shown = [page for page in pages if page.sheet_state == "visible"] or pages
        if not shown:
            raise Refused(Problem("sheet_empty", "input", facts={"name": self._path.name}))
        return shown[0]

    def _notes(self, parts: xlsx_parts.Parts) -> Iterator[Problem]:
        if len(self._book.worksheets) > 1:
            yield note("sheet_several", name=str(self._page.title), count=len(self._book.worksheets))
        if parts.formulas:
            yield note("sheet_formulas", count=parts.formulas, cell=parts.first_formula)
        if parts.merged:
            yield note("sheet_merged", count=len(parts.merged))

    def rows(self) -> Iterator[SheetRow]:
        width = len(self.headings.names)
        for number, cells in self._records():
            if number > self.headings.row and (row := row_of(number, cells, width)) is not None:
                yield row

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        self._page.reset_dimensions()  # what a workbook says of its own size is often wrong
        fill = xlsx_parts.Filling(self._merged)
        try:
            for number, values in enumerate(self._page.iter_rows(values_only=True), 1):
                if number > MOST_ROWS:
                    raise ValueError("no sheet has that row")
                self._at = number
                self.numbers.update(p for p, v in enumerate(values) if type(v) in (int, float))
                yield number, fill.row(number, [text_of(value) for value in values])
        except (ValueError, KeyError, IndexError, TypeError, BadZipFile, SyntaxError):
            # The XML of a sheet that was cut or altered; SyntaxError is the parser's.
            raise Refused(Problem("sheet_damaged", "input", facts={"name": self._path.name})) from None

    def share(self) -> float:
        return min(1.0, self._at / self._last)

    def close(self) -> None:
        if self._book is not None:
            self._book.close()
        self._file.close()


def refuse_bomb(path: Path) -> None:
    """Sizes as the archive states them; unpacking stops there. Raises Refused."""
    packed = path.stat().st_size
    try:
        with ZipFile(path) as archive:
            parts = archive.infolist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused(Problem("sheet_damaged", "input", facts={"name": path.name})) from None
    unpacked = sum(part.file_size for part in parts)
    strings = sum(part.file_size for part in parts if "sharedStrings" in part.filename)
    swollen = unpacked > _SMALL and unpacked > MOST_GROWTH * packed
    if unpacked > MOST_BYTES or strings > MOST_STRINGS or len(parts) > MOST_PARTS or swollen:
        problem = Problem("sheet_swollen", "input", facts={"name": path.name, "megabytes": unpacked >> 20})
        raise Refused(problem)


def _open(path: Path, file: IO[bytes]) -> Any:
    from openpyxl import load_workbook  # noqa: PLC0415 - 90 ms that only a workbook is worth

    # What the library cannot do with styles and checks of cells is no matter here.
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
    try:
        return load_workbook(file, read_only=True, data_only=True, keep_links=False)
    except Exception:
        # The library lets whatever its parser met come through: each means the workbook is not sound.
        raise Refused(Problem("sheet_damaged", "input", facts={"name": path.name})) from None


def text_of(value: Any) -> str:
    """A stored value as text: whole numbers without a point, dates as YYYY-MM-DD."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)
