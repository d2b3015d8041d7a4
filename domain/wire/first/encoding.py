"""The messages of protocol 1: column-folded JSON under Zstandard. Readers get the JSON, already unpacked."""

from __future__ import annotations

import json
from typing import Any

import zstandard

from domain.wire import odd_values
from domain.wire.first.folding import fold, unfold
from domain.wire.first.packing import (
    MOST_ROWS,
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
from domain.wire.garbled import Garbled, OtherProtocol, TooLarge
from domain.wire.messages import Request, Response

FIRST = 1
_LEVEL = 9
# Of a request: five hundred changes have thirty thousand values in half a megabyte. Of an answer, a page.
_REQUEST_BYTES, _REQUEST_VALUES, _RESPONSE_VALUES = 4 * 1024 * 1024, 200_000, 1_000_000
_UNREADABLE = (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError)


def encode_request(request: Request) -> bytes:
    """A request as bytes: it has room for one batch, and for no more than batch, cursors and page."""
    body: dict[str, Any] = {
        "protocol": FIRST,
        "cursors": {name: [cursor.version, cursor.row] for name, cursor in request.cursors.items()},
        "page": request.page,
    }
    for batch in request.batches[:1]:
        body["batch"] = pack_batch(batch)
    return _squeeze(body)


def decode_request(text: bytes) -> Request:
    """The reverse of ``encode_request``; Garbled when it cannot be read, TooLarge before that is tried."""
    if len(text) > _REQUEST_BYTES:
        raise TooLarge("too large")
    body = _parse(text, _REQUEST_VALUES)
    try:
        return Request(
            batches=(unpack_batch(body["batch"]),) if "batch" in body else (),
            cursors=unpack_cursors(body["cursors"]),
            page=whole(body["page"]),
            protocol=FIRST,
        )
    except _UNREADABLE as error:
        raise Garbled(str(error)) from error


def encode_response(response: Response) -> bytes:
    """A response as bytes; only the answers that are not plain acceptance are written out."""
    devices = Devices()
    return _squeeze(
        {
            "protocol": FIRST,
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


def decode_response(text: bytes) -> Response:
    """The reverse of ``encode_response``; Garbled when it cannot be read."""
    body = _parse(text, _RESPONSE_VALUES)
    try:
        devices = Devices(body["devices"])
        return Response(
            answers=tuple(unpack_answers(body["answers"])),
            receipt=text_of(body["receipt"]),
            rows=tuple(unpack_row(row, devices) for row in unfold(body["rows"], MOST_ROWS)),
            cursors=unpack_cursors(body["cursors"]),
            more=bool(body["more"]),
            server_time_ms=whole(body["time"]),
            tallies={kind: whole(count) for kind, count in body["tallies"].items()},
        )
    except _UNREADABLE as error:
        raise Garbled(str(error)) from error


def speaks(text: bytes) -> bool:
    """Whether an unpacked message is of this protocol: one object of JSON."""
    return text[:1] == b"{"


def _squeeze(body: dict[str, Any]) -> bytes:
    text = json.dumps(body, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return zstandard.ZstdCompressor(level=_LEVEL).compress(text.encode())


def _parse(text: bytes, most: int) -> dict[str, Any]:
    if sum(map(text.count, (b",", b"[", b"{"))) > most:
        raise TooLarge("too many values")
    try:
        body = json.loads(text)
        odd_values.check_depth(body)
        if b"\\ud" in text.lower():  # an escaped half of a surrogate pair is no character
            json.dumps(body, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise Garbled(str(error)) from error
    if not isinstance(body, dict) or not isinstance(body.get("protocol"), int):
        raise Garbled("not a message")
    if body["protocol"] != FIRST:
        raise OtherProtocol(body["protocol"])
    return body
