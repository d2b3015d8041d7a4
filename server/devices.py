"""The devices that joined: who they are, what they may see, and taking that back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, text

from domain.problems import Problem, Refused
from server.database import Database


@dataclass(frozen=True)
class Device:
    """A device as a request sees it. ``no`` is the server's own number for it; ``districts`` are P-codes."""

    no: int
    fingerprint: str
    public_key: bytes
    office: str
    programme: str
    districts: frozenset[str]
    revoked: bool


FINGERPRINT = re.compile(r"[0-9a-f]{32}")
_SELECT = (
    "SELECT device.no, device.fingerprint, device.public_key, device.office, office.programme,"
    " office.districts, device.revoked_at IS NOT NULL AS revoked"
    " FROM device JOIN office ON office.code = device.office "
)
BY_FINGERPRINT = text(_SELECT + "WHERE device.fingerprint = :fingerprint")
BY_TOKEN = text(
    _SELECT + "JOIN token ON token.device = device.no WHERE token.hash = :hash AND token.expires_at > now()"
)
# Whoever has a laptop in hand could have renewed its identity before it was missed.
_REVOKE = text(
    "WITH RECURSIVE named AS ("
    "SELECT no FROM device WHERE fingerprint = lower(:name) OR office || '-' || code = upper(:name)"
    " UNION SELECT device.no FROM device JOIN named ON device.renews = named.no)"
    " UPDATE device SET revoked_at = coalesce(revoked_at, now()) FROM named WHERE device.no = named.no"
    " RETURNING device.no, device.fingerprint AS device, office, code, revoked_at"
)


def find(connection: Connection, fingerprint: object) -> Device | None:
    """The device of that id, revoked or not; None when it never joined or this is no id."""
    if not isinstance(fingerprint, str) or not FINGERPRINT.fullmatch(fingerprint):
        return None
    row = connection.execute(BY_FINGERPRINT, {"fingerprint": fingerprint}).one_or_none()
    return read(row) if row else None


def read(row: Row[Any]) -> Device:
    """A device from a row of ``BY_FINGERPRINT`` or ``BY_TOKEN``."""
    return Device(
        no=row.no,
        fingerprint=row.fingerprint,
        public_key=row.public_key,
        office=row.office,
        programme=row.programme,
        districts=frozenset(row.districts),
        revoked=row.revoked,
    )


def listing(database: Database) -> list[dict[str, Any]]:
    """Every device, by office: plain data for the terminal."""
    with database.transaction() as connection:
        rows = connection.execute(
            text(
                "SELECT device.fingerprint AS device, device.office, device.code,"
                " earlier.fingerprint AS renews, device.last_number AS changes, device.clock_offset_ms,"
                " device.joined_at, device.seen_at,"
                " device.revoked_at FROM device LEFT JOIN device AS earlier ON earlier.no = device.renews"
                " ORDER BY device.office, device.no"
            )
        ).mappings()
        return [{name: _plain(value) for name, value in row.items()} for row in rows]


def revoke(database: Database, name: str) -> dict[str, Any]:
    """Shuts a device out at once, its tokens and the identities it vouched for too.

    ``name`` is its id, or ``OFFICE-CODE`` as in human codes. Revoking twice keeps the first moment.
    Raises ``Refused("device_unknown")``.
    """
    with database.transaction() as connection:
        rows = connection.execute(_REVOKE, {"name": name}).mappings().all()
        if not rows:
            raise Refused(Problem("device_unknown", where="device"))
        numbers = [row["no"] for row in rows]
        connection.execute(text("DELETE FROM token WHERE device = ANY(:nos)"), {"nos": numbers})
        shown = ("device", "office", "code", "revoked_at")
        return {"revoked": [{field: _plain(row[field]) for field in shown} for row in rows]}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
