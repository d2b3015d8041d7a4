"""A network in one process: the real client's requests reach the real server, and break as planned.

Whatever the program opens with `requests` passes here, byte by byte: nothing of either end is replaced.
"""

from __future__ import annotations

import asyncio
import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from requests.adapters import HTTPAdapter
from starlette.types import ASGIApp, Message
from urllib3.response import HTTPResponse

URL = "http://localhost:8710"
_PIECE = 4096


class Crash(BaseException):
    """The laptop's power goes: nothing after this line runs, and nothing is tidied up."""


@dataclass(frozen=True)
class Break:
    """What happens to one request; shares are of its body's or its answer's bytes, None for all of them."""

    up: float | None = None  # cut on its way
    down: float | None = None  # the answer is cut on its way
    twice: bool = False  # it arrives again, later than others
    refused: bool = False  # there is no line at all
    crash: bool = False  # the laptop's power goes before the answer is read


@dataclass
class Passed:
    """A request that reached the server whole or in part."""

    method: str
    path: str
    headers: list[tuple[bytes, bytes]]
    body: bytes


@dataclass
class Network:
    """``plan`` is asked before each request; ``seen`` is told of each before it reaches the server."""

    application: ASGIApp
    plan: Callable[[Passed], Break | None] = lambda _: None
    seen: Callable[[Passed], None] = lambda _: None
    late: list[Passed] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._loop = asyncio.new_event_loop()

    def close(self) -> None:
        """No request after this."""
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def deliver_late(self) -> None:
        """What was sent twice arrives once more; nobody hears the answers."""
        while self.late:
            self._deliver(self.late.pop(0))

    def carry(self, request: requests.PreparedRequest) -> requests.Response:
        """One request there and back."""
        passed = _passed(request)
        planned = self.plan(passed) or Break()
        if planned.refused:
            raise requests.exceptions.ConnectionError("Connection refused")
        if planned.up is not None:
            self.seen(passed)
            self._deliver(passed, int(len(passed.body) * planned.up))
            raise requests.exceptions.ConnectionError("Connection broken: the line was cut")
        if planned.twice:
            self.late.append(passed)
        self.seen(passed)
        status, headers, body = self._deliver(passed)
        if planned.crash:
            raise Crash
        kept = len(body) if planned.down is None else int(len(body) * planned.down)
        return _response(request, status, headers, _Line(body[:kept], broken=planned.down is not None))

    def _deliver(self, passed: Passed, most: int | None = None) -> tuple[int, list[tuple[str, str]], bytes]:
        return self._loop.run_until_complete(_asked(self.application, passed, most))


def _passed(request: requests.PreparedRequest) -> Passed:
    headers = [(name.lower().encode(), str(value).encode()) for name, value in request.headers.items()]
    body: Any = request.body or b""
    whole = body.read() if hasattr(body, "read") else body
    data = whole.encode() if isinstance(whole, str) else bytes(whole)
    return Passed(str(request.method), request.path_url, headers, data)


async def _asked(
    application: ASGIApp, passed: Passed, most: int | None
) -> tuple[int, list[tuple[str, str]], bytes]:
    """By the ASGI specification, version 3; a body cut short ends in a disconnection."""
    body = passed.body if most is None else passed.body[:most]
    pieces: list[Message] = [
        {"type": "http.request", "body": body[at : at + _PIECE], "more_body": True}
        for at in range(0, len(body), _PIECE)
    ]
    if most is None:
        pieces.append({"type": "http.request", "body": b"", "more_body": False})
    heard: list[Message] = []

    async def receive() -> Message:
        return pieces.pop(0) if pieces else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        heard.append(message)

    parts = urlsplit(passed.path)
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": passed.method,
        "scheme": "http",
        "path": parts.path,
        "raw_path": parts.path.encode(),
        "query_string": parts.query.encode(),
        "headers": [(b"host", b"localhost"), *passed.headers],
        "client": ("127.0.0.1", 40000),
        "server": ("127.0.0.1", 8710),
    }
    await application(scope, receive, send)
    start = next(message for message in heard if message["type"] == "http.response.start")
    headers = [(name.decode(), value.decode()) for name, value in start["headers"]]
    return start["status"], headers, b"".join(message.get("body", b"") for message in heard)


class _Line(io.BytesIO):
    """What came, and then, on a broken line, an error instead of an end."""

    def __init__(self, data: bytes, *, broken: bool) -> None:
        super().__init__(data)
        self._broken = broken

    def read(self, size: int | None = -1, /) -> bytes:
        return self._or_broken(super().read(size), size)

    def read1(self, size: int | None = -1, /) -> bytes:
        return self._or_broken(super().read1(size if size is not None else -1), 0)

    def _or_broken(self, data: bytes, size: int | None) -> bytes:
        if self._broken and (not data or size in (None, -1)):
            raise ConnectionResetError("the line was cut")
        return data


def _response(
    request: requests.PreparedRequest, status: int, headers: list[tuple[str, str]], body: _Line
) -> requests.Response:
    raw = HTTPResponse(body=body, headers=headers, status=status, preload_content=False)
    made = HTTPAdapter().build_response(request, raw)
    made.raw = raw
    return made


@contextmanager
def connected(network: Network) -> Iterator[Network]:
    """Every session speaks over this network inside."""

    def send(_: HTTPAdapter, request: requests.PreparedRequest, **__: Any) -> requests.Response:
        assert threading.current_thread() is threading.main_thread()
        return network.carry(request)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("requests.adapters.HTTPAdapter.send", send)
        try:
            yield network
        finally:
            network.close()
