"""What a regional office is told about the others."""

from __future__ import annotations

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from server.board import board
from server.web.guard import device_of, now_ms
from server.web.service import Counts, Routes, Service


async def _board(service: Service, request: Request) -> tuple[Response, Counts]:
    device = await device_of(service, request)
    document = await run_sync(board, service.database, device)
    return JSONResponse(document | {"time": now_ms()}, headers={"Cache-Control": "no-store"}), {}


ROUTES: Routes = (("/v1/board", ("GET",), _board),)
