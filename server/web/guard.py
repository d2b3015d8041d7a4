"""What stands around every handler: one line in the log, and problems instead of errors.

A handler reads its body on the event loop, within a size and a time, and does its work in a thread. The log
has codes and counts: never a name, an identifier, a token or a device.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable

from anyio.to_thread import current_default_thread_limiter, run_sync
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from domain.problems import Fault, Problem, Refused
from server import lanes, tokens
from server.answers import problem_response
from server.bodies import bearer
from server.devices import Device
from server.logs import nameless
from server.web.service import Counts, Handler, Service

log = logging.getLogger("guichet.server")

# A server that is busy says so to whoever asks; that is worth a look, not an alarm.
_LEVELS = {500: logging.ERROR, 503: logging.WARNING}
_WATCHING = frozenset({"/health", "/metrics"})
_ANSWERS = {404: "address_unknown", 405: "method_wrong"}


def guarded(service: Service, handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """Whatever happens behind it, the answer is a document and the log has one line without people."""

    async def guard(request: Request) -> Response:
        began = time.monotonic()
        service.metrics.begin()
        counts: Counts = {}
        try:
            _refuse_crowd(request)
            response, counts = await handler(service, request)
            code = "done"
        except (Refused, Fault) as error:
            problem = error.problems[0] if isinstance(error, Refused) else error.problem
            response = problem_response(problem, oauth=request.url.path == "/v1/token")
            code = problem.code
        except ClientDisconnect as error:
            response, code = Response(status_code=400), "cut_line"
            counts = getattr(error, "counts", {})
        except Exception as error:
            response = problem_response(Problem("server_failed"))
            code = f"server_failed {nameless(error)}"
        _note(service, request, response, code, time.monotonic() - began, counts)
        return response

    return guard


def _refuse_crowd(request: Request) -> None:
    """Better told to come back than kept waiting; whoever watches over the server is always let in."""
    if request.url.path in _WATCHING:
        return
    if current_default_thread_limiter().statistics().tasks_waiting >= lanes.WAITING:
        raise Fault("server_busy")


def _note(
    service: Service, request: Request, response: Response, code: str, seconds: float, counts: Counts
) -> None:
    """One line in the log, and the counters."""
    place, method, status = _place(request), request.method, response.status_code
    service.metrics.end(place, method, status, code.partition(" ")[0], seconds, counts)
    announced = request.headers.get("Content-Length", "0")
    up = int(announced) if announced.isascii() and announced.isdigit() and len(announced) < 16 else 0
    service.metrics.moved(place, method, up, len(response.body) if hasattr(response, "body") else 0)
    took = round(seconds * 1000)
    facts = {"method": method, "address": place, "status": status, "code": code, "ms": took, **counts}
    words = " ".join(f"{name}={count}" for name, count in counts.items())
    log.log(
        _LEVELS.get(status, logging.INFO),
        "%s %s %d %s %dms %s",
        method,
        place,
        status,
        code,
        took,
        words,
        extra={"facts": facts},
    )


def _place(request: Request) -> str:
    """The address without the photo's hash, which names a person's portrait."""
    route = request.scope.get("route")
    return getattr(route, "path", "/")


async def no_such_thing(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return problem_response(Problem(_ANSWERS.get(status, "server_failed")))


async def device_of(service: Service, request: Request) -> Device:
    """The device whose token the request carries."""
    return await run_sync(tokens.holder, service.database, bearer(request))


def now_ms() -> int:
    """The server's clock, in milliseconds since 1970."""
    return time.time_ns() // 1_000_000
