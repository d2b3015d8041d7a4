"""A portrait, taken or from a file: turned upright, cropped to 4:5, kept as a JPEG of 25 kB at most."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageWriter,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QTransform,
)
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.services import pictures
from desktop.ui import files, icons, theme
from desktop.ui.camera.picture_dialog import Framed, PictureDialog
from desktop.ui.camera.source import MakeSource, computer_camera
from desktop.ui.fields.field import Field
from desktop.ui.parts.button import Button
from desktop.ui.remembered import Remembered
from desktop.ui.speech import Telling, say
from domain.problems import Refused

LIMIT = 25_000
PORTRAIT = QSize(480, 600)
_SMALLEST = QSize(192, 240)
_SHOWN = QSize(128, 160)


def jpeg_within(image: QImage, limit: int = LIMIT) -> bytes:
    """The picture as a JPEG no larger than ``limit`` bytes: quality goes down first, then size."""
    size = PORTRAIT
    while True:
        scaled = image.scaled(
            size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        for quality in (85, 75, 65, 55, 45, 35):
            made = _jpeg(scaled, quality)
            if len(made) <= limit:
                return made
        if size.width() <= _SMALLEST.width():
            return made
        size = QSize(size.width() * 4 // 5, size.height() * 4 // 5)


def _jpeg(image: QImage, quality: int) -> bytes:
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(quality)
    writer.write(image.convertToFormat(QImage.Format.Format_RGB888))
    buffer.close()
    return bytes(kept.data())


def first_crop(size: QSize) -> QRect:
    """The largest 4:5 frame of a picture, its middle a little above the centre, where a face is."""
    width = min(size.width(), size.height() * 4 // 5)
    height = width * 5 // 4
    return QRect((size.width() - width) // 2, (size.height() - height) // 3, width, height)


class _Frame(QWidget):
    """The picture with its crop; the mouse drags it, arrows move it, + and − change its size."""

    moved = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(_SHOWN)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.image = QImage()
        self.crop = QRect()
        self._grip: QPoint | None = None

    def show_image(self, image: QImage, crop: QRect) -> None:
        self.image, self.crop = image, crop
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = theme.palette()
        area = self.rect().adjusted(1, 1, -1, -1)
        if self.image.isNull():
            painter.setPen(QPen(QColor(colours.border), 1, Qt.PenStyle.DashLine))
            painter.setBrush(QColor(colours.raised))
            painter.drawRoundedRect(area, 8, 8)
            picture = icons.pixmap("user", colours.muted, 40)
            painter.drawPixmap(area.center() - QPoint(20, 20), picture)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self.image, self.crop)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(area, 8, 8)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None or self.image.isNull():
            return
        here = event.position().toPoint()
        scale = self.crop.width() / self.width()
        self.shift(round((self._grip.x() - here.x()) * scale), round((self._grip.y() - here.y()) * scale))
        self._grip = here

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = max(1, self.crop.width() // 20)
        moves = {
            Qt.Key.Key_Left: (-step, 0),
            Qt.Key.Key_Right: (step, 0),
            Qt.Key.Key_Up: (0, -step),
            Qt.Key.Key_Down: (0, step),
        }
        key = Qt.Key(event.key())
        if self.image.isNull() or (key not in moves and event.text() not in ("+", "-", "r", "R")):
            super().keyPressEvent(event)
            return
        if key in moves:
            self.shift(*moves[key])
        elif key == Qt.Key.Key_R:
            self.turn()
        else:
            self.zoom(0.9 if event.text() == "+" else 1 / 0.9)
        self.moved.emit()

    def shift(self, dx: int, dy: int) -> None:
        """Moves the crop, in pixels of the picture; it stays inside."""
        x = min(max(0, self.crop.x() + dx), self.image.width() - self.crop.width())
        y = min(max(0, self.crop.y() + dy), self.image.height() - self.crop.height())
        self.crop.moveTo(x, y)
        self.update()

    def turn(self) -> None:
        """A quarter turn clockwise; the crop begins anew."""
        image = self.image.transformed(QTransform().rotate(90))
        self.show_image(image, first_crop(image.size()))

    def zoom(self, factor: float) -> None:
        """Makes the crop smaller (nearer) or larger, around its middle."""
        most = first_crop(self.image.size()).width()
        width = min(most, max(80, round(self.crop.width() * factor)))
        middle = self.crop.center()
        self.crop = QRect(0, 0, width, width * 5 // 4)
        self.crop.moveCenter(middle)
        self.shift(0, 0)


class PhotoField(Field):
    """``value`` is the JPEG of the cropped portrait, None when there is none."""

    def __init__(
        self, label: Telling, *, required: bool = False, stacked: bool = False, parent: QWidget | None = None
    ) -> None:
        """``stacked`` puts the buttons beneath the portrait, where there is more height than width."""
        super().__init__(label, required=required, parent=parent)
        self._stacked = stacked
        self._value: bytes | None = None
        body = QWidget(self)
        self.frame = _Frame(body)
        self.frame.moved.connect(self._cropped)
        # Who makes frames: a camera, unless a test has pictures.
        self.camera: MakeSource = computer_camera
        self.remembered: Remembered | None = None
        self.pick = Button(lambda: say("Photo", "Choose a photo…"), icon="photo", parent=body)
        self.shoot = Button(lambda: say("Photo", "Take a photo…"), icon="camera", parent=body)
        self.adjust = Button(lambda: say("Photo", "Adjust…"), icon="pencil", kind="quiet", parent=body)
        self.drop = Button(lambda: say("Photo", "Remove"), icon="trash", kind="quiet", parent=body)
        self.pick.clicked.connect(self._choose)
        self.shoot.clicked.connect(self.open_camera)
        self.adjust.clicked.connect(self.open_frame)
        self.drop.clicked.connect(self._remove)
        column = QVBoxLayout()
        column.addWidget(self.pick)
        column.addWidget(self.shoot)
        column.addWidget(self.adjust, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        row = QBoxLayout(down if stacked else across, body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.STEP if stacked else theme.GAP)
        row.addWidget(self.frame)
        row.addLayout(column)
        row.addStretch(1)
        self.install(body, self.pick, self.shoot, self.adjust, self.drop, self.frame)
        self._offer_removal(False)

    def value(self) -> bytes | None:
        return self._value

    def set_value(self, value: bytes | None) -> None:
        image = QImage.fromData(value) if value else QImage()
        self._value = value if not image.isNull() else None
        self.frame.show_image(image, first_crop(image.size()) if not image.isNull() else QRect())
        self._offer_removal(self._value is not None)

    def _offer_removal(self, on: bool) -> None:
        for button in (self.adjust, self.drop):
            button.setEnabled(on)
            button.setVisible(on or not self._stacked)

    def take(self, path: Path) -> bool:
        """Reads a picture file; one that cannot be read is refused beneath the field, by its name."""
        try:
            pixels = pictures.for_screen(pictures.read_file(path), path.name)
        except Refused as refusal:
            self.set_problem(refusal.problems[0])
            return False
        image = QImage(
            pixels.rgb, pixels.width, pixels.height, 3 * pixels.width, QImage.Format.Format_RGB888
        ).copy()
        self._use(image, first_crop(image.size()))
        return True

    def _use(self, image: QImage, crop: QRect) -> None:
        self.set_problem(None)
        self.frame.show_image(image, crop)
        self._cropped()

    def _cropped(self) -> None:
        if self.frame.image.isNull():
            return
        self._value = jpeg_within(self.frame.image.copy(self.frame.crop))
        self._offer_removal(True)
        self.changed.emit()
        self.settled.emit()

    def _choose(self) -> None:
        kept = self.remembered or Remembered()
        kinds = say("Photo", "Pictures") + " (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.gif *.heic)"
        files.ask_open(self, say("Photo", "Choose a photo"), kinds, self._chosen, kept.scans)

    def _chosen(self, path: Path) -> None:
        (self.remembered or Remembered()).scans = path.parent
        if self.take(path):
            self.open_frame()

    def open_camera(self) -> PictureDialog:
        """Opens the camera; what is kept there becomes the portrait."""
        source = self.camera(self)
        dialog = PictureDialog(
            self, lambda: say("Photo", "Take a photo"), source=source, remembered=self.remembered
        )
        return self._opened(dialog)

    def open_frame(self) -> PictureDialog:
        """Opens the picture with the part that is kept."""
        dialog = PictureDialog(
            self,
            lambda: say("Photo", "Adjust the photo"),
            image=self.frame.image,
            crop=self.frame.crop,
            remembered=self.remembered,
        )
        return self._opened(dialog)

    def _framed(self, framed: Framed) -> None:
        self._use(framed.turned, framed.region)

    def _opened(self, dialog: PictureDialog) -> PictureDialog:
        dialog.kept.connect(self._framed)
        dialog.open()
        return dialog

    def _remove(self) -> None:
        self.set_value(None)
        self.changed.emit()
        self.settled.emit()

    def name_controls(self) -> None:
        self.frame.setAccessibleName(self.name())
        self.frame.setAccessibleDescription(
            say("Photo", "Arrow keys move the portrait in its frame; + and − change its size, R turns it.")
        )
