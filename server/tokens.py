"""Access tokens: OAuth 2.0 client credentials proved by a signed assertion (RFC 6749 §4.4, RFC 7523)."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import time
from collections.abc import Mapping
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey
from sqlalchemy import Connection, text

from domain.problems import Problem, Refused
from domain.wire.joining import ASSERTION_SECONDS, TOKEN_SECONDS
from server import devices
from server.database import Database
from server.devices import BY_TOKEN, Device
from server.trust import ALGORITHM

GRANT = "client_credentials"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_SLACK_SECONDS = 5  # for the way, and for whole seconds
_JTI = re.compile(r"[\x21-\x7e]{1,200}")
_SOON = 2**53  # no moment lies beyond; not a number is never below


def issue(database: Database, form: Mapping[str, str], audience: str) -> dict[str, Any]:
    """The answer of the token endpoint, for an assertion made for ``audience``, which is this server.

    Raises ``Refused``: ``grant_wrong``, ``assertion_invalid``, ``assertion_replayed``, ``device_unknown``,
    ``device_revoked``, ``clock_off`` with the server's time.
    """
    now = time.time()
    if form.get("grant_type") != GRANT or form.get("client_assertion_type") != ASSERTION_TYPE:
        raise _refusal("grant_wrong")
    signed, claims = _unverified(form.get("client_assertion", ""))
    with database.transaction() as connection:
        device = devices.find(connection, claims.get("iss"))
        if device is None:
            raise _refusal("device_unknown")
        _check(signed, claims, device, audience)
        if device.revoked:
            raise Refused(Problem("device_revoked", facts={"device": device.fingerprint}))
        _note_clock(connection, device, claims, now)
    # Committed first: how far the clock is off is worth knowing even when the answer is no.
    _check_clock(claims["exp"], now)
    with database.transaction() as connection:
        _use_once(connection, device, claims)
        return _new_token(connection, device)


def holder(database: Database, token: str) -> Device:
    """The device a bearer token was given to. Raises ``Refused``: ``token_invalid``, ``device_revoked``."""
    row = database.glance(BY_TOKEN, {"hash": _hash(token)})
    if row is None:
        raise _refusal("token_invalid")
    device = devices.read(row)
    if device.revoked:
        raise _refusal("device_revoked")
    return device


def _unverified(assertion: str) -> tuple[jws.CompactSignature, dict[str, Any]]:
    """The assertion taken apart: who claims to speak, before it is known whether that is true."""
    try:
        signed = jws.extract_compact(assertion.encode())
        claims = json.loads(signed.payload)
    except (JoseError, ValueError, RecursionError) as error:
        raise _refusal("assertion_invalid") from error
    if not isinstance(claims, dict) or not _is_moment(claims.get("exp")):
        raise _refusal("assertion_invalid")
    return signed, claims


def _check(signed: jws.CompactSignature, claims: dict[str, Any], device: Device, audience: str) -> None:
    key = OKPKey.import_key({"kty": "OKP", "crv": ALGORITHM, "x": _base64url(device.public_key)})
    jti = claims.get("jti")
    try:
        genuine = jws.validate_compact(signed, key, [ALGORITHM])
    except JoseError as error:
        raise _refusal("assertion_invalid") from error
    audiences = claims["aud"] if isinstance(claims.get("aud"), list) else [claims.get("aud")]
    named = isinstance(jti, str) and _JTI.fullmatch(jti)
    if not genuine or claims.get("sub") != device.fingerprint or audience not in audiences or not named:
        raise _refusal("assertion_invalid")


def _note_clock(connection: Connection, device: Device, claims: dict[str, Any], now: float) -> None:
    """How far the device's clock is ahead, as far as its word goes; it never decides anything.

    One that has measured it says what its clock shows beside the time it has put right.
    """
    said = claims["iat"] if _is_moment(claims.get("iat")) else claims["exp"] - ASSERTION_SECONDS
    if _is_moment(claims.get("clock_ms")):
        said = claims["clock_ms"] / 1000
    connection.execute(
        text("UPDATE device SET clock_offset_ms = :ahead, seen_at = now() WHERE no = :no"),
        {"ahead": round((said - now) * 1000), "no": device.no},
    )


def _is_moment(value: object) -> bool:
    return isinstance(value, int | float) and 0 < value < _SOON


def _check_clock(expires: float, now: float) -> None:
    if now - _SLACK_SECONDS < expires <= now + ASSERTION_SECONDS + _SLACK_SECONDS:
        return
    off = round(abs(expires - now) / 3600)
    raise Refused(Problem("clock_off", facts={"server_time_ms": int(now * 1000), "hours": off}))


def _use_once(connection: Connection, device: Device, claims: dict[str, Any]) -> None:
    connection.execute(text("DELETE FROM jti WHERE expires_at < now()"))
    fresh = connection.execute(
        text(
            "INSERT INTO jti (device, jti, expires_at) VALUES"
            " (:device, :jti, now() + make_interval(secs => :seconds)) ON CONFLICT DO NOTHING RETURNING 1"
        ),
        {"device": device.no, "jti": claims["jti"], "seconds": 2 * (ASSERTION_SECONDS + _SLACK_SECONDS)},
    ).first()
    if fresh is None:
        raise _refusal("assertion_replayed")


def _new_token(connection: Connection, device: Device) -> dict[str, Any]:
    token = secrets.token_urlsafe(32)
    connection.execute(text("DELETE FROM token WHERE expires_at < now()"))
    connection.execute(
        text(
            "INSERT INTO token (hash, device, expires_at)"
            " VALUES (:hash, :device, now() + make_interval(secs => :seconds))"
        ),
        {"hash": _hash(token), "device": device.no, "seconds": TOKEN_SECONDS},
    )
    now = time.time_ns() // 1_000_000
    return {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_SECONDS, "time": now}


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _refusal(code: str) -> Refused:
    return Refused(Problem(code))
