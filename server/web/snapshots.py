"""Districts as one file, for first synchronisations."""

from __future__ import annotations

import asyncio
import logging

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from domain.problems import Fault, Refused
from server.snapshots import MEDIA_TYPE, MOST_ASKED, Stopped
from server.web.guard import device_of
from server.web.ranges import asked_for, partial
from server.web.service import Counts, Routes, Service

log = logging.getLogger("guichet.server")
_HEADERS = {"Accept-Ranges": "bytes", "Cache-Control": "private, no-store"}


async def _listing(service: Service, request: Request) -> tuple[Response, Counts]:
    """What there is. What there is not yet is begun behind the answer, one at a time."""
    device = await device_of(service, request)
    found = await run_sync(service.snapshots.listing, device)
    if found.making and service.making is None:
        service.making = asyncio.create_task(_make(service, found.making[0]))
    answer = {"epoch": found.epoch, "districts": found.districts, "making": found.making}
    return JSONResponse(answer), {"districts": len(found.districts)}


async def _make(service: Service, district: str) -> None:
    """In the lane of what is long: rounds go on beside it."""
    try:
        await service.lanes.heavy.run("snapshot", lambda: service.snapshots.make(district))
    except Stopped:
        log.info("snapshot given up")
    except (Fault, Refused) as error:
        problem = error.problem if isinstance(error, Fault) else error.problems[0]
        log.warning("snapshot %s", problem.code)
    except Exception as error:  # nobody waits for this task: the log is the only one to hear of it
        log.error("snapshot server_failed %s", type(error).__name__)
    finally:
        service.making = None


async def _snapshot(service: Service, request: Request) -> tuple[Response, Counts]:
    device = await device_of(service, request)
    start, most = asked_for(request, MOST_ASKED) or (0, MOST_ASKED)
    data, size = await run_sync(service.snapshots.read, device, request.path_params["name"], start, most)
    return partial(data, start, size, MEDIA_TYPE, _HEADERS), {"bytes": len(data)}


ROUTES: Routes = (
    ("/v1/snapshots", ("GET",), _listing),
    ("/v1/snapshots/{name}", ("GET",), _snapshot),
)
