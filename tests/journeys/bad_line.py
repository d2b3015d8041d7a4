"""A line to the server that breaks after a number of bytes, or tells the moment to break something else."""

from __future__ import annotations

import contextlib
import fcntl
import selectors
import socket
import struct
import termios
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

_RESET = struct.pack("ii", 1, 0)  # close with a reset, as a line that is gone, not as a good-bye


def _let_it_arrive(end: socket.socket) -> None:
    """What has passed is at the other end's machine before the reset, which throws away the rest."""
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        (unsent,) = struct.unpack("i", fcntl.ioctl(end, termios.TIOCOUTQ, bytes(4)))
        if not unsent:
            return
        time.sleep(0.001)


class BadLine:
    """Listens at ``url`` and passes bytes on to the server until ``bytes_left``, of both ways, are used up.

    None lets everything through. Once cut, each new connection is cut at its first byte. With ``instead`` the
    line is not cut: that is called, once, ``delay`` seconds after those bytes.
    """

    def __init__(
        self,
        server: str,
        bytes_left: int | None = None,
        instead: Callable[[], None] | None = None,
        delay: float = 0,
    ) -> None:
        parts = urlsplit(server)
        self._server = (parts.hostname or "", parts.port or 0)
        self.bytes_left = bytes_left
        self._instead = threading.Timer(delay, instead) if instead else None
        self.cuts = 0
        self.passed = 0
        self._lock = threading.Lock()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._carriers: list[threading.Thread] = []

    def __enter__(self) -> BadLine:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        for thread in (self._thread, *self._carriers):
            thread.join(10)
        if self._instead is not None:
            self._instead.cancel()

    def _listen(self) -> None:
        while True:
            try:
                near, _ = self._listening.accept()
            except OSError:
                return
            carrier = threading.Thread(target=self._carry, args=(near,), daemon=True)
            self._carriers.append(carrier)
            carrier.start()

    def _carry(self, near: socket.socket) -> None:
        with near, contextlib.suppress(OSError), socket.create_connection(self._server) as far:
            ears = selectors.DefaultSelector()
            ears.register(near, selectors.EVENT_READ, far)
            ears.register(far, selectors.EVENT_READ, near)
            while True:
                for key, _ in ears.select():
                    data = key.fileobj.recv(4096)  # type: ignore[union-attr]
                    if not data:
                        return
                    allowed = self._allowed(len(data))
                    key.data.sendall(data[:allowed])
                    if allowed < len(data):
                        _let_it_arrive(key.data)
                        for end in (near, far):
                            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
                        return

    def _allowed(self, wanted: int) -> int:
        with self._lock:
            allowed = wanted if self.bytes_left is None else min(wanted, self.bytes_left)
            self.passed += allowed
            if self.bytes_left is not None:
                self.bytes_left -= allowed
            if allowed == wanted:
                return wanted
            self.cuts += 1
            if self._instead is None:
                return allowed
            self._instead.start()
            self.bytes_left = None
            return wanted
