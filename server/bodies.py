"""What a request carries, read within a size and a time, and refused when it is not what it should be."""

from __future__ import annotations

import base64
import json
from typing import Any

import anyio
from starlette.requests import Request

from domain.problems import Problem, Refused
from server.enrolment import Joining
from server.renewal import Renewal

SMALL_BODY = 128 * 1024  # bytes; a thousand names of photos are 67 kB
BODY_SECONDS = 300  # 200 kB at 8 kbit/s


def bearer(request: Request) -> str:
    """The access token. Raises ``Refused("token_invalid")``."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Refused(Problem("token_invalid"))
    return token


async def read_body(request: Request, most: int) -> bytes:
    """The body, refused as soon as it is too large: before it is read when it says so itself.

    Raises ``Refused``: ``message_too_large``, ``message_slow``.
    """
    announced = request.headers.get("Content-Length", "0")
    if not announced.isascii() or not announced.isdigit() or int(announced) > most:
        raise Refused(Problem("message_too_large", facts={"most": most}))
    data = bytearray()
    try:
        with anyio.fail_after(BODY_SECONDS):
            async for chunk in request.stream():
                data += chunk
                if len(data) > most:
                    raise Refused(Problem("message_too_large", facts={"most": most}))
    except TimeoutError as error:
        raise Refused(Problem("message_slow")) from error
    return bytes(data)


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
