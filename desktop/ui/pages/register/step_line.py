"""The line of the wizard's steps: where one is, what is done, where something is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from desktop.ui import icons, theme
from desktop.ui.speech import Spoken, Telling, say

_CIRCLE = 28
_AIR = 8


class Standing(Enum):
    """Where a step stands."""

    to_do = "to_do"
    current = "current"
    done = "done"
    wrong = "wrong"


class StepLine(QWidget):
    """``chosen`` carries the number of the step that was pressed, from 0."""

    chosen = Signal(int)

    def __init__(self, names: Sequence[Telling], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.steps = [_StepButton(number, name, len(names), self) for number, name in enumerate(names)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for step in self.steps:
            if step.number:
                row.addWidget(_Between(self), 1)
            row.addWidget(step)
            step.clicked.connect(lambda _on=False, n=step.number: self.chosen.emit(n))

    def show_standings(self, standings: Sequence[Standing]) -> None:
        """Where each step stands now."""
        for step, standing in zip(self.steps, standings, strict=True):
            if step.standing() is not standing:
                step.stand(standing)


class _Between(QWidget):
    """The line between two steps; it gives way when room is short."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMinimumWidth(3 * _AIR)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme.palette().border), 1))
        middle = self.height() // 2
        painter.drawLine(_AIR, middle, self.width() - _AIR, middle)


class _StepButton(Spoken, QAbstractButton):
    def __init__(self, number: int, telling: Telling, count: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.number, self._telling, self._count = number, telling, count
        self._standing = Standing.to_do
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setShortcut(f"Ctrl+{number + 1}")
        self.retranslate()

    def standing(self) -> Standing:
        """Where the step stands."""
        return self._standing

    def stand(self, standing: Standing) -> None:
        """Draws the step in its standing, and says it to whoever cannot see it."""
        self._standing = standing
        self.retranslate()

    def retranslate(self) -> None:
        words = self._telling()
        states = {
            Standing.to_do: say("Register", "to do"),
            Standing.current: say("Register", "you are here"),
            Standing.done: say("Register", "done"),
            Standing.wrong: say("Register", "something to correct"),
        }
        pattern = say("Register", "Step {number} of {count}: {name}, {state}")
        self.setText(words)
        self.setAccessibleName(
            pattern.format(
                number=self.number + 1, count=self._count, name=words, state=states[self._standing]
            )
        )
        self.setToolTip(f"{states[self._standing]} (Ctrl+{self.number + 1})")
        # Setting other words takes Qt's shortcut away.
        self.setShortcut(f"Ctrl+{self.number + 1}")
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(theme.pixels("body"))
        here = self._standing is Standing.current
        font.setWeight(QFont.Weight.DemiBold if here else QFont.Weight.Normal)
        return font

    def sizeHint(self) -> QSize:
        bold = QFont(self._font())
        bold.setWeight(QFont.Weight.DemiBold)
        words = QFontMetrics(bold).horizontalAdvance(self.text())
        return QSize(theme.grown(_CIRCLE) + words + 4 * _AIR, max(theme.TARGET, theme.grown(_CIRCLE) + 12))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme.palette()
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        side = theme.grown(_CIRCLE)
        circle = QRectF(_AIR, (self.height() - side) / 2, side, side)
        self._paint_circle(painter, circle)
        strong = self._standing is not Standing.to_do
        painter.setPen(QColor(colours.text if strong else colours.muted))
        painter.setFont(self._font())
        words = QRect(round(circle.right()) + _AIR, 0, self.width(), self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text())

    def _paint_circle(self, painter: QPainter, circle: QRectF) -> None:
        colours = theme.palette()
        if self._standing in (Standing.done, Standing.wrong):
            wrong = self._standing is Standing.wrong
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.error_soft if wrong else colours.accent_soft))
            painter.drawEllipse(circle)
            colour = colours.error if wrong else colours.accent
            size = round(circle.width() * 0.64)
            picture = icons.pixmap("alert-circle" if wrong else "check", colour, size)
            painter.drawPixmap(circle.center() - QPointF(size / 2, size / 2), picture)
            return
        here = self._standing is Standing.current
        painter.setPen(QPen(QColor(colours.accent if here else colours.border), 1.5))
        painter.setBrush(QColor(colours.accent) if here else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        font = QFont(self._font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colours.on_accent if here else colours.muted))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self.number + 1))
