"""Households that move to another district, and changes still on their way to what has moved.

All functions run in the caller's transaction. It sees its device's districts and, beyond them, exactly the
records that `_open` names: those that left one of these districts, or are leaving it now.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, text

from domain.ids import RecordId
from server import store
from server.deciding import Deciding, Held, pointed_at
from server.going import Register, going

_T = TypeVar("_T")
_HOPS = 5  # a record that moves again just now is followed so often


class Reach:
    """The records one request may touch. ``elsewhere``: those that left, with the district they are in."""

    def __init__(self, connection: Connection, districts: Collection[str]) -> None:
        self._connection = connection
        self._districts = districts
        self._opened: set[int] = set()
        self.elsewhere: dict[RecordId, str] = {}

    def lock(self, names: Collection[RecordId]) -> dict[RecordId, Held]:
        """The records of these names, locked, wherever they are now."""
        return self._found(names, store.lock_records)

    def kinds(self, names: Collection[RecordId]) -> dict[RecordId, str]:
        """The kinds of those of the records that are there; none of them moves before this request ends."""
        return self._found(names, store.existing)

    def open(self, names: Iterable[RecordId]) -> None:
        """See and write these records in whatever district."""
        self._opened |= store.ids_of(self._connection, set(names)).keys()
        _set(self._connection, "guichet.records", map(str, sorted(self._opened)))

    def _found(
        self,
        names: Collection[RecordId],
        ask: Callable[[Connection, Collection[str], Collection[RecordId]], dict[RecordId, _T]],
    ) -> dict[RecordId, _T]:
        found = ask(self._connection, self._districts, names)
        for _ in range(_HOPS):
            left = self._left(set(names) - found.keys())
            if not left:
                break
            self.open(left)
            now = ask(self._connection, set(left.values()), left.keys())
            self.elsewhere |= {name: left[name] for name in now}
            found |= now
        return found

    def _left(self, names: Collection[RecordId]) -> dict[RecordId, str]:
        """Those that left one of these districts, and where they are."""
        by_id = store.ids_of(self._connection, names)
        if not by_id:
            return {}
        rows = self._connection.execute(
            text(
                "SELECT DISTINCT moved.id, moved.district FROM moved JOIN record ON record.id = moved.id"
                " WHERE moved.id = ANY(:ids) AND record.district = ANY(:districts)"
                " AND record.kind = 'leaving'"
            ),
            {"ids": sorted(by_id), "districts": sorted(self._districts)},
        )
        return {by_id[row.id]: row.district for row in rows}


@dataclass(frozen=True)
class Carried:
    """Which records go, from one district to another: ``(from, to)`` with their ids."""

    ways: Mapping[tuple[str, str], list[int]] = field(default_factory=dict)

    @property
    def districts(self) -> set[str]:
        """Every district that gets a version by it."""
        return {district for way in self.ways for district in way}


def prepare(connection: Connection, districts: Collection[str], reach: Reach, deciding: Deciding) -> Carried:
    """What follows the households that move, and those that have moved before; locked and opened."""
    made = [held for held in deciding.created.values() if held.district in districts]
    late = {
        str(name): reach.elsewhere[name]
        for held in made
        for name in pointed_at(held.kind, held.fields)
        if name in reach.elsewhere
    }
    written = {**deciding.edited, **deciding.created}
    reach.open(name for name, held in written.items() if held.district not in districts)
    moves = {str(name): to for name, to in deciding.moves.items()}
    if not moves and not late:
        return Carried()
    register = Register(connection, districts, written)
    found = {held.id: (held.district, to) for held, to in going(register, moves, late) if held.district != to}
    reach.open(found)
    ids = {name: row for row, name in store.ids_of(connection, set(found)).items()}
    ways: dict[tuple[str, str], list[int]] = {}
    for name, way in found.items():
        ways.setdefault(way, []).append(ids[name])
    return Carried(ways)


def carry(connection: Connection, carried: Carried, versions: Mapping[str, int]) -> None:
    """Writes the records in their new district and leaves their names in the old one."""
    for (old, new), ids in sorted(carried.ways.items()):
        given = {"old": old, "new": new, "ids": ids, "at_old": versions[old], "at_new": versions[new]}
        kinds = connection.execute(_KINDS, given).all()
        photos = sorted({row.sha256 for row in kinds if row.sha256})
        _set(connection, "guichet.photos", photos)
        connection.execute(_NOTE, given)
        connection.execute(_BRING, given)
        connection.execute(_LEAVE, given)
        _count(connection, old, new, Counter(row.kind for row in kinds))
        _carry_photos(connection, old, new, photos)


def _count(connection: Connection, old: str, new: str, kinds: Counter[str]) -> None:
    store.add_tallies(
        connection,
        {(old, kind): -n for kind, n in kinds.items()} | {(new, kind): n for kind, n in kinds.items()},
    )


def _carry_photos(connection: Connection, old: str, new: str, names: list[str]) -> None:
    """The bytes go along; they stay as well where another record of the old district names them."""
    if names:
        given = {"old": old, "new": new, "names": names}
        connection.execute(_BRING_PHOTOS, given)
        connection.execute(_LEAVE_PHOTOS, given)


def reachable(connection: Connection, programme: str) -> frozenset[str]:
    """The districts that an office of the programme serves: somebody there will receive what comes."""
    rows = connection.execute(
        text("SELECT DISTINCT unnest(districts) FROM office WHERE programme = :programme"),
        {"programme": programme},
    ).scalars()
    return frozenset(rows)


def came(connection: Connection, ids: Collection[int]) -> set[int]:
    """Those of the records that ever moved: whoever sent them may have dropped them since."""
    rows = connection.execute(text("SELECT id FROM moved WHERE id = ANY(:ids)"), {"ids": sorted(ids)})
    return set(rows.scalars())


def districts_of_photos(
    connection: Connection, districts: Collection[str], names: Collection[str]
) -> list[str]:
    """The districts, and those where photos of these names are now whose records left one of them.

    The transaction is opened for exactly these records and photos.
    """
    rows = connection.execute(
        text(
            "SELECT moved.id, moved.sha256, moved.district FROM moved JOIN record ON record.id = moved.id"
            " WHERE moved.sha256 = ANY(:names) AND record.district = ANY(:districts)"
            " AND record.kind = 'leaving'"
        ),
        {"names": sorted(names), "districts": sorted(districts)},
    ).all()
    if rows:
        _set(connection, "guichet.records", {str(row.id) for row in rows})
        _set(connection, "guichet.photos", {row.sha256 for row in rows})
    return sorted({*districts, *(row.district for row in rows)})


def _set(connection: Connection, name: str, values: Iterable[Any]) -> None:
    connection.execute(
        text("SELECT set_config(:name, :value, true)"), {"name": name, "value": ",".join(values)}
    )


_KINDS = text(
    "SELECT kind, CASE WHEN kind IN ('photo', 'document') THEN fields ->> 'sha256' END AS sha256"
    " FROM record WHERE district = :old AND id = ANY(:ids)"
)
_NOTE = text(
    "INSERT INTO moved (id, district, sha256)"
    " SELECT id, :new, CASE WHEN kind IN ('photo', 'document') THEN fields ->> 'sha256' END"
    " FROM record WHERE district = :old AND id = ANY(:ids)"
    " ON CONFLICT (id) DO UPDATE SET district = excluded.district, sha256 = excluded.sha256"
)
_BRING = text(
    "INSERT INTO record (district, id, kind, fields, revisions, version)"
    " SELECT :new, id, kind, fields, revisions, :at_new FROM record WHERE district = :old AND id = ANY(:ids)"
    " ON CONFLICT (district, id) DO UPDATE SET kind = excluded.kind, fields = excluded.fields,"
    " revisions = excluded.revisions, version = excluded.version"
)
_LEAVE = text(
    "UPDATE record SET kind = 'leaving', fields = '{}', revisions = '{}', version = :at_old"
    " WHERE district = :old AND id = ANY(:ids)"
)
_BRING_PHOTOS = text(
    "INSERT INTO photo (district, sha256, bytes) SELECT :new, sha256, bytes FROM photo"
    " WHERE district = :old AND sha256 = ANY(:names) ON CONFLICT DO NOTHING"
)
_LEAVE_PHOTOS = text(
    "DELETE FROM photo WHERE district = :old AND sha256 = ANY(:names) AND NOT EXISTS (SELECT 1 FROM record"
    " WHERE record.district = :old AND record.kind IN ('photo', 'document')"
    " AND record.fields ->> 'sha256' = photo.sha256)"
)
