"""Enrolment codes, and how a device joins with one."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Row, text
from sqlalchemy.exc import IntegrityError

from domain.changes import chain_start
from domain.ids import fingerprint
from domain.problems import Problem, Refused
from domain.wire.joining import CODE_VALID_DAYS, SECRET_LETTERS, EnrolmentCode, join_bytes
from server import devices
from server.database import Database
from server.devices import Device
from server.trust import Trust

_DEVICE_CODE = re.compile(r"[A-Z0-9]{4}")
_AGAIN = text("UPDATE device SET office = :office, code = :code WHERE fingerprint = :device")
_REGISTER = text(
    "INSERT INTO device (fingerprint, public_key, office, code, last_chain)"
    " VALUES (:device, :key, :office, :code, :chain) ON CONFLICT (fingerprint)"
    " DO UPDATE SET office = excluded.office, code = excluded.code"
)


@dataclass(frozen=True)
class Joining:
    """What a device sends to join; ``public_key`` and ``signature`` are raw bytes."""

    office: str
    secret: str
    public_key: bytes
    device_code: str
    signature: bytes


def issue(database: Database, trust: Trust, office: str) -> dict[str, str]:
    """A new code for one device of the office: ``code``, ``office``, ``expires`` (ISO 8601, UTC).

    Raises ``Refused("office_unknown")`` naming the offices there are.
    """
    secret = base64.b32encode(secrets.token_bytes(10)).decode()[:SECRET_LETTERS]
    expires = datetime.now(UTC).replace(microsecond=0) + timedelta(days=CODE_VALID_DAYS)
    with database.transaction() as connection:
        known = connection.execute(text("SELECT code FROM office ORDER BY code")).scalars().all()
        if office not in known:
            facts = {"given": office, "known": ", ".join(known)}
            raise Refused(Problem("office_unknown", where="office", facts=facts))
        connection.execute(
            text("INSERT INTO enrolment (secret_hash, office, expires_at) VALUES (:hash, :office, :expires)"),
            {"hash": _hash(secret), "office": office, "expires": expires},
        )
    code = EnrolmentCode(office, secret, trust.fingerprint)
    return {"code": str(code), "office": office, "expires": expires.isoformat()}


def join(database: Database, joining: Joining) -> Device:
    """Registers the device that proves its key and spends the code.

    The same device may ask again with the same code: its first answer may have been lost on the way.
    Raises ``Refused``: ``signature_wrong``, ``enrolment_code_invalid``, ``…_expired``, ``…_used``,
    ``office_mismatch``, ``device_code_taken``, ``device_code_wrong``.
    """
    device = fingerprint(joining.public_key)
    _check_signature(device, joining)
    try:
        with database.transaction() as connection:
            return _join(connection, device, joining)
    except IntegrityError as error:  # two devices of one code at the same moment
        raise _refusal("device_code_taken", "device_code") from error


def _join(connection: Connection, device: str, joining: Joining) -> Device:
    enrolment = connection.execute(
        text(
            "SELECT enrolment.office, enrolment.expires_at < now() AS expired, device.fingerprint AS used_by"
            " FROM enrolment LEFT JOIN device ON device.no = enrolment.used_by"
            " WHERE enrolment.secret_hash = :hash FOR UPDATE OF enrolment"
        ),
        {"hash": _hash(joining.secret)},
    ).one_or_none()
    if not _usable(enrolment, device, joining.office):
        register(connection, device, joining.office, joining.device_code, joining.public_key)
        connection.execute(
            text(
                "UPDATE enrolment SET used_at = now(), used_by = (SELECT no FROM device"
                " WHERE fingerprint = :device) WHERE secret_hash = :hash"
            ),
            {"device": device, "hash": _hash(joining.secret)},
        )
    joined = devices.find(connection, device)
    assert joined is not None
    if joined.revoked:
        raise _refusal("device_revoked")
    return joined


def _usable(enrolment: Row[Any] | None, device: str, office: str) -> bool:
    """Whether this device has spent the code already; raises unless it may spend it now."""
    if enrolment is None:
        raise _refusal("enrolment_code_invalid", "secret")
    if enrolment.office != office:
        raise _refusal("office_mismatch", "office", expected=enrolment.office, given=office)
    if enrolment.used_by is not None and enrolment.used_by != device:
        raise _refusal("enrolment_code_used", "secret")
    if enrolment.used_by is None and enrolment.expired:
        raise _refusal("enrolment_code_expired", "secret")
    return enrolment.used_by is not None


def register(connection: Connection, device: str, office: str, code: str, public_key: bytes) -> None:
    """A device that joins again with a new code stays the same device, with its numbers.

    Raises ``Refused``: ``device_code_taken``, ``device_code_wrong``.
    """
    if not _DEVICE_CODE.fullmatch(code):
        raise _refusal("device_code_wrong", "device_code")
    taken = connection.execute(
        text("SELECT 1 FROM device WHERE office = :office AND code = :code AND fingerprint <> :device"),
        {"office": office, "code": code, "device": device},
    ).first()
    if taken:
        raise _refusal("device_code_taken", "device_code")
    chain = chain_start(device)
    given = {"device": device, "key": public_key, "office": office, "code": code, "chain": chain}
    # Not even tried for one that is there: each try uses up a number, and there are eight million.
    if connection.execute(_AGAIN, given).rowcount == 0:
        connection.execute(_REGISTER, given)


def _check_signature(device: str, joining: Joining) -> None:
    try:
        key = Ed25519PublicKey.from_public_bytes(joining.public_key)
        key.verify(joining.signature, join_bytes(device, joining.secret))
    except (InvalidSignature, ValueError) as error:
        raise _refusal("signature_wrong", "signature") from error


def _hash(secret: str) -> bytes:
    """Eighty random bits cannot be guessed, so that a plain hash hides them."""
    return hashlib.sha256(secret.encode()).digest()


def _refusal(code: str, where: str = "", **facts: str) -> Refused:
    return Refused(Problem(code, where=where, facts=facts))
