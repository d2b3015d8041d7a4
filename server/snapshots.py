"""A district as one file for those who come new: its rows at one moment, named by the SHA-256 of its bytes.

Written when first asked for and kept in the database in parts, so that every process can give any stretch of
it. While it is the latest and the district has not moved on by a tenth, everybody gets the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from domain.ids import RecordId
from domain.problems import Problem, Refused
from domain.wire.encoding import encode_pages
from domain.wire.messages import Cursor, Page, Row
from server import epoch, sizes, store
from server.database import Database
from server.devices import Device

_NAME = re.compile(r"[0-9a-f]{64}")
MEDIA_TYPE = "application/vnd.guichet.snapshot"
LEAST_ROWS = 10_000  # below, two or three pages bring as much
PAGE = 5_000  # rows
AT_ONCE = 250  # of them, read from the database: a hundred bytes each, or a megabyte
PART = 64 * 1024  # bytes of a row of the table
MOST_ASKED = 1024 * 1024
KEPT_DAYS = 7  # an earlier one, for those in the middle of it
_SMALL = 1024  # bytes of a record that is not worth measuring
BREATH = 0.5  # of the time a page took, in which others have the processor to themselves
_BUILDING = 7_203_157_002  # the advisory lock of whoever writes one, in whatever process

_LATEST = text(
    "SELECT DISTINCT ON (district) district, name, size, version, rows FROM snapshot"
    " WHERE district = ANY(:districts) AND epoch = :epoch ORDER BY district, version DESC, no DESC"
)
_COUNTS = text(
    "SELECT district, sum(n)::bigint AS rows FROM tally WHERE district = ANY(:districts) GROUP BY district"
)
_SINCE = text(
    "SELECT count(*) FROM (SELECT 1 FROM record WHERE district = :district AND version > :version"
    " LIMIT :most) AS moved_on"
)
_ROWS = text(
    "SELECT id, kind, fields, revisions, version, pg_column_size(fields) AS size FROM record"
    " WHERE district = :district ORDER BY version, id"
)
_BEGIN = text(
    "INSERT INTO snapshot (district, name, size, version, rows, epoch)"
    " VALUES (:district, '', 0, 0, 0, :epoch) RETURNING no"
)
_ADD = text(
    "INSERT INTO snapshot_part (district, snapshot, start, bytes) VALUES (:district, :no, :start, :data)"
)
_FINISH = text(
    "UPDATE snapshot SET name = :name, size = :size, version = :version, rows = :rows"
    " WHERE district = :district AND no = :no"
)
_FORGET = text(
    "DELETE FROM snapshot WHERE district = :district AND no < :no"
    " AND (epoch <> :epoch OR made_at < now() - make_interval(days => :days)"
    " OR no < (SELECT max(no) FROM snapshot WHERE district = :district AND no < :no))"
)
_FORGET_PARTS = text(
    "DELETE FROM snapshot_part WHERE district = :district AND NOT EXISTS (SELECT 1 FROM snapshot"
    " WHERE snapshot.district = snapshot_part.district AND snapshot.no = snapshot_part.snapshot)"
)
_FIND = text(
    "SELECT district, no, size FROM snapshot"
    " WHERE district = ANY(:districts) AND name = :name AND epoch = :epoch LIMIT 1"
)
_READ = text(
    "SELECT bytes FROM snapshot_part WHERE district = :district AND snapshot = :no"
    " AND start >= :first AND start < :end ORDER BY start"
)


@dataclass(frozen=True)
class Listing:
    """What there is for a device, by district; ``making`` are those it had better ask for again."""

    epoch: str
    districts: Mapping[str, Mapping[str, Any]]
    making: tuple[str, ...]


class Snapshots:
    """Those of a process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stopped = threading.Event()

    def stop(self) -> None:
        """The process ends: what is being written is given up."""
        self._stopped.set()

    def listing(self, device: Device) -> Listing:
        """What there is. One that fell behind is still offered until another is made, but not by far."""
        with self._database.transaction(device.districts, device.no, reading=True) as connection:
            life = epoch.current(connection)
            given = {"districts": sorted(device.districts), "epoch": life}
            latest = {row.district: row for row in connection.execute(_LATEST, given)}
            offered: dict[str, Mapping[str, Any]] = {}
            making: list[str] = []
            for district, rows in connection.execute(_COUNTS, given):
                if rows < LEAST_ROWS:
                    continue
                found = latest.get(district)
                since = _since(connection, district, found.version, rows) if found else rows
                if found and since < rows // 2:
                    offered[district] = {n: getattr(found, n) for n in ("name", "size", "version", "rows")}
                if since > rows // 10:
                    making.append(district)
        return Listing(life, offered, tuple(making))

    def make(self, district: str) -> None:
        """Write one, unless some process is writing one or has just done so: then nothing happens."""
        with self._database.transaction({district}) as connection:
            locked = connection.execute(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _BUILDING})
            life = epoch.current(connection)
            if locked.scalar_one() and not _is_fresh(connection, district, life):
                Writing(connection, district, life, self._stopped).write()

    def read(self, device: Device, name: str, start: int, most: int) -> tuple[bytes, int]:
        """Bytes of one from ``start`` on, and its whole size. Raises ``Refused("snapshot_unknown")``."""
        with self._database.transaction(device.districts, device.no, reading=True) as connection:
            given = {"districts": sorted(device.districts), "name": name, "epoch": epoch.current(connection)}
            found = connection.execute(_FIND, given).one_or_none() if _NAME.fullmatch(name) else None
            if found is None:
                raise Refused(Problem("snapshot_unknown"))
            first = start - start % PART
            span = {"district": found.district, "no": found.no, "first": first, "end": start + most}
            data = b"".join(connection.execute(_READ, span).scalars())
        return data[start - first : start - first + most], found.size


