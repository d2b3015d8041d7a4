"""Bodies too large for memory: on disk while they come, a few of each device, within the room there is."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import IO

import anyio
from starlette.requests import Request

from domain.problems import Fault, Problem, Refused
from domain.wire.bundle import MOST_BYTES

MOST = MOST_BYTES * 2  # bytes of one
OF_ONE = 2  # of one device: a line that broke unheard, and the one it speaks over now
AT_ONCE = 12  # of a process; each waits for one of two threads once it has come
SPARE_BYTES = 512 * 1024 * 1024  # of the disk, for the database and everybody else
_IN_MEMORY = 4 * 1024 * 1024
_QUIET_SECONDS = 60  # without a byte; a bundle with photos takes an hour on a slow line
_PATIENCE_SECONDS, _LEAST_PACE = 300, 100  # after that, fewer bytes a second are no line but a trick


class Uploads:
    """How many bodies are on their way to this process's disk, and how much of it they may need."""

    def __init__(self, most: int = AT_ONCE, spare: int = SPARE_BYTES) -> None:
        self._most, self._spare = most, spare
        self._held = 0
        self._of: Counter[str] = Counter()

    @contextmanager
    def hold(self, size: int, key: str) -> Iterator[IO[bytes]]:
        """A file for one of ``key`` that will have ``size`` bytes, gone afterwards.

        Raises ``Fault("server_busy")`` when too many are on their way, ``Refused("server_full")`` without
        room on the disk.
        """
        if self._of.total() >= self._most or self._of[key] >= OF_ONE:
            raise Fault("server_busy")
        if shutil.disk_usage(tempfile.gettempdir()).free - self._held - size < self._spare:
            raise Refused(Problem("server_full"))
        self._held += size
        self._of[key] += 1
        try:
            with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
                yield file
        finally:
            self._held -= size
            self._of[key] -= 1
            self._of += Counter()  # without those of nobody


def announced(request: Request) -> int:
    """How many bytes will come, as many as may come where it is not said.

    Raises ``Refused("message_too_large")`` before any of them has.
    """
    said = request.headers.get("Content-Length", "")
    size = int(said) if said.isascii() and said.isdigit() and len(said) < 16 else MOST
    if size > MOST or len(said) >= 16:
        raise _too_large()
    return size


async def pieces(request: Request) -> AsyncIterator[bytes]:
    """The body as it comes. Raises ``Refused("message_slow")``; ``ClientDisconnect``."""
    size, began = 0, time.monotonic()
    stream = aiter(request.stream())
    while True:
        try:
            with anyio.fail_after(_QUIET_SECONDS):
                chunk = await anext(stream, None)
        except TimeoutError as error:
            raise _too_slow() from error
        if chunk is None:
            return
        size += len(chunk)
        if (passed := time.monotonic() - began) > _PATIENCE_SECONDS and size < passed * _LEAST_PACE:
            raise _too_slow()
        yield chunk


async def receive(coming: AsyncIterator[bytes], into: IO[bytes]) -> int:
    """What comes, on disk behind what is there; the size of all. Raises ``Refused("message_too_large")``."""
    size = into.tell()
    async for chunk in coming:
        size += len(chunk)
        if size > MOST:
            raise _too_large()
        into.write(chunk)
    return size


def _too_large() -> Refused:
    return Refused(Problem("message_too_large", facts={"most": MOST}))


def _too_slow() -> Refused:
    return Refused(Problem("message_slow"))
