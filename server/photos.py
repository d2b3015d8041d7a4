"""Photographs and documents: named by their SHA-256, kept for each district that has a record of one."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from sqlalchemy import text

from domain.problems import Problem, Refused
from server.database import Database
from server.devices import Device

MAX_BODY = 200_000  # bytes; the most a photo's or a document's record may announce
MOST_ASKED = 1000
_NAME = re.compile(r"[0-9a-f]{64}")
_DISTRICTS_WITH_RECORD = (
    "SELECT DISTINCT district FROM record WHERE district = ANY(:districts) AND kind IN ('photo', 'document')"
    " AND fields ->> 'sha256' = :name"
)


def missing(database: Database, device: Device, names: Any) -> list[str]:
    """Those of the photos that the server lacks, in the order they were given."""
    if not isinstance(names, list) or len(names) > MOST_ASKED or not all(map(_is_name, names)):
        raise Refused(Problem("message_unreadable", where="photos"))
    with database.transaction(device.districts, device.no, reading=True) as connection:
        lacking = connection.execute(
            text(
                "SELECT wanted FROM unnest(CAST(:names AS text[])) AS wanted WHERE NOT EXISTS"
                " (SELECT 1 FROM photo WHERE district = ANY(:districts) AND sha256 = wanted)"
                " OR EXISTS (SELECT 1 FROM record WHERE district = ANY(:districts)"
                " AND kind IN ('photo', 'document') AND fields ->> 'sha256' = wanted"
                " AND NOT EXISTS (SELECT 1 FROM photo"
                " WHERE photo.district = record.district AND photo.sha256 = wanted))"
            ),
            {"names": names, "districts": sorted(device.districts)},
        ).scalars()
        return list(lacking)


def put(database: Database, device: Device, name: str, data: bytes) -> None:
    """Keeps a photo whose record has arrived. Raises ``Refused``: ``photo_unknown``, ``photo_damaged``."""
    if not _is_name(name):
        raise Refused(Problem("photo_unknown"))
    if hashlib.sha256(data).hexdigest() != name:
        raise Refused(Problem("photo_damaged"))
    with database.transaction(device.districts, device.no) as connection:
        given = {"districts": sorted(device.districts), "name": name}
        districts = connection.execute(text(_DISTRICTS_WITH_RECORD), given).scalars().all()
        if not districts:
            raise Refused(Problem("photo_unknown"))
        connection.execute(
            text(
                "INSERT INTO photo (district, sha256, bytes) SELECT d, :name, :data"
                " FROM unnest(CAST(:districts AS text[])) AS d ON CONFLICT DO NOTHING"
            ),
            {"name": name, "data": data, "districts": list(districts)},
        )


def get(database: Database, device: Device, name: str) -> bytes:
    """The photo's bytes. Raises ``Refused("photo_unknown")``."""
    with database.transaction(device.districts, device.no, reading=True) as connection:
        data = connection.execute(
            text("SELECT bytes FROM photo WHERE district = ANY(:districts) AND sha256 = :name LIMIT 1"),
            {"districts": sorted(device.districts), "name": name if _is_name(name) else ""},
        ).scalar_one_or_none()
    if data is None:
        raise Refused(Problem("photo_unknown"))
    return bytes(data)


def _is_name(text: object) -> bool:
    return isinstance(text, str) and _NAME.fullmatch(text) is not None
