"""A camera at work: what it sees, which one it is, whether the screen is a mirror; both remembered."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.camera.source import FrameSource
from desktop.ui.camera.viewfinder import Viewfinder
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.tick import TickField
from desktop.ui.messages import explain
from desktop.ui.parts.button import Button
from desktop.ui.remembered import Remembered
from desktop.ui.speech import say
from domain.problems import Fault, Problem


class Live(QWidget):
    """``seen`` carries each frame; ``ready`` whether there is a picture to take."""

    seen = Signal(QImage)
    ready = Signal(bool)

    def __init__(
        self,
        source: FrameSource,
        remembered: Remembered,
        shape: float | None,
        *,
        mirror: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """``mirror`` offers to show the picture mirrored, as a person expects to see his own face."""
        super().__init__(parent)
        self._source, self._remembered = source, remembered
        self._names: Mapping[str, str] = {}
        self.view = Viewfinder(shape, self)
        self.device = ListField(lambda: say("Camera", "&Camera"), lambda: self._names, parent=self)
        self.device.settled.connect(self._choose)
        self.mirror = TickField(lambda: say("Camera", "&Mirrored on screen"), in_row=True, parent=self)
        self.mirror.settled.connect(self._mirror)
        self.mirror.setVisible(mirror)
        self.again = Button(lambda: say("Camera", "&Try again"), icon="refresh", parent=self)
        self.again.clicked.connect(self.start)
        self._arrange()
        self.mirror.set_value(mirror and remembered.mirrored)
        self.view.mirror(self.mirror.value())
        source.frame.connect(self._show)
        source.failed.connect(self._fail)
        source.devices_changed.connect(self.start)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.STEP)
        column.addWidget(self.view, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.device, 2)
        row.addWidget(self.mirror, 1)
        row.addWidget(self.again)
        column.addLayout(row)

    def start(self) -> None:
        """Looks which cameras there are and begins with the one used last."""
        self._source.stop()
        try:
            known = {device.key: device.name for device in self._source.devices()}
        except Fault as fault:
            self._offer({}, "")
            self._fail(fault.problem)
            return
        last = self._remembered.camera
        key = last if last in known else next(iter(known), "")
        self._offer(known, key)
        if known:
            self._begin(key)
        else:
            self._fail(Problem("camera_missing"))

    def stop(self) -> None:
        """Lets the camera go."""
        self._source.stop()

    def _offer(self, names: Mapping[str, str], key: str) -> None:
        self._names = names
        self.device.offer(lambda: self._names)
        self.device.set_value(key)
        # One camera is no choice.
        self.device.setVisible(len(names) > 1)

    def _begin(self, key: str) -> None:
        self.again.hide()
        self.ready.emit(False)
        self.view.show_words(lambda: say("Camera", "Waiting for the camera…"))
        self._source.start(key)

    def _choose(self) -> None:
        key = self.device.value()
        if key and key != self._remembered.camera:
            self._remembered.camera = key
            self._begin(key)

    def _mirror(self) -> None:
        self._remembered.mirrored = self.mirror.value()
        self.view.mirror(self.mirror.value())

    def _show(self, image: QImage) -> None:
        first = self.view.image.isNull()
        self.view.show_frame(image)
        if first:
            self.ready.emit(True)
        self.seen.emit(image)

    def _fail(self, problem: Problem) -> None:
        self.view.show_words(lambda: "\n".join(explain(problem)))
        self.again.show()
        self.ready.emit(False)
