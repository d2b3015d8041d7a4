"""What other people did since a device last asked: a page of records, in the server's own order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from domain.ids import RecordId
from domain.records import MADE_BY_SERVER
from domain.wire.messages import Cursor, Row, Stop
from server import moving, sizes, store
from server.database import Database
from server.devices import Device

STOP_EVERY = 100  # rows: what a cut line can cost
MOST_LEFT = 100_000  # rows counted for a forecast; with more than that nobody needs the last one
_PACKED = 8  # a text that is pressed in the database may have been so many times as large
_SMALL = 1024  # bytes of a record that is not worth measuring
_SEEN = 64  # bytes of a revision
# From a file that has shown that it holds them, its own new records are passed over where they lie.
# A compressed value is taken for larger than it may be: nothing is unpacked to be left out.
_ROWS = text(
    "SELECT id, kind, fields, revisions, version, size, there FROM (SELECT *, count(*) OVER () AS there,"
    " sum(size) OVER (ORDER BY version, id) - size AS before FROM ("
    "SELECT id, kind, fields, revisions, version, pg_column_size(revisions) + pg_column_size(fields)"
    f" * CASE WHEN pg_column_compression(fields) IS NULL THEN 1 ELSE {_PACKED} END AS size FROM record"
    " WHERE district = :district AND (version, id) > (:version, :row)"
    " AND NOT (id BETWEEN :own_first AND :own_last AND revisions = '{}' AND kind <> ALL(:made)"
    " AND NOT EXISTS (SELECT 1 FROM moved WHERE moved.id = record.id))"
    " ORDER BY version, id LIMIT :most) AS found) AS measured WHERE before < :bytes ORDER BY version, id"
)
_END = text(
    "SELECT version, id FROM record WHERE district = :district AND (version, id) > (:version, :row)"
    " ORDER BY version DESC, id DESC LIMIT 1"
)
_LEFT = text(
    "SELECT count(*) FROM (SELECT 1 FROM record WHERE district = :district"
    " AND (version, id) > (:version, :row) LIMIT :most) AS beyond"
)


@dataclass(frozen=True)
class Page:
    """Rows, the cursors after them, whether there is more; the counts of each kind when there is not.

    ``left`` counts the rows that come after, at most ``MOST_LEFT``; ``stops`` are places to cut the page at.
    """

    rows: tuple[Row, ...]
    cursors: Mapping[str, Cursor]
    more: bool
    tallies: Mapping[str, int] = field(default_factory=dict)
    left: int = 0
    stops: tuple[Stop, ...] = ()


@dataclass
class _Reading:
    """One page as it is read, district after district."""

    connection: Connection
    device: Device
    proven: int
    most: int
    found: list[tuple[str, Any]] = field(default_factory=list)
    more: bool = False
    bytes: int = 0

    def read(self, district: str, cursor: Cursor) -> Cursor:
        """The next rows of a district; the cursor after them."""
        room = self.most - len(self.found)
        proven = self.proven if cursor != Cursor() else 0
        given = {
            **_beyond(district, cursor),
            "most": room + 1,
            "bytes": max(sizes.PAGE_BYTES - self.bytes, 1),
            "own_first": store.row_id(self.device.no, 1),
            "own_last": store.row_id(self.device.no, proven),
            "made": sorted(MADE_BY_SERVER),
        }
        rows = list(self.connection.execute(_ROWS, given).all())
        fitting = self._fitting(rows[:room])
        self.found += [(district, row) for row in rows[:fitting]]
        self.more = bool(rows) and rows[0].there > fitting
        if not self.more and proven:  # those passed over at the end are behind the cursor as well
            rows = list(self.connection.execute(_END, _beyond(district, cursor)).all())
        elif self.more:
            rows = rows[:fitting]
        return Cursor(rows[-1].version, rows[-1].id) if rows else cursor

    def _fitting(self, rows: Sequence[Any]) -> int:
        """How many of them a reader can take in one message; the first of a page in any case."""
        for nth, row in enumerate(rows):
            size = row.size if row.size <= _SMALL else sizes.weight(row.fields) + len(row.revisions) * _SEEN
            if self.bytes + size > sizes.PAGE_BYTES and (self.found or nth):
                return nth
            self.bytes += size
        return len(rows)


def pull(
    database: Database, device: Device, cursors: Mapping[str, Cursor], size: int, proven: int = 0
) -> Page:
    """``page_of`` in a transaction of its own."""
    with database.transaction(device.districts, device.no, reading=True) as connection:
        return page_of(connection, device, cursors, size, proven)


def page_of(
    connection: Connection, device: Device, cursors: Mapping[str, Cursor], size: int, proven: int = 0
) -> Page:
    """The next page of all the device's districts; one it has no cursor for is read from its start.

    ``proven``: the file that asks has shown, by its chain or a receipt, that it holds this device's changes
    up to there. With a ``size`` of 0 it asks for no rows yet.
    """
    if size == 0:
        return Page((), dict(cursors), more=True)
    after = _usable(connection, device, cursors)
    reading = _Reading(connection, device, proven, size)
    new = dict(after)
    for district in sorted(after):
        if not reading.more:
            new[district] = reading.read(district, after[district])
    rows, stops = _named(connection, device, reading.found, after, proven)
    if not reading.more:
        return Page(rows, new, False, _tallies(connection, device), stops=stops)
    return Page(rows, new, True, left=_left(connection, new), stops=stops)


def _left(connection: Connection, cursors: Mapping[str, Cursor]) -> int:
    left = 0
    for district, cursor in sorted(cursors.items()):
        given = {**_beyond(district, cursor), "most": MOST_LEFT - left}
        left += connection.execute(_LEFT, given).scalar_one()
    return left


def _beyond(district: str, cursor: Cursor) -> dict[str, Any]:
    return {"district": district, "version": cursor.version, "row": cursor.row}


def _usable(connection: Connection, device: Device, cursors: Mapping[str, Cursor]) -> dict[str, Cursor]:
    """A cursor from the future (the server was restored from a copy) would hide rows; it starts again."""
    rows = connection.execute(
        text("SELECT code, version FROM district WHERE code = ANY(:codes)"),
        {"codes": sorted(device.districts)},
    )
    versions = {row.code: row.version for row in rows}
    given = {district: cursors.get(district, Cursor()) for district in device.districts}
    return {
        district: cursor if cursor.version <= versions.get(district, 0) else Cursor()
        for district, cursor in given.items()
    }


def _named(
    connection: Connection,
    device: Device,
    found: list[tuple[str, Any]],
    after: Mapping[str, Cursor],
    proven: int,
) -> tuple[tuple[Row, ...], tuple[Stop, ...]]:
    """The rows with their names; without those that are the asking file's own word from first to last.

    It has proved that it has them, and they would cost it the line twice. A restored file proves less
    than its device once sent, and gets the rest. From an empty cursor a file gets all.
    """
    devices = store.fingerprints_of(connection, {store.split_id(row.id)[0] for _, row in found})
    moved = moving.came(connection, {row.id for _, row in found})  # dropped there, perhaps
    named: list[Row] = []
    stops: list[Stop] = []
    cursors = dict(after)
    for district, row in found:
        if len(named) - (stops[-1].rows if stops else 0) == STOP_EVERY:
            stops.append(Stop(len(named), dict(cursors)))
        no, number = store.split_id(row.id)
        name = RecordId(devices[no], number)
        revisions = {field: RecordId.parse(seen) for field, seen in row.revisions.items()}
        words = {name, *revisions.values()}
        own = all(word.device == device.fingerprint and word.number <= proven for word in words)
        if not own or row.kind in MADE_BY_SERVER or row.id in moved or after[district] == Cursor():
            named.append(Row(name, row.kind, district, row.fields, revisions))
        cursors[district] = Cursor(row.version, row.id)
    return tuple(named), tuple(stops)


def _tallies(connection: Connection, device: Device) -> dict[str, int]:
    rows = connection.execute(
        text("SELECT kind, sum(n)::bigint AS n FROM tally WHERE district = ANY(:codes) GROUP BY kind"),
        {"codes": sorted(device.districts)},
    )
    return {row.kind: row.n for row in rows}
