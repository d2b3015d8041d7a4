"""Files as they come: encodings said, separators found, every kind of damage named."""

from __future__ import annotations

import tracemalloc
import zipfile
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop.services.bulk.opening import open_sheet
from desktop.services.bulk.sheet import Sheet
from domain.problems import Refused
from tests.desktop.services.bulk.lists import HEADINGS, written

ACCENTS = "1;N’Diaye;Élodie;F;25/12/1987"


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.cells for row in sheet.rows()]


def refusal(path: Path) -> str:
    with pytest.raises(Refused) as caught:
        list(open_sheet(path).rows())
    return f"{caught.value.problems[0].code} {caught.value.problems[0].facts.get('kind', '')}".strip()


@pytest.mark.parametrize(
    ("encoding", "said", "notes"),
    [
        ("utf-8", "UTF-8", 0),
        ("utf-8-sig", "UTF-8", 0),
        ("utf-16", "UTF-16", 0),
        ("utf-16-le", "UTF-16", 0),
        ("cp1252", "Windows-1252", 1),
    ],
)
def test_accents_are_read_in_every_encoding_and_a_guess_is_said(
    tmp_path: Path, encoding: str, said: str, notes: int
) -> None:
    sheet = open_sheet(written(tmp_path / "a.csv", ACCENTS, encoding=encoding))
    assert cells(sheet) == [tuple(ACCENTS.split(";"))]
    assert sheet.headings.names == HEADINGS.split(";")
    assert (sheet.told.encoding, len(sheet.told.notes)) == (said, notes)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_separator_is_found(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'Name{sign}Age\n"Khan{sign} Gul"{sign}40\n', encoding="utf-8")
    sheet = open_sheet(path)
    assert (sheet.told.delimiter, cells(sheet)) == (sign, [(f"Khan{sign} Gul", "40")])


def test_titles_above_and_empty_rows_are_passed_over(tmp_path: Path) -> None:
    sheet = open_sheet(written(tmp_path / "a.csv", HEADINGS, ";;;;", ACCENTS, headings="Liste 2026;;;;"))
    assert sheet.headings.row == 2
    assert [row.number for row in sheet.rows()] == [4]


def test_a_bad_row_hides_no_other(tmp_path: Path) -> None:
    rows = ['1;"Kh"an;Gul;F;1987', "2;Shah;Zaman;M;1988;too;many", "3;Sh\0ah;Bibi;F;1990", "4;Bah;Ali;M;1991",
            '5;"Open;Ali;M;1991', "6;Lost;Ali;M;1991"]  # fmt: skip
    found = [(r.number, r.problem.code if r.problem else "") for r in
             open_sheet(written(tmp_path / "a.csv", *rows)).rows()]  # fmt: skip
    assert found == [(2, "row_quotes"), (3, "row_long"), (4, "cell_unreadable"), (5, ""), (6, "row_unclosed")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "sheet_empty"),
        (b"\xef\xbb\xbf \r\n", "sheet_empty"),
        (b"%PDF-1.7", "sheet_kind PDF"),
        (b"\x89PNG\r\n", "sheet_kind PNG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "sheet_kind XLS"),
        (b"<html><table>", "sheet_kind HTML"),
        (b'{"a": 1}', "sheet_kind JSON"),
        (b"\x00\x01\x02\x03" * 100, "sheet_kind ?"),
        (b"PK\x03\x04 cut", "sheet_damaged"),
        (b"one word a line\nand another\n", "sheet_one_column"),
    ],
)
def test_what_is_no_list_is_named(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    assert refusal(path) == code


def test_a_document_in_an_archive_is_named(tmp_path: Path) -> None:
    for inside, code in (("word/document.xml", "sheet_kind DOCX"), ("content.xml", "sheet_kind ODS"),
                         ("a.csv", "sheet_kind ZIP")):  # fmt: skip
        with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
            archive.writestr(inside, "x")
        assert refusal(tmp_path / "a.xlsx") == code


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.csv") == "file_missing"


def book(path: Path, *rows: list[object]) -> Path:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def test_a_workbook_gives_stored_values_as_text(tmp_path: Path) -> None:
    rows: list[list[object]] = [["Code", "Name", "Born"], [17, "Gul", date(1987, 4, 12)], [1.5, "=1+1", None]]
    sheet = open_sheet(book(tmp_path / "a.xlsx", *rows))
    assert cells(sheet) == [("17", "Gul", "1987-04-12"), ("1.5", "")]
    assert sheet.numbers == {0}
    assert [note.code for note in sheet.told.notes] == ["sheet_formulas"]
    sheet.close()


def test_merged_cells_count_for_each_of_their_rows(tmp_path: Path) -> None:
    made = Workbook()
    for row in (["Household", "Name"], ["H1", "Gul"], [None, "Bibi"], ["H2", "Ali"]):
        made.active.append(row)
    made.active.merge_cells("A2:A3")
    made.save(tmp_path / "a.xlsx")
    sheet = open_sheet(tmp_path / "a.xlsx")
    assert [row[0] for row in cells(sheet)] == ["H1", "H1", "H2"]
    sheet.close()


def test_another_sheet_can_be_asked_for_by_name(tmp_path: Path) -> None:
    made = Workbook()
    made.active.append(["A", "B"])
    made.create_sheet("People").append(["Name", "Age"])
    made.save(tmp_path / "a.xlsx")
    sheet = open_sheet(tmp_path / "a.xlsx", "people")
    assert sheet.headings.names == ["Name", "Age"]
    sheet.close()
    with pytest.raises(Refused, match="sheet_unknown"):
        open_sheet(tmp_path / "a.xlsx", "nobody")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", ["A", "B"], ["1", "2"])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * (64 << 20))
    assert path.stat().st_size < 1 << 20
    assert refusal(path) == "sheet_swollen"


def test_entities_and_cut_sheets_are_refused(tmp_path: Path) -> None:
    for number, content in enumerate(
        (b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>', b"<worksheet><sheetData><row r=")
    ):
        path = book(tmp_path / f"{number}.xlsx", ["A", "B"], ["1", "2"])
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts["xl/worksheets/sheet1.xml"] = content
        with zipfile.ZipFile(path, "w") as archive:
            for name, body in parts.items():
                archive.writestr(name, body)
        assert refusal(path) in ("sheet_damaged", "sheet_empty")


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "endless.csv"
    path.write_bytes(b"a;b;c\r\n" + b"1;2;3\r\n" * 20 + b"x" * (40 << 20))
    tracemalloc.start()
    try:
        with closing(open_sheet(path)) as sheet:
            rows = list(sheet.rows())
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert rows[19].cells == ("1", "2", "3")
    assert all(row.problem is not None for row in rows[20:])
    assert most < 50 << 20
