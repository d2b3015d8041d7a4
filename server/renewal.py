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

MOST_A_DAY = 50  # identities of one file and its copies
_OF_TODAY = text(
    "WITH RECURSIVE up AS (SELECT no, renews FROM device WHERE no = :old"
    " UNION SELECT device.no, device.renews FROM device JOIN up ON device.no = up.renews),"
    " line AS (SELECT no FROM up UNION SELECT device.no FROM device JOIN line ON device.renews = line.no)"
    " SELECT count(*) FROM line JOIN device USING (no)"
    " WHERE device.renews IS NOT NULL AND device.joined_at > now() - interval '1 day'"
)


@dataclass(frozen=True)
class Renewal:
    """``old``: a device's id; ``voucher``: its signature; ``signature``: the new key's, of the same bytes."""

    old: str
    public_key: bytes
    device_code: str
    voucher: bytes
    signature: bytes


def renew(database: Database, renewal: Renewal, *, revoked: bool = False) -> Device:
    """Registers the new identity in the old one's office; asked again, it is answered alike.

    With ``revoked`` it is one of a device that was shut out, and is shut out itself: it only names whose
    changes are taken over.

    Raises ``Refused``: ``device_unknown``, ``device_revoked``, ``signature_wrong``, ``device_code_taken``,
    ``renewals_many``.
    """
    new = fingerprint(renewal.public_key)
    try:
        with database.transaction() as connection:
            old = devices.find(connection, renewal.old)
            if old is None:
                raise Refused(Problem("device_unknown"))
            if old.revoked and not revoked:
                raise Refused(Problem("device_revoked"))
            devices.still_allowed(connection, old, lock=True)
            _check(old.public_key, renewal.voucher, old.fingerprint, new)
            _check(renewal.public_key, renewal.signature, old.fingerprint, new)
            return _register(connection, old, new, renewal, revoked=revoked)
    except IntegrityError as error:
        raise Refused(Problem("device_code_taken", where="device_code")) from error


def _register(connection: Connection, old: Device, new: str, renewal: Renewal, *, revoked: bool) -> Device:
    if devices.find(connection, new) is None:
        _check_count(connection, old)
    enrolment.register(connection, new, old.office, renewal.device_code, renewal.public_key)
    connection.execute(
        text("UPDATE device SET renews = :old WHERE fingerprint = :new AND no > :old"),
        {"old": old.no, "new": new},
    )
    if revoked:
        connection.execute(
            text("UPDATE device SET revoked_at = coalesce(revoked_at, now()) WHERE fingerprint = :new"),
            {"new": new},
        )
    made = devices.find(connection, new)
    assert made is not None
    if made.revoked and not revoked:
        raise Refused(Problem("device_revoked"))
    return made


def _check_count(connection: Connection, old: Device) -> None:
    """Device codes and numbers are finite, and a stolen file can vouch for as many as it likes."""
    if connection.execute(_OF_TODAY, {"old": old.no}).scalar_one() >= MOST_A_DAY:
        raise Refused(Problem("renewals_many"))


def _check(key: bytes, signature: bytes, old: str, new: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, renew_bytes(old, new))
    except (InvalidSignature, ValueError) as error:
        raise Refused(Problem("signature_wrong", where="signature")) from error
