"""What deciding asks of the past: who wrote a value, and into what a record has been merged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, text

from domain.changes import Change
from domain.ids import RecordId
from domain.records import Json
from domain.wire.messages import Verdict
from server import store
from server.held import Held, Wrote

_HOPS = 20  # a record merged into one that was merged into another …


def merged_into(fields: Mapping[str, Json]) -> list[RecordId]:
    """What these fields merge a record into."""
    value = fields.get("merged_into")
    try:
        return [RecordId.parse(value)] if isinstance(value, str) else []
    except ValueError:
        return []


class Past:
    """The history and the merges that one device may see, in the caller's transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, name: RecordId) -> Wrote | None:
        """A change that came before; None when there is none this device may see."""
        number = store.numbers_of(self._connection, [name.device]).get(name.device)
        row = self._connection.execute(
            text(
                "SELECT number, author, clock, kind, subject, declared, fields, base, verdict FROM change"
                " WHERE device = :device AND number = :number"
            ),
            {"device": number, "number": name.number},
        ).one_or_none()
        if row is None:
            return None
        change = Change(
            number=row.number,
            author=row.author,
            clock=row.clock,
            kind=row.kind,
            subject=RecordId.parse(row.subject) if row.subject else None,
            fields=row.fields,
            district=row.declared,
            base={field: RecordId.parse(seen) for field, seen in row.base.items()},
        )
        return Wrote(change, refused=row.verdict == Verdict.refused.value)

    def follow(self, held: Iterable[Held]) -> dict[RecordId, Held]:
        """What these records were merged into, and that in turn …; to be read, not written."""
        known: dict[RecordId, Held] = {one.id: one for one in held}
        found: dict[RecordId, Held] = {}
        wanted = {into for one in known.values() for into in merged_into(one.fields)} - known.keys()
        for _ in range(_HOPS):
            if not wanted:
                break
            fresh = self._read(wanted)
            found |= fresh
            wanted = {into for one in fresh.values() for into in merged_into(one.fields)}
            wanted -= known.keys() | found.keys()
        return found

    def _read(self, names: Iterable[RecordId]) -> dict[RecordId, Held]:
        by_id = store.ids_of(self._connection, set(names))
        if not by_id:
            return {}
        rows = self._connection.execute(
            text("SELECT district, id, kind, fields, revisions FROM record WHERE id = ANY(:ids)"),
            {"ids": sorted(by_id)},
        )
        return {
            by_id[row.id]: Held(by_id[row.id], row.kind, row.district, row.fields, row.revisions)
            for row in rows
            if row.kind != "leaving"
        }
