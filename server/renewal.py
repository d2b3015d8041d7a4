"""A file that was restored or copied comes back as a new device: its earlier identity vouches for it."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from domain.ids import fingerprint
from domain.problems import Problem, Refused
from domain.wire.joining import renew_bytes
from server import devices, enrolment
from server.database import Database
from server.devices import Device


@dataclass(frozen=True)
class Renewal:
    """``old``: a device's id; ``voucher``: its signature; ``signature``: the new key's, of the same bytes."""

    old: str
    public_key: bytes
    device_code: str
    voucher: bytes
    signature: bytes


def renew(database: Database, renewal: Renewal) -> Device:
    """Registers the new identity in the old one's office; asked again, it is answered alike.

    Raises ``Refused``: ``device_unknown``, ``device_revoked``, ``signature_wrong``, ``device_code_taken``.
    """
    new = fingerprint(renewal.public_key)
    try:
        with database.transaction() as connection:
            old = devices.find(connection, renewal.old)
            if old is None:
                raise Refused(Problem("device_unknown"))
            if old.revoked:
                raise Refused(Problem("device_revoked"))
            _check(old.public_key, renewal.voucher, old.fingerprint, new)
            _check(renewal.public_key, renewal.signature, old.fingerprint, new)
            return _register(connection, old, new, renewal)
    except IntegrityError as error:
        raise Refused(Problem("device_code_taken", where="device_code")) from error


def _register(connection: Connection, old: Device, new: str, renewal: Renewal) -> Device:
    enrolment.register(connection, new, old.office, renewal.device_code, renewal.public_key)
    connection.execute(
        text("UPDATE device SET renews = :old WHERE fingerprint = :new AND no > :old"),
        {"old": old.no, "new": new},
    )
    made = devices.find(connection, new)
    assert made is not None
    if made.revoked:
        raise Refused(Problem("device_revoked"))
    return made


def _check(key: bytes, signature: bytes, old: str, new: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, renew_bytes(old, new))
    except (InvalidSignature, ValueError) as error:
        raise Refused(Problem("signature_wrong", where="signature")) from error
