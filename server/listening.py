"""The HTTP protocol of uvicorn, for lines that break, and for those who only hold one.

What came before a break is still read. Whoever keeps a line without asking anything, or asks and does not
read, loses it: there are only so many, and an honest slow one makes a little way each minute.
"""

from __future__ import annotations

import asyncio
import math

from uvicorn.protocols.http.h11_impl import H11Protocol

_SOON_S = 0.01
_TRIES = 200
ASKING_S = 60.0  # from the line's beginning, or the last answer, to the end of the next request's head
DRAINING_S = 600.0  # for what is still sent of a body that was refused: only then is the answer read
READING_S = 600.0  # in which something of the answer must be taken; the system shows it in great lumps
LEAST_READ = 2048  # bytes in that time; 8 kbit/s are three hundred times as much


class Patient(H11Protocol):
    """Tells of the end of a line only once the body that came has been read.

    uvicorn's own drops what lies unread at that moment, which can be most of a message that came fast.
    """

    _watch: asyncio.TimerHandle | None = None
    _reading: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for_request(ASKING_S)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.cycle and not self.cycle.response_complete:
            self._stop_watching()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._wait_for_request(DRAINING_S if self.cycle and self.cycle.more_body else ASKING_S)

    def _wait_for_request(self, seconds: float) -> None:
        self._stop_watching()
        if not self.transport.is_closing():
            self._watch = self.loop.call_later(seconds, self._give_up)

    def _give_up(self, before: float = math.inf) -> None:
        """Not while something of the last answer is still being read."""
        unread = self._unread()
        if 0 < unread <= before - LEAST_READ:
            self._watch = self.loop.call_later(READING_S, self._give_up, unread)
        else:
            self.transport.abort()

    def _unread(self) -> int:
        """Bytes that wait to be sent; with TLS also those that have been sealed for it."""
        sealed = getattr(getattr(self.transport, "_ssl_protocol", None), "_transport", None)
        under = sealed.get_write_buffer_size() if sealed else 0
        return int(self.transport.get_write_buffer_size() + under)

    def pause_writing(self) -> None:
        super().pause_writing()
        self._look_again()

    def resume_writing(self) -> None:
        super().resume_writing()
        self._stop_reading()

    def _look_again(self) -> None:
        self._stop_reading()
        unread = self._unread()
        self._reading = self.loop.call_later(READING_S, self._look, unread)

    def _look(self, unread: int) -> None:
        if self._unread() > unread - LEAST_READ:
            self.transport.abort()
        else:
            self._look_again()

    def connection_lost(self, exc: Exception | None, tries: int = _TRIES) -> None:
        """At once where nothing lies unread."""
        self._stop_watching()
        self._stop_reading()
        cycle = self.cycle
        if tries and cycle and cycle.body and not cycle.response_complete:
            self.loop.call_later(_SOON_S, self.connection_lost, exc, tries - 1)
        else:
            super().connection_lost(exc)

    def _stop_watching(self) -> None:
        if self._watch:
            self._watch.cancel()
            self._watch = None

    def _stop_reading(self) -> None:
        if self._reading:
            self._reading.cancel()
            self._reading = None
