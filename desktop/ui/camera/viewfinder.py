"""What the camera sees, with the frame of the picture to be taken; or why it sees nothing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui import icons, theme
from desktop.ui.speech import Spoken, Telling, say

_SHADE = QColor(0, 0, 0, 120)
_GROUND = QColor("#101514")
_LIGHT = QColor("#ffffff")


def guide(area: QRectF, shape: float) -> QRectF:
    """The largest frame of that width for its height inside an area, with a little air around it."""
    high = min(area.height(), area.width() / shape) * 0.92
    frame = QRectF(0, 0, high * shape, high)
    frame.moveCenter(area.center())
    return frame


class Viewfinder(Spoken, QWidget):
    """``shape`` is the frame's width for its height, None for no frame. Mirrored, a person sees a mirror."""

    def __init__(self, shape: float | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shape = shape
        self.image = QImage()
        self.mirrored = False
        self._telling: Telling = lambda: say("Camera", "Waiting for the camera…")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(theme.grown(280), theme.grown(200))
        self.retranslate()

    def sizeHint(self) -> QSize:
        return QSize(theme.grown(640), theme.grown(440))

    def show_frame(self, image: QImage) -> None:
        """Shows the latest frame."""
        self.image = image
        self.update()

    def show_words(self, telling: Telling) -> None:
        """Shows no picture, and says why."""
        self.image = QImage()
        self._telling = telling
        self.retranslate()

    def mirror(self, on: bool) -> None:
        """Turns left and right round on the screen, not in what is kept."""
        self.mirrored = on
        self.update()

    def words(self) -> str:
        """What stands in place of a picture."""
        return self._telling() if self.image.isNull() else ""

    def seen(self) -> QRect:
        """Where the picture stands in the widget."""
        size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(0, 0, size.width(), size.height())
        place.moveCenter(self.rect().center())
        return place

    def retranslate(self) -> None:
        self.setAccessibleName(say("Camera", "What the camera sees"))
        self.setAccessibleDescription(self.words())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setClipPath(clip)
        painter.fillRect(self.rect(), _GROUND)
        if self.image.isNull():
            self._paint_words(painter)
        else:
            shown = self.image.flipped(Qt.Orientation.Horizontal) if self.mirrored else self.image
            painter.drawImage(self.seen(), shown)
            self._paint_guide(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.palette().accent), 4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)

    def _paint_words(self, painter: QPainter) -> None:
        side = theme.grown(40)
        middle = self.rect().center()
        painter.drawPixmap(
            middle.x() - side // 2, middle.y() - side * 2, icons.pixmap("camera", "#cfe3da", side)
        )
        painter.setPen(_LIGHT)
        room = self.rect().adjusted(theme.MARGIN, middle.y() - side // 2, -theme.MARGIN, -theme.GAP)
        painter.drawText(
            room,
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap,
            self.words(),
        )

    def _paint_guide(self, painter: QPainter) -> None:
        if self.shape is None:
            return
        frame = guide(QRectF(self.seen()), self.shape)
        around = QPainterPath()
        around.addRect(QRectF(self.seen()))
        inside = QPainterPath()
        inside.addRoundedRect(frame, 6, 6)
        painter.fillPath(around.subtracted(inside), _SHADE)
        painter.setPen(QPen(_LIGHT, 2))
        painter.drawPath(inside)
        # Where a face belongs.
        face = QRectF(0, 0, frame.width() * 0.56, frame.height() * 0.6)
        face.moveCenter(frame.center() - QPointF(0, frame.height() * 0.04))
        painter.setPen(QPen(_LIGHT, 1, Qt.PenStyle.DashLine))
        painter.drawEllipse(face)
