"""Bundles that somebody carries to the server for an office without a line."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from domain.wire.bundle import MEDIA_TYPE
from server import bundles
from server.web.guard import device_of
from server.web.service import Counts, Routes, Service
from server.web.uploads import announced, pieces, receive

_IN_MEMORY = 4 * 1024 * 1024
_PIECE = 64 * 1024


async def _bundle(service: Service, request: Request) -> tuple[Response, Counts]:
    """Whoever comes when there is no room hears it before the hour that a slow line takes, not after."""
    carrier = await device_of(service, request)
    with service.uploads.hold(announced(request), carrier.fingerprint) as brought:
        size = await receive(pieces(request), brought)

        def work() -> tuple[IO[bytes], int]:
            brought.seek(0)
            return _written(bundles.answer(service.database, service.trust, brought, carrier))

        back, length = await service.lanes.heavy.run(carrier.fingerprint, work, sure=True)
    headers = {"Content-Length": str(length), "Cache-Control": "private, no-store"}
    answer = StreamingResponse(_pieces(back), media_type=MEDIA_TYPE, headers=headers)
    return answer, {"bytes": size, "back": length}


def _written(parts: Iterator[bytes]) -> tuple[IO[bytes], int]:
    """The answer on disk, sealed, so that whatever goes wrong goes wrong before it is begun."""
    back = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed when its last piece is read
    size = 0
    try:
        for part in parts:
            size += back.write(part)
        back.seek(0)
    except BaseException:
        back.close()
        raise
    return back, size


def _pieces(back: IO[bytes]) -> Iterator[bytes]:
    with back:
        while piece := back.read(_PIECE):
            yield piece


ROUTES: Routes = (("/v1/bundles", ("POST",), _bundle),)
