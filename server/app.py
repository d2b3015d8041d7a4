"""The server's HTTP face: eight addresses, plain functions behind them, and problems instead of errors.

A handler reads its body on the event loop, within a size and a time, and does its work in a thread. The log
has codes and counts: never a name, an identifier, a token or a device.
"""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl

from anyio.to_thread import current_default_thread_limiter, run_sync
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from domain.problems import Fault, Problem, Refused
from domain.wire.encoding import encode_response
from domain.wire.messages import MEDIA_TYPE
from server import enrolment, hints, photos, reading, renewal, tokens
from server.answers import problem_response
from server.bodies import SMALL_BODY, as_joining, as_object, as_renewal, bearer, read_body
from server.database import POOL, Database
from server.devices import Device
from server.exchange import exchange
from server.trust import Trust

log = logging.getLogger("guichet.server")

_ANSWERS = {404: "address_unknown", 405: "method_wrong"}

Counts = Mapping[str, int]
Handler = Callable[["Service", Request], Awaitable[tuple[Response, Counts]]]


class Service:
    """What the handlers work with."""

    def __init__(self, database: Database, trust: Trust) -> None:
        self.database = database
        self.trust = trust
        self.hints = hints.Hints(database, trust.audience.encode())


def make_app(database: Database, trust: Trust) -> Starlette:
    """The ASGI application of one process."""
    service = Service(database, trust)
    return Starlette(
        routes=[
            Route("/health", _guarded(service, _health), methods=["GET"]),
            Route("/v1/trust", _guarded(service, _trust), methods=["GET"]),
            Route("/v1/devices", _guarded(service, _join), methods=["POST"]),
            Route("/v1/devices/renew", _guarded(service, _renew), methods=["POST"]),
            Route("/v1/token", _guarded(service, _token), methods=["POST"]),
            Route("/v1/exchange", _guarded(service, _exchange), methods=["POST"]),
            Route("/v1/hints", _guarded(service, _hints), methods=["GET"]),
            Route("/v1/photos/missing", _guarded(service, _photos_missing), methods=["POST"]),
            Route("/v1/photos/{name}", _guarded(service, _photo), methods=["GET", "PUT"]),
        ],
        exception_handlers={HTTPException: _no_such_thing},
        lifespan=_as_many_threads_as_connections,
    )


@asynccontextmanager
async def _as_many_threads_as_connections(app: Starlette) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = POOL
    yield


def _guarded(service: Service, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Whatever happens behind it, the answer is a document and the log has one line without people."""

    async def guard(request: Request) -> Response:
        began = time.monotonic()
        counts: Counts = {}
        try:
            response, counts = await handler(service, request)
            code = "done"
        except (Refused, Fault) as error:
            problem = error.problems[0] if isinstance(error, Refused) else error.problem
            response = problem_response(problem, oauth=request.url.path == "/v1/token")
            code = problem.code
        except ClientDisconnect:
            response, code = Response(status_code=400), "cut_line"
        except Exception as error:
            response, code = problem_response(Problem("server_failed")), _nameless(error)
        level = logging.ERROR if response.status_code >= 500 else logging.INFO
        facts = " ".join(f"{name}={count}" for name, count in counts.items())
        took = (time.monotonic() - began) * 1000
        log.log(
            level,
            "%s %s %d %s %.0fms %s",
            request.method,
            _place(request),
            response.status_code,
            code,
            took,
            facts,
        )
        return response

    return guard


def _place(request: Request) -> str:
    """The address without the photo's hash, which names a person's portrait."""
    route = request.scope.get("route")
    return getattr(route, "path", "/")


def _nameless(error: Exception) -> str:
    """Where an unforeseen error arose. Its own words may quote what somebody entered."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    line = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
    return f"server_failed {type(error).__name__} {line}"


async def _no_such_thing(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return problem_response(Problem(_ANSWERS.get(status, "server_failed")))


async def _health(service: Service, request: Request) -> tuple[Response, Counts]:
    def ask() -> None:
        with service.database.transaction(reading=True):
            pass

    await run_sync(ask)
    return JSONResponse({"status": "ok"}), {}


async def _trust(service: Service, request: Request) -> tuple[Response, Counts]:
    return JSONResponse(service.trust.document() | {"time": _now()}), {}


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
        "time": _now(),
    }
    return JSONResponse(document)


async def _token(service: Service, request: Request) -> tuple[Response, Counts]:
    body = await read_body(request, SMALL_BODY)
    try:
        form = dict(parse_qsl(body.decode("ascii"), max_num_fields=20))
    except ValueError as error:
        raise Refused(Problem("message_unreadable")) from error
    document = await run_sync(tokens.issue, service.database, form, service.trust.audience)
    return JSONResponse(document, headers={"Cache-Control": "no-store"}), {}


async def _exchange(service: Service, request: Request) -> tuple[Response, Counts]:
    body = await read_body(request, reading.MAX_BODY)
    token = bearer(request)

    def work() -> tuple[bytes, Counts]:
        device = tokens.holder(service.database, token)
        asked = reading.read_request(body)
        answer, pushed = exchange(service.database, service.trust, device, asked)
        return encode_response(answer), {**pushed.counts(), "rows": len(answer.rows)}

    data, counts = await run_sync(work)
    return Response(data, media_type=MEDIA_TYPE), counts


async def _photos_missing(service: Service, request: Request) -> tuple[Response, Counts]:
    body = as_object(await read_body(request, SMALL_BODY))
    device = await _device(service, request)
    missing = await run_sync(photos.missing, service.database, device, body.get("photos"))
    return JSONResponse({"missing": missing}), {"missing": len(missing)}


async def _photo(service: Service, request: Request) -> tuple[Response, Counts]:
    device = await _device(service, request)
    name = request.path_params["name"]
    if request.method == "PUT":
        data = await read_body(request, photos.MAX_BODY)
        await run_sync(photos.put, service.database, device, name, data)
        return Response(status_code=204), {"bytes": len(data)}
    data = await run_sync(photos.get, service.database, device, name)
    headers = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}
    kind = "application/pdf" if data.startswith(b"%PDF") else "image/jpeg"
    return Response(data, media_type=kind, headers=headers), {"bytes": len(data)}


async def _hints(service: Service, request: Request) -> tuple[Response, Counts]:
    device = await _device(service, request)
    hint = await run_sync(service.hints.of, device)
    headers = {"ETag": hint.etag, "Cache-Control": "private, no-cache", "X-Content-Type-Options": "nosniff"}
    if request.headers.get("If-None-Match") == hint.etag:
        return Response(status_code=304, headers=headers), {"bytes": 0}
    return Response(hint.data, media_type=hints.MEDIA_TYPE, headers=headers), {"bytes": len(hint.data)}


async def _device(service: Service, request: Request) -> Device:
    return await run_sync(tokens.holder, service.database, bearer(request))


def _now() -> int:
    return time.time_ns() // 1_000_000
