"""A PDF reaches a printer at its true size, or the person is told why not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter

from desktop.printing import printer
from desktop.printing.card import cards_pdf
from desktop.printing.facts import CardFacts, ReceiptFacts
from desktop.printing.receipt import receipts_pdf
from domain.problems import Fault
from tests.desktop.printing import looking

needs_shell = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no lp")

# Stands in for CUPS: keeps what it was told and the file it was given.
LP = """#!/bin/sh
echo "$@" >> "$KEPT/jobs"
for last in "$@"; do :; done
cp "$last" "$KEPT/paper.pdf"
"""


def program(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program(tmp_path, "lpstat", "#!/bin/sh\necho Bureau\necho Cartes\n")
    program(tmp_path, "lp", LP)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("KEPT", str(tmp_path))
    return tmp_path


@needs_shell
def test_a_receipt_is_sent_at_its_true_size(cups: Path, receipt: ReceiptFacts) -> None:
    assert printer.printers() == ["Bureau", "Cartes"]
    pdf = receipts_pdf([receipt] * 2, "fr", layout="a5")
    printer.send(pdf, "Bureau")
    job = (cups / "jobs").read_text("utf-8")
    assert job.startswith(
        "-d Bureau -o print-scaling=none -o media=A5 -o page-ranges=1-2 -o sides=one-sided -- "
    )
    assert (cups / "paper.pdf").read_bytes() == pdf


@needs_shell
def test_a_sheet_of_cards_is_printed_on_both_sides(cups: Path, card: CardFacts) -> None:
    printer.send(cards_pdf([card], "fr", layout="sheet"), "Bureau", both_sides=True)
    assert "media=A4 -o page-ranges=1-2 -o sides=two-sided-long-edge" in (cups / "jobs").read_text("utf-8")


@needs_shell
def test_each_length_of_roll_is_its_own_job(cups: Path, receipt: ReceiptFacts) -> None:
    long = [receipt, receipt, ReceiptFacts(**{**vars(receipt), "head_name": "Ŋaanda Ɓooyi " * 6})]
    printer.send(receipts_pdf(long, "fr", layout="roll80"), "Bureau")
    first, second = (cups / "jobs").read_text("utf-8").splitlines()
    assert "media=Custom.80x" in first
    assert "page-ranges=1-2" in first
    assert "page-ranges=3-3" in second


def test_a_card_printer_gets_the_cards_own_size(card: CardFacts) -> None:
    (group,) = printer.pages(cards_pdf([card], "fr", layout="single"))
    assert group == (1, 2, 85.6, 54.0)
    assert "media=Custom.85.6x54mm" in printer.lp_command("Cartes", group, both_sides=False)


def test_two_receipts_on_landscape_a4_are_a4(receipt: ReceiptFacts) -> None:
    (group,) = printer.pages(receipts_pdf([receipt], "fr", layout="a4"))
    assert "media=A4" in printer.lp_command("Bureau", group, both_sides=False)


@needs_shell
def test_an_unknown_printer(cups: Path, receipt: ReceiptFacts) -> None:
    with pytest.raises(Fault) as caught:
        printer.send(receipts_pdf([receipt], "fr", layout="a5"), "Salle 3")
    assert caught.value.problem.code == "printer_unknown"
    assert caught.value.problem.facts == {"printer": "Salle 3"}


@needs_shell
def test_a_printer_that_refuses(cups: Path, receipt: ReceiptFacts) -> None:
    program(cups, "lp", "#!/bin/sh\necho 'lp: The printer is not accepting jobs.' >&2\nexit 1\n")
    with pytest.raises(Fault) as caught:
        printer.send(receipts_pdf([receipt], "fr", layout="a5"), "Bureau")
    assert caught.value.problem.code == "printer_refused"
    assert "not accepting" in str(caught.value.problem.facts["reason"])


@needs_shell
def test_no_printer_at_all(cups: Path, receipt: ReceiptFacts) -> None:
    program(cups, "lpstat", "#!/bin/sh\necho 'lpstat: No destinations added.' >&2\nexit 1\n")
    with pytest.raises(Fault, match="no_printer"):
        printer.send(receipts_pdf([receipt], "fr", layout="a5"), "Bureau")


@pytest.mark.parametrize("layout", ["a5", "a4"])
def test_qt_paints_every_page_at_its_true_size(
    qapp: QGuiApplication, receipt: ReceiptFacts, tmp_path: Path, layout: str
) -> None:
    """The road of Windows, with a printer that writes a file."""
    path = tmp_path / "painted.pdf"
    device = QPrinter(QPrinter.PrinterMode.HighResolution)
    device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    device.setOutputFileName(str(path))
    device.setResolution(200)
    pdf = receipts_pdf([receipt] * 3, "fr", layout=layout)  # type: ignore[arg-type]
    printer.paint(pdf, device)
    painted = path.read_bytes()
    for painted_size, size in zip(looking.sizes(painted), looking.sizes(pdf), strict=True):
        assert painted_size == pytest.approx(size, abs=0.5)
    before, after = looking.codes(pdf), looking.codes(painted)
    assert [code.words for code in after] == [code.words for code in before]
    for one, other in zip(before, after, strict=True):
        assert (other.left, other.top) == pytest.approx((one.left, one.top), abs=0.5)
        assert (other.right, other.bottom) == pytest.approx((one.right, one.bottom), abs=0.5)
