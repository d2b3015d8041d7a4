"""Which kind of file a list is in, by its first bytes and not by its name; any other kind is named."""

from __future__ import annotations

import codecs
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from desktop.services.bulk.csv_sheet import CsvSheet, wide
from desktop.services.bulk.sheet import Sheet
from desktop.services.bulk.xlsx_sheet import XlsxSheet
from domain.problems import Problem, Refused

_HEAD = 4096
_MARKS = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\xd0\xcf\x11\xe0", "XLS"),
    (b"SQLite format 3", "SQLite"),
    (b"\x1f\x8b", "GZIP"),
    (b"7z\xbc\xaf", "7z"),
    (b"Rar!", "RAR"),
    (b"{\\rtf", "RTF"),
)


def open_sheet(path: Path, sheet: str | None = None) -> Sheet:
    """The list in a file. ``sheet`` names one of a workbook. Raises Refused, naming what the file is."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except FileNotFoundError:
        raise Refused(Problem("file_missing", "input", facts={"name": path.name})) from None
    except OSError:
        raise Refused(Problem("file_unreadable", "input", facts={"name": path.name})) from None
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused(Problem("sheet_empty", "input", facts={"name": path.name}))
    if head.startswith(b"PK"):
        _refuse_other_archive(path)
        return XlsxSheet(path, sheet)
    kind = _kind(head)
    if kind:
        raise Refused(Problem("sheet_kind", "input", facts={"name": path.name, "kind": kind}))
    return CsvSheet(path)


def _kind(head: bytes) -> str:
    """The name of a kind of file that is no list; empty for text."""
    for mark, kind in _MARKS:
        if head.startswith(mark):
            return kind
    text = head.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return "HTML"
    if text.startswith(b"<?xml"):
        return "XML"
    if text.startswith((b"{", b"[")):
        return "JSON"
    utf16 = head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or wide(head)
    return "" if utf16 or sum(byte < 9 for byte in head) <= 0.05 * len(head) else "?"


def _refuse_other_archive(path: Path) -> None:
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise Refused(Problem("sheet_damaged", "input", facts={"name": path.name})) from None
    if "xl/workbook.xml" in names:
        return
    kind = "ODS" if "content.xml" in names else "DOCX" if "word/document.xml" in names else "ZIP"
    if "EncryptedPackage" in names:
        kind = "XLS"
    raise Refused(Problem("sheet_kind", "input", facts={"name": path.name, "kind": kind}))
