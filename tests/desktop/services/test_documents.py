"""Documents: kept with a household or a person, listed, taken out again, and never half kept."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from PIL import Image

from desktop.services import documents, scans
from desktop.services.desk import Desk
from domain.problems import Refused
from domain.vocabulary import DocumentKind
from tests.desktop.models.offices import add, child, member


def picture(shade: int = 200, size: tuple[int, int] = (900, 1200)) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, (shade, shade, shade)).save(data, "PNG")
    return data.getvalue()


def codes_of(act: object) -> list[str]:
    with pytest.raises(Refused) as caught:
        act()  # type: ignore[operator]
    return [problem.code for problem in caught.value.problems]


def test_a_document_of_a_household_is_listed_and_taken_out(desk: Desk) -> None:
    home = add(desk, member(), child())
    row = documents.attach(
        desk, home.code, DocumentKind.certificate, picture(), " Residence ", date(2026, 3, 4)
    )
    [line] = documents.of(desk, home.code)
    assert (line.row, line.kind, line.title, line.taken_on) == (row, "certificate", "Residence", "2026-03-04")
    assert (line.by, line.code, line.name, line.here) == ("Awa Sy", "", "", True)
    assert line.at == desk.stamp()
    data = documents.data(desk, row)
    assert Image.open(io.BytesIO(data)).size == (900, 1200)
    assert len(data) == line.size
    assert documents.line(desk, row) == line


def test_a_persons_document_stands_with_the_household_too(desk: Desk) -> None:
    home = add(desk, member(), child())
    documents.attach(desk, home.code, DocumentKind.form_scan, picture(10), taken_on=date(2026, 1, 1))
    documents.attach(desk, home.persons[1], DocumentKind.id_scan, picture(20), "Birth", person=True)
    assert [(one.title, one.name) for one in documents.of(desk, home.code)] == [
        ("Birth", "Fatou N'Diaye"),
        ("", ""),
    ]
    assert [one.title for one in documents.of(desk, home.persons[1], person=True)] == ["Birth"]
    assert documents.of(desk, home.persons[0], person=True) == []
    assert documents.is_persons(desk, home.persons[0])
    assert not documents.is_persons(desk, home.code)


def test_the_change_is_about_the_household(desk: Desk) -> None:
    home = add(desk, member())
    documents.attach(desk, home.persons[0], DocumentKind.id_scan, picture(), person=True)
    with desk.store.reading() as connection:
        about, fields = connection.execute(
            "SELECT about, fields FROM change WHERE kind = 'document'"
        ).fetchone()
    assert about == home.household
    assert "household" not in fields


def test_documents_of_a_record_merged_into_another_are_read_through_it(desk: Desk) -> None:
    one, other = add(desk, member()), add(desk, member(given_name="Awo"))
    documents.attach(desk, other.persons[0], DocumentKind.id_scan, picture(), "Old card", person=True)
    survivor, absorbed = desk.person_row(one.persons[0]), desk.person_row(other.persons[0])
    with desk.writing() as writer:
        writer.set("person", absorbed, {"merged_into": survivor})
    assert [line.title for line in documents.of(desk, one.code)] == ["Old card"]


def test_pages_of_a_large_pdf_are_records_of_their_own(desk: Desk) -> None:
    home = add(desk, member())
    pages = [scans.Scan(f"page {n}".encode(), scans.JPEG, page=n, pages=2) for n in (1, 2)]
    first = documents.attach(desk, home.code, DocumentKind.evidence, pages, "Judgement")
    lines = documents.of(desk, home.code)
    assert [line.title for line in lines] == ["Judgement (1/2)", "Judgement (2/2)"]
    assert lines[0].row == first
    long = documents.attach(desk, home.code, DocumentKind.evidence, pages[:1], "x" * 500)
    assert documents.line(desk, long).title == "x" * 194 + " (1/2)"


def test_what_cannot_be_kept_leaves_nothing_behind(desk: Desk, tmp_path: Path) -> None:
    home = add(desk, member())
    (tmp_path / "acte.jpg").write_bytes(b"no picture")
    kind = DocumentKind.other

    def tried() -> list[list[str]]:
        return [
            codes_of(lambda: documents.attach(desk, home.code, kind, tmp_path / "acte.jpg")),
            codes_of(lambda: documents.attach(desk, home.code, kind, picture(), "", date(2027, 1, 1))),
            codes_of(lambda: documents.attach(desk, "NSR-P93M-26-999999-3", kind, picture())),
            codes_of(lambda: documents.attach(desk, home.code, kind, scans.Scan(b"x" * 200_001, scans.PDF))),
        ]

    assert tried() == [["picture_not_image"], ["document_date_future"], ["code_mistyped"], ["field_wrong"]]
    with desk.store.reading() as connection:
        assert connection.execute("SELECT count(*) FROM photo_bytes").fetchone() == (0,)
    assert documents.of(desk, home.code) == []


def test_what_is_not_here_is_said(desk: Desk) -> None:
    home = add(desk, member())
    row = documents.attach(desk, home.code, DocumentKind.other, picture())
    with desk.store.transaction() as connection:
        connection.execute("DELETE FROM photo_bytes")
    assert [line.here for line in documents.of(desk, home.code)] == [False]
    assert codes_of(lambda: documents.data(desk, row)) == ["document_away"]
    assert codes_of(lambda: documents.data(desk, 12)) == ["document_unknown"]
