"""Frames of a real camera, by QtMultimedia: loaded when first wanted, and missed without an accident."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QLoggingCategory, QObject, QTimer

from desktop.ui.camera.source import Device, FrameSource
from domain.problems import Fault, Problem

# Enough for a page of print, and what every webcam of ten years gives.
_WIDEST = 1920
_SLOWEST = 10  # frames a second
_EVERY_S = 0.05
_PATIENCE_MS = 6000
# What QtMultimedia stands on and does not bring along (Debian's name for it).
_PACKAGE = "libpulse0"


def multimedia() -> Any:
    """Qt's module. Raises ``Fault("camera_unsupported")`` with the library that is missing."""
    # Otherwise it lists on the terminal every video library it could do without.
    QLoggingCategory.setFilterRules("qt.multimedia.*=false")
    try:
        from PySide6 import QtMultimedia  # noqa: PLC0415 - as said above
    except ImportError as error:
        library = str(error).split(":")[0]
        raise Fault("camera_unsupported", library=library, package=_PACKAGE) from None
    return QtMultimedia


class QtCamera(FrameSource):
    """One camera at a time. A camera that gives nothing for six seconds has failed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._qt: Any = None
        self._session: Any = None
        self._camera: Any = None
        self._seen = 0.0
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._fail)

    def devices(self) -> Sequence[Device]:
        known = self._ready().QMediaDevices
        first = known.defaultVideoInput()
        found = sorted(known.videoInputs(), key=lambda one: one.id() != first.id())
        return [Device(_key(one), one.description()) for one in found]

    def start(self, key: str) -> None:
        qt = self._ready()
        self.stop()
        wanted = next((one for one in qt.QMediaDevices.videoInputs() if _key(one) == key), None)
        if wanted is None:
            self.failed.emit(Problem("camera_missing"))
            return
        self._camera = qt.QCamera(wanted, self)
        best = best_format(wanted.videoFormats())
        if best is not None:
            self._camera.setCameraFormat(best)
        self._camera.errorOccurred.connect(lambda _error, _words: self._fail())
        self._session.setCamera(self._camera)
        self._patience.start()
        self._camera.start()

    def stop(self) -> None:
        self._patience.stop()
        camera, self._camera = self._camera, None
        if camera is not None:
            camera.stop()
            self._session.setCamera(None)
            camera.deleteLater()

    def _ready(self) -> Any:
        """The module, with a session whose frames come here."""
        if self._qt is None:
            qt = multimedia()
            self._session = qt.QMediaCaptureSession(self)
            self._sink = qt.QVideoSink(self)
            self._sink.videoFrameChanged.connect(self._came)
            self._session.setVideoSink(self._sink)
            self._watch = qt.QMediaDevices(self)
            self._watch.videoInputsChanged.connect(self.devices_changed)
            self._qt = qt
        return self._qt

    def _came(self, frame: Any) -> None:
        """Passes on twenty frames a second: turning one into a picture costs an old laptop some time."""
        now = time.monotonic()
        if now - self._seen < _EVERY_S:
            return
        image = frame.toImage()
        if not image.isNull():
            self._seen = now
            self._patience.stop()
            self.frame.emit(image)

    def _fail(self) -> None:
        self.stop()
        self.failed.emit(Problem("camera_failed"))


def _key(device: Any) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")


def best_format(formats: Sequence[Any]) -> Any:
    """The largest picture up to ``1920`` wide that still moves; None leaves it to the camera."""
    good = [one for one in formats if one.resolution().width() <= _WIDEST and one.maxFrameRate() >= _SLOWEST]
    return max(
        good,
        key=lambda one: (one.resolution().width() * one.resolution().height(), one.maxFrameRate()),
        default=None,
    )
