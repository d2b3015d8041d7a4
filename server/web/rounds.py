"""The exchange, and the filter of other districts' numbers."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse

from domain.problems import Problem, Refused
from domain.wire import messages
from domain.wire.encoding import encode_response
from domain.wire.messages import MEDIA_TYPE, Cursor
from server import devices, hints, reading, tokens
from server.bodies import Body, bearer, read_some
from server.devices import Device
from server.exchange import exchange
from server.lanes import Lane
from server.web.guard import device_of
from server.web.service import Counts, Routes, Service

LONG = 1000  # changes or rows; more at once goes by the lane of long requests
RECORD = 4096  # bytes
_NEW = Cursor()


async def _exchange(service: Service, request: Request) -> tuple[Response, Counts]:
    """Neither a thread nor a connection waits while the body comes; nor is one held of whom nobody knows."""
    token, known = bearer(request), await device_of(service, request)
    key = known.fingerprint  # however many tokens it has
    body = await read_some(request, reading.MAX_BODY, service.bodies, key)
    device, asked = await service.lanes.rounds.run(key, partial(_read, service, token, body))
    if body.trouble:
        raise await _saved(service, key, device, asked, body.trouble)
    if asked is None:
        raise Refused(Problem("message_unreadable"))
    data, counts = await _lane(service, device, asked).run(key, partial(_step, service, device, asked))
    return _in_small_records(data), counts


def _in_small_records(data: bytes) -> Response:
    """Piece by piece, each a TLS record of its own: of a record that is cut nothing can be read."""
    if len(data) <= RECORD:
        return Response(data, media_type=MEDIA_TYPE)

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(data), RECORD):
            yield data[start : start + RECORD]

    headers = {"Content-Length": str(len(data))}
    return StreamingResponse(pieces(), media_type=MEDIA_TYPE, headers=headers)


def _read(service: Service, token: str, body: Body) -> tuple[Device, messages.Request | None]:
    """Who speaks, and what: the whole batches of what came."""
    device = tokens.holder(service.database, token)
    read = reading.read_cut_request if body.trouble else reading.read_request
    return device, read(body.data)


def _lane(service: Service, device: Device, asked: messages.Request) -> Lane:
    """First synchronisations, and whoever has much to catch up with, are kept beside the others."""
    sent = sum(len(batch.changes) for batch in asked.batches)
    first = asked.page > 0 and any(asked.cursors.get(name, _NEW) == _NEW for name in device.districts)
    long = sent > LONG or first or device.no in service.behind
    return service.lanes.heavy if long else service.lanes.rounds


def _step(service: Service, device: Device, asked: messages.Request) -> tuple[bytes, Counts]:
    answer, pushed = exchange(service.database, service.trust, device, asked)
    devices.heard(service.database, device, asked.waiting, asked.program)
    behind = service.behind.add if answer.more and len(answer.rows) > LONG else service.behind.discard
    behind(device.no)
    return encode_response(answer, asked.protocol), {**pushed.counts(), "rows": len(answer.rows)}


async def _saved(
    service: Service,
    key: str,
    device: Device,
    asked: messages.Request | None,
    trouble: ClientDisconnect | Refused,
) -> ClientDisconnect | Refused:
    """Applies the batches that came whole before the line was cut: nobody need send them again."""
    if asked is None:
        return trouble
    alone = replace(asked, page=0)
    _, counts = await _lane(service, device, alone).run(key, partial(_step, service, device, alone))
    return Cut(counts) if isinstance(trouble, ClientDisconnect) else trouble


class Cut(ClientDisconnect):
    """The line was cut, after so many changes."""

    def __init__(self, counts: Counts) -> None:
        super().__init__()
        self.counts = counts


async def _hints(service: Service, request: Request) -> tuple[Response, Counts]:
    device = await device_of(service, request)
    hint = await service.lanes.heavy.run(device.fingerprint, partial(service.hints.of, device))
    headers = {"ETag": hint.etag, "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
    if request.headers.get("If-None-Match") == hint.etag:
        return Response(status_code=304, headers=headers), {"bytes": 0}
    return Response(hint.data, media_type=hints.MEDIA_TYPE, headers=headers), {"bytes": len(hint.data)}


ROUTES: Routes = (
    ("/v1/exchange", ("POST",), _exchange),
    ("/v1/hints", ("GET",), _hints),
)
