"""Expected and done as bars: a village and a team a line, the figures beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.language.figures import grouped
from desktop.services.campaigns import Target
from desktop.ui import theme
from desktop.ui.speech import Spoken, language, say

_LINE, _BAR = 52, 10


class Bars(Spoken, QWidget):
    """Drawn in words and in length; a target that is reached also says so."""

    def __init__(self, place: Callable[[Target], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._targets: tuple[Target, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_targets(self, targets: Sequence[Target]) -> None:
        """Draws these."""
        self._targets = tuple(targets)
        self.setFixedHeight(theme.grown(_LINE) * max(1, len(self._targets)))
        self.retranslate()
        self.update()

    def lines(self) -> list[tuple[str, str]]:
        """What each line says: where and who, and how far."""
        return [(self._name(target), self._figures(target)) for target in self._targets]

    def _name(self, target: Target) -> str:
        words = say("Campaign", "{place}, team {team}")
        return words.format(place=self._place(target), team=target.team or "–")

    def _figures(self, target: Target) -> str:
        done = grouped(target.done, language().code)
        if not target.expected:
            return say("Campaign", "{done} without a target").format(done=done)
        expected = grouped(target.expected, language().code)
        percent = target.done * 100 // target.expected
        words = say("Campaign", "{done} of {expected} ({percent} %)")
        return words.format(done=done, expected=expected, percent=percent)

    def sizeHint(self) -> QSize:
        return QSize(theme.grown(320), theme.grown(_LINE) * max(1, len(self._targets)))

    def retranslate(self) -> None:
        self.setAccessibleName("; ".join(f"{name}: {figures}" for name, figures in self.lines()))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = theme.grown(_LINE)
        for number, target in enumerate(self._targets):
            self._line(painter, QRect(0, number * high, self.width(), high), target)
        painter.end()

    def _line(self, painter: QPainter, area: QRect, target: Target) -> None:
        colours = theme.palette()
        words = area.adjusted(0, 4, 0, -theme.grown(_BAR) - 12)
        figures = self._figures(target)
        room = painter.fontMetrics().horizontalAdvance(figures) + 12
        painter.setPen(QColor(colours.muted))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, figures)
        painter.setPen(QColor(colours.text))
        side = Qt.TextElideMode.ElideRight
        name = painter.fontMetrics().elidedText(self._name(target), side, words.width() - room)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        bar = QRectF(area.left(), area.bottom() - theme.grown(_BAR) - 6, area.width(), theme.grown(_BAR))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(bar, 4, 4)
        share = min(1.0, target.done / target.expected) if target.expected else 0.0
        if share:
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(bar.left(), bar.top(), bar.width() * share, bar.height()), 4, 4)
