"""Path data of SVG 1.1 (§8.3) as plain moves, lines and cubic curves, which is all that PDF draws."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple

_COMMAND = re.compile(r"[\s,]*([MmZzLlHhVvCcSsQqTtAa])")
_NUMBER = re.compile(r"[\s,]*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)")
_FLAG = re.compile(r"[\s,]*([01])")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}


class Segment(NamedTuple):
    """``M`` x y, ``L`` x y, ``C`` with two control points and an end, or ``Z``; absolute coordinates."""

    kind: str
    points: tuple[float, ...] = ()


def segments(data: str) -> list[Segment]:
    """The path. Raises ``ValueError`` when the data do not follow the grammar."""
    return list(_Reader(data).read())


class _Reader:
    """Follows a path: where the pen is, where its figure began, the last control point."""

    def __init__(self, data: str) -> None:
        self.data = data
        self.at = 0
        self.x = self.y = 0.0
        self.start = (0.0, 0.0)
        self.control: tuple[float, float] | None = None
        self.last = ""

    def read(self) -> Iterator[Segment]:
        command = ""
        while self.data[self.at :].strip(" \t\r\n,"):
            found = _COMMAND.match(self.data, self.at)
            if found:
                command, self.at = found.group(1), found.end()
            elif command in "Zz":
                raise ValueError(f"path data at {self.at}: {self.data[self.at : self.at + 20]!r}")
            kind = command.upper()
            given = self._numbers(kind)
            yield from self._draw(kind, self._absolute(kind, given) if command.islower() else given)
            self.last = kind
            if kind == "M":
                command = "L" if command == "M" else "l"  # further pairs are lines

    def _numbers(self, kind: str) -> list[float]:
        numbers = []
        for position in range(_TAKES[kind]):
            pattern = _FLAG if kind == "A" and position in {3, 4} else _NUMBER
            found = pattern.match(self.data, self.at)
            if not found:
                raise ValueError(f"path data at {self.at}: {self.data[self.at : self.at + 20]!r}")
            numbers.append(float(found.group(1)))
            self.at = found.end()
        return numbers

    def _absolute(self, kind: str, n: list[float]) -> list[float]:
        if kind == "H":
            return [n[0] + self.x]
        if kind == "V":
            return [n[0] + self.y]
        if kind == "A":
            return [*n[:5], n[5] + self.x, n[6] + self.y]
        return [value + (self.y if index % 2 else self.x) for index, value in enumerate(n)]

    def _draw(self, kind: str, n: list[float]) -> Iterator[Segment]:
        if kind == "Z":
            self.x, self.y = self.start
            yield Segment("Z")
        elif kind == "M":
            self.x, self.y = self.start = (n[0], n[1])
            yield Segment("M", (n[0], n[1]))
        elif kind in "LHV":
            x = self.x if kind == "V" else n[0]
            y = self.y if kind == "H" else n[-1]
            self.x, self.y = x, y
            yield Segment("L", (x, y))
        elif kind == "A":
            yield from self._arc(n)
        else:
            yield self._curve(kind, n)

    def _curve(self, kind: str, n: list[float]) -> Segment:
        smooth = (
            self.control if self.control and self.last in {"CS": "CS", "QT": "QT"}[_family(kind)] else None
        )
        mirrored = (2 * self.x - smooth[0], 2 * self.y - smooth[1]) if smooth else (self.x, self.y)
        if kind == "S":
            n = [*mirrored, *n]
        if kind == "T":
            n = [*mirrored, *n]
        if kind in "QT":
            self.control = (n[0], n[1])
            n = self._cubic(n)
        else:
            self.control = (n[2], n[3])
        self.x, self.y = n[4], n[5]
        return Segment("C", tuple(n))

    def _cubic(self, n: list[float]) -> list[float]:
        """A quadratic curve raised to a cubic one."""
        qx, qy, x, y = n
        first = [self.x + 2 / 3 * (qx - self.x), self.y + 2 / 3 * (qy - self.y)]
        return [*first, x + 2 / 3 * (qx - x), y + 2 / 3 * (qy - y), x, y]

    def _arc(self, n: list[float]) -> Iterator[Segment]:
        """An elliptical arc, by the conversion of SVG 1.1 appendix F.6, in quarters at most."""
        rx, ry, turn, large, sweep, x, y = abs(n[0]), abs(n[1]), math.radians(n[2]), n[3], n[4], n[5], n[6]
        x0, y0 = self.x, self.y
        self.x, self.y = x, y
        if (x0, y0) == (x, y):
            return
        if rx == 0 or ry == 0:
            yield Segment("L", (x, y))
            return
        cos, sin = math.cos(turn), math.sin(turn)
        dx, dy = (x0 - x) / 2, (y0 - y) / 2
        px, py = cos * dx + sin * dy, cos * dy - sin * dx
        grow = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
        rx, ry = rx * grow, ry * grow
        squares = (rx * py) ** 2 + (ry * px) ** 2
        root = math.sqrt(max(0.0, ((rx * ry) ** 2 - squares) / squares))
        if large == sweep:
            root = -root
        ux, uy = root * rx * py / ry, -root * ry * px / rx
        cx, cy = cos * ux - sin * uy + (x0 + x) / 2, sin * ux + cos * uy + (y0 + y) / 2
        begin = math.atan2((py - uy) / ry, (px - ux) / rx)
        end = math.atan2((-py - uy) / ry, (-px - ux) / rx)
        if sweep and end < begin:
            end += 2 * math.pi
        elif not sweep and end > begin:
            end -= 2 * math.pi
        yield from _quarters(cx, cy, rx, ry, cos, sin, begin, end)


def _family(kind: str) -> str:
    return "CS" if kind in "CS" else "QT"


def _quarters(
    cx: float, cy: float, rx: float, ry: float, cos: float, sin: float, begin: float, end: float
) -> Iterator[Segment]:
    count = max(1, math.ceil(abs(end - begin) / (math.pi / 2) - 1e-9))
    step = (end - begin) / count
    reach = 4 / 3 * math.tan(step / 4)

    def place(u: float, v: float) -> tuple[float, float]:
        return cx + rx * u * cos - ry * v * sin, cy + rx * u * sin + ry * v * cos

    for index in range(count):
        a, b = begin + index * step, begin + (index + 1) * step
        first = place(math.cos(a) - reach * math.sin(a), math.sin(a) + reach * math.cos(a))
        second = place(math.cos(b) + reach * math.sin(b), math.sin(b) - reach * math.cos(b))
        yield Segment("C", (*first, *second, *place(math.cos(b), math.sin(b))))
