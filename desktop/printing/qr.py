"""A QR code (ISO/IEC 18004, error correction M) drawn as one path, with the quiet zone readers need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import zxingcpp
from reportlab.pdfgen.canvas import Canvas

QUIET_MODULES = 4


def modules(content: str) -> list[list[bool]]:
    """Rows of modules, True where dark, without the quiet zone. A human code is 20 characters: 21 by 21."""
    code = zxingcpp.create_barcode(content, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    image: Any = code.to_image(add_quiet_zones=False)  # a buffer, which its stubs do not say
    rows: Any = memoryview(image).tolist()
    return [[value == 0 for value in row] for row in rows]


def draw(canvas: Canvas, content: str, x: float, y: float, side: float) -> None:
    """Draws it in black inside a square of ``side`` points whose lower left corner is at (x, y).

    The quiet zone is part of the square; nothing else may be drawn there.
    """
    rows = modules(content)
    module = side / (len(rows) + 2 * QUIET_MODULES)
    path = canvas.beginPath()
    for row, first, length in _runs(rows):
        left = x + (QUIET_MODULES + first) * module
        top = y + side - (QUIET_MODULES + row) * module
        path.rect(left, top - module, length * module, module)
    canvas.saveState()
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def _runs(rows: list[list[bool]]) -> Iterator[tuple[int, int, int]]:
    """Row, first column and length of each unbroken run of dark modules."""
    for number, row in enumerate(rows):
        first = None
        for column, dark in enumerate([*row, False]):
            if dark and first is None:
                first = column
            elif not dark and first is not None:
                yield number, first, column - first
                first = None
