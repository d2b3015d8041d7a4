"""Takes a picture, or one from a file, and lets the person choose which part of it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage, QImageWriter, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.camera.crop_view import CropView
from desktop.ui.camera.live import Live
from desktop.ui.camera.source import FrameSource
from desktop.ui.camera.viewfinder import guide
from desktop.ui.parts.button import Button
from desktop.ui.parts.flow import Flow
from desktop.ui.parts.words import Words
from desktop.ui.remembered import Remembered
from desktop.ui.speech import Telling, say

_LIVE, _CROP = 0, 1
PORTRAIT = 4 / 5


def as_bytes(image: QImage) -> bytes:
    """The picture without loss, in a format every reader knows."""
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"bmp")).write(image)
    buffer.close()
    return bytes(kept.data())


@dataclass(frozen=True)
class Framed:
    """What the person kept: the whole picture ``turned``, and the part of it in its pixels and in 0…1."""

    turned: QImage
    region: QRect
    box: tuple[float, float, float, float]
    turns: int

    def part(self) -> QImage:
        """The part alone."""
        return self.turned.copy(self.region)


class PictureDialog(QDialog):
    """``kept`` carries a ``Framed`` once the person is content.

    Connect it to nothing that holds the dialog: Qt takes the connection apart while it deletes the dialog.

    With a ``source`` it begins with the camera: Space takes, Enter keeps, Esc goes back. With ``image`` it
    begins with that picture, and with the ``crop`` it had.
    """

    kept = Signal(object)

    def __init__(
        self,
        parent: QWidget,
        title: Telling,
        *,
        shape: float | None = PORTRAIT,
        source: FrameSource | None = None,
        image: QImage | None = None,
        crop: QRect | None = None,
        remembered: Remembered | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title())
        self.crop = CropView(shape, self)
        self.live: Live | None = None
        if source is not None:
            source.setParent(self)
            kept = remembered or Remembered()
            self.live = Live(source, kept, shape, mirror=shape is not None, parent=self)
        self._make_buttons()
        self._arrange(title)
        self._size(parent)
        if image is not None:
            self._frame(image, crop)
        elif self.live is not None:
            self._watch(self.live)

    def _make_buttons(self) -> None:
        self.shoot = Button(
            lambda: say("Camera", "Take the picture"), icon="camera", kind="primary", parent=self
        )
        self.keep = Button(lambda: say("Camera", "Keep"), icon="check", kind="primary", parent=self)
        self.turn = Button(lambda: say("Camera", "Turn"), icon="refresh", parent=self)
        self.retake = Button(lambda: say("Camera", "Take another"), icon="camera", parent=self)
        self.cancel = Button(lambda: say("Messages", "Cancel"), kind="quiet", parent=self)
        self.shoot.clicked.connect(self.take)
        self.keep.clicked.connect(self._keep)
        self.turn.clicked.connect(self._turn)
        self.retake.clicked.connect(self._again)
        self.cancel.clicked.connect(self.reject)

    def _arrange(self, title: Telling) -> None:
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.live or QWidget(self))
        self.stack.addWidget(self.crop)
        self._hint = Words(lambda: self._hint_words(), size="small", tone="muted", wrap=True, parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        column.setSpacing(theme.STEP)
        column.addWidget(Words(title, size="head", parent=self))
        column.addWidget(self.stack, 1)
        column.addWidget(self._hint)
        foot = QHBoxLayout()
        left = Flow(None, theme.STEP)
        for button in (self.retake, self.turn):
            left.addWidget(button)
        foot.addLayout(left, 1)
        for button in (self.cancel, self.shoot, self.keep):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(foot)

    def _size(self, parent: QWidget) -> None:
        """As large as helps, and never larger than the window it stands over."""
        room = parent.window().size()
        wide = min(theme.grown(820), room.width() - 2 * theme.GAP)
        high = min(theme.grown(660), room.height() - 2 * theme.GAP)
        self.resize(max(wide, self.minimumSizeHint().width()), max(high, self.minimumSizeHint().height()))

    def _hint_words(self) -> str:
        if self.stack.currentIndex() == _LIVE:
            return say("Camera", "Space takes the picture, Esc goes back.")
        return say(
            "Camera",
            "Drag the frame, or: arrows move it, + and − change its size, R turns the picture. "
            "Enter keeps, Esc goes back.",
        )

    # What is on screen

    def _watch(self, live: Live) -> None:
        self._show(_LIVE)
        live.ready.connect(self.shoot.setEnabled)
        self.shoot.setEnabled(False)
        live.start()
        live.view.setFocus()

    def _frame(self, image: QImage, crop: QRect | None = None) -> None:
        self.crop.show_image(image, crop)
        self._show(_CROP)
        self.crop.setFocus()

    def _show(self, part: int) -> None:
        self.stack.setCurrentIndex(part)
        live = part == _LIVE
        for button in (self.keep, self.turn):
            button.setVisible(not live)
        self.retake.setVisible(not live and self.live is not None)
        self.shoot.setVisible(live)
        self._hint.retranslate()

    # What the person does

    def take(self) -> None:
        """Keeps the frame on screen; the camera goes on, for another one."""
        if self.live is not None and not self.live.view.image.isNull():
            self.live.stop()
            # As the camera sees it, never mirrored: a parting and a scar are on their own side.
            image, shape = self.live.view.image.copy(), self.crop.shape
            self._frame(image, guide(QRectF(image.rect()), shape).toRect() if shape else None)

    def _again(self) -> None:
        if self.live is not None:
            self._show(_LIVE)
            self.live.start()
            self.live.view.setFocus()

    def _turn(self) -> None:
        self.crop.turn()
        self.crop.setFocus()

    def _keep(self) -> None:
        crop = self.crop
        framing = crop.framing
        self.kept.emit(Framed(crop.turned().copy(), crop.region(), framing.box(), framing.turns))
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space takes, Enter keeps, Esc goes one step back."""
        live = self.stack.currentIndex() == _LIVE
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space and live:
            self.take()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take() if live else self._keep()
        elif key == Qt.Key.Key_Escape and not live and self.live is not None:
            self._again()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        self._let_go()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._let_go()
        super().closeEvent(event)

    def _let_go(self) -> None:
        if self.live is not None:
            self.live.stop()
