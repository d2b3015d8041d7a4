"""Opens the window and stays until it is closed."""

from __future__ import annotations

import os
import sys
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from desktop.ui import speech, theme
from desktop.ui.accidents import Accidents
from desktop.ui.background import Background
from desktop.ui.remembered import Remembered
from desktop.ui.window import Window

if TYPE_CHECKING:
    from desktop.application import Application
    from desktop.services.desk import Desk
    from desktop.ui.rounds import Timetable
    from domain.languages import LanguageCode

# By then the first window is painted, on a slow laptop too.
_PAINTED_MS = 300


def has_display() -> bool:
    """Whether a window would be seen: always on Windows and macOS, else with X11 or Wayland."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_window(
    path: Path | None = None,
    *,
    desk: Desk | None = None,
    language: LanguageCode | None = None,
    settings: Path | None = None,
    application: Application | None = None,
    timetable: Timetable | None = None,
) -> int:
    """Shows the window and returns the exit code, 0.

    ``path`` is the office file proposed at sign-in; with ``desk`` somebody is signed in already and the
    window closes the desk. ``language`` is for this time only; ``settings`` replaces the person's own.
    With a ``timetable``, rounds of synchronisation start by themselves.
    """
    app = theme.application(sys.argv)
    app.setApplicationName("Guichet")
    app.setDesktopFileName("guichet")
    remembered = Remembered(settings)
    theme.wear(app, remembered.theme, remembered.text_size)
    speech.speak(language or remembered.language)
    background = Background()

    def given() -> Application:
        return application if application is not None else _usual_application()

    window = Window(background, remembered, given, path, timetable)
    accidents = Accidents(window.tell, lambda error: given().note_accident(error))
    accidents.install()
    window.show()
    QTimer.singleShot(_PAINTED_MS, lambda: _settle_in(window, background))
    if desk is not None:
        window.enter(desk)
    try:
        return app.exec()
    finally:
        accidents.remove()
        background.finish()


def _settle_in(window: Window, background: Background) -> None:
    """Once the window stands: reads what signing in needs while the person looks for the keys."""
    background.run(lambda _progress: _read_ahead())
    from desktop.ui.line import Line  # noqa: PLC0415 - the network library is not needed to stand

    Line(window).appeared.connect(window.network_appeared)


def _read_ahead() -> None:
    for module in ("desktop.application", "desktop.services.today"):
        import_module(module)


@cache
def _usual_application() -> Application:
    from desktop.application import Application  # noqa: PLC0415 - the first window does not wait for it

    return Application()
