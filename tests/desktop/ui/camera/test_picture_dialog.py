"""Taking a picture by keyboard, with a camera that shows pictures: taken, framed, kept; or why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import speech
from desktop.ui.camera.picture_dialog import PictureDialog, as_bytes
from desktop.ui.remembered import Remembered
from desktop.ui.speech import say
from domain.languages import LANGUAGES
from domain.problems import Fault
from tests.desktop.ui.camera.pictures_source import PicturesSource
from tests.desktop.ui.looking import cut_words, letters_used_twice, nameless


def picture(left: str = "red", right: str = "blue") -> QImage:
    """Two halves, so that a test sees what was turned or mirrored."""
    image = QImage(QSize(1280, 720), QImage.Format.Format_RGB32)
    image.fill(QColor(right))
    painter = QPainter(image)
    painter.fillRect(0, 0, 640, 720, QColor(left))
    painter.end()
    return image


Ask = Callable[..., PictureDialog]


@pytest.fixture
def ask(qtbot: QtBot, tmp_path: Path) -> Iterator[Ask]:
    """Opens the dialog over a laptop's window."""
    window = QWidget()
    window.resize(1366, 768)
    window.show()

    def make(source: PicturesSource | None = None, **given: object) -> PictureDialog:
        kept = Remembered(tmp_path / "window.ini")
        dialog = PictureDialog(
            window,
            lambda: say("Photo", "Take a photo"),
            source=source,
            remembered=kept,
            **given,  # type: ignore[arg-type]
        )
        dialog.open()
        dialog.activateWindow()
        QCoreApplication.processEvents()
        return dialog

    yield make
    shiboken6.delete(window)


def kept_by(dialog: PictureDialog) -> list[QImage]:
    found: list[QImage] = []
    dialog.kept.connect(lambda framed: found.append(framed.part()))
    return found


def test_space_takes_and_enter_keeps(ask: Ask, qtbot: QtBot) -> None:
    source = PicturesSource([picture()])
    dialog = ask(source)
    kept = kept_by(dialog)
    assert dialog.live is not None and dialog.live.view.hasFocus()
    qtbot.keyClick(dialog.live.view, Qt.Key.Key_Space)
    assert dialog.crop.hasFocus() and not source.running
    qtbot.keyClick(dialog.crop, Qt.Key.Key_Return)
    [image] = kept
    assert abs(image.width() / image.height() - 0.8) < 0.01
    # Mirrored on screen, never in what is kept.
    assert image.pixelColor(5, 50) == QColor("red")
    assert image.pixelColor(image.width() - 5, 50) == QColor("blue")
    assert not dialog.isVisible()


def test_the_frame_begins_where_the_guide_stood(ask: Ask) -> None:
    dialog = ask(PicturesSource([picture()]))
    dialog.take()
    region = dialog.crop.region()
    assert region.center().x() == pytest.approx(640, abs=2)
    assert region.height() == pytest.approx(0.92 * 720, abs=2)


def test_escape_goes_back_to_the_camera_and_then_away(ask: Ask, qtbot: QtBot) -> None:
    source = PicturesSource([picture(), picture("green")])
    dialog = ask(source)
    dialog.take()
    source.roll.append(picture("green"))
    qtbot.keyClick(dialog.crop, Qt.Key.Key_Escape)
    assert dialog.live is not None and dialog.live.view.hasFocus() and source.running
    kept = kept_by(dialog)
    qtbot.keyClick(dialog.live.view, Qt.Key.Key_Escape)
    assert not dialog.isVisible() and not source.running and kept == []


def test_the_camera_used_last_is_used_again(ask: Ask, tmp_path: Path) -> None:
    source = PicturesSource([picture()])
    first = ask(source)
    assert source.started == ["cam:Built-in"]
    assert first.live is not None
    first.live.device.set_value("cam:On the table")
    first.live.device.settled.emit()
    first.live.mirror.tick.click()
    assert source.started == ["cam:Built-in", "cam:On the table"]
    again = PicturesSource([picture()])
    second = ask(again)
    assert second.live is not None
    assert again.started == ["cam:On the table"]
    assert (second.live.mirror.value(), second.live.view.mirrored) == (False, False)
    gone = PicturesSource([picture()], names=("Built-in",))
    third = ask(gone)
    assert gone.started == ["cam:Built-in"], "one that was left at home is not waited for"
    assert third.live is not None and not third.live.device.isVisible()


