"""What a request carries, read within a size and a time, and refused when it is not what it should be."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import anyio
from starlette.requests import ClientDisconnect, Request

from domain.problems import Fault, Problem, Refused
from server.enrolment import Joining
from server.renewal import Renewal

SMALL_BODY = 128 * 1024  # bytes; a thousand names of photos are 67 kB
BODY_SECONDS = 300  # 200 kB at 8 kbit/s
_DIGITS = 15  # of a length; Python makes no number of some thousand
OF_ONE = 4  # bodies of one device at a time: lines that broke unheard, and the one it speaks over now
HELD_BYTES = 256 * 1024 * 1024  # of bodies on their way; a thousand slow ones of an ordinary day are 40 MB


def bearer(request: Request) -> str:
    """The access token. Raises ``Refused("token_invalid")``."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Refused(Problem("token_invalid"))
    return token


class Bodies:
    """How much of bodies that have not come whole this process holds, and how many of each device."""

    def __init__(self, most: int = HELD_BYTES) -> None:
        self._most = most
        self._held = 0
        self._of: Counter[str] = Counter()

    @contextmanager
    def hold(self, size: int, key: str) -> Iterator[None]:
        """Room for one of ``key``. Raises ``Fault("server_busy")`` when there is none."""
        if self._held + size > self._most or self._of[key] >= OF_ONE:
            raise Fault("server_busy")
        self._held += size
        self._of[key] += 1
        try:
            yield
        finally:
            self._held -= size
            self._of[key] -= 1
            self._of += Counter()  # without those of nobody


@dataclass(frozen=True)
class Body:
    """The bytes that came; ``trouble`` is why the rest did not."""

    data: bytes
    trouble: ClientDisconnect | Refused | None = None


async def read_body(request: Request, most: int) -> bytes:
    """The body, refused as soon as it is too large: before it is read when it says so itself.

    Raises ``Refused``: ``message_too_large``, ``message_slow``; ``ClientDisconnect``.
    """
    body = await read_some(request, most)
    if body.trouble:
        raise body.trouble
    return body.data


async def read_some(request: Request, most: int, held: Bodies | None = None, key: str = "") -> Body:
    """The body, or what came of it before the line was cut or the time was over.

    Neither a thread nor a connection waits for it. Raises ``Refused("message_too_large")``, and
    ``Fault("server_busy")`` when too many are on their way.
    """
    announced = request.headers.get("Content-Length", "0")
    digits = announced.isascii() and announced.isdigit() and len(announced) <= _DIGITS
    if not digits or int(announced) > most:
        raise Refused(Problem("message_too_large", facts={"most": most}))
    size = int(announced) or most  # in pieces of which nobody says how many
    data = bytearray()
    trouble: ClientDisconnect | Refused | None = None
    with held.hold(size, key) if held else nullcontext():
        try:
            with anyio.fail_after(BODY_SECONDS):
                async for chunk in request.stream():
                    data += chunk
                    if len(data) > most:
                        raise Refused(Problem("message_too_large", facts={"most": most}))
        except TimeoutError:
            trouble = Refused(Problem("message_slow"))
        except ClientDisconnect as error:
            trouble = error
    return Body(bytes(data), trouble)


def as_object(body: bytes) -> dict[str, Any]:
    """A JSON object. Raises ``Refused("message_unreadable")``, as the two below."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused(Problem("message_unreadable")) from error
    if not isinstance(document, dict):
        raise Refused(Problem("message_unreadable"))
    return document


def as_joining(body: dict[str, Any]) -> Joining:
    """The body of ``POST /v1/devices``."""
    try:
        office, secret, code = (str(body[name]) for name in ("office", "secret", "device_code"))
        key, signature = (base64.b64decode(body[n], validate=True) for n in ("public_key", "signature"))
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(Problem("message_unreadable")) from error
    return Joining(office, secret, key, code, signature)


def as_renewal(body: dict[str, Any]) -> Renewal:
    """The body of ``POST /v1/devices/renew``."""
    try:
        old, code = (str(body[name]) for name in ("renews", "device_code"))
        key, voucher, signature = (
            base64.b64decode(body[name], validate=True) for name in ("public_key", "voucher", "signature")
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Refused(Problem("message_unreadable")) from error
    return Renewal(old, key, code, voucher, signature)
