"""One message of a device at a time: who asks what arrived of the last one waits until it is through.

The wait takes a thread, hence its end: one message stuck for whatever reason must not collect all threads.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from domain.problems import Fault

TURN_SECONDS = 30  # as long as a statement may take; after that the device asks again later


class Turns:
    """Of each device one request is in its turn; the others wait, for ``seconds`` at most."""

    def __init__(self, seconds: float = TURN_SECONDS) -> None:
        self._seconds = seconds
        self._guard = threading.Lock()
        self._turns: dict[str, tuple[threading.Lock, int]] = {}

    @contextmanager
    def of(self, device: str) -> Iterator[None]:
        """The turn of a device, by its id. Raises ``Fault("server_busy")`` when it did not come in time."""
        with self._guard:
            lock, waiting = self._turns.get(device, (threading.Lock(), 0))
            self._turns[device] = lock, waiting + 1
        try:
            if not lock.acquire(timeout=self._seconds):
                raise Fault("server_busy")
            try:
                yield
            finally:
                lock.release()
        finally:
            with self._guard:
                lock, waiting = self._turns.pop(device)
                if waiting > 1:
                    self._turns[device] = lock, waiting - 1
