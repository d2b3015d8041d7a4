"""Rounds of synchronisation as the window runs them: one at a time, by hand or by the timetable."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.background import NETWORK, Failure, Progress, Runner
from desktop.ui.remembered import Remembered

if TYPE_CHECKING:
    from desktop.services.desk import Desk

_LOOK_MS = 5_000


class Timetable(Protocol):
    """When the next automatic round is due, in seconds of one clock."""

    @property
    def next_at(self) -> float: ...
    def is_due(self, now: float) -> bool: ...
    def succeeded(self, now: float, dice: Callable[[], float]) -> Timetable: ...
    def failed(self, now: float, dice: Callable[[], float]) -> Timetable: ...
    def network_appeared(self, now: float) -> Timetable: ...


class Rounds(QObject):
    """``changed`` follows a round as it goes; ``ended`` comes when it is over, well or not."""

    changed = Signal()
    ended = Signal()

    def __init__(
        self,
        desk: Desk,
        runner: Runner,
        remembered: Remembered,
        timetable: Timetable | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._desk, self._runner, self._remembered = desk, runner, remembered
        self._timetable, self._clock = timetable, clock
        self._running: Progress | None = None
        self._begun = 0.0
        self.joined = False
        self.stopping = False
        self.progress: Any = None
        self.report: Any = None
        self.failure: Failure | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def running(self) -> bool:
        """Whether a round is on its way."""
        return self._running is not None

    @property
    def seconds(self) -> float:
        """How long the round has been running."""
        return self._clock() - self._begun if self.running else 0.0

    @property
    def can_be_automatic(self) -> bool:
        """Whether there is a timetable to follow."""
        return self._timetable is not None

    @property
    def automatic(self) -> bool:
        """Whether rounds start by themselves."""
        return self.can_be_automatic and self._remembered.automatic

    @automatic.setter
    def automatic(self, on: bool) -> None:
        self._remembered.automatic = on
        self.changed.emit()

    def next_try(self) -> datetime | None:
        """When the next automatic round is due (UTC); None when none will come by itself."""
        if self._timetable is None or not self.automatic or not self.joined:
            return None
        wait = max(0.0, self._timetable.next_at - self._clock())
        return datetime.now(UTC) + timedelta(seconds=wait)

    def look(self) -> None:
        """Starts a round if one is due; called every few seconds."""
        due = self._timetable is not None and self._timetable.is_due(self._clock())
        if due and self.automatic and self.joined and not self.running:
            self.start()

    def network_appeared(self) -> None:
        """The line is back: the next look starts a round."""
        if self._timetable is not None:
            self._timetable = self._timetable.network_appeared(self._clock())
            self.look()

    def start(self) -> None:
        """Starts a round unless one is running."""
        if self.running:
            return
        # A marker stands for the round until the runner gives the real one: Inline runs before it returns.
        self._running = Progress()
        self._begun = self._clock()
        self.stopping, self.progress, self.report, self.failure = False, None, None, None
        self.changed.emit()
        running = self._runner.run(
            self._work, done=self._done, failed=self._failed, progress=self._told, lane=NETWORK, owner=self
        )
        if self._running is not None:
            self._running = running

    def _work(self, progress: Progress) -> Any:
        from desktop.services import sync_choice, synchronise  # noqa: PLC0415 - brings the network library with it

        kept = self._remembered
        return synchronise.synchronise(
            self._desk,
            progress.report,
            lambda: progress.cancelled,
            sync_choice.lanes(kept.only_records),
            sync_choice.most_bytes(kept.budget_mb),
        )

    def stop(self) -> None:
        """Asks the round to stop; what has arrived stays arrived."""
        if self._running is not None:
            self.stopping = True
            self._running.cancel()
            self.changed.emit()

    def end(self) -> None:
        """The sitting ends: no round starts any more, the running one stops."""
        self._timer.stop()
        self.stop()

    def _told(self, news: Any) -> None:
        self.progress = news
        self.changed.emit()

    def _done(self, report: Any) -> None:
        self._running, self.report = None, report
        if self._timetable is not None:
            self._timetable = self._timetable.succeeded(self._clock(), random.random)
        self._tell_end()

    def _failed(self, failure: Failure) -> None:
        self._running, self.failure = None, failure
        if self._timetable is not None:
            self._timetable = self._timetable.failed(self._clock(), random.random)
        self._tell_end()

    def _tell_end(self) -> None:
        self.changed.emit()
        self.ended.emit()
