"""Keeps a change being written down as a draft: a moment after each answer, at once on leaving."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from desktop.services import change_drafts
from desktop.services.change_drafts import Begun
from desktop.services.desk import Desk
from desktop.ui.background import Runner

_WAIT_MS = 250


class Keeper(QObject):
    """``follow`` names the draft to write into; ``changed`` says that something was typed."""

    def __init__(self, desk: Desk, runner: Runner, body: Callable[[], Begun | None], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._runner, self._body = desk, runner, body
        # The number is learnt by the first write; the next one, already on its way, finds it here.
        self._draft: list[int] = []
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._write)

    def follow(self, draft: int | None) -> None:
        """From now on writes into this draft, or into a new one with the first answer."""
        self._wait.stop()
        self._draft = [] if draft is None else [draft]

    def changed(self) -> None:
        """Something was typed: it is kept within a quarter of a second."""
        if not self._wait.isActive():
            self._wait.start()

    def flush(self) -> None:
        """Writes at once what still waits."""
        if self._wait.isActive():
            self._wait.stop()
            self._write()

    def discard(self) -> None:
        """Throws the draft away: it is saved, or not wanted."""
        self._wait.stop()
        draft, self._draft = self._draft, []

        def forget() -> None:
            for number in draft:
                change_drafts.discard(self._desk, number)

        self._runner.run(lambda _progress: forget(), owner=self)

    def _write(self) -> None:
        draft, body = self._draft, self._body()
        if body is None:
            return

        def keep() -> None:
            draft[:] = [change_drafts.keep(self._desk, draft[0] if draft else None, body)]

        self._runner.run(lambda _progress: keep(), owner=self)
