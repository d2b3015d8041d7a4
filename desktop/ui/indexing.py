"""Keeps the index of look-alikes in step while somebody works: a small step at a time, when it is quiet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.ui.background import Progress, Runner

if TYPE_CHECKING:
    from desktop.services.desk import Desk

# After a save or at sign-in the screen comes first; between two steps whoever else waits for the store.
_FIRST_MS, _BETWEEN_MS = 1_500, 20
# Persons a step: some 100 ms in a register of a million; a search typed meanwhile waits for one at most.
_A_STEP = 60


class Indexing(QObject):
    """One run at a time on the store lane; ``end()`` leaves what is not done stale, for the next sitting."""

    def __init__(self, desk: Desk, runner: Runner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._runner = desk, runner
        self._steps: Iterator[tuple[int, int]] | None = None
        self._running: Progress | None = None
        self._again = self._ended = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)

    @property
    def busy(self) -> bool:
        """Whether a step is on its way or waits for its turn."""
        return self._running is not None or self._timer.isActive()

    def wake(self) -> None:
        """Something was written: whoever it concerns is indexed in a moment."""
        if self._ended:
            return
        if self.busy:
            self._again = True
        else:
            self._timer.start(_FIRST_MS)

    def end(self) -> None:
        """The sitting ends: the step that runs is the last."""
        self._ended = True
        self._timer.stop()
        if self._running is not None:
            self._running.cancel()

    def _step(self) -> None:
        # A marker stands for the step until the runner gives the real one: Inline runs before it returns.
        self._running = Progress()
        running = self._runner.run(self._work, done=self._done, failed=self._failed, owner=self)
        if self._running is not None:
            self._running = running

    def _work(self, progress: Progress) -> bool:
        """Whether there is more to do."""
        from desktop.services import look_alikes  # noqa: PLC0415 - read once somebody is signed in

        if progress.cancelled:
            return False
        self._steps = self._steps or look_alikes.steps(self._desk, _A_STEP)
        return next(self._steps, None) is not None

    def _done(self, more: bool) -> None:
        self._running = None
        if not more:
            self._steps = None
        if (more or self._again) and not self._ended:
            self._again = self._again and more
            self._timer.start(_BETWEEN_MS)

    def _failed(self, _failure: object) -> None:
        """A full disk, a busy file: what is stale stays stale, and the next save tries again."""
        self._running = self._steps = None
