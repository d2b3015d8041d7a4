"""A logo on paper looks as Qt draws it on screen."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from reportlab.pdfgen.canvas import Canvas

from desktop.printing import logo
from packs.places import resources

SIDE = 256
EVERY_FORM = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
  <title>Every form a logo may take</title>
  <rect width="100" height="100" fill="#fef3c7"/>
  <g transform="translate(4,4)" fill="#14532d" stroke="#991b1b" stroke-width="2">
    <rect x="2" y="2" width="24" height="18" rx="6" ry="4"/>
    <ellipse cx="44" cy="12" rx="12" ry="8" style="fill:none; stroke:#1e3a8a"/>
    <circle r="9" transform="matrix(1 0 0 0.6 74 12)"/>
    <polygon points="4,30 24,30 14,46" fill="navy"/>
    <polyline points="30,30 40,46 50,30" fill="none" stroke-linejoin="round"/>
    <line x1="58" y1="30" x2="86" y2="46" stroke-linecap="round" stroke-width="4"/>
    <path transform="rotate(20 18 66)" d="m6,56c4-8 12 8,16 0s10 2 10 8q-4 12-10 4t-12 4l-4-6h-2v-4z"/>
    <path d="M44 58A12 8 30 1 1 60 72A12 8 30 0 0 44 58z" fill="#f59e0b"/>
    <path d="M70 56a8 8 0 01.5 15.5a4,4,0,1,0 3-12" fill="none"/>
    <path d="M60 76h20v14H60zM64 79V87h12V79z" fill-rule="evenodd" stroke="none"/>
  </g>
</svg>"""


def on_paper(svg: str) -> Image.Image:
    drawing = logo.read(svg)
    assert drawing is not None
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(SIDE, SIDE))
    logo.draw(canvas, drawing, 0, 0, SIDE, SIDE)
    canvas.save()
    picture = pypdfium2.PdfDocument(file.getvalue())[0].render(scale=1).to_pil()
    return picture.convert("RGB")


def on_screen(svg: str) -> Image.Image:
    picture = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # its stubs want bytes, it wants text
    return Image.open(io.BytesIO(data.data())).convert("RGB")


def share_that_differs(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels whose grey differs by more than a quarter: edges are smoothed differently."""
    differences = ImageChops.difference(one, other).convert("L").histogram()
    return sum(differences[64:]) / (SIDE * SIDE)


SHIPPED = sorted((resources() / "programmes").glob("*/*.svg"))


@pytest.mark.parametrize("svg", [EVERY_FORM, *(p.read_text("utf-8") for p in SHIPPED)])
def test_as_qt_draws_it(svg: str) -> None:
    paper = on_paper(svg)
    assert share_that_differs(paper, on_screen(svg)) < 0.002
    assert len(paper.getcolors(maxcolors=100_000) or []) > 3, "something was drawn"


def test_the_comparison_can_fail() -> None:
    other = EVERY_FORM.replace("1 1 60 72", "1 0 60 72")
    assert share_that_differs(on_paper(EVERY_FORM), on_screen(other)) > 0.005


@pytest.mark.parametrize(
    "svg",
    [
        "",
        "not a drawing",
        "<svg/>",
        '<svg viewBox="0 0 0 0"/>',
        '<svg viewBox="0 0 9 9"><text>x</text></svg>',
        '<svg viewBox="0 0 9 9"><path d="M0 0 L oops"/></svg>',
        '<svg viewBox="0 0 9 9"><path/></svg>',
        '<svg viewBox="0 0 9 9"><circle r="4" fill="url(#sky)"/></svg>',
        '<svg viewBox="0 0 9 9"><g transform="skewX(9)"><circle r="4"/></g></svg>',
    ],
)
def test_what_cannot_be_drawn_is_left_out(svg: str) -> None:
    assert logo.read(svg) is None
