"""Opening the window: it stands before the slow libraries are read, and ends with exit code 0."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtNetwork import QNetworkInformation
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.application import Application
from desktop.services.desk import Desk
from desktop.ui import start
from desktop.ui.line import Line
from desktop.ui.window import Window

# Each would keep the first window waiting for something it does not show.
SLOW = (
    "PIL",
    "PySide6.QtNetwork",
    "PySide6.QtPdf",
    "PySide6.QtPrintSupport",
    "cryptography",
    "desktop.application",
    "desktop.services",
    "phonenumbers",
    "reportlab",
    "requests",
    "sqlcipher3",
    "sqlite_utils",
    "yaml",
)
STAND = f"""
import sys
from pathlib import Path
from desktop.ui import speech, theme
from desktop.ui.background import Inline
from desktop.ui.remembered import Remembered
from desktop.ui.start import open_window
from desktop.ui.window import Window
app = theme.application(["guichet"])
theme.wear(app, "light")
speech.speak("fr")
window = Window(Inline(), Remembered(Path(sys.argv[1])), lambda: None)
window.show()
app.processEvents()
print([name for name in {SLOW!r} if name in sys.modules])
"""


def test_the_first_window_reads_nothing_slow(tmp_path: Path) -> None:
    command = [sys.executable, "-c", STAND, str(tmp_path / "window.ini")]
    found = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "[]"


def windows() -> list[Window]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, Window)]


def close_when(ready: bool, *, after_ms: int = 100) -> None:
    """Closes the window once it has stood for a moment."""

    def close() -> None:
        for window in windows():
            if (window.frame is not None) == ready:
                window.close()
        if any(window.isVisible() for window in windows()):
            QTimer.singleShot(after_ms, close)

    QTimer.singleShot(after_ms, close)


def test_the_window_opens_at_the_entry_and_ends_well(
    office: Path, tmp_path: Path, application: Application, qtbot: QtBot
) -> None:
    close_when(False)
    settings = tmp_path / "settings.ini"
    assert start.open_window(office, settings=settings, application=application, language="fr") == 0
    assert sys.excepthook is sys.__excepthook__ or "happened" not in repr(sys.excepthook)


def test_a_desk_that_is_open_is_shown_at_once_and_closed_at_the_end(
    desk: Desk, tmp_path: Path, application: Application, qtbot: QtBot
) -> None:
    close_when(True, after_ms=300)
    settings = tmp_path / "settings.ini"
    assert start.open_window(desk=desk, settings=settings, application=application) == 0


@pytest.mark.parametrize(
    ("platform", "variables", "seen"),
    [
        ("win32", {}, True),
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
    ],
)
def test_a_display_is_known_before_a_window_is_tried(
    monkeypatch: pytest.MonkeyPatch, platform: str, variables: dict[str, str], seen: bool
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert start.has_display() is seen


def test_a_line_that_comes_back_is_told(qapp: QApplication, qtbot: QtBot) -> None:
    line = Line()
    with qtbot.waitSignal(line.appeared):
        line._changed(QNetworkInformation.Reachability.Online)
    with qtbot.assertNotEmitted(line.appeared):
        line._changed(QNetworkInformation.Reachability.Disconnected)
