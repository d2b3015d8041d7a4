"""The calls that move bytes of photos and documents, in a device's name."""

from __future__ import annotations

import json
import re
from typing import Any, Protocol

from desktop.models.identity import Identity
from desktop.sync.line import map_of
from domain.problems import Fault, Refused

_PLACE = re.compile(r"bytes (\d{1,12})-\d{1,12}/(\d{1,12})")


class Caller(Protocol):
    """What these calls need of a `Remote`."""

    @property
    def authorised(self) -> Any:
        """A call in the name of a device, as ``Remote.authorised`` makes it."""
        ...


def missing(remote: Caller, who: Identity, names: list[str]) -> dict[str, int]:
    """Those of these photos that the server lacks, with the bytes it has of each."""
    body = json.dumps({"photos": names}).encode()
    answer = map_of(remote.authorised(who, "POST", "/v1/photos/missing", data=body, type="application/json"))
    lacking, have = answer.get("missing", names), answer.get("have", {})
    if not isinstance(lacking, list) or not isinstance(have, dict):
        raise Fault("answer_garbled")
    return {str(name): _whole(have.get(name, 0)) for name in lacking}


def put(remote: Caller, who: Identity, name: str, start: int, chunk: bytes, size: int) -> int:
    """Send bytes of a photo from ``start`` on; how many the server then holds. Raises Refused and Fault."""
    headers = {"Upload-Offset": str(start), "Upload-Length": str(size)}
    path, kind = f"/v1/photos/{name}", "application/partial-upload"
    answer = remote.authorised(who, "PATCH", path, data=chunk, type=kind, headers=headers)
    held = answer.headers.get("Upload-Offset", "")
    if not held.isdecimal() or not start < int(held) <= size:
        raise Fault("answer_garbled")  # it would be sent without end
    return int(held)


def get(remote: Caller, who: Identity, name: str, start: int, most: int) -> tuple[bytes, int] | None:
    """Bytes of a photo from ``start`` on and its whole size; None when the server lacks it."""
    headers = {"Range": f"bytes={start}-{start + most - 1}"}
    try:
        answer = remote.authorised(who, "GET", f"/v1/photos/{name}", headers=headers)
    except Refused as refusal:
        if refusal.problems[0].code == "photo_unknown":
            return None
        if refusal.problems[0].code == "range_wrong":
            return b"", 0
        raise
    return stretch(answer, start)


def stretch(answer: Any, start: int) -> tuple[bytes, int]:
    """The bytes of an answer to a range and the whole's size. Raises Fault when it is about another place."""
    place = _PLACE.fullmatch(answer.headers.get("Content-Range", ""))
    if place is None or int(place[1]) != start:
        raise Fault("answer_garbled")
    return bytes(answer.content), int(place[2])


def _whole(value: object) -> int:
    return value if type(value) is int and value > 0 else 0
