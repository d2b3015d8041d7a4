"""Pages of a PDF as pictures: upright or wide, on white, no more than asked."""

from __future__ import annotations

import io

from reportlab.pdfgen.canvas import Canvas

from desktop.printing import sheets


def pdf(*sizes: tuple[float, float]) -> bytes:
    data = io.BytesIO()
    canvas = Canvas(data)
    for size in sizes:
        canvas.setPageSize(size)
        canvas.setFillColorRGB(1, 0, 0)
        canvas.rect(0, size[1] / 2, size[0], size[1] / 2, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return data.getvalue()


def pixel(sheet: sheets.Sheet, x: int, y: int) -> tuple[int, ...]:
    at = 3 * (y * sheet.width + x)
    return tuple(sheet.rgb[at : at + 3])


def test_a_page_fills_the_room_whichever_way_it_lies() -> None:
    data = pdf((595.3, 841.9), (841.9, 595.3), (100, 300))
    assert sheets.count(data) == 3
    upright, wide, narrow = sheets.draw(data, 9, (1240, 1754))
    assert (upright.width, upright.height) == (1240, 1754)
    assert (wide.width, wide.height) == (1754, 1240)
    assert (narrow.width, narrow.height) == (585, 1754)
    for sheet in (upright, wide, narrow):
        assert len(sheet.rgb) == 3 * sheet.width * sheet.height
        assert pixel(sheet, 20, 20) == (255, 0, 0)
        assert pixel(sheet, 20, sheet.height - 20) == (255, 255, 255)


def test_no_more_pages_are_drawn_than_asked() -> None:
    assert len(sheets.draw(pdf(*[(200, 200)] * 5), 2, (100, 100))) == 2
