"""One question at a time: its first page as soon as it is there, the rest step by step; a newer one wins."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal

from desktop.services.search import Found, Step
from desktop.ui.background import Progress, Runner


class Asking(QObject):
    """``came`` carries each step, ``first`` whether it begins a list; ``ended`` says that all is counted."""

    came = Signal(object, bool)
    ended = Signal()

    def __init__(self, runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._runner = runner
        self._running: Progress | None = None
        self.found = Found(complete=True)

    @property
    def waiting(self) -> bool:
        """Whether nothing has come yet."""
        return not self.found.complete and not self.found.groups

    def ask(self, steps: Callable[[], Iterator[Step]]) -> None:
        """Asks something new; what is still under way is dropped between two steps."""
        self.forget()
        self.found = Found()
        self._next(steps(), first=True)

    def forget(self) -> None:
        """Nobody wants the answer any more."""
        if self._running is not None:
            self._running.forget()
            self._running = None

    def _next(self, steps: Iterator[Step], *, first: bool) -> None:
        """Each step is a piece of work of its own, so that saving need not wait for a million names."""
        found = self.found

        def take(step: Step | None) -> None:
            if found is self.found:
                self._took(step, steps, first=first)

        running = self._runner.run(lambda _progress: next(steps, None), done=take, owner=self)
        if found is self.found and not found.complete:
            self._running = running

    def _took(self, step: Step | None, steps: Iterator[Step], *, first: bool) -> None:
        if step is None:
            self.found.complete = True
            self.ended.emit()
            return
        self.found.note(step)
        self.came.emit(step, first)
        self._next(steps, first=False)
