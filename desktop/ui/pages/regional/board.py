"""The board as a picture: how long each office has been silent, what waits there, in which version."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.language.sticks import silence_in_words
from desktop.services.regional import RED_DAYS, YELLOW_DAYS, OfficeLine
from desktop.ui import theme
from desktop.ui.speech import Spoken, language, say

_LINE, _BAR = 58, 10
_MOST_DAYS = 28


class Board(Spoken, QWidget):
    """A line an office, the most silent first; the bar is its silence, with a mark at 7 and at 14 days."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[OfficeLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_lines(self, lines: Sequence[OfficeLine]) -> None:
        """Draws these."""
        self._lines = tuple(lines)
        self.setFixedHeight(theme.grown(_LINE) * max(1, len(self._lines)))
        self.retranslate()

    def lines(self) -> list[tuple[str, str, str]]:
        """What each line says: which office, how silent, and what else is known."""
        return [(_name(one), silence_in_words(one.days, language()), _more(one)) for one in self._lines]

    def sizeHint(self) -> QSize:
        return QSize(theme.grown(320), theme.grown(_LINE) * max(1, len(self._lines)))

    def retranslate(self) -> None:
        self.setAccessibleName("; ".join(", ".join(filter(None, line)) for line in self.lines()))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = theme.grown(_LINE)
        for number, one in enumerate(self._lines):
            self._line(painter, QRect(0, number * high, self.width(), high - theme.STEP), one)
        painter.end()

    def _line(self, painter: QPainter, area: QRect, one: OfficeLine) -> None:
        colours = theme.palette()
        inked = {"good": colours.text, "attention": colours.attention, "error": colours.error}[one.tone]
        strong, small = QFont(self.font()), QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        small.setPixelSize(theme.pixels("small"))
        row = area.height() // 3
        top = QRect(area.left(), area.top(), area.width(), row + 4)
        silent = silence_in_words(one.days, language())
        painter.setFont(strong)
        room = painter.fontMetrics().horizontalAdvance(silent) + 12
        painter.setPen(QColor(inked))
        painter.drawText(top, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, silent)
        painter.setPen(QColor(colours.text))
        name = painter.fontMetrics().elidedText(_name(one), Qt.TextElideMode.ElideRight, top.width() - room)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setFont(small)
        painter.setPen(QColor(colours.muted))
        under = QRect(area.left(), area.bottom() - row, area.width(), row)
        painter.drawText(under, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, _more(one))
        self._bar(painter, QRectF(area.left(), top.bottom() + 3, area.width(), theme.grown(_BAR) - 2), one)

    def _bar(self, painter: QPainter, bar: QRectF, one: OfficeLine) -> None:
        colours = theme.palette()
        filled = {"good": colours.accent, "attention": colours.attention, "error": colours.error}[one.tone]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(bar, 4, 4)
        share = 1.0 if one.days is None else min(1.0, one.days / _MOST_DAYS)
        if share:
            painter.setBrush(QColor(filled))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * share, bar.height()), 4, 4)
        painter.setPen(QColor(colours.muted))
        for days in (YELLOW_DAYS, RED_DAYS):
            x = bar.left() + bar.width() * days / _MOST_DAYS
            painter.drawLine(int(x), int(bar.top() - 2), int(x), int(bar.bottom() + 2))


def _name(one: OfficeLine) -> str:
    return f"{one.code} · {one.names.get(language().code, '')}".removesuffix(" · ")


def _more(one: OfficeLine) -> str:
    if not one.laptops:
        return say("Board", "no laptop has joined")
    parts = [say("Board", "%n laptop(s)", "", one.laptops)]
    if one.waiting:
        parts.append(say("Board", "%n change(s) waiting there", "", one.waiting))
    if one.programs:
        parts.append(say("Board", "version {versions}").format(versions=", ".join(one.programs)))
    return " · ".join(parts)
