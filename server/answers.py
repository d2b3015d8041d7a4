"""Problems as RFC 9457 documents."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response

from domain.problems import Problem

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:guichet:problem:"

_STATUS = {
    "token_invalid": 401,
    "device_unknown": 401,
    "assertion_invalid": 401,
    "assertion_replayed": 401,
    "clock_off": 401,
    "device_revoked": 403,
    "device_not_revoked": 403,
    "device_mismatch": 403,
    "board_not_regional": 403,
    "enrolment_code_invalid": 403,
    "enrolment_code_expired": 403,
    "enrolment_code_used": 403,
    "address_unknown": 404,
    "photo_unknown": 404,
    "snapshot_unknown": 404,
    "method_wrong": 405,
    "message_slow": 408,
    "office_mismatch": 409,
    "device_code_taken": 409,
    "forked": 409,
    "gap": 409,
    "offset_wrong": 409,
    "message_too_large": 413,
    "range_wrong": 416,
    "renewals_many": 429,
    "server_failed": 500,
    "server_busy": 503,
    "database_unavailable": 503,
    "database_older": 503,
    "server_full": 507,
    "sealed_full": 507,
}
_REFUSED = 400
_RETRY_SECONDS = "30"

# RFC 6749 §5.2 names the errors of its endpoint too.
_OAUTH = {"grant_wrong": "unsupported_grant_type", "message_unreadable": "invalid_request"}


def status_of(problem: Problem) -> int:
    """The HTTP status of a problem: 400 unless it is one of a known other kind."""
    return _STATUS.get(problem.code, _REFUSED)


def problem_response(problem: Problem, *, oauth: bool = False) -> Response:
    """``{"type", "status", "where", "facts"}``; at the token endpoint also ``error``."""
    status = status_of(problem)
    body: dict[str, Any] = {
        "type": TYPE + problem.code,
        "status": status,
        "where": problem.where,
        "facts": dict(problem.facts),
    }
    if oauth:
        body["error"] = _OAUTH.get(problem.code, "invalid_client")
    # In ASCII: what is quoted back may be no text at all.
    return Response(json.dumps(body), status, headers=_headers(status), media_type=MEDIA_TYPE)


def _headers(status: int) -> dict[str, str]:
    if status == 401:
        return {"WWW-Authenticate": "Bearer"}
    return {"Retry-After": _RETRY_SECONDS} if status == 503 else {}
