"""Lists as text: the encoding is found and said, the separator too; rows come one at a time."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO

from desktop.services.bulk.sheet import Headings, Told, headings_of, note, row_of
from domain.bulk.rows import SheetRow
from domain.problems import Fault, Problem, Refused

DELIMITERS = ",;\t|"
_CHUNK = 1 << 20
_FIRST = 20
_LONGEST_LINE = 1 << 20
WESTERN = "cp1252"


class CsvSheet:
    """A list in UTF-8, UTF-16 or Windows-1252, separated by commas, semicolons, tabs or bars."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = max(1, path.stat().st_size)
        self._raw: IO[bytes] | None = None
        self.numbers: set[int] = set()
        encoding = encoding_of(path)
        with path.open("r", encoding=encoding, errors="replace", newline="") as file:
            first = "".join(islice(_lines(file), _FIRST))
        delimiter = _delimiter(first)
        notes = (note("sheet_encoding", encoding="Windows-1252"),) if encoding == WESTERN else ()
        self.told = Told("CSV", _SAID.get(encoding, encoding), delimiter, notes=notes)
        self._encoding = encoding
        records = [(n, cells) for n, cells, _ in islice(self._records(), _FIRST) if any(cells)]
        self.headings: Headings = headings_of(records)
        if len(self.headings.names) < 2 and not any(mark in first for mark in DELIMITERS):
            raise Refused(Problem("sheet_one_column", "input", facts={"name": path.name}))

    def rows(self) -> Iterator[SheetRow]:
        """Every row after the headings; one that cannot be parted into cells carries its problem."""
        width = len(self.headings.names)
        for number, cells, broken in self._records():
            if number <= self.headings.row:
                continue
            if broken is not None:
                yield SheetRow(number, tuple(cells), broken)
            elif (row := row_of(number, cells, width)) is not None:
                yield row

    def _records(self) -> Iterator[tuple[int, list[str], Problem | None]]:
        try:
            self._raw = self._path.open("rb")
        except OSError:
            raise Fault("file_unreadable", name=self._path.name) from None
        with self._raw as raw:
            text = io.TextIOWrapper(raw, encoding=self._encoding, errors="replace", newline="")
            reader = csv.reader(_lines(text), delimiter=self.told.delimiter or ",", strict=True)
            number = 0
            while True:
                number += 1
                try:
                    yield number, next(reader), None
                except StopIteration:
                    return
                except csv.Error as error:
                    # The reader begins afresh with the next line: the trouble stays with this row.
                    code = "row_unclosed" if "end of data" in str(error) else "row_quotes"
                    yield number, [], Problem(code)

    def share(self) -> float:
        if self._raw is None:
            return 0.0
        return 1.0 if self._raw.closed else min(1.0, self._raw.tell() / self._size)

    def close(self) -> None:
        if self._raw is not None:
            self._raw.close()


def _lines(text: IO[str]) -> Iterator[str]:
    """The lines of a file, in pieces where one has no end: a file of one line must not fill the memory."""
    return iter(lambda: text.readline(_LONGEST_LINE), "")


_SAID = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16",
         "utf-16-be": "UTF-16", WESTERN: "Windows-1252"}  # fmt: skip


def encoding_of(path: Path) -> str:
    """By its mark when it has one; else UTF-8 when every byte of it is; else Windows-1252, to be said."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig" if _is_utf8(head, file) else WESTERN
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if unmarked := wide(head):
            return unmarked
        return "utf-8" if _is_utf8(head, file) else WESTERN


def wide(head: bytes) -> str:
    """UTF-16 without its mark: every other byte of Latin text is nothing, and the rest are letters."""
    for encoding, zeros, letters in (
        ("utf-16-le", head[1::2], head[::2]),
        ("utf-16-be", head[::2], head[1::2]),
    ):
        if zeros.count(0) > 0.4 * len(zeros) and sum(byte < 9 for byte in letters) < 0.02 * len(letters):
            return encoding
    return ""


def _is_utf8(head: bytes, rest: IO[bytes]) -> bool:
    """The whole file is looked at: one name written otherwise on the last row decides."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(head)
        while chunk := rest.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(first: str) -> str:
    """The sign that parts the first rows into the same number of cells, most of them."""
    lines = [line for line in first.splitlines() if line.strip()]
    best, most = ",", 1.0
    for sign in DELIMITERS:
        try:
            widths = [len(cells) for cells in csv.reader(lines, delimiter=sign)]
        except csv.Error:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        score = usual * widths.count(usual) / max(1, len(widths)) if usual > 1 else 0.0
        if score > most:
            best, most = sign, score
    return best
