"""The only module that knows threads: work goes out on a lane, its result comes home to the screen."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from domain.problems import Fault, Refused

T = TypeVar("T")
Failure = Refused | Fault
Lane = str
STORE: Lane = "store"
NETWORK: Lane = "network"


class Progress:
    """What running work holds: it reports here, and asks here whether somebody cancelled."""

    def __init__(self, told: Callable[[Any], None] | None = None) -> None:
        self._told = told
        self._cancelled = threading.Event()
        self.forgotten = False

    def report(self, news: object) -> None:
        """Passes news to the screen; only the latest is shown when it comes faster than it is drawn."""
        if self._told is not None:
            self._told(news)

    @property
    def cancelled(self) -> bool:
        """Whether the person asked to stop; work looks at it between two steps."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Asks the work to stop where it safely can; its result still comes home."""
        self._cancelled.set()

    def forget(self) -> None:
        """Asks the work to stop, and drops its result: something newer was asked instead."""
        self.forgotten = True
        self._cancelled.set()


Work = Callable[[Progress], T]
Done = Callable[[T], None]
Failed = Callable[[Failure], None]


class Runner(Protocol):
    """What a screen asks to have something done; ``Background`` with threads, ``Inline`` at once."""

    fallback: Failed

    def run(
        self,
        work: Work[T],
        *,
        done: Done[T] | None = None,
        failed: Failed | None = None,
        progress: Callable[[Any], None] | None = None,
        lane: Lane = STORE,
        owner: QObject | None = None,
    ) -> Progress:
        """Runs ``work`` on a lane; ``done``, ``failed`` and ``progress`` are called on the screen's thread.

        A result whose ``owner`` was closed meanwhile is dropped. Without ``failed``, the problem is
        shown by ``fallback``. An unexpected exception reaches ``sys.excepthook`` once, and ``failed``
        as ``Fault("unexpected")`` so that no screen waits for ever.
        """
        ...

    def finish(self, seconds: float) -> bool:
        """Waits until every lane is empty; False when something still ran after ``seconds``."""
        ...


def _quiet(_failure: Failure) -> None:
    """Before a window exists there is nowhere to show a failure; the caller's own handler counts."""


def _as_failure(error: BaseException) -> Failure:
    if isinstance(error, Refused | Fault):
        return error
    sys.excepthook(type(error), error, error.__traceback__)
    return Fault("unexpected")


class _Job(QRunnable, Generic[T]):
    """One piece of work on its way through a lane and home again."""

    def __init__(
        self,
        work: Work[T],
        home: Callable[[Callable[[], None]], None],
        handlers: tuple[Done[T] | None, Failed, Callable[[Any], None] | None],
        owner: QObject | None,
    ) -> None:
        super().__init__()
        self._work = work
        self._home = home
        self._done, self._failed, self._told = handlers
        self._owner = owner
        self._news: list[object] = []
        self.progress = Progress(self._report if self._told else None)

    def run(self) -> None:
        if self.progress.forgotten:
            return
        try:
            result = self._work(self.progress)
        except Exception as error:
            # Bound now: Python clears ``error`` when this block ends, before the screen reads it.
            caught = error
            self._home(lambda: self._fail(caught))
        else:
            self._home(lambda: self._finish(result))

    def _wanted(self) -> bool:
        closed = self._owner is not None and not shiboken6.isValid(self._owner)
        return not self.progress.forgotten and not closed

    def _finish(self, result: T) -> None:
        if self._done is not None and self._wanted():
            self._done(result)

    def _fail(self, error: BaseException) -> None:
        failure = _as_failure(error)
        if self._wanted():
            self._failed(failure)

    def _report(self, news: object) -> None:
        waiting = bool(self._news)
        self._news[:] = [news]
        if not waiting:
            self._home(self._tell)

    def _tell(self) -> None:
        news, self._news[:] = self._news[-1], []
        if self._told is not None and self._wanted():
            self._told(news)


class Background(QObject):
    """Two lanes: every query and change in order on one thread; waiting for the network on another."""

    _home = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fallback: Failed = _quiet
        self._lanes = {name: self._lane() for name in (STORE, NETWORK)}
        self._home.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    def _lane(self) -> QThreadPool:
        pool = QThreadPool(self)
        pool.setMaxThreadCount(1)
        # The lane's database connection lives as long as its thread.
        pool.setExpiryTimeout(-1)
        return pool

    @Slot(object)
    def _arrive(self, act: Callable[[], None]) -> None:
        act()

    def run(
        self,
        work: Work[T],
        *,
        done: Done[T] | None = None,
        failed: Failed | None = None,
        progress: Callable[[Any], None] | None = None,
        lane: Lane = STORE,
        owner: QObject | None = None,
    ) -> Progress:
        job = _Job(work, self._home.emit, (done, failed or self._fall_back, progress), owner)
        self._lanes[lane].start(job)
        return job.progress

    def _fall_back(self, failure: Failure) -> None:
        self.fallback(failure)

    def finish(self, seconds: float = 10.0) -> bool:
        return all(pool.waitForDone(int(seconds * 1000)) for pool in self._lanes.values())


class Inline:
    """Runs work at once, on the caller's thread: a test sees each step in order."""

    def __init__(self) -> None:
        self.fallback: Failed = _quiet

    def run(
        self,
        work: Work[T],
        *,
        done: Done[T] | None = None,
        failed: Failed | None = None,
        progress: Callable[[Any], None] | None = None,
        lane: Lane = STORE,
        owner: QObject | None = None,
    ) -> Progress:
        job = _Job(work, lambda act: act(), (done, failed or self._fall_back, progress), owner)
        job.run()
        return job.progress

    def _fall_back(self, failure: Failure) -> None:
        self.fallback(failure)

    def finish(self, seconds: float = 0.0) -> bool:
        return True
