"""A camera that shows pictures: a frame each time a test asks for one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from desktop.ui.camera.source import Device, FrameSource
from domain.problems import Fault, Problem


class PicturesSource(FrameSource):
    """``started`` says what was asked of it; ``roll`` is what it sees, picture after picture."""

    def __init__(
        self,
        roll: Sequence[QImage] = (),
        names: Sequence[str] = ("Built-in", "On the table"),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.roll, self.names = list(roll), list(names)
        self.started: list[str] = []
        self.running = False
        self.fault: Fault | None = None

    def devices(self) -> Sequence[Device]:
        if self.fault is not None:
            raise self.fault
        return [Device(f"cam:{name}", name) for name in self.names]

    def start(self, key: str) -> None:
        self.started.append(key)
        self.running = True
        self.play()

    def stop(self) -> None:
        self.running = False

    def play(self) -> None:
        """Shows what is left of the roll."""
        while self.running and self.roll:
            self.frame.emit(self.roll.pop(0))

    def pull_out(self) -> None:
        """Somebody pulls the cable."""
        self.running = False
        self.names = []
        self.devices_changed.emit()

    def break_down(self) -> None:
        """It gives nothing any more."""
        self.running = False
        self.failed.emit(Problem("camera_failed"))
