"""A pack's logo on paper: plain SVG shapes drawn as PDF paths, sharp at any size and free of surprises.

Reportlab reads no SVG, and a general renderer would bring fonts, links and scripts along. So packs keep to
plain shapes in plain colours (`packs.logo` refuses the rest when a pack is read), and they are drawn here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from reportlab.lib.colors import Color, toColor
from reportlab.pdfgen.canvas import Canvas

from desktop.printing.svgpath import Segment, segments

_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_INHERITED = frozenset(
    {"fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-miterlimit", "fill-rule"}
)
_START = {"fill": "#000000", "stroke": "none"}

Matrix = tuple[float, float, float, float, float, float]
Style = Mapping[str, str]


class Shape(NamedTuple):
    """One figure to draw, the transforms above it (outermost first), and how."""

    path: list[Segment]
    transforms: tuple[Matrix, ...]
    style: Style


class Logo(NamedTuple):
    """A drawing ready for any number of pages; ``box`` is left, top, width and height in its own units."""

    box: tuple[float, float, float, float]
    shapes: list[Shape]


def read(svg: str) -> Logo | None:
    """The drawing, or None where there is none that can be drawn.

    A paper that a citizen waits for is worth more than its logo: a bad one is left out, never half drawn.
    """
    try:
        root = ElementTree.fromstring(svg)
        left, top, width, height = _numbers(root.get("viewBox", ""))
        shapes = list(_shapes(root, (), _START))
    except (ElementTree.ParseError, ValueError, KeyError):
        return None
    return Logo((left, top, width, height), shapes) if width > 0 and height > 0 else None


def draw(canvas: Canvas, logo: Logo, x: float, y: float, width: float, height: float) -> None:
    """Draws it as large as fits, centred, in the box whose lower left corner is (x, y), in points."""
    left, top, wide, high = logo.box
    scale = min(width / wide, height / high)
    canvas.saveState()
    canvas.translate(x + (width - wide * scale) / 2, y + (height + high * scale) / 2)
    canvas.scale(scale, -scale)  # SVG counts downwards
    canvas.translate(-left, -top)
    for shape in logo.shapes:
        canvas.saveState()
        for matrix in shape.transforms:
            canvas.transform(*matrix)
        _paint(canvas, shape)
        canvas.restoreState()
    canvas.restoreState()


def _paint(canvas: Canvas, shape: Shape) -> None:
    style = shape.style
    fill, stroke = _colour(style["fill"]), _colour(style["stroke"])
    if fill:
        canvas.setFillColor(fill)
    if stroke:
        canvas.setStrokeColor(stroke)
        canvas.setLineWidth(float(style.get("stroke-width", "1")))
        canvas.setLineCap(_CAPS[style.get("stroke-linecap", "butt")])
        canvas.setLineJoin(_JOINS[style.get("stroke-linejoin", "miter")])
        canvas.setMiterLimit(float(style.get("stroke-miterlimit", "4")))
    path = canvas.beginPath()
    draws: dict[str, Callable[..., None]] = {
        "M": path.moveTo,
        "L": path.lineTo,
        "C": path.curveTo,
        "Z": path.close,
    }
    for kind, points in shape.path:
        draws[kind](*points)
    rule = 0 if style.get("fill-rule") == "evenodd" else 1
    canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None), fillMode=rule)


def _colour(text: str) -> Color | None:
    return None if text == "none" else toColor(text)


def _shapes(element: Element, above: tuple[Matrix, ...], style: Style) -> Iterator[Shape]:
    name = element.tag.rpartition("}")[2]
    given = dict(element.attrib)
    for rule in given.pop("style", "").split(";"):
        key, colon, value = rule.partition(":")
        if colon:
            given[key.strip()] = value.strip()
    style = {**style, **{key: value.strip() for key, value in given.items() if key in _INHERITED}}
    transforms = above + tuple(_transforms(given.get("transform", "")))
    if name in _FIGURES:
        for paint in ("fill", "stroke"):
            _colour(style[paint])  # a bad colour is found before anything is drawn
        yield Shape(_FIGURES[name](_Attributes(given)), transforms, style)
    elif name in {"svg", "g"}:
        for child in element:
            yield from _shapes(child, transforms, style)
    elif name != "title":
        raise ValueError(f"<{name}> is more than a plain shape")


class _Attributes(dict[str, str]):
    def number(self, name: str, otherwise: float = 0.0) -> float:
        return float(self[name]) if name in self else otherwise


def _path(given: _Attributes) -> list[Segment]:
    return segments(given["d"])


def _rect(given: _Attributes) -> list[Segment]:
    x, y = given.number("x"), given.number("y")
    w, h = given.number("width"), given.number("height")
    rx = given.number("rx", given.number("ry"))
    rx, ry = min(rx, w / 2), min(given.number("ry", rx), h / 2)
    if not rx or not ry:
        return segments(f"M{x} {y}h{w}v{h}h{-w}z")
    corner = f"a{rx} {ry} 0 0 1"
    return segments(
        f"M{x + rx} {y}h{w - 2 * rx}{corner} {rx} {ry}v{h - 2 * ry}{corner} {-rx} {ry}"
        f"h{2 * rx - w}{corner} {-rx} {-ry}v{2 * ry - h}{corner} {rx} {-ry}z"
    )


def _ellipse(given: _Attributes) -> list[Segment]:
    cx, cy = given.number("cx"), given.number("cy")
    rx = given.number("r", given.number("rx"))
    ry = given.number("r", given.number("ry"))
    return segments(f"M{cx - rx} {cy}a{rx} {ry} 0 0 1 {2 * rx} 0a{rx} {ry} 0 0 1 {-2 * rx} 0z")


def _line(given: _Attributes) -> list[Segment]:
    return segments(f"M{given.get('x1', 0)} {given.get('y1', 0)}L{given.get('x2', 0)} {given.get('y2', 0)}")


def _polyline(given: _Attributes) -> list[Segment]:
    return segments(f"M{given['points']}")


def _polygon(given: _Attributes) -> list[Segment]:
    return segments(f"M{given['points']}z")


_FIGURES = {
    "path": _path,
    "rect": _rect,
    "circle": _ellipse,
    "ellipse": _ellipse,
    "line": _line,
    "polyline": _polyline,
    "polygon": _polygon,
}


def _transforms(text: str) -> Iterator[Matrix]:
    for name, inside in re.findall(r"(\w+)\s*\(([^)]*)\)", text):
        n = _numbers(inside)
        if name == "matrix":
            a, b, c, d, e, f = n
            yield a, b, c, d, e, f
        elif name == "translate":
            yield 1, 0, 0, 1, n[0], n[1] if len(n) > 1 else 0
        elif name == "scale":
            yield n[0], 0, 0, n[-1], 0, 0
        elif name == "rotate":
            cos, sin = math.cos(math.radians(n[0])), math.sin(math.radians(n[0]))
            cx, cy = n[1:3] if len(n) == 3 else (0.0, 0.0)
            yield cos, sin, -sin, cos, cx - cos * cx + sin * cy, cy - sin * cx - cos * cy
        else:
            raise ValueError(f"transform {name}")


def _numbers(text: str) -> list[float]:
    return [float(part) for part in re.split(r"[\s,]+", text.strip()) if part]
