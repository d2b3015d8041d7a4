"""One range of bytes as a request asks for it (RFC 9110 §14), and the answer that says which it is."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from domain.problems import Problem, Refused

_RANGE = re.compile(r"bytes=(\d{1,15})-(\d{1,15})?")


def asked_for(request: Request, most: int) -> tuple[int, int] | None:
    """(first byte, how many) of ``Range: bytes=first-[last]``, never more than ``most``; None without one.

    What is no range of this form is passed over, as RFC 9110 says; one that ends before it begins too.
    """
    found = _RANGE.fullmatch(request.headers.get("Range", ""))
    if found is None:
        return None
    start = int(found[1])
    if found[2] is None:
        return start, most
    count = int(found[2]) + 1 - start
    return (start, min(count, most)) if count > 0 else None


def partial(data: bytes, start: int, size: int, media_type: str, headers: Mapping[str, str]) -> Response:
    """These bytes of ``size``. Raises ``Refused("range_wrong")`` when the range begins behind them."""
    if not data:
        raise Refused(Problem("range_wrong", facts={"size": size}))
    shown = {**headers, "Content-Range": f"bytes {start}-{start + len(data) - 1}/{size}"}
    return Response(data, 206, shown, media_type)
