"""``python -m benchmarks.register_window FILE``: the window at work on a file, and the memory it takes."""

from __future__ import annotations

import sys
import tempfile
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks.register_file import EASY
from benchmarks.register_people import queries_of
from benchmarks.register_work import form
from desktop.application import Application
from desktop.services import look_alikes, search
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from desktop.ui import theme
from desktop.ui.background import Background, Progress
from desktop.ui.remembered import Remembered
from desktop.ui.window import Window
from domain.matching.profile import Identity
from guichet.demo.laptops import PASSWORD, USER

ASKED = 300


def resident(name: str) -> str:
    """``VmRSS`` or ``VmHWM`` of this process in MiB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return str(round(next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024))


def main(path: Path) -> None:
    """Everybody is listed once, then names are searched and forms checked on the store lane."""
    app = QApplication([])
    theme.wear(app, "light")
    runner = Background()
    with tempfile.TemporaryDirectory() as folder:
        application = Application(EASY, data=Path(folder))
        window = Window(runner, Remembered(Path(folder) / "window.ini"), lambda: application)
        desk = sign_in(path, PASSWORD, USER)
        window.enter(desk)
        window.show()
        _settle(app, runner)
        first = resident("VmRSS")
        assert window.frame is not None
        window.frame.go("people")
        _settle(app, runner)
        asked = [one for _, one in queries_of(desk, ASKED).duplicates]
        for one in asked:
            runner.run(partial(_work, desk, one))
            search.people(desk, str(one.given_name))
        _settle(app, runner)
        print(first, resident("VmRSS"), resident("VmHWM"), flush=True)
        window.close()
        runner.finish(10)


def _work(desk: Desk, one: Identity, _progress: Progress) -> None:
    search.people(desk, f"{one.given_name} {one.family_name}")
    look_alikes.of_member(desk, form(one), 0)


def _settle(app: QApplication, runner: Background) -> None:
    for _ in range(5):
        runner.finish(300)
        app.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
