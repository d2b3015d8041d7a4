"""The bytes of photos and documents: whole, or from where the line was cut."""

from __future__ import annotations

from anyio.to_thread import run_sync
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from domain.problems import Problem, Refused
from server import photos
from server.bodies import SMALL_BODY, as_object, read_body
from server.web.guard import device_of
from server.web.ranges import asked_for, partial
from server.web.service import Counts, Routes, Service

_HEADERS = {
    "Accept-Ranges": "bytes",
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
}


async def _photos_missing(service: Service, request: Request) -> tuple[Response, Counts]:
    body = as_object(await read_body(request, SMALL_BODY))
    device = await device_of(service, request)
    missing, have = await run_sync(photos.missing, service.database, device, body.get("photos"))
    return JSONResponse({"missing": missing, "have": have}), {"missing": len(missing)}


async def _photo(service: Service, request: Request) -> tuple[Response, Counts]:
    device = await device_of(service, request)
    name = request.path_params["name"]
    if request.method == "PUT":
        data = await read_body(request, photos.MAX_BODY)
        await run_sync(photos.put, service.database, device, name, data)
        return Response(status_code=204), {"bytes": len(data)}
    asked = asked_for(request, photos.MAX_BODY)
    found = await run_sync(photos.get, service.database, device, name, *(asked or ()))
    if asked:
        answer = partial(found.data, found.start, found.size, found.media_type, _HEADERS)
    else:
        answer = Response(found.data, 200, _HEADERS, found.media_type)
    return answer, {"bytes": len(found.data)}


async def _chunk(service: Service, request: Request) -> tuple[Response, Counts]:
    """One chunk of a photo, in the manner of resumable uploads: offset and length stand in the head."""
    start, size = _number(request, "Upload-Offset"), _number(request, "Upload-Length")
    device = await device_of(service, request)
    chunk = await read_body(request, photos.MAX_CHUNK)
    name = request.path_params["name"]
    held = await run_sync(photos.add, service.database, device, name, start, size, chunk)
    return Response(status_code=204, headers={"Upload-Offset": str(held)}), {"bytes": len(chunk)}


def _number(request: Request, header: str) -> int:
    given = request.headers.get(header, "")
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        raise Refused(Problem("message_unreadable", where=header))
    return int(given)


ROUTES: Routes = (
    ("/v1/photos/missing", ("POST",), _photos_missing),
    ("/v1/photos/{name}", ("GET", "PUT"), _photo),
    ("/v1/photos/{name}", ("PATCH",), _chunk),
)
