"""What revoked devices hand over. No token: they get none. The bundle itself shows whose it is."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server import sealed
from server.web.service import Counts, Routes, Service
from server.web.uploads import announced, pieces, receive


async def _sealed(service: Service, request: Request) -> tuple[Response, Counts]:
    """Who it is of is asked as soon as it can be: nobody else may fill the disk."""
    size, coming = announced(request), pieces(request)
    begun = await _beginning(coming)
    device = await run_sync(sealed.check_head, service.database, service.trust, io.BytesIO(begun), size)
    with service.sealing.hold(size, device.fingerprint) as brought:
        brought.write(begun)
        count = await receive(coming, brought)
        confirmation = await run_sync(sealed.keep, service.database, service.trust, brought)
    return JSONResponse({"confirmation": confirmation}), {"bytes": count}


async def _beginning(coming: AsyncIterator[bytes]) -> bytes:
    """As much as has the head for certain, or all there is."""
    begun = bytearray()
    while len(begun) < sealed.HEAD_BYTES:
        piece = await anext(coming, None)
        if piece is None:
            break
        begun += piece
    return bytes(begun)


ROUTES: Routes = (("/v1/sealed", ("POST",), _sealed),)
