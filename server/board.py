"""The board of a regional office: when the offices it watches were last heard of, and what waits there."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from sqlalchemy import text

from domain.problems import Problem, Refused
from server.database import Database
from server.devices import Device, plain

# An identity that another one took over is not a laptop any more.
_DEVICES = text(
    "SELECT office.code AS office, named -> 'names' AS names, device.fingerprint AS device, device.code,"
    " device.name, device.program, device.waiting, device.seen_at, device.clock_offset_ms,"
    " device.last_number AS changes, device.revoked_at"
    " FROM office JOIN programme ON programme.code = office.programme"
    " LEFT JOIN LATERAL (SELECT o AS named FROM jsonb_array_elements(programme.pack -> 'offices') AS o"
    " WHERE o ->> 'code' = office.code LIMIT 1) AS sheet ON true"
    " LEFT JOIN device ON device.office = office.code"
    " AND NOT EXISTS (SELECT 1 FROM device AS heir WHERE heir.renews = device.no)"
    " WHERE CAST(:codes AS text[]) IS NULL OR office.code = ANY(:codes) ORDER BY office.code, device.no"
)
_WATCHES = text("SELECT watches FROM office WHERE code = :office")


def board(database: Database, device: Device) -> dict[str, Any]:
    """What the device's office may know of others.

    ``offices`` in the order of their codes, each ``{"office", "names", "seen_at", "waiting", "devices"}``;
    ``seen_at`` (ISO 8601, UTC) is the latest of its devices in service, None when none was heard; ``waiting``
    their sum. A device: ``device``, ``code``, ``name``, ``program``, ``waiting``, ``seen_at``,
    ``clock_offset_ms``, ``changes``, ``revoked_at``. Raises ``Refused("board_not_regional")``.
    """
    with database.transaction() as connection:
        watches = connection.execute(_WATCHES, {"office": device.office}).scalar_one()
    if not watches:
        raise Refused(Problem("board_not_regional", facts={"office": device.office}))
    return _of(database, list(watches))


def whole_board(database: Database) -> dict[str, Any]:
    """All offices, in the same form: for whoever looks after the server."""
    return _of(database, None)


def _of(database: Database, codes: list[str] | None) -> dict[str, Any]:
    with database.transaction(reading=True) as connection:
        rows = connection.execute(_DEVICES, {"codes": codes}).mappings().all()
    offices = [_office(code, list(found)) for code, found in groupby(rows, key=lambda row: row["office"])]
    return {"offices": offices}


def _office(code: str, rows: list[Any]) -> dict[str, Any]:
    of_office = ("office", "names")
    devices = [
        {name: plain(value) for name, value in row.items() if name not in of_office}
        for row in rows
        if row["device"] is not None
    ]
    serving = [device for device in devices if device["revoked_at"] is None]
    return {
        "office": code,
        "names": rows[0]["names"] or {},
        "seen_at": max((device["seen_at"] for device in serving if device["seen_at"]), default=None),
        "waiting": sum(device["waiting"] or 0 for device in serving),
        "devices": devices,
    }
