"""Every document says what it is, carries its fonts, and is whole or absent."""

from __future__ import annotations

import errno
import re
from pathlib import Path

import pypdfium2
import pytest

from desktop.printing.document import whole_file
from desktop.printing.facts import ReceiptFacts
from desktop.printing.receipt import receipts_pdf
from domain.languages import LanguageCode
from domain.problems import Fault
from tests.desktop.printing import looking


@pytest.mark.parametrize(
    ("code", "tag", "title"),
    [
        ("en", "en", "Registration receipt NSR-K7QD-26-000431-K"),
        ("fr", "fr", "Récépissé d'enregistrement NSR-K7QD-26-000431-K"),
        ("pt", "pt-PT", "Comprovativo de registo NSR-K7QD-26-000431-K"),
    ],
)
def test_says_what_it_is(receipt: ReceiptFacts, code: LanguageCode, tag: str, title: str) -> None:
    pdf = receipts_pdf([receipt], code, layout="a5")
    letterhead = receipt.issuer.letterhead
    document = pypdfium2.PdfDocument(pdf)
    assert pdf.startswith(b"%PDF-1.7")
    assert document.get_metadata_value("Title") == title
    assert document.get_metadata_value("Subject") == letterhead.programme[code]
    assert letterhead.ministry[code] in document.get_metadata_value("Author")
    assert re.search(rb"/Lang \((.+?)\)", pdf).group(1).decode() == tag  # type: ignore[union-attr]
    assert b"/DisplayDocTitle true" in pdf
    assert b"/PrintScaling /None" in pdf


def test_carries_its_fonts_and_no_other(receipt: ReceiptFacts) -> None:
    pdf = receipts_pdf([receipt], "fr", layout="a4")
    assert looking.unembedded(pdf) == []
    assert {name.partition("+")[2] or name for name in looking.fonts(pdf)} == {
        "NotoSans-Regular",
        "NotoSans-Bold",
    }
    assert b"Helvetica" not in pdf


def test_a_file_appears_only_when_whole(tmp_path: Path) -> None:
    path = tmp_path / "cards.pdf"
    path.write_bytes(b"the one before")
    with pytest.raises(ZeroDivisionError), whole_file(path) as file:
        file.write(b"half")
        raise ZeroDivisionError
    assert path.read_bytes() == b"the one before"
    assert list(tmp_path.iterdir()) == [path]

    with whole_file(path) as file:
        file.write(b"the new one")
    assert path.read_bytes() == b"the new one"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EROFS, "folder_read_only"),
        (errno.EACCES, "folder_read_only"),
        (errno.EIO, "file_not_written"),
    ],
)
def test_a_disk_that_fails_is_named(tmp_path: Path, number: int, code: str) -> None:
    with pytest.raises(Fault) as caught, whole_file(tmp_path / "cards.pdf"):
        raise OSError(number, "while writing")
    assert caught.value.problem.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Fault, match="file_not_written"), whole_file(tmp_path / "nowhere" / "cards.pdf"):
        pass
