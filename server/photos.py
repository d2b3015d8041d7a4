"""Photographs and documents: named by their SHA-256, kept for each district that has a record of one.

They come in chunks. What came before the line was cut is kept for a week, for the device that sent it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from domain.problems import Problem, Refused
from server import devices, moving
from server.database import Database
from server.devices import Device

MAX_BODY = 200_000  # bytes; the most a photo's or a document's record may announce
MAX_CHUNK = 256 * 1024
MOST_ASKED = 1000
KEPT_DAYS = 7  # a photo half sent, from its last chunk on
MOST_BEGUN = 100  # of one device; it sends one after the other
_NAME = re.compile(r"[0-9a-f]{64}")

_MISSING = text(
    "SELECT wanted FROM unnest(CAST(:names AS text[])) AS wanted WHERE NOT EXISTS"
    " (SELECT 1 FROM photo WHERE district = ANY(:districts) AND sha256 = wanted)"
    " OR EXISTS (SELECT 1 FROM record WHERE district = ANY(:districts)"
    " AND kind IN ('photo', 'document') AND fields ->> 'sha256' = wanted"
    " AND NOT EXISTS (SELECT 1 FROM photo"
    " WHERE photo.district = record.district AND photo.sha256 = wanted))"
    " OR EXISTS (SELECT 1 FROM moved JOIN record ON record.id = moved.id WHERE moved.sha256 = wanted"
    " AND record.district = ANY(:districts) AND record.kind = 'leaving')"
)
_ANNOUNCED = text(
    "SELECT district, max((fields ->> 'size')::bigint) AS size, EXISTS (SELECT 1 FROM photo"
    " WHERE photo.district = record.district AND photo.sha256 = :name) AS here"
    " FROM record WHERE district = ANY(:districts) AND kind IN ('photo', 'document')"
    " AND fields ->> 'sha256' = :name GROUP BY district ORDER BY district"
)
_HELD = text(
    "SELECT sha256, max(start + octet_length(bytes)) AS held FROM photo_part"
    " WHERE district = ANY(:districts) AND device = :device AND sha256 = ANY(:names) GROUP BY sha256"
)
_ADD = text(
    "INSERT INTO photo_part (district, device, sha256, start, bytes)"
    " VALUES (:district, :device, :name, :start, :data) ON CONFLICT DO NOTHING RETURNING start"
)
_WHOLE = text(
    "SELECT bytes FROM photo_part WHERE district = ANY(:districts) AND device = :device AND sha256 = :name"
    " ORDER BY start"
)
_DROP = text(
    "DELETE FROM photo_part WHERE district = ANY(:districts) AND device = :device AND sha256 = :name"
)
_FORGET = text(
    "DELETE FROM photo_part WHERE district = ANY(:districts)"
    " AND received_at < now() - make_interval(days => :days)"
)
_BEGUN = text(
    "SELECT count(DISTINCT sha256) FROM photo_part WHERE district = ANY(:districts) AND device = :device"
)
_KEEP = text(
    "INSERT INTO photo (district, sha256, bytes) SELECT d, :name, :data"
    " FROM unnest(CAST(:districts AS text[])) AS d ON CONFLICT DO NOTHING"
)
_READ = text(
    "SELECT substring(bytes FROM CAST(:start AS integer) + 1 FOR :most) AS data,"
    " octet_length(bytes) AS size, substring(bytes FOR 4) = '%PDF'::bytea AS pdf FROM photo"
    " WHERE district = ANY(:districts) AND sha256 = :name LIMIT 1"
)


@dataclass(frozen=True)
class Stretch:
    """Bytes of a photo from ``start`` on, of ``size`` in all."""

    data: bytes
    start: int
    size: int
    media_type: str


def missing(database: Database, device: Device, names: Any) -> tuple[list[str], Mapping[str, int]]:
    """Those of the photos that the server lacks, in the order given; the bytes it has of those begun.

    One whose record moved away is lacking: whether the other district has it is not this one's to know.
    """
    if not isinstance(names, list) or len(names) > MOST_ASKED or not all(map(_is_name, names)):
        raise Refused(Problem("message_unreadable", where="photos"))
    with database.transaction(device.districts, device.no, reading=True) as connection:
        given = {"names": names, "districts": sorted(device.districts)}
        lacking = list(connection.execute(_MISSING, given).scalars())
        return lacking, _held(connection, device, lacking)


def put(database: Database, device: Device, name: str, data: bytes) -> None:
    """Keeps a photo whose record has arrived.

    Raises ``Refused``: ``photo_unknown``, ``photo_damaged``, ``message_too_large`` when it is more than its
    record names.
    """
    if not _is_name(name):
        raise Refused(Problem("photo_unknown"))
    if hashlib.sha256(data).hexdigest() != name:
        raise Refused(Problem("photo_damaged"))
    with database.transaction(device.districts, device.no) as connection:
        devices.still_allowed(connection, device, lock=True)
        announced = _announced(connection, device, name)
        most = _most(announced)
        if len(data) > most:
            raise Refused(Problem("message_too_large", facts={"most": most}))
        _keep(connection, device, name, data, [row.district for row in announced])


def add(database: Database, device: Device, name: str, start: int, size: int, chunk: bytes) -> int:
    """Takes the bytes of a photo from ``start`` on, of ``size`` in all; how many the server then holds.

    The last chunk makes it a photo. Raises ``Refused``: ``photo_unknown``, ``message_too_large`` when it is
    more than its record names, ``offset_wrong`` with the ``offset`` where the next chunk begins,
    ``photo_damaged`` when the whole is not what its name says; nothing of it is then kept.
    """
    if not _is_name(name):
        raise Refused(Problem("photo_unknown"))
    with database.transaction(device.districts, device.no) as connection:
        devices.still_allowed(connection, device, lock=True)
        announced = _announced(connection, device, name)
        if all(row.here and row.district in device.districts for row in announced):
            return size  # of another district nobody hears what is there: it takes the bytes once more
        most = _most(announced)
        if size > most or start + len(chunk) > size:
            raise Refused(Problem("message_too_large", facts={"most": most}))
        held = _held(connection, device, [name]).get(name, 0)
        own = [row.district for row in announced if row.district in device.districts]
        district = (own or sorted(device.districts))[0]  # parts stay with whoever sends them
        if start == 0:
            _make_room(connection, device)
        if start != held or not (chunk and _append(connection, device, district, name, start, chunk)):
            raise Refused(Problem("offset_wrong", facts={"offset": held}))
        if start + len(chunk) < size:
            return start + len(chunk)
        given = {"districts": sorted(device.districts), "device": device.no, "name": name}
        whole = b"".join(connection.execute(_WHOLE, given).scalars())
        sound = hashlib.sha256(whole).hexdigest() == name
        if sound:
            _keep(connection, device, name, whole, [row.district for row in announced])
        else:
            _drop(connection, device, name)
    if not sound:
        raise Refused(Problem("photo_damaged"))
    return size


def get(database: Database, device: Device, name: str, start: int = 0, most: int = MAX_BODY) -> Stretch:
    """The photo's bytes from ``start`` on. Raises ``Refused("photo_unknown")``."""
    with database.transaction(device.districts, device.no, reading=True) as connection:
        given = {"districts": sorted(device.districts), "name": name if _is_name(name) else ""}
        found = connection.execute(_READ, given | {"start": min(start, MAX_BODY), "most": most}).one_or_none()
    if found is None:
        raise Refused(Problem("photo_unknown"))
    return Stretch(found.data, start, found.size, "application/pdf" if found.pdf else "image/jpeg")


