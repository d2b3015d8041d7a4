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
                "SELECT fingerprint AS device, office, code, last_number AS changes, clock_offset_ms,"
                " joined_at, seen_at, revoked_at FROM device ORDER BY office, no"
            )
        ).mappings()
        return [{name: _plain(value) for name, value in row.items()} for row in rows]


def revoke(database: Database, name: str) -> dict[str, Any]:
    """Shuts a device out at once, its tokens too. ``name`` is its id, or ``OFFICE-CODE`` as in human codes.

    Raises ``Refused("device_unknown")``. Revoking twice keeps the first moment.
    """
    with database.transaction() as connection:
        row = connection.execute(
            text(
                "UPDATE device SET revoked_at = coalesce(revoked_at, now())"
                " WHERE fingerprint = lower(:name) OR office || '-' || code = upper(:name)"
                " RETURNING no, fingerprint, office, code, revoked_at"
            ),
            {"name": name},
        ).one_or_none()
        if row is None:
            raise Refused(Problem("device_unknown", where="device"))
        connection.execute(text("DELETE FROM token WHERE device = :no"), {"no": row.no})
        moment = row.revoked_at.isoformat()
        return {"device": row.fingerprint, "office": row.office, "code": row.code, "revoked_at": moment}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
