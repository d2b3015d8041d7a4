"""Looks at a PDF as a reader, a scanner or a pair of scissors would."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp

MM = 72 / 25.4


class Seen(NamedTuple):
    """Something on a page: what it says and its box in mm from the upper left corner."""

    words: str
    left: float
    top: float
    right: float
    bottom: float


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    """Width and height of each page in mm."""
    return [(round(w / MM, 1), round(h / MM, 1)) for w, h in (p.get_size() for p in _pages(pdf))]


def text(pdf: bytes, page: int = 0) -> str:
    """All the words of a page, line ends as spaces."""
    return " ".join(_pages(pdf)[page].get_textpage().get_text_bounded().split())


def lines(pdf: bytes, page: int = 0) -> list[Seen]:
    """Each run of text with the box of its letters."""
    sheet = _pages(pdf)[page]
    high = sheet.get_size()[1]
    words = sheet.get_textpage()
    found = []
    for index in range(words.count_rects()):
        left, bottom, right, top = words.get_rect(index)
        said = words.get_text_bounded(left, bottom, right, top)
        found.append(Seen(said, left / MM, (high - top) / MM, right / MM, (high - bottom) / MM))
    return found


def codes(pdf: bytes, page: int = 0, dpi: int = 150) -> list[Seen]:
    """The QR codes a scanner reads at that resolution."""
    picture = _pages(pdf)[page].render(scale=dpi / 72, grayscale=True).to_pil()
    scale = 25.4 / dpi
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)
    return [
        Seen(
            code.text,
            code.position.top_left.x * scale,
            code.position.top_left.y * scale,
            code.position.bottom_right.x * scale,
            code.position.bottom_right.y * scale,
        )
        for code in found
    ]


def unembedded(pdf: bytes) -> list[str]:
    """Names of fonts that a page draws with and the file does not carry."""
    return sorted({name for name, embedded in _fonts(pdf) if not embedded})


def fonts(pdf: bytes) -> set[str]:
    """Names of the fonts that the pages draw with."""
    return {name for name, _ in _fonts(pdf)}


def darkness(pdf: bytes, page: int, box: tuple[float, float, float, float], dpi: int = 150) -> float:
    """The share of dark pixels in a box given in mm: left, top, right, bottom."""
    scale = dpi / 25.4
    picture = _pages(pdf)[page].render(scale=dpi / 72, grayscale=True).to_pil()
    part = picture.crop(tuple(round(edge * scale) for edge in box))  # type: ignore[arg-type]
    counts = part.histogram()
    return sum(counts[:128]) / max(1, sum(counts))


def _pages(pdf: bytes) -> list[pypdfium2.PdfPage]:
    return list(pypdfium2.PdfDocument(pdf))


def _fonts(pdf: bytes) -> Iterator[tuple[str, bool]]:
    for page in _pages(pdf):
        for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            font = pdfium.FPDFTextObj_GetFont(thing)
            name = ctypes.create_string_buffer(200)
            pdfium.FPDFFont_GetBaseFontName(font, name, 200)
            yield name.value.decode(), pdfium.FPDFFont_GetIsEmbedded(font) == 1
