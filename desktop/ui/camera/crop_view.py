"""Which part of a picture is kept: dragged by hand, or moved, sized and turned by keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import theme
from desktop.ui.camera.framing import Framing
from desktop.ui.speech import Spoken, say

_SHADE = QColor(0, 0, 0, 140)
_GROUND = QColor("#101514")
_LIGHT = QColor("#ffffff")
_GRIP = 14  # pixels around a corner that take hold of it


class CropView(Spoken, QWidget):
    """Shows the whole picture, shaded outside what is kept. ``changed`` after each act."""

    changed = Signal()

    def __init__(self, shape: float | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape = shape
        self.image = QImage()
        self.framing = Framing(QSize(1, 1), shape)
        self._shown = QImage()
        self._grip: QPoint | None = None
        self._corner = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.grown(280), theme.grown(200))
        self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(theme.grown(640), theme.grown(440))

    def show_image(self, image: QImage, crop: QRect | None = None) -> None:
        """Begins with a picture, upright as it is, and with a part of it if one is given."""
        self.image = image
        self.framing = Framing(image.size(), self.shape)
        if crop is not None:
            self.framing.crop = QRect(crop)
        self._turned()

    def turn(self) -> None:
        """A quarter turn clockwise; what is kept begins anew."""
        self.framing = self.framing.turned()
        self._turned()

    def _turned(self) -> None:
        self._shown = self.image.transformed(QTransform().rotate(90 * self.framing.turns))
        self.update()
        self.changed.emit()

    def turned(self) -> QImage:
        """The whole picture, turned."""
        return self._shown

    def seen(self) -> QRectF:
        """Where the picture stands in the widget."""
        size = self._shown.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(self.rect()).center())
        return place

    def frame(self) -> QRectF:
        """Where what is kept stands in the widget."""
        seen, scale = self.seen(), self._scale()
        crop = QRectF(self.framing.crop)
        return QRectF(
            seen.x() + crop.x() * scale,
            seen.y() + crop.y() * scale,
            crop.width() * scale,
            crop.height() * scale,
        )

    def _scale(self) -> float:
        """Pixels of the screen for one of the picture."""
        return self.seen().width() / max(1, self._shown.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), _GROUND)
        if self._shown.isNull():
            return
        painter.drawImage(self.seen(), self._shown)
        frame, around = self.frame(), QPainterPath()
        around.addRect(self.seen())
        inside = QPainterPath()
        inside.addRect(frame)
        painter.fillPath(around.subtracted(inside), _SHADE)
        painter.setPen(QPen(_LIGHT, 2))
        painter.drawRect(frame)
        for corner in (frame.topLeft(), frame.topRight(), frame.bottomLeft(), frame.bottomRight()):
            painter.fillRect(QRectF(corner - QPointF(4, 4), corner + QPointF(4, 4)), _LIGHT)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.palette().accent), 4))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    # By hand

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position().toPoint()
        self._corner = self._at_corner(event.position())

    def _at_corner(self, place: QPointF) -> bool:
        frame = self.frame()
        corners = (frame.topLeft(), frame.topRight(), frame.bottomLeft(), frame.bottomRight())
        return any((place - corner).manhattanLength() < _GRIP for corner in corners)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None or self._shown.isNull():
            return
        here = event.position().toPoint()
        if self._corner:
            self._drag_corner(event.position())
        else:
            step = (here - self._grip) / max(self._scale(), 1e-6)
            self.framing.shift(step.x(), step.y())
        self._grip = here
        self._moved()

    def _drag_corner(self, place: QPointF) -> None:
        """The corner follows the hand, the middle of the frame stays."""
        middle, scale = self.frame().center(), max(self._scale(), 1e-6)
        away = place - middle
        self.framing.resize(round(2 * abs(away.x()) / scale), round(2 * abs(away.y()) / scale))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.framing.zoom(0.95 if event.angleDelta().y() > 0 else 1 / 0.95)
        self._moved()

    # By keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, with Shift they widen and narrow; + is nearer, − farther, R turns, 0 begins anew."""
        if self._shown.isNull() or not self._act(Qt.Key(event.key()), event.text(), event.modifiers()):
            super().keyPressEvent(event)

    def _act(self, key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier) -> bool:
        step = max(1, self.framing.crop.width() // 25)
        moves = {
            Qt.Key.Key_Left: (-step, 0),
            Qt.Key.Key_Right: (step, 0),
            Qt.Key.Key_Up: (0, -step),
            Qt.Key.Key_Down: (0, step),
        }
        if key in moves:
            dx, dy = moves[key]
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                crop = self.framing.crop
                self.framing.resize(crop.width() + 2 * dx, crop.height() + 2 * dy)
            else:
                self.framing.shift(dx, dy)
        elif text in ("+", "-"):
            self.framing.zoom(0.9 if text == "+" else 1 / 0.9)
        elif text == "0":
            self.framing = self.framing.whole()
        elif text in ("r", "R"):
            self.turn()
        else:
            return False
        self._moved()
        return True

    def _moved(self) -> None:
        self.update()
        self.changed.emit()

    def region(self) -> QRect:
        """What is kept, in pixels of the turned picture."""
        return QRect(self.framing.crop)

    def retranslate(self) -> None:
        self.setAccessibleName(say("Camera", "The part of the picture that is kept"))
        self.setAccessibleDescription(
            say("Camera", "Arrow keys move the frame, + and − change its size, R turns the picture.")
        )
