"""What other people did since a device last asked: a page of records, in the server's own order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, text

from domain.ids import RecordId
from domain.records import MADE_BY_SERVER
from domain.wire.messages import Cursor, Row
from server import store
from server.database import Database
from server.devices import Device

_ROWS = text(
    "SELECT id, kind, fields, revisions, version FROM record"
    " WHERE district = :district AND (version, id) > (:version, :row) ORDER BY version, id LIMIT :most"
)


@dataclass(frozen=True)
class Page:
    """Rows, the cursors after them, whether there is more; the counts of each kind when there is not."""

    rows: tuple[Row, ...]
    cursors: Mapping[str, Cursor]
    more: bool
    tallies: Mapping[str, int] = field(default_factory=dict)


def pull(
    database: Database, device: Device, cursors: Mapping[str, Cursor], size: int, proven: int = 0
) -> Page:
    """The next page of all the device's districts; one it has no cursor for is read from its start.

    ``proven``: the file that asks has shown, by its chain, that it holds this device's changes up to there.
    """
    with database.transaction(device.districts, device.no, reading=True) as connection:
        after = _usable(connection, device, cursors)
        found: list[tuple[str, Any]] = []
        more = False
        for district in sorted(after):
            if more:
                break
            rows = _since(connection, district, after[district], size - len(found) + 1)
            more = len(found) + len(rows) > size
            found += [(district, row) for row in rows[: size - len(found)]]
        new = after | {district: Cursor(row.version, row.id) for district, row in found}
        named = _named(connection, device, found, after, proven)
        return Page(named, new, more, {} if more else _tallies(connection, device))


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


def _since(connection: Connection, district: str, cursor: Cursor, most: int) -> list[Any]:
    given = {"district": district, "version": cursor.version, "row": cursor.row, "most": most}
    return list(connection.execute(_ROWS, given).all())


def _named(
    connection: Connection,
    device: Device,
    found: list[tuple[str, Any]],
    after: Mapping[str, Cursor],
    proven: int,
) -> tuple[Row, ...]:
    """The rows with their names; without those that are the asking file's own word from first to last.

    It has just proved that it has them, and they would cost it the line twice. A restored file proves less
    than its device once sent, and gets the rest. From an empty cursor a file gets all.
    """
    devices = store.fingerprints_of(connection, {store.split_id(row.id)[0] for _, row in found})
    named = []
    for district, row in found:
        no, number = store.split_id(row.id)
        name = RecordId(devices[no], number)
        revisions = {field: RecordId.parse(seen) for field, seen in row.revisions.items()}
        words = {name, *revisions.values()}
        own = all(word.device == device.fingerprint and word.number <= proven for word in words)
        if not own or row.kind in MADE_BY_SERVER or after[district] == Cursor():
            named.append(Row(name, row.kind, district, row.fields, revisions))
    return tuple(named)


def _tallies(connection: Connection, device: Device) -> dict[str, int]:
    rows = connection.execute(
        text("SELECT kind, sum(n)::bigint AS n FROM tally WHERE district = ANY(:codes) GROUP BY kind"),
        {"codes": sorted(device.districts)},
    )
    return {row.kind: row.n for row in rows}
