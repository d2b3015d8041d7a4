"""Asks the register what it would say of the form as it stands; typing never waits for the answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.services import register
from desktop.services.desk import Desk
from desktop.ui.background import Progress, Runner
from desktop.ui.pages.register.answers import Answers
from domain.problems import Problem

WAIT_MS = 200


class Checker(QObject):
    """``found`` carries every problem of the form, errors and warnings, in the order of the form."""

    found = Signal(list)

    def __init__(self, desk: Desk, runner: Runner, answers: Callable[[], Answers], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._runner, self._answers = desk, runner, answers
        self._running: Progress | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(lambda: self.check())

    def changed(self) -> None:
        """Something was typed: the check follows when the hand rests."""
        self._wait.start()

    def is_behind(self) -> bool:
        """Whether something was typed since the last question."""
        return self._wait.isActive()

    def stop(self) -> None:
        """Forgets what was asked: another registration is on screen."""
        self._wait.stop()
        if self._running is not None:
            self._running.forget()

    def check(self, then: Callable[[], None] | None = None) -> None:
        """Asks now, and calls ``then`` once the answer was told; an older question is dropped."""
        self.stop()
        form, before = self._answers().form()

        def done(problems: list[Problem]) -> None:
            self.found.emit(_without_doubles(before, problems))
            if then is not None:
                then()

        self._running = self._runner.run(
            lambda _progress: register.check(self._desk, form), done=done, owner=self
        )


def _without_doubles(before: list[Problem], problems: list[Problem]) -> list[Problem]:
    """What could not be read is said once, not again as missing."""
    said = {problem.where for problem in before}
    return [*before, *(problem for problem in problems if problem.where not in said)]
