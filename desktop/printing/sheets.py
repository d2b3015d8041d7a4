"""Scans on paper: somebody else's PDF as pictures, drawn by Qt, and a picture as a page to print."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from domain.problems import Problem, Refused

_MARGIN = 28  # points: what most printers leave white


@dataclass(frozen=True)
class Sheet:
    """A page on white paper: ``rgb`` is three bytes a pixel, rows from the top, no padding."""

    width: int
    height: int
    rgb: bytes


def count(pdf: bytes, name: str = "") -> int:
    """How many pages there are. Raises Refused: ``pdf_locked``, ``pdf_broken``, with the file's name."""
    document, buffer = _opened(pdf, name)
    pages = document.pageCount()
    buffer.close()
    return pages


def draw(pdf: bytes, most: int, fit: tuple[int, int], name: str = "") -> list[Sheet]:
    """The first pages, at most ``most``, each as large as it can be inside ``fit`` pixels, turned or not.

    Raises Refused as ``count`` does.
    """
    document, buffer = _opened(pdf, name)
    sheets = [_sheet(document, page, fit) for page in range(min(most, document.pageCount()))]
    buffer.close()
    return sheets


def _sheet(document: QPdfDocument, page: int, fit: tuple[int, int]) -> Sheet:
    points = document.pagePointSize(page)
    wide = points.width() > points.height()
    room = QSize(max(fit), min(fit)) if wide else QSize(min(fit), max(fit))
    size = points.scaled(QSizeF(room), Qt.AspectRatioMode.KeepAspectRatio).toSize().expandedTo(QSize(1, 1))
    drawn = document.render(page, size)
    paper = QImage(size, QImage.Format.Format_RGB888)
    paper.fill(Qt.GlobalColor.white)
    painter = QPainter(paper)
    painter.drawImage(0, 0, drawn)
    painter.end()
    wanted = 3 * size.width()
    rows = memoryview(paper.constBits())
    line = paper.bytesPerLine()
    rgb = b"".join(bytes(rows[y * line : y * line + wanted]) for y in range(size.height()))
    return Sheet(size.width(), size.height(), rgb)


def _opened(pdf: bytes, name: str) -> tuple[QPdfDocument, QBuffer]:
    """The document, and the buffer it goes on reading from while it lives."""
    buffer = QBuffer()
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    error = document.error()
    if error is not QPdfDocument.Error.None_ or document.pageCount() < 1:
        locked = error in (QPdfDocument.Error.IncorrectPassword, QPdfDocument.Error.UnsupportedSecurityScheme)
        facts = {"name": name} if name else {}
        raise Refused(Problem("pdf_locked" if locked else "pdf_broken", "document", facts=facts))
    return document, buffer


def on_a_page(jpeg: bytes, title: str) -> bytes:
    """A PDF of one A4 page, upright or wide as the picture is, the picture as large as it fits."""
    from reportlab.lib.pagesizes import A4, landscape  # noqa: PLC0415 - start-up time
    from reportlab.lib.utils import ImageReader  # noqa: PLC0415
    from reportlab.pdfgen.canvas import Canvas  # noqa: PLC0415

    picture = ImageReader(io.BytesIO(jpeg))
    wide, high = picture.getSize()
    page = landscape(A4) if wide > high else A4
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=page, pdfVersion=(1, 7))
    canvas.setTitle(title)
    room = (page[0] - 2 * _MARGIN, page[1] - 2 * _MARGIN)
    canvas.drawImage(picture, _MARGIN, _MARGIN, *room, preserveAspectRatio=True, anchor="c")
    canvas.save()
    return made.getvalue()