def test_no_camera_is_said_and_found_when_it_is_plugged_in(ask: Ask) -> None:
    source = PicturesSource([picture()], names=())
    dialog = ask(source)
    assert dialog.live is not None
    assert "No camera was found" in dialog.live.view.words()
    assert not dialog.shoot.isEnabled() and dialog.live.again.isVisible()
    dialog.take()
    assert dialog.stack.currentWidget() is dialog.live
    source.names = ["Plugged in"]
    source.devices_changed.emit()
    assert dialog.live.view.words() == "" and dialog.shoot.isEnabled()
    source.pull_out()
    assert "No camera was found" in dialog.live.view.words()


def test_what_this_computer_lacks_is_named(ask: Ask) -> None:
    source = PicturesSource()
    source.fault = Fault("camera_unsupported", library="libpulse.so.0", package="libpulse0")
    dialog = ask(source)
    assert dialog.live is not None
    for word in ("libpulse.so.0", "libpulse0"):
        assert word in dialog.live.view.words()
    speech.speak("fr")
    assert "libpulse0" in dialog.live.view.words()


def test_a_camera_that_breaks_down_is_said(ask: Ask) -> None:
    source = PicturesSource([picture()])
    dialog = ask(source)
    source.break_down()
    assert dialog.live is not None and "does not give a picture" in dialog.live.view.words()
    source.roll.append(picture())
    dialog.live.again.click()
    assert dialog.live.view.words() == ""


def test_the_picture_is_turned_moved_and_sized_by_keys(ask: Ask, qtbot: QtBot) -> None:
    dialog = ask(image=picture())
    crop = dialog.crop
    first = crop.region()
    qtbot.keyClicks(crop, "++")
    nearer = crop.region()
    assert nearer.width() < first.width() and first.contains(nearer)
    qtbot.keyClick(crop, Qt.Key.Key_Left)
    assert crop.region().x() < nearer.x() and crop.region().size() == nearer.size()
    qtbot.keyClick(crop, Qt.Key.Key_R)
    assert crop.turned().size() == QSize(720, 1280)
    assert crop.turned().pixelColor(360, 100) == QColor("red"), "clockwise: what was left is above"
    qtbot.keyClicks(crop, "+++0")
    assert crop.region().width() == 720
    for _ in range(3):
        qtbot.keyClick(crop, Qt.Key.Key_R)
    assert crop.framing.turns == 0


def test_the_picture_is_dragged_by_hand_and_stays_inside(ask: Ask, qtbot: QtBot) -> None:
    dialog = ask(image=picture())
    QCoreApplication.processEvents()
    crop = dialog.crop
    before = crop.region()
    middle = crop.frame().center().toPoint()
    qtbot.mousePress(crop, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(crop, middle + QPoint(60, 0))
    qtbot.mouseRelease(crop, Qt.MouseButton.LeftButton)
    moved = crop.region()
    assert moved.x() > before.x() and moved.size() == before.size()
    corner = crop.frame().bottomRight().toPoint()
    qtbot.mousePress(crop, Qt.MouseButton.LeftButton, pos=corner)
    qtbot.mouseMove(crop, corner - QPoint(40, 50))
    qtbot.mouseRelease(crop, Qt.MouseButton.LeftButton)
    assert crop.region().width() < moved.width()
    assert QRect(0, 0, 1280, 720).contains(crop.region())


def test_a_document_has_a_free_frame(ask: Ask, qtbot: QtBot) -> None:
    dialog = ask(image=picture(), shape=None)
    crop = dialog.crop
    assert crop.framing.box() == (0, 0, 1, 1)
    qtbot.keyClick(crop, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert (crop.region().width() < 1280, crop.region().height()) == (True, 720)
    left, top, right, bottom = crop.framing.box()
    assert 0 < left < right < 1 and (top, bottom) == (0, 1)


def test_what_is_kept_travels_without_loss() -> None:
    image = picture()
    again = QImage.fromData(as_bytes(image))
    assert again.pixelColor(10, 10) == image.pixelColor(10, 10) and again.size() == image.size()


@pytest.mark.parametrize("room", [QSize(1366, 768), QSize(911, 512)], ids=["laptop", "magnified"])
@pytest.mark.parametrize("code", LANGUAGES)
def test_nothing_is_cut_unnamed_or_lettered_twice(ask: Ask, code: str, room: QSize) -> None:
    speech.speak(code)  # type: ignore[arg-type]
    source = PicturesSource([picture()])
    dialog = ask(source)
    dialog.parentWidget().resize(room)
    for act in (lambda: None, dialog.take):
        act()
        dialog.resize(dialog.size().boundedTo(room))
        for _ in range(3):
            QCoreApplication.processEvents()
        assert dialog.width() <= room.width() and dialog.height() <= room.height()
        assert cut_words(dialog) == []
        assert nameless(dialog) == []
        assert letters_used_twice(dialog) == {}
