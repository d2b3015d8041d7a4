"""Whether the server can work, and what it counts: for those who look after it."""

from __future__ import annotations

import hmac
import ipaddress

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from domain.problems import Fault, Problem, Refused
from server import metrics, version
from server.bodies import bearer
from server.web.service import Counts, Routes, Service

# What a proxy on this machine adds: then whoever asks is not this machine.
_PROXIED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


async def _health(service: Service, request: Request) -> tuple[Response, Counts]:
    """Raises ``Fault``: ``database_unavailable``, ``server_busy``, ``database_older``."""
    tables = await run_sync(service.database.tables, limiter=_limiter(service))
    if tables != service.database.newest:
        raise Fault("database_older", tables=tables, newest=service.database.newest)
    return JSONResponse({"status": "ok", "version": version.program(), "tables": tables}), {}


def _limiter(service: Service) -> CapacityLimiter:
    """A thread of its own: whoever asks whether the server is well does not stand in its queue."""
    if service.watcher is None:
        service.watcher = CapacityLimiter(1)
    return service.watcher


async def _metrics(service: Service, request: Request) -> tuple[Response, Counts]:
    """For this machine, or with the token given at the start. Raises ``Refused``."""
    if service.metrics_token:
        if not hmac.compare_digest(bearer(request).encode(), service.metrics_token.encode()):
            raise Refused(Problem("token_invalid"))
    elif not _is_here(request):
        raise Refused(Problem("address_unknown"))
    return Response(service.metrics.text(), media_type=metrics.MEDIA_TYPE), {}


def _is_here(request: Request) -> bool:
    if request.client is None or any(name in request.headers for name in _PROXIED):
        return False
    try:
        return ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


ROUTES: Routes = (("/health", ("GET",), _health), ("/metrics", ("GET",), _metrics))
