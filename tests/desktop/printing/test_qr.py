"""A code is read back whatever it says, and keeps its quiet zone."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from desktop.printing import qr
from tests.desktop.printing import looking

SIDE = 28 * looking.MM


def drawn(content: str) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(SIDE, SIDE))
    qr.draw(canvas, content, 0, 0, SIDE)
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize("content", ["NSR-K7QD-26-000431-K", "A", "LDR-ZZZZ-99-12345678901234-0" * 4])
@pytest.mark.parametrize("dpi", [150, 203, 300])
def test_read_back(content: str, dpi: int) -> None:
    assert [code.words for code in looking.codes(drawn(content), dpi=dpi)] == [content]


def test_a_human_code_makes_the_smallest_symbol() -> None:
    rows = qr.modules("NSR-K7QD-26-000431-K")
    assert len(rows) == 21
    assert {len(row) for row in rows} == {21}


def test_four_modules_stay_white_around_it() -> None:
    pdf = drawn("NSR-K7QD-26-000431-K")
    quiet = 28 * 4 / 29
    assert looking.darkness(pdf, 0, (0, 0, 28, quiet - 0.3)) == 0
    assert looking.darkness(pdf, 0, (0, 0, quiet - 0.3, 28)) == 0
    assert looking.darkness(pdf, 0, (28 - quiet + 0.3, 0, 28, 28)) == 0
    assert looking.darkness(pdf, 0, (quiet, quiet, quiet + 0.8, 28 - quiet)) > 0.4
