"""Keeps the registration under way as a draft: a moment after each change, at once on leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.services import drafts
from desktop.services.desk import Desk
from desktop.ui.background import Failure, Runner

WAIT_MS = 250


class Keeper(QObject):
    """``kept``: a draft was written; ``failed``: it could not be, and what was typed is still on screen."""

    kept = Signal()
    failed = Signal(object)

    def __init__(
        self, desk: Desk, runner: Runner, body: Callable[[], dict[str, Any]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._runner, self._body = desk, runner, body
        self._draft = _Draft()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._write)

    def follow(self, draft: int | None) -> None:
        """From now on writes into this draft, or into a new one with the first change."""
        self._wait.stop()
        self._draft = _Draft(draft)

    def draft(self) -> int | None:
        """The draft written so far; None before the first write came home."""
        return self._draft.id

    def changed(self) -> None:
        """Something was typed; a clerk who types without a pause is kept four times a second all the same."""
        if not self._wait.isActive():
            self._wait.start()

    def flush(self) -> None:
        """Writes at once what still waits."""
        if self._wait.isActive():
            self._wait.stop()
            self._write()

    def discard(self) -> None:
        """Throws the draft away."""
        self._wait.stop()
        draft, self._draft = self._draft, _Draft()
        self._runner.run(lambda _progress: draft.discard(self._desk), failed=self._fail, owner=self)

    def _write(self) -> None:
        draft, body = self._draft, self._body()
        self._runner.run(
            lambda _progress: draft.save(self._desk, body),
            done=lambda _id: self.kept.emit(),
            failed=self._fail,
            owner=self,
        )

    def _fail(self, failure: Failure) -> None:
        self.failed.emit(failure)


class _Draft:
    """The draft's number is learnt by the first write: the next one, already on its way, finds it here."""

    def __init__(self, known: int | None = None) -> None:
        self.id = known

    def save(self, desk: Desk, body: dict[str, Any]) -> int:
        self.id = drafts.save(desk, self.id, body)
        return self.id

    def discard(self, desk: Desk) -> None:
        if self.id is not None:
            drafts.discard(desk, self.id)
