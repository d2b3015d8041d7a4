"""What the server holds of a device's work."""

from __future__ import annotations

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import Response

from server.holdings import Span, holdings
from server.web.guard import device_of
from server.web.service import Counts, Routes, Service

MEDIA_TYPE = "application/jose"


async def _holdings(service: Service, request: Request) -> tuple[Response, Counts]:
    device = await device_of(service, request)
    span = Span.read(request.query_params)
    signed = await run_sync(holdings, service.database, service.trust, device, span)
    return Response(signed, media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"}), {}


ROUTES: Routes = (("/v1/holdings", ("GET",), _holdings),)
