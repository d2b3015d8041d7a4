"""The real camera's frames: passed on when they come, and never an accident where there is no camera."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop.ui.camera import qt_source
from desktop.ui.camera.qt_source import QtCamera, best_format
from desktop.ui.camera.source import computer_camera
from domain.problems import Fault


def usable() -> bool:
    try:
        qt_source.multimedia()
    except Fault:
        return False
    return True


def test_without_its_library_the_reason_is_told(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> None:
    real = builtins.__import__

    def missing(name: str, names: Mapping[str, object] | None = None, *rest: Any) -> Any:
        if name == "PySide6" and len(rest) > 1 and "QtMultimedia" in (rest[1] or ()):
            raise ImportError("libpulse.so.0: cannot open shared object file: No such file or directory")
        return real(name, names, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(Fault) as caught:
        QtCamera().devices()
    assert caught.value.problem.code == "camera_unsupported"
    assert caught.value.problem.facts == {"library": "libpulse.so.0", "package": "libpulse0"}


@pytest.mark.skipif(not usable(), reason="QtMultimedia's own libraries are not on this computer")
@pytest.mark.qt_log_ignore("No RHI backend", extend=True)
def test_frames_are_passed_on_and_not_all_of_them(qtbot: QtBot) -> None:
    from PySide6.QtMultimedia import QVideoFrame  # noqa: PLC0415 - only where it is usable

    camera = QtCamera()
    assert isinstance(camera.devices(), Sequence)
    seen: list[QImage] = []
    camera.frame.connect(seen.append)
    image = QImage(320, 240, QImage.Format.Format_RGBA8888)
    image.fill(QColor("#204060"))
    for _ in range(5):
        camera._sink.setVideoFrame(QVideoFrame(image))
    assert len(seen) == 1, "five at once are one"
    assert seen[0].size() == QSize(320, 240)
    assert seen[0].pixelColor(10, 10) == QColor("#204060")


@pytest.mark.skipif(not usable(), reason="QtMultimedia's own libraries are not on this computer")
def test_a_camera_that_is_not_there_is_said(qtbot: QtBot) -> None:
    camera = computer_camera(None)  # type: ignore[arg-type]
    with qtbot.waitSignal(camera.failed) as said:
        camera.start("a camera left at home")
    assert said.args[0].code == "camera_missing"
    camera.stop()


@pytest.mark.skipif(not usable(), reason="QtMultimedia's own libraries are not on this computer")
def test_patience_ends(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    camera = QtCamera()
    camera._patience.setInterval(20)
    with qtbot.waitSignal(camera.failed) as said:
        camera._patience.start()
    assert said.args[0].code == "camera_failed"


@dataclass
class Format:
    """What a camera offers."""

    wide: int
    high: int
    rate: float

    def resolution(self) -> QSize:
        return QSize(self.wide, self.high)

    def maxFrameRate(self) -> float:
        return self.rate


def test_the_largest_picture_that_still_moves_is_chosen() -> None:
    offered = [Format(640, 480, 30), Format(1280, 720, 30), Format(1920, 1080, 5), Format(3840, 2160, 30)]
    assert best_format(offered) is offered[1]
    assert best_format([*offered, Format(1280, 720, 60)]).rate == 60
    assert best_format([Format(4000, 3000, 30)]) is None
