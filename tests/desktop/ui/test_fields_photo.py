"""A portrait's field: from a file or the camera, framed, turned, small, and refused by name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter
from pytestqt.qtbot import QtBot

from desktop.ui.fields.field import Field
from desktop.ui.fields.photo import LIMIT, PhotoField, first_crop, jpeg_within
from desktop.ui.remembered import Remembered
from guichet.sample.portrait import portrait
from tests.desktop.ui.camera.pictures_source import PicturesSource


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[[Any], Any]:
    """The field in a window of its own, with the keyboard."""

    def show(field: Field) -> Field:
        qtbot.addWidget(field)
        field.resize(600, 300)
        field.show()
        field.activateWindow()
        return field

    return show


def jpeg_size(data: bytes) -> QSize:
    return QImage.fromData(data).size()


def test_a_photo_is_cropped_and_small(shown: Callable[[Any], Any], tmp_path: Path, qtbot: QtBot) -> None:
    picture = tmp_path / "portrait.jpg"
    picture.write_bytes(portrait(3))
    field = shown(PhotoField(lambda: "P&hoto"))
    with qtbot.waitSignals([field.changed, field.settled]):
        field.take(picture)
    value = field.value()
    assert value is not None and len(value) <= LIMIT
    size = jpeg_size(value)
    assert size.width() * 5 == size.height() * 4


def test_a_noisy_photo_still_fits_in_the_limit() -> None:
    noisy = QImage(800, 1000, QImage.Format.Format_RGB32)
    for x in range(0, 800, 2):
        for y in range(0, 1000, 2):
            noisy.setPixelColor(x, y, QColor((x * 7919 + y * 104729) % 256, (x * y) % 256, (x ^ y) % 256))
    assert len(jpeg_within(noisy)) <= LIMIT


def test_a_file_that_is_no_picture_is_refused_beneath(shown: Callable[[Any], Any], tmp_path: Path) -> None:
    words = tmp_path / "letter.jpg"
    words.write_text("not a picture")
    field = shown(PhotoField(lambda: "P&hoto"))
    field.take(words)
    assert field.value() is None
    assert field.problem() is not None


def test_a_photo_is_taken_with_the_camera(shown: Callable[[Any], Any], tmp_path: Path, qtbot: QtBot) -> None:
    field = shown(PhotoField(lambda: "P&hoto"))
    scene = QImage.fromData(png(QSize(1280, 720)))
    field.camera = lambda _parent: PicturesSource([scene])
    field.remembered = Remembered(tmp_path / "window.ini")
    dialog = field.open_camera()
    dialog.take()
    with qtbot.waitSignals([field.changed, field.settled]):
        dialog.keep.click()
    value = field.value()
    assert value is not None and len(value) <= LIMIT
    again = field.open_frame()
    assert again.crop.region() == field.frame.crop
    qtbot.keyClicks(again.crop, "++")
    again.keep.click()
    assert field.frame.crop.width() < 0.85 * (0.92 * 720 * 0.8)


def test_a_photo_on_its_side_is_turned(shown: Callable[[Any], Any], qtbot: QtBot) -> None:
    field = shown(PhotoField(lambda: "P&hoto"))
    field.set_value(png(QSize(400, 300)))
    qtbot.keyClick(field.frame, Qt.Key.Key_R)
    assert field.frame.image.size() == QSize(300, 400)
    assert jpeg_size(field.value()).height() > jpeg_size(field.value()).width()


@pytest.mark.parametrize(
    ("data", "code"), [(b"not a picture", "picture_not_image"), (None, "picture_unreadable")]
)
def test_a_file_that_is_refused_is_named(
    shown: Callable[[Any], Any], tmp_path: Path, data: bytes | None, code: str
) -> None:
    path = tmp_path / "lettre.jpg"
    if data is not None:
        path.write_bytes(data)
    field = shown(PhotoField(lambda: "P&hoto"))
    assert not field.take(path)
    assert (field.problem().code, field.problem().facts) == (code, {"name": "lettre.jpg"})


def test_the_crop_stays_inside_the_picture(shown: Callable[[Any], Any], qtbot: QtBot) -> None:
    field = shown(PhotoField(lambda: "P&hoto"))
    field.set_value(png(QSize(1000, 1000)))
    frame = field.frame
    assert frame.crop == first_crop(QSize(1000, 1000))
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down):
        for _ in range(30):
            qtbot.keyClick(frame, key)
    qtbot.keyClicks(frame, "++++----------")
    assert frame.image.rect().contains(frame.crop)


def png(size: QSize) -> bytes:
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor("#88aa99"))
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(kept.data())
