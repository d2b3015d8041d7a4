"""Reads a code with the camera: held before it, read by itself, no key needed."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services import read_codes
from desktop.services.scanned import Scanned
from desktop.ui import theme
from desktop.ui.background import Runner
from desktop.ui.camera.live import Live
from desktop.ui.camera.source import FrameSource
from desktop.ui.parts.button import Button
from desktop.ui.parts.words import Words
from desktop.ui.remembered import Remembered
from desktop.ui.speech import say

_EVERY_S = 0.2


def codes_of(image: QImage) -> list[Scanned]:
    """The codes in a frame."""
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    rows = bytes(grey.constBits())
    return read_codes.in_frame(rows, grey.bytesPerLine(), grey.height())


class ScanDialog(QDialog):
    """``found`` carries a printed code of ours; the dialog is closed then."""

    found = Signal(str)

    def __init__(self, parent: QWidget, runner: Runner, source: FrameSource, remembered: Remembered) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("Camera", "Scan a code"))
        self._runner = runner
        self._busy = False
        self._looked = 0.0
        source.setParent(self)
        self.live = Live(source, remembered, None, mirror=False, parent=self)
        self.live.seen.connect(self._look)
        self.hint = Words(
            lambda: say("Camera", "Hold the card or the receipt before the camera."), wrap=True, parent=self
        )
        self.shut = Button(lambda: say("Messages", "Cancel"), kind="quiet", parent=self)
        self.shut.clicked.connect(self.reject)
        self._arrange()
        room = parent.window().size()
        self.resize(
            min(theme.grown(760), room.width() - 2 * theme.GAP),
            min(theme.grown(600), room.height() - 2 * theme.GAP),
        )
        self.live.start()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        column.setSpacing(theme.STEP)
        column.addWidget(Words(lambda: say("Camera", "Scan a code"), size="head", parent=self))
        column.addWidget(self.live, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.shut)
        column.addLayout(foot)

    def _look(self, image: QImage) -> None:
        """Five frames a second are looked at, one at a time."""
        now = time.monotonic()
        if self._busy or now - self._looked < _EVERY_S:
            return
        self._busy, self._looked = True, now
        frame = image.copy()
        self._runner.run(
            lambda _progress: codes_of(frame), done=self._read, failed=lambda _: None, owner=self
        )

    def _read(self, said: list[Scanned]) -> None:
        self._busy = False
        code = next((one.code for one in said if one.code), None)
        if code is not None:
            self.accept()
            self.found.emit(code)
        elif said:
            self.hint.tell(lambda: say("Camera", "This is a code, but not one of ours."))

    def done(self, result: int) -> None:
        self.live.stop()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.live.stop()
        super().closeEvent(event)
