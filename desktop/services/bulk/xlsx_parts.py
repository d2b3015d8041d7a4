"""What a sheet's XML tells before its rows are read: formulas, merged cells, its last row; no entities."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from domain.problems import Problem, Refused

_CHUNK = 1 << 20
_OVERLAP = 512
_MOST_MERGED = 100_000
_FORMULA = re.compile(rb'<c r="([A-Z]{1,3}[0-9]+)"[^>]*>\s*<f[ >/]')
_MERGED = re.compile(rb'<mergeCell ref="([A-Z]{1,3})([0-9]+):([A-Z]{1,3})([0-9]+)"')
_ROW = re.compile(rb'<row r="([0-9]+)"')
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
Corner = tuple[int, int]


@dataclass
class Parts:
    """Counts of one pass over the XML; ``merged`` goes from the top left cell to the last row and column."""

    formulas: int = 0
    first_formula: str = ""
    last_row: int = 0
    merged: dict[Corner, Corner] = field(default_factory=dict)


def look(path: Path, part: str) -> Parts:
    """One pass over a sheet's XML in pieces. Raises Refused for document types and entities in any part."""
    found = Parts()
    try:
        with ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")) and name != part:
                    with archive.open(name) as file:
                        _refuse_entities(file.read(_CHUNK), path)
            with archive.open(part) as file:
                tail = b""
                while chunk := file.read(_CHUNK):
                    _scan(tail + chunk, len(tail), found, path)
                    tail = (tail + chunk)[-_OVERLAP:]
    except (BadZipFile, KeyError, OSError, EOFError, NotImplementedError):
        raise Refused(Problem("sheet_damaged", "input", facts={"name": path.name})) from None
    return found


def _scan(text: bytes, before: int, found: Parts, path: Path) -> None:
    """``before`` bytes at the beginning were looked at with the last piece."""
    _refuse_entities(text, path)
    for match in _FORMULA.finditer(text):
        if match.end() > before:
            found.formulas += 1
            found.first_formula = found.first_formula or match[1].decode()
    for match in _MERGED.finditer(text):
        if match.end() > before and len(found.merged) < _MOST_MERGED:
            corner = (int(match[2]), _column(match[1]))
            found.merged[corner] = (int(match[4]), _column(match[3]))
    last = text.rfind(b'<row r="')
    if last >= 0 and (row := _ROW.match(text, last)):
        found.last_row = int(row[1])


def _refuse_entities(text: bytes, path: Path) -> None:
    if _ENTITY.search(text):
        raise Refused(Problem("sheet_damaged", "input", facts={"name": path.name}))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


class Filling:
    """Merged cells say the same in each of their rows; only the first holds it."""

    def __init__(self, merged: Mapping[Corner, Corner]) -> None:
        self._starting: dict[int, list[tuple[int, int, int]]] = {}
        for (top, left), (bottom, right) in merged.items():
            if bottom > top:
                self._starting.setdefault(top, []).append((left, right, bottom))
        self._open: list[tuple[int, int, str]] = []

    def row(self, number: int, cells: list[str]) -> list[str]:
        """The row with what merged cells above it say."""
        self._open = [one for one in self._open if one[1] >= number]
        for left, _, text in self._open:
            if left < len(cells) and not cells[left]:
                cells[left] = text
        for left, _, bottom in self._starting.get(number, ()):
            if left < len(cells) and cells[left]:
                self._open.append((left, bottom, cells[left]))
        return cells