def _announced(connection: Connection, device: Device, name: str) -> list[Any]:
    """The districts with a record of the photo, the size it names, whether they have the bytes already.

    Where the record has moved to another district, that is the one.
    """
    districts = moving.districts_of_photos(connection, device.districts, [name])
    given = {"districts": districts, "name": name}
    found = list(connection.execute(_ANNOUNCED, given))
    if not found:
        raise Refused(Problem("photo_unknown"))
    return found


def _most(announced: list[Any]) -> int:
    return min(MAX_BODY, max(int(row.size) for row in announced))


def _held(connection: Connection, device: Device, names: Collection[str]) -> dict[str, int]:
    given = {"districts": sorted(device.districts), "device": device.no, "names": list(names)}
    return {row.sha256: row.held for row in connection.execute(_HELD, given)}


def _make_room(connection: Connection, device: Device) -> None:
    """Before another is begun: what nobody went on with goes, and one device begins only so many."""
    given = {"districts": sorted(device.districts), "device": device.no, "days": KEPT_DAYS}
    connection.execute(_FORGET, given)
    if connection.execute(_BEGUN, given).scalar_one() >= MOST_BEGUN:
        raise Refused(Problem("server_full"))


def _append(
    connection: Connection, device: Device, district: str, name: str, start: int, chunk: bytes
) -> bool:
    """False when the same device has sent another chunk for this place meanwhile."""
    given = {"district": district, "device": device.no, "name": name, "start": start, "data": chunk}
    return connection.execute(_ADD, given).one_or_none() is not None


def _keep(connection: Connection, device: Device, name: str, data: bytes, districts: list[str]) -> None:
    connection.execute(_KEEP, {"name": name, "data": data, "districts": districts})
    _drop(connection, device, name)


def _drop(connection: Connection, device: Device, name: str) -> None:
    """What came of this one, and what nobody has gone on with for days."""
    given = {"districts": sorted(device.districts), "device": device.no, "name": name}
    connection.execute(_DROP, given)
    connection.execute(_FORGET, given | {"days": KEPT_DAYS})


def _is_name(text: object) -> bool:
    return isinstance(text, str) and _NAME.fullmatch(text) is not None
