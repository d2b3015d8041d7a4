"""Tables written to a file: whole under its name or not at all, and no cell of it is ever a formula."""

from __future__ import annotations

import csv
import errno
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Protocol

from domain.problems import Fault, Problem, Refused

KINDS = (".csv", ".xlsx")
# What a spreadsheet takes for the beginning of a formula, or skips to find one.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NEGATIVE = re.compile(r"-[0-9]+(?:[.,][0-9]+)?")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MOST_ROWS_XLSX = 1_048_576


class Table(Protocol):
    """A table being written."""

    def row(self, cells: Sequence[str]) -> None:
        """One more row."""
        ...


def neutral(text: str) -> str:
    """A cell that no spreadsheet computes: an apostrophe before what could begin a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) and not _NEGATIVE.fullmatch(text) else text


def plain(text: str) -> str:
    """The cell as it was before `neutral`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_SIGNS) else text


class _Csv:
    def __init__(self, file: IO[str], delimiter: str) -> None:
        self._writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")

    def row(self, cells: Sequence[str]) -> None:
        self._writer.writerow([neutral(cell) for cell in cells])


class _Xlsx:
    """Every cell is written as text: a spreadsheet shows it and computes nothing."""

    def __init__(self) -> None:
        from openpyxl import Workbook  # noqa: PLC0415 - 90 ms that only a workbook is worth
        from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415

        self.book = Workbook(write_only=True)
        self._page: Any = self.book.create_sheet()
        self._cell: Any = WriteOnlyCell
        self._rows = 0

    def row(self, cells: Sequence[str]) -> None:
        self._rows += 1
        if self._rows > MOST_ROWS_XLSX:
            raise Refused(Problem("table_long", facts={"count": MOST_ROWS_XLSX}))
        made = []
        for text in cells:
            cell = self._cell(self._page)
            cell._value, cell.data_type = _NOT_IN_XML.sub("", text)[:32_767], "s"
            made.append(cell)
        self._page.append(made)

    def leave_nothing(self) -> None:
        """The library writes rows beside until the book is saved; they go when it is not."""
        writer = self._page._writer
        if writer is not None and not self._page.closed:
            self._page.close()
            writer.cleanup()


@contextmanager
def writing(path: Path, *, delimiter: str = ",", force: bool = False) -> Iterator[Table]:
    """A table that takes the name when the block ends well; else nothing is left of it.

    The kind follows the name: ``.csv`` (UTF-8 with its mark) or ``.xlsx``. Raises Refused, Fault.
    """
    check_place(path, force=force)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        if path.suffix.lower() == ".xlsx":
            table = _Xlsx()
            try:
                yield table
                table.book.save(beside)
            except BaseException:
                table.leave_nothing()
                raise
        else:
            with beside.open("x", encoding="utf-8-sig", newline="") as file:
                yield _Csv(file, delimiter)
        _settle(beside, path, force=force)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
        raise Fault("disk_full" if full else "file_not_written", name=path.name) from error
    finally:
        beside.unlink(missing_ok=True)


def check_place(path: Path, *, force: bool = False) -> None:
    """Refuse what could not be written in the end, before the work begins."""
    if path.suffix.lower() not in KINDS:
        raise Refused(Problem("table_kind", "output", facts={"name": path.name}))
    if not path.parent.is_dir():
        raise Fault("folder_missing", name=str(path.parent))
    if path.is_dir() or (path.exists() and not force):
        raise Fault("file_exists", name=path.name, option="--force")
    if not os.access(path.parent, os.W_OK):
        raise Fault("folder_read_only", name=str(path.parent))


def _settle(beside: Path, path: Path, *, force: bool) -> None:
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    if not force and path.exists():
        raise Fault("file_exists", name=path.name, option="--force")
    beside.replace(path)
