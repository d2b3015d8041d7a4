"""Draws pages of the window to PNG files, in each language, without a screen.

``python -m desktop.ui.portraits OUTDIR FILE`` signs in to an office file with ``GUICHET_USER`` and
``GUICHET_PASSWORD`` and draws the usual pages; ``draw`` does the same for a desk that is open already.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import QApplication

from desktop.application import Application
from desktop.ui import speech, theme
from desktop.ui.background import Inline
from desktop.ui.remembered import Remembered, ThemeName
from desktop.ui.window import Window
from domain.languages import LANGUAGES, LanguageCode

if TYPE_CHECKING:
    from desktop.services.desk import Desk

LAPTOP = QSize(1366, 768)
_SETTLED_S = 0.4


@dataclass(frozen=True)
class Scene:
    """A page to draw: the file's name, the place, and what it is to show."""

    name: str
    place: str
    subject: object = None


USUAL = (
    Scene("today", "today"),
    Scene("people", "people"),
    Scene("print-desk", "print"),
    Scene("synchronise", "synchronise"),
    Scene("settings", "settings"),
)


def draw(
    desk: Desk,
    folder: Path,
    scenes: Iterable[Scene] = USUAL,
    languages: Sequence[LanguageCode] = LANGUAGES,
    theme_name: ThemeName = "light",
    size: QSize = LAPTOP,
) -> list[Path]:
    """Draws each scene in each language as ``NAME-LANGUAGE.png``; the paths, in that order.

    Needs no screen when the ``offscreen`` platform is chosen before the application is made. The desk
    stays open.
    """
    app = application()
    theme.wear(app, theme_name)
    folder.mkdir(parents=True, exist_ok=True)
    settings = folder / ".settings.ini"
    window = Window(Inline(), Remembered(settings), Application)
    window.resize(size)
    window.show()
    made = []
    for code in languages:
        speech.speak(code)
        made.append(_save(window, folder / f"sign-in-{code}.png"))
    window.enter(desk)
    for code in languages:
        speech.speak(code)
        made += [_scene(window, scene, folder / f"{scene.name}-{code}.png") for scene in scenes]
    window.leave_open()
    window.close()
    settings.unlink(missing_ok=True)
    return made


def application() -> QApplication:
    """The application there is, or one without a screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return theme.application(sys.argv)


def _scene(window: Window, scene: Scene, path: Path) -> Path:
    if window.frame is not None:
        window.frame.go(scene.place, scene.subject)
    return _save(window, path)


def _save(window: Window, path: Path) -> Path:
    # The first picture makes the page draw itself: a preview of a paper starts only then.
    for _ in range(2):
        _settle()
        picture = window.grab()
    picture.save(str(path))
    return path


def _settle() -> None:
    """A page waits a moment after a choice before it acts; a picture waits longer."""
    until = time.monotonic() + _SETTLED_S
    while time.monotonic() < until:
        QCoreApplication.processEvents()
        time.sleep(0.02)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0 when every picture is there."""
    parser = argparse.ArgumentParser(prog="python -m desktop.ui.portraits", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("file", type=Path)
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--size", default="1366x768", help="width x height in pixels")
    options = parser.parse_args(arguments)
    from desktop.services import sign_in  # noqa: PLC0415 - the store is needed by this command only

    width, height = (int(part) for part in options.size.split("x"))
    desk = sign_in.sign_in(
        options.file, os.environ.get("GUICHET_PASSWORD", ""), os.environ.get("GUICHET_USER")
    )
    made = draw(desk, options.folder, theme_name=options.theme, size=QSize(width, height))
    desk.close()
    sys.stdout.write("".join(f"{path}\n" for path in made))
    return 0 if all(path.is_file() for path in made) else 1


if __name__ == "__main__":
    sys.exit(main())
