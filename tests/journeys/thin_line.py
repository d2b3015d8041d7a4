"""A line as a district has it: a few kilobits a second each way, slow to answer, gone every few kilobytes."""

from __future__ import annotations

import contextlib
import random
import socket
import struct
import threading
import time
from urllib.parse import urlsplit

_RESET = struct.pack("ii", 1, 0)
_PIECE = 512


class ThinLine:
    """Listens at ``url``; passes ``kbits`` a second each way, ``delay`` seconds late.

    Every connection breaks once about ``breaks_after`` bytes have gone through it (0: never).
    """

    def __init__(
        self, server: str, kbits: int = 64, delay: float = 0.15, breaks_after: int = 0, seed: int = 1
    ) -> None:
        parts = urlsplit(server)
        self._server = (parts.hostname or "", parts.port or 0)
        self._seconds_a_byte = 8 / (kbits * 1000)
        self._delay, self._breaks_after, self._rng = delay, breaks_after, random.Random(seed)
        self.passed = {"up": 0, "down": 0}
        self.breaks = 0
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"{parts.scheme}://127.0.0.1:{self._listening.getsockname()[1]}"
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> ThinLine:
        self._start(self._listen)
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in self._threads:
            thread.join(10)

    def _start(self, work: object, *args: object) -> threading.Thread:
        thread = threading.Thread(target=work, args=args, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()
        return thread

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            self._start(self._carry, near)

    def _carry(self, near: socket.socket) -> None:
        left = [round(self._rng.expovariate(1 / self._breaks_after))] if self._breaks_after else None
        with near, contextlib.suppress(OSError), socket.create_connection(self._server) as far:
            ways = (
                self._start(self._pass, near, far, "up", left),
                self._start(self._pass, far, near, "down", left),
            )
            for way in ways:
                way.join()

    def _pass(self, source: socket.socket, to: socket.socket, way: str, left: list[int] | None) -> None:
        with contextlib.suppress(OSError):
            fresh = True
            while data := source.recv(_PIECE):
                time.sleep(len(data) * self._seconds_a_byte + (self._delay if fresh else 0))
                fresh = len(data) < _PIECE  # what follows a whole piece is on the line behind it
                to.sendall(data)
                self.passed[way] += len(data)
                if left is not None:
                    left[0] -= len(data)
                    if left[0] <= 0:
                        self.breaks += 1
                        for end in (source, to):
                            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                        break
        for end in (source, to):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
