"""Sends a finished PDF to a printer at its true size: through CUPS where there is one, else through Qt.

CUPS keeps the page as vectors and is told never to scale. Qt, on Windows, draws each page as a picture at the
printer's own resolution: the paper is the same, the job is heavier.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument

from domain.problems import Fault

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_MM = 72 / 25.4
_NAMED = {(210, 297): "A4", (148, 210): "A5"}
_WAIT_S = 30


class Pages(NamedTuple):
    """Pages ``first`` to ``last`` (from 1) of one size, in mm."""

    first: int
    last: int
    wide: float
    high: float


def printers() -> list[str]:
    """The names of the printers set up on this computer; empty when there is none."""
    if shutil.which("lpstat"):
        listed = subprocess.run(
            ["lpstat", "-e"], capture_output=True, encoding="utf-8", timeout=_WAIT_S, check=False
        )
        return listed.stdout.split() if listed.returncode == 0 else []
    # Only here: on a computer without printing the module has no library to stand on.
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415

    return list(QPrinterInfo.availablePrinterNames())


def send(pdf: bytes, printer: str, *, both_sides: bool = False) -> None:
    """Prints all pages on a printer of ``printers()``.

    Raises ``Fault``: ``no_printer``, ``printer_unknown`` (fact ``printer``) or ``printer_refused``
    (facts ``printer``, ``reason``).
    """
    known = printers()
    if not known:
        raise Fault("no_printer")
    if printer not in known:
        raise Fault("printer_unknown", printer=printer)
    if shutil.which("lp"):
        _send_by_lp(pdf, printer, both_sides)
    else:
        _send_by_qt(pdf, printer, both_sides)


def pages(pdf: bytes) -> Iterator[Pages]:
    """The pages of a document, those of one size together: a roll's receipts each have their own length."""
    document, _ = _opened(pdf)
    group: Pages | None = None
    for index in range(document.pageCount()):
        size = document.pagePointSize(index)
        wide, high = round(size.width() / _MM, 1), round(size.height() / _MM, 1)
        if group and (group.wide, group.high) == (wide, high):
            group = group._replace(last=index + 1)
            continue
        if group:
            yield group
        group = Pages(index + 1, index + 1, wide, high)
    if group:
        yield group


def lp_command(printer: str, group: Pages, both_sides: bool) -> list[str]:
    """One job of CUPS. Without ``print-scaling=none`` a card is turned and blown up to A4."""
    media = _NAMED.get(_upright(group), f"Custom.{group.wide:g}x{group.high:g}mm")
    options = [
        "print-scaling=none",
        f"media={media}",
        f"page-ranges={group.first}-{group.last}",
        f"sides={'two-sided-long-edge' if both_sides else 'one-sided'}",
    ]
    return ["lp", "-d", printer, *(word for option in options for word in ("-o", option))]


def _upright(group: Pages) -> tuple[int, int]:
    """A landscape A4 is the same paper as an upright one; CUPS turns it."""
    wide, high = sorted((round(group.wide), round(group.high)))
    return wide, high


def _send_by_lp(pdf: bytes, printer: str, both_sides: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(pdf)
        for group in pages(pdf):
            command = [*lp_command(printer, group, both_sides), "--", str(path)]
            done = subprocess.run(
                command, capture_output=True, encoding="utf-8", timeout=_WAIT_S, check=False
            )
            if done.returncode != 0:
                raise Fault("printer_refused", printer=printer, reason=done.stderr.strip()[:200])


def _send_by_qt(pdf: bytes, printer: str, both_sides: bool) -> None:
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo  # noqa: PLC0415 (as in printers)

    device = QPrinter(QPrinterInfo.printerInfo(printer), QPrinter.PrinterMode.HighResolution)
    duplex = QPrinter.DuplexMode.DuplexLongSide if both_sides else QPrinter.DuplexMode.DuplexNone
    device.setDuplex(duplex)
    paint(pdf, device)


def paint(pdf: bytes, device: QPrinter) -> None:
    """Draws every page at its true size on a Qt printer. Raises ``Fault("printer_refused")``."""
    document, _ = _opened(pdf)
    device.setFullPage(True)
    painter = QPainter()
    for index in range(document.pageCount()):
        size = document.pagePointSize(index)
        page = QPageSize(size, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
        upright = QPageLayout.Orientation.Portrait
        device.setPageLayout(QPageLayout(page, upright, QMarginsF()))
        ready = device.newPage() if painter.isActive() else painter.begin(device)
        if not ready:
            raise Fault("printer_refused", printer=device.printerName(), reason="begin")
        dots = _dots(size, device.resolution())
        painter.drawImage(0, 0, document.render(index, dots))
    painter.end()


def _dots(size: QSizeF, resolution: int) -> QSize:
    return (size * (resolution / 72)).toSize()


def _opened(pdf: bytes) -> tuple[QPdfDocument, QBuffer]:
    """The document, and the buffer it goes on reading from while it lives."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    return document, buffer
