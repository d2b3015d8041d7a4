"""From a PDF to a printer: the dialog first, so that nothing is recorded as printed when it is called off."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from domain.problems import Fault

_DPI = 300


def ask_printer(parent: QWidget, chosen: Callable[[QPrinter], None]) -> None:
    """Opens the printer dialog. Raises ``Fault("no_printer")`` when the computer has none."""
    if not QPrinterInfo.availablePrinterNames():
        raise Fault("no_printer")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: chosen(printer))
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)


def spool(pdf: bytes, printer: QPrinter) -> int:
    """Draws every page on the printer, each at its own size; how many. Raises ``Fault("print_failed")``."""
    document = QPdfDocument()
    kept = QByteArray(pdf)
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    painter = QPainter()
    for number in range(document.pageCount()):
        points = document.pagePointSize(number)
        size = QPageSize(points, QPageSize.Unit.Point)
        printer.setPageSize(size)
        printer.setPageOrientation(QPageLayout.Orientation.Portrait)
        printer.setFullPage(True)
        begun = painter.begin(printer) if number == 0 else printer.newPage()
        if not begun:
            if painter.isActive():
                painter.end()
            raise Fault("print_failed")
        pixels = QSize(round(points.width() / 72 * _DPI), round(points.height() / 72 * _DPI))
        image = document.render(number, pixels)
        painter.drawImage(QRectF(printer.pageLayout().fullRectPixels(printer.resolution())), image)
    pages: int = document.pageCount()
    painter.end()
    document.close()
    return pages
