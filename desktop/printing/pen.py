"""Draws on a page as one reads it: millimetres from its upper left corner, text that stays in its room."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Literal

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop.printing import logo, qr
from desktop.printing.colours import INK
from desktop.printing.fit import fit
from desktop.printing.fonts import BOLD, REGULAR, width
from domain.problems import Problem, Refused

Align = Literal["left", "centre", "right"]
LEADING = 1.32  # line to line, in sizes


class Pen:
    """Lengths and places in millimetres, y downwards; sizes of type in points; y of a text is its baseline.

    ``height`` is where the page's upper edge is, above the canvas's origin.
    """

    def __init__(self, canvas: Canvas, height: float, left: float = 0.0) -> None:
        self.canvas = canvas
        self.height = height
        self.left = left

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        room: float,
        bold: bool = False,
        colour: Color = INK,
        align: Align = "left",
        floor: float | None = None,
    ) -> float:
        """One line, shrunk to ``floor`` and then cut with an ellipsis. Its width is given back, in mm."""
        font = BOLD if bold else REGULAR
        lines, size = fit(words, font, size, room * mm, floor=floor or size)
        self._line(x, y, lines[0], font, size, colour, align, room)
        return width(lines[0], font, size) / mm

    def paragraph(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        room: float,
        lines: int,
        bold: bool = False,
        colour: Color = INK,
        align: Align = "left",
        floor: float | None = None,
    ) -> float:
        """At most ``lines`` lines from the baseline ``y``. The baseline of the line after is given back."""
        font = BOLD if bold else REGULAR
        fitted, size = fit(words, font, size, room * mm, floor=floor or size, lines=lines)
        for line in fitted:
            self._line(x, y, line, font, size, colour, align, room)
            y += size * LEADING / mm
        return y

    def _line(
        self, x: float, y: float, words: str, font: str, size: float, colour: Color, align: Align, room: float
    ) -> None:
        shift = {"left": 0.0, "centre": room / 2, "right": room}[align]
        canvas = self.canvas
        canvas.setFont(font, size)
        canvas.setFillColor(colour)
        draw = {
            "left": canvas.drawString,
            "centre": canvas.drawCentredString,
            "right": canvas.drawRightString,
        }
        draw[align](self._x(x + shift), self._y(y), words)

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        *,
        fill: Color | None = None,
        stroke: Color | None = None,
        line: float = 0.25,
        radius: float = 0.0,
    ) -> None:
        """A rectangle from its upper left corner, ``line`` mm thick, its corners rounded by ``radius`` mm."""
        canvas = self.canvas
        if fill is not None:
            canvas.setFillColor(fill)
        if stroke is not None:
            canvas.setStrokeColor(stroke)
            canvas.setLineWidth(line * mm)
        canvas.roundRect(
            self._x(x),
            self._y(y + high),
            wide * mm,
            high * mm,
            radius * mm,
            stroke=int(stroke is not None),
            fill=int(fill is not None),
        )

    def rule(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: Color,
        line: float = 0.25,
        dash: Sequence[float] = (),
    ) -> None:
        """A straight line ``line`` mm thick; ``dash`` gives lengths on and off, in mm."""
        canvas = self.canvas
        canvas.saveState()
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(line * mm)
        canvas.setDash([part * mm for part in dash])
        canvas.line(self._x(start[0]), self._y(start[1]), self._x(end[0]), self._y(end[1]))
        canvas.restoreState()

    def ring(self, x: float, y: float, radius: float, colour: Color, line: float) -> None:
        """A circle around (x, y)."""
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(line * mm)
        self.canvas.circle(self._x(x), self._y(y), radius * mm, stroke=1, fill=0)

    def qr(self, content: str, x: float, y: float, side: float) -> None:
        """A QR code in a square of ``side`` mm, quiet zone included."""
        qr.draw(self.canvas, content, self._x(x), self._y(y + side), side * mm)

    def logo(self, drawing: logo.Logo, x: float, y: float, wide: float, high: float) -> None:
        """A logo as large as fits, centred."""
        logo.draw(self.canvas, drawing, self._x(x), self._y(y + high), wide * mm, high * mm)

    def photo(self, jpeg: bytes, x: float, y: float, wide: float, high: float, radius: float) -> None:
        """A photo that fills the box, cropped where its shape differs; the JPEG is kept as it is.

        Raises ``Refused("photo_not_image")``.
        """
        try:
            picture = ImageReader(io.BytesIO(jpeg))
        except OSError as error:
            raise Refused(Problem("photo_not_image", where="photo")) from error
        given_wide, given_high = picture.getSize()
        scale = max(wide / given_wide, high / given_high)
        drawn_wide, drawn_high = given_wide * scale, given_high * scale
        canvas = self.canvas
        canvas.saveState()
        clip = canvas.beginPath()
        clip.roundRect(self._x(x), self._y(y + high), wide * mm, high * mm, radius * mm)
        canvas.clipPath(clip, stroke=0, fill=0)
        left, bottom = x - (drawn_wide - wide) / 2, y + high + (drawn_high - high) / 2
        canvas.drawImage(picture, self._x(left), self._y(bottom), drawn_wide * mm, drawn_high * mm)
        canvas.restoreState()

    def silhouette(
        self, x: float, y: float, wide: float, high: float, behind: Color, figure: Color, radius: float = 1.2
    ) -> None:
        """Head and shoulders where there is no photo: the place of one, nobody's likeness."""
        canvas = self.canvas
        canvas.saveState()
        clip = canvas.beginPath()
        clip.roundRect(self._x(x), self._y(y + high), wide * mm, high * mm, radius * mm)
        canvas.clipPath(clip, stroke=0, fill=0)
        self.box(x, y, wide, high, fill=behind)
        canvas.setFillColor(figure)
        middle = self._x(x + wide / 2)
        canvas.circle(middle, self._y(y + high * 0.40), wide * 0.215 * mm, stroke=0, fill=1)
        shoulders = wide * 0.42 * mm
        top, foot = self._y(y + high * 0.68), self._y(y + high * 1.3)
        canvas.roundRect(
            middle - shoulders, foot, 2 * shoulders, top - foot, shoulders * 0.8, stroke=0, fill=1
        )
        canvas.restoreState()

    def _x(self, x: float) -> float:
        return (self.left + x) * mm

    def _y(self, y: float) -> float:
        return (self.height - y) * mm
