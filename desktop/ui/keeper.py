"""Keeps what is being typed as a draft: a moment after each answer, at once on leaving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.background import Failure, Runner

WAIT_MS = 250
B = TypeVar("B")


class Keeper(QObject, Generic[B]):
    """``kept``: a draft was written; ``failed``: it could not be, and what was typed is still on screen.

    ``body`` is what to keep, None for nothing yet; ``save`` takes a draft's number, None for a new one, and
    gives it back; ``forget`` throws one away.
    """

    kept = Signal()
    failed = Signal(object)

    def __init__(
        self,
        runner: Runner,
        body: Callable[[], B | None],
        save: Callable[[int | None, B], int],
        forget: Callable[[int], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._runner, self._body, self._save, self._forget = runner, body, save, forget
        # The number is learnt by the first write; the next one, already on its way, finds it here.
        self._draft: list[int] = []
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._write)

    def follow(self, draft: int | None) -> None:
        """From now on writes into this draft, or into a new one with the first answer."""
        self._wait.stop()
        self._draft = [] if draft is None else [draft]

    def draft(self) -> int | None:
        """The draft written so far; None before the first write came home."""
        return self._draft[0] if self._draft else None

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
        """Throws the draft away: it is saved, or not wanted."""
        self._wait.stop()
        draft, self._draft = self._draft, []

        def drop() -> None:
            for number in draft:
                self._forget(number)

        self._runner.run(lambda _progress: drop(), failed=self._fail, owner=self)

    def _write(self) -> None:
        draft, body = self._draft, self._body()
        if body is None:
            return

        def keep() -> None:
            draft[:] = [self._save(draft[0] if draft else None, body)]

        self._runner.run(
            lambda _progress: keep(), done=lambda _none: self.kept.emit(), failed=self._fail, owner=self
        )

    def _fail(self, failure: Failure) -> None:
        self.failed.emit(failure)