def _is_fresh(connection: Connection, district: str, life: str) -> bool:
    """Whether the district's latest is of this moment: two devices may have asked for it at once."""
    found = connection.execute(_LATEST, {"districts": [district], "epoch": life}).one_or_none()
    return found is not None and _since(connection, district, found.version, found.rows) <= found.rows // 10


def _since(connection: Connection, district: str, version: int, most: int) -> int:
    given = {"district": district, "version": version, "most": most}
    return int(connection.execute(_SINCE, given).scalar_one())


class Stopped(Exception):
    """The process ends."""


class Writing:
    """One snapshot in the making, inside one transaction: it is there whole or not at all.

    One statement reads all rows, and sees one moment. A version is given only to a transaction that commits
    before the next, so that the last row's version and id are a cursor that passes nothing by.
    """

    def __init__(self, connection: Connection, district: str, life: str, stopped: threading.Event) -> None:
        self._connection = connection
        self._district = district
        self._life = life
        self._stopped = stopped
        self._devices: dict[int, str] = {}
        self._end = Cursor()
        self._rows = 0

    def write(self) -> None:
        """Raises ``Stopped``, and then leaves nothing."""
        begun = {"district": self._district, "epoch": self._life}
        no = self._connection.execute(_BEGIN, begun).scalar_one()
        own = {"district": self._district, "no": no}
        digest, size = hashlib.sha256(), 0
        for part in _in_parts(encode_pages(self.pages())):
            self._connection.execute(_ADD, {**own, "start": size, "data": part})
            digest.update(part)
            size += len(part)
        told = {"name": digest.hexdigest(), "size": size, "version": self._end.version, "rows": self._rows}
        self._connection.execute(_FINISH, own | told)
        self._connection.execute(_FORGET, {**own, "epoch": self._life, "days": KEPT_DAYS})
        self._connection.execute(_FORGET_PARTS, {"district": self._district})

    def pages(self) -> Iterator[Page]:
        """Read with a cursor of the database: a page is all that is ever in memory."""
        given, at_once = {"district": self._district}, {"yield_per": AT_ONCE}
        with closing(self._connection.execute(_ROWS, given, execution_options=at_once)) as found:
            for rows in _of_a_page(found):
                began = time.monotonic()
                yield self._page(rows)
                if self._stopped.wait((time.monotonic() - began) * BREATH):
                    raise Stopped

    def _page(self, rows: Any) -> Page:
        self._end = Cursor(rows[-1].version, rows[-1].id)
        self._rows += len(rows)
        split = [store.split_id(row.id) for row in rows]
        if unknown := {no for no, _ in split} - self._devices.keys():
            self._devices |= store.fingerprints_of(self._connection, unknown)
        named = [
            Row(
                RecordId(self._devices[no], number),
                row.kind,
                self._district,
                row.fields,
                {field: RecordId.parse(seen) for field, seen in row.revisions.items()},
            )
            for row, (no, number) in zip(rows, split, strict=True)
        ]
        named.sort(key=lambda row: (row.kind, row.id.device, row.id.number))  # alike beside alike
        return Page(tuple(named), {self._district: self._end})


def _of_a_page(found: Iterable[Any]) -> Iterator[list[Any]]:
    """As many as a reader takes in one part, one in any case."""
    page: list[Any] = []
    size = 0
    for row in found:
        weight = row.size if row.size <= _SMALL else sizes.weight(row.fields)
        if page and (len(page) == PAGE or size + weight > sizes.PAGE_BYTES):
            yield page
            page, size = [], 0
        page.append(row)
        size += weight
    if page:
        yield page


def _in_parts(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, all of one length but the last."""
    held = bytearray()
    for piece in pieces:
        held += piece
        while len(held) >= PART:
            yield bytes(held[:PART])
            del held[:PART]
    if held:
        yield bytes(held)
