"""The first painted window, beside an empty PySide6 window: whole processes, offscreen, in turn."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

from benchmarks.table import show

ROUNDS = 9
_QUIT_AFTER_PAINT = """
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.isWindow():
            print("painted", flush=True)
            self.painted = True
            QTimer.singleShot(0, lambda: __import__("os")._exit(0))
        return False
watch = Watch()
"""
_EMPTY = (
    "from PySide6.QtWidgets import QApplication, QMainWindow\n"
    "app = QApplication([])\n" + _QUIT_AFTER_PAINT + "app.installEventFilter(watch)\n"
    "window = QMainWindow(); window.resize(1366, 768); window.show()\napp.exec()\n"
)
_OURS = (
    "from PySide6.QtWidgets import QApplication\n" + _QUIT_AFTER_PAINT + "real = QApplication.exec\n"
    "def run(*_):\n    QApplication.instance().installEventFilter(watch)\n    return real()\n"
    "QApplication.exec = staticmethod(run)\n"
    "from desktop.ui.start import open_window\nopen_window(None)\n"
)


def run() -> None:
    """Prints the table; takes a few seconds."""
    empty: list[float] = []
    ours: list[float] = []
    for _ in range(ROUNDS):
        empty.append(_first_paint(_EMPTY))
        ours.append(_first_paint(_OURS))
    ratio = statistics.median(one / other for one, other in zip(ours, empty, strict=True))
    rows = [
        ("Guichet's sign-in window", f"{statistics.median(ours):.0f}", f"{ratio:.2f}"),
        ("empty QMainWindow", f"{statistics.median(empty):.0f}", "1.00"),
    ]
    title = f"Spawn to first painted window, offscreen; median of {ROUNDS} rounds"
    show(title, ("window", "ms", "ratio"), rows)


def _first_paint(program: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": folder}
        begun = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=environment
        ) as process:
            assert process.stdout is not None
            line = process.stdout.readline()
            elapsed = (time.perf_counter() - begun) * 1000
            process.kill()
        if line.strip() != "painted":
            raise RuntimeError("the window was never painted")
        return elapsed
