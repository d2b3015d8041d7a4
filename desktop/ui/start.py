"""Opens the window and stays until it is closed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QApplication

from desktop.ui import speech, theme
from desktop.ui.accidents import Accidents
from desktop.ui.background import Background
from desktop.ui.remembered import Remembered
from desktop.ui.rounds import Timetable
from desktop.ui.window import Window

if TYPE_CHECKING:
    from desktop.application import Application
    from desktop.services.desk import Desk
    from domain.programme import LanguageCode


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
    app = cast(QApplication, QApplication.instance() or QApplication(sys.argv[:1]))
    app.setApplicationName("Guichet")
    app.setDesktopFileName("guichet")
    remembered = Remembered(settings)
    theme.wear(app, remembered.theme, remembered.text_size)
    speech.speak(language or remembered.language)
    background = Background()
    given = application or _usual_application()
    window = Window(background, remembered, given, path, timetable)
    accidents = Accidents(window.tell, given.note_accident)
    accidents.install()
    window.show()
    if desk is not None:
        window.enter(desk)
    try:
        return app.exec()
    finally:
        accidents.remove()
        background.finish()


def _usual_application() -> Application:
    from desktop.application import Application  # noqa: PLC0415 - whoever has one already does not wait for it

    return Application()
