"""Messages to bytes and back: column-folded JSON under Zstandard, the same over HTTPS and on a stick."""

from __future__ import annotations

import json
from typing import Any

import zstandard

from domain.wire.columns import fold, unfold
from domain.wire.messages import OLDEST_PROTOCOL, PROTOCOL, Request, Response
from domain.wire.packing import (
    Devices,
    pack_answers,
    pack_batch,
    pack_row,
    text_of,
    unpack_answers,
    unpack_batch,
    unpack_cursors,
    unpack_row,
    whole,
)

LEVEL = 9
MAX_BYTES = 64 * 1024 * 1024
_UNREADABLE = (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError)


class Garbled(ValueError):
    """The bytes are not a message of this protocol; the reader names it and keeps nothing."""


class OtherProtocol(Garbled):
    """A message of a protocol this version does not speak; ``protocol`` says which."""

    def __init__(self, protocol: int) -> None:
        self.protocol = protocol
        super().__init__(f"protocol {protocol}")


def encode_request(request: Request) -> bytes:
    """A request as bytes."""
    body: dict[str, Any] = {
        "protocol": PROTOCOL,
        "cursors": {name: [cursor.version, cursor.row] for name, cursor in request.cursors.items()},
        "page": request.page,
    }
    if request.batch:
        body["batch"] = pack_batch(request.batch)
    return _squeeze(body)


def decode_request(data: bytes) -> Request:
    """The reverse of ``encode_request``; Garbled when it cannot be read."""
    body = _stretch(data)
    try:
        return Request(
            batch=unpack_batch(body["batch"]) if "batch" in body else None,
            cursors=unpack_cursors(body["cursors"]),
            page=whole(body["page"]),
        )
    except _UNREADABLE as error:
        raise Garbled(str(error)) from error


def encode_response(response: Response) -> bytes:
    """A response as bytes; only the answers that are not plain acceptance are written out."""
    devices = Devices()
    return _squeeze(
        {
            "protocol": PROTOCOL,
            "answers": pack_answers(response.answers),
            "receipt": response.receipt,
            "rows": fold([pack_row(row, devices) for row in response.rows]),
            "devices": devices.list,
            "cursors": {name: [cursor.version, cursor.row] for name, cursor in response.cursors.items()},
            "more": response.more,
            "time": response.server_time_ms,
            "tallies": dict(response.tallies),
        }
    )


def decode_response(data: bytes) -> Response:
    """The reverse of ``encode_response``; Garbled when it cannot be read."""
    body = _stretch(data)
    try:
        devices = Devices(body["devices"])
        return Response(
            answers=tuple(unpack_answers(body["answers"])),
            receipt=text_of(body["receipt"]),
            rows=tuple(unpack_row(row, devices) for row in unfold(body["rows"])),
            cursors=unpack_cursors(body["cursors"]),
            more=bool(body["more"]),
            server_time_ms=whole(body["time"]),
            tallies={kind: whole(count) for kind, count in body["tallies"].items()},
        )
    except _UNREADABLE as error:
        raise Garbled(str(error)) from error


def _squeeze(body: dict[str, Any]) -> bytes:
    text = json.dumps(body, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return zstandard.ZstdCompressor(level=LEVEL).compress(text.encode())


def _stretch(data: bytes) -> dict[str, Any]:
    """Bounded, so that a small hostile message cannot fill the memory."""
    try:
        if zstandard.frame_content_size(data) > MAX_BYTES:
            raise Garbled("too large")
        text = zstandard.ZstdDecompressor().decompress(data, max_output_size=MAX_BYTES)
        body = json.loads(text)
        if b"\\ud" in text.lower():  # an escaped half of a surrogate pair is no character
            json.dumps(body, ensure_ascii=False).encode()
    except (zstandard.ZstdError, ValueError, RecursionError) as error:
        raise Garbled(str(error)) from error
    if not isinstance(body, dict) or not isinstance(body.get("protocol"), int):
        raise Garbled("not a message")
    if not OLDEST_PROTOCOL <= body["protocol"] <= PROTOCOL:
        raise OtherProtocol(body["protocol"])
    return body
