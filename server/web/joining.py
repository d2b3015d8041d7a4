"""Trust, joining, renewing, tokens."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from domain.problems import Problem, Refused
from server import enrolment, renewal, sealed, tokens
from server.bodies import SMALL_BODY, as_joining, as_object, as_renewal, read_body
from server.devices import Device
from server.web.guard import now_ms
from server.web.service import Counts, Routes, Service


async def _trust(service: Service, request: Request) -> tuple[Response, Counts]:
    return JSONResponse(service.trust.document() | {"time": now_ms()}), {}


async def _join(service: Service, request: Request) -> tuple[Response, Counts]:
    body = as_object(await read_body(request, SMALL_BODY))
    return _introduced(await run_sync(enrolment.join, service.database, as_joining(body))), {}


async def _renew(service: Service, request: Request) -> tuple[Response, Counts]:
    body = as_object(await read_body(request, SMALL_BODY))
    return _introduced(await run_sync(renewal.renew, service.database, as_renewal(body))), {}


def _introduced(device: Device) -> Response:
    document = {
        "device": device.fingerprint,
        "office": device.office,
        "programme": device.programme,
        "districts": sorted(device.districts),
        "time": now_ms(),
    }
    return JSONResponse(document)


async def _token(service: Service, request: Request) -> tuple[Response, Counts]:
    body = await read_body(request, SMALL_BODY)
    try:
        form = dict(parse_qsl(body.decode("ascii"), max_num_fields=20))
    except ValueError as error:
        raise Refused(Problem("message_unreadable")) from error
    document = await run_sync(_issue, service, form)
    return JSONResponse(document, headers={"Cache-Control": "no-store"}), {}


def _issue(service: Service, form: dict[str, str]) -> dict[str, Any]:
    """A token; whom the office has shut out gets the order instead."""
    try:
        return tokens.issue(service.database, form, service.trust.audience)
    except Refused as refusal:
        device = refusal.problems[0].facts.get("device")
        raise sealed.with_order(service.database, service.trust, refusal, device) from refusal


ROUTES: Routes = (
    ("/v1/trust", ("GET",), _trust),
    ("/v1/devices", ("POST",), _join),
    ("/v1/devices/renew", ("POST",), _renew),
    ("/v1/token", ("POST",), _token),
)
