"""From a PDF to a printer: every page at its own size, and a plain answer where there is no printer."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.services import print_papers
from desktop.services.desk import Desk
from desktop.ui import spooling
from domain.problems import Fault
from domain.vocabulary import Paper


def printer_into(path: Path) -> QPrinter:
    """A printer whose paper is a PDF file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def inked(page: Path, number: int) -> float:
    """The share of a page that is not white."""
    document = QPdfDocument()
    document.load(str(page))
    image = document.render(number, document.pagePointSize(number).toSize())
    dark = sum(
        image.pixelColor(x, y).lightness() < 200 and image.pixelColor(x, y).alpha() > 0
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    )
    return dark * 4 / (image.width() * image.height())


def test_receipts_come_out_page_by_page_at_their_size(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    codes = [line.code for line in print_papers.due(desk) if line.paper == "receipt"][:3]
    made = print_papers.preview(desk, Paper.receipt, codes, "a5")
    out = tmp_path / "printed.pdf"
    assert spooling.spool(made.pdf, printer_into(out)) == 3
    document = QPdfDocument()
    document.load(str(out))
    assert document.pageCount() == 3
    size = document.pagePointSize(0)
    assert (size.width(), size.height()) == (pytest.approx(420, abs=2), pytest.approx(595, abs=2))
    document.close()
    assert all(inked(out, number) > 0.01 for number in range(3))


def test_a_card_keeps_its_shape(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    codes = [line.code for line in print_papers.due(desk) if line.paper == "card"][:1]
    made = print_papers.preview(desk, Paper.card, codes, "single")
    out = tmp_path / "printed.pdf"
    pages = spooling.spool(made.pdf, printer_into(out))
    document = QPdfDocument()
    document.load(str(out))
    assert document.pageCount() == pages
    size = document.pagePointSize(0)
    # ISO/IEC 7810 ID-1: 85.60 × 53.98 mm.
    assert (size.width(), size.height()) == (pytest.approx(242.6, abs=2), pytest.approx(153, abs=2))
    assert inked(out, 0) > 0.01


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_does_not_begin_is_told(desk: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    codes = [line.code for line in print_papers.due(desk) if line.paper == "card"][:1]
    made = print_papers.preview(desk, Paper.card, codes, "single")
    with pytest.raises(Fault) as failed:
        spooling.spool(made.pdf, printer_into(tmp_path / "no such folder" / "printed.pdf"))
    assert failed.value.problem.code == "print_failed"


def test_a_computer_without_a_printer_says_so(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(list))
    with pytest.raises(Fault) as failed:
        spooling.ask_printer(parent, lambda _printer: None)
    assert failed.value.problem.code == "no_printer"
