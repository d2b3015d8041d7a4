"""Where frames come from: a camera, or in a test pictures; nothing else of the window knows which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage


@dataclass(frozen=True)
class Device:
    """A camera: ``key`` finds it again tomorrow, ``name`` is what its maker calls it."""

    key: str
    name: str


class FrameSource(QObject):
    """``frame`` carries each picture as the camera sees it; ``failed`` a ``Problem`` when none comes.

    ``devices_changed`` comes when a camera was plugged in or pulled out.
    """

    frame = Signal(QImage)
    failed = Signal(object)
    devices_changed = Signal()

    def devices(self) -> Sequence[Device]:
        """The cameras there are, the system's own choice first; empty when there is none.

        Raises ``Fault("camera_unsupported")`` where this computer cannot use any.
        """
        raise NotImplementedError

    def start(self, key: str) -> None:
        """Begins with the camera of that key; stops another one first."""
        raise NotImplementedError

    def stop(self) -> None:
        """Lets the camera go: its light goes out."""
        raise NotImplementedError


MakeSource = Callable[[QObject], FrameSource]


def computer_camera(parent: QObject) -> FrameSource:
    """The cameras of this computer."""
    from desktop.ui.camera.qt_source import QtCamera  # noqa: PLC0415 - who takes no picture loads no video

    return QtCamera(parent)
