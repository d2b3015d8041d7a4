"""Lanes to the threads that work: each of a fixed width, fair to every device, and never with a long queue.

A request waits here without a thread and without a connection. One device has one turn at a time, so that
whoever sends much, or slowly, or the same thing again and again, stands behind itself and nobody else.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

import anyio
from anyio import CapacityLimiter
from anyio.to_thread import run_sync

from domain.problems import Fault

P = ParamSpec("P")
T = TypeVar("T")

ROUNDS, HEAVY, REST = 5, 2, 3  # threads; together they use up the database's connections (`database.POOL`)
WAITING = 400  # requests in the queue of a lane
OF_ONE = 4  # of them, those of one device
WAIT_SECONDS = 20  # after that a device had better come back later
PATIENCE_SECONDS = 80  # and so long after a body that took an hour; the device itself waits for 90
_PAUSES = 2.0  # a long request pauses twice as long as the last one took, while short ones wait
_LONGEST_PAUSE = 3.0  # seconds


@dataclass
class _Waiting:
    """A request in the queue."""

    key: str
    called: asyncio.Event = field(default_factory=asyncio.Event)


class Lane:
    """So many threads, and those who wait for one. Belongs to one event loop.

    One that is ``behind`` another gives it time as long as somebody waits there.
    """

    def __init__(
        self,
        name: str,
        width: int,
        most: int = WAITING,
        seconds: float = WAIT_SECONDS,
        behind: Lane | None = None,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self.name, self.width = name, width
        self._most, self._seconds, self._behind = most, seconds, behind
        self._patience = patience
        self._took = 0.0
        self._queue: deque[_Waiting] = deque()
        self._working: set[str] = set()
        self._limiter: CapacityLimiter | None = None

    @property
    def waiting(self) -> int:
        """How many stand in the queue."""
        return len(self._queue)

    @property
    def working(self) -> int:
        """How many have a thread."""
        return len(self._working)

    async def run(self, key: str, work: Callable[[], T], *, sure: bool = False) -> T:
        """``work`` in a thread, when it is the turn of ``key``: one at a time for each.

        Raises ``Fault("server_busy")`` when the queue is too long, or the wait was. What is ``sure`` of its
        place, because much has been brought for it, is the first, and waits until its device gives up.
        """
        async with self._turn(key, sure):
            if self._limiter is None:
                self._limiter = CapacityLimiter(self.width)
            if self._behind is not None and self._behind.waiting:
                await asyncio.sleep(min(_PAUSES * self._took, _LONGEST_PAUSE))
            began = time.monotonic()
            try:
                return await run_sync(work, limiter=self._limiter)
            finally:
                self._took = time.monotonic() - began

    @asynccontextmanager
    async def _turn(self, key: str, sure: bool) -> AsyncIterator[None]:
        if key in self._working or len(self._working) >= self.width:
            await self._wait(key, sure)
        else:
            self._working.add(key)
        try:
            yield
        finally:
            self._working.discard(key)
            self._call()

    async def _wait(self, key: str, sure: bool) -> None:
        of_one = Counter(waiting.key for waiting in self._queue)[key]
        if not sure and (len(self._queue) >= self._most or of_one >= OF_ONE):
            raise Fault("server_busy")
        mine = _Waiting(key)
        (self._queue.appendleft if sure else self._queue.append)(mine)
        try:
            with anyio.fail_after(self._patience if sure else self._seconds):
                await mine.called.wait()
        except BaseException as error:
            self._leave(mine)
            if isinstance(error, TimeoutError):
                raise Fault("server_busy") from error
            raise

    def _leave(self, mine: _Waiting) -> None:
        """Called at the very moment it gives up: the turn goes to the next."""
        if mine in self._queue:
            self._queue.remove(mine)
        else:
            self._working.discard(mine.key)
            self._call()

    def _call(self) -> None:
        """The first in the queue whose device has no turn, as long as there are threads."""
        while len(self._working) < self.width:
            free = next((w for w in self._queue if w.key not in self._working), None)
            if free is None:
                return
            self._queue.remove(free)
            self._working.add(free.key)
            free.called.set()


class Lanes:
    """Those of a process: rounds; first synchronisations and whatever else is long.

    All the rest is short, and shares the ``REST`` threads of anyio's own limiter.
    """

    def __init__(self) -> None:
        self.rounds = Lane("rounds", ROUNDS)
        self.heavy = Lane("heavy", HEAVY, behind=self.rounds)

    def all(self) -> tuple[Lane, ...]:
        """For those who count."""
        return self.rounds, self.heavy
