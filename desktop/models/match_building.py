"""Brings the index of look-alikes up to date, a transaction a step, and builds it whole when it is new."""

from __future__ import annotations

import secrets
from array import array
from collections import Counter
from collections.abc import Iterator
from typing import Any

from desktop.models import matching, settings
from desktop.models.match_said import packed, said
from desktop.models.store import Store
from domain.matching.profile import profile
from domain.matching.variants import Variants

Connection = Any
Step = tuple[int, int]
AT_ONCE = 2_000
# From so many stale persons on, when they are most of the register, all is sorted before it is written.
MANY = 5_000
# Keys are gathered by their upper 9 bits; of an entry's 62 bits the other 38 and a person's place remain.
_PARTS, _PART_BITS, _PLACE_BITS = 512, 38, 24
_PLACE, _PART = (1 << _PLACE_BITS) - 1, (1 << _PART_BITS) - 1
_READING_SHARE = 0.6  # of the time of building, by measurement


def steps(store: Store, variants: Variants, at_once: int = AT_ONCE) -> Iterator[Step]:
    """Index who is stale; after each transaction, how many are done and how many were to do.

    May be left between two steps: what was not reached is still stale, and a building left half-way is
    begun anew by whoever catches up next.
    """
    with store.reading() as connection:
        ready = matching.ready(connection, variants.signature)
    if not ready:
        with store.transaction() as connection:
            matching.prepare(connection, variants.signature)
    with store.reading() as connection:
        total, size = matching.stale(connection), matching.size(connection)
    if total >= MANY and total >= size:
        yield from _Building(store, variants, total, at_once).steps()
    done = 0
    while True:
        with store.transaction() as connection:
            some = matching.index_some(connection, variants, at_once)
        if not some:
            return
        done += some
        yield done, max(done, total)


class _Building:
    """The whole index at once: keys are sorted in memory, so that every page of the file is written once.

    8 bytes a key: about 110 MB for a million persons.
    """

    def __init__(self, store: Store, variants: Variants, total: int, at_once: int) -> None:
        self._store, self._variants, self._total, self._at_once = store, variants, total, at_once
        self._persons, self._last = array("q"), 0
        self._parts = [array("q") for _ in range(_PARTS)]
        self._counts: Counter[int] = Counter()
        self._mark = f"building {secrets.token_hex(8)}"

    def steps(self) -> Iterator[Step]:
        """Read everybody, write the keys, write the counts; only then the index says that it is whole."""
        with self._store.transaction() as connection:
            matching.clear(connection)
            connection.execute("INSERT OR IGNORE INTO match_stale SELECT id FROM person")
            matching.put_edition(connection, self._mark)
        while some := self._read():
            yield self._told(_READING_SHARE * min(1.0, len(self._persons) / max(1, self._total)))
            if some < 0:
                return
        for part in range(_PARTS):
            if not self._write(part):
                return
            yield self._told(_READING_SHARE + (1 - _READING_SHARE) * (part + 1) / _PARTS)
        with self._store.transaction() as connection:
            if self._still_ours(connection):
                matching.add_counts(connection, self._counts)
                matching.put_edition(connection, matching.edition(self._variants.signature))

    def _told(self, share: float) -> Step:
        return round(share * self._total), self._total

    def _still_ours(self, connection: Connection) -> bool:
        """False when another program has begun to build the same index meanwhile."""
        return settings.get(connection, matching.EDITION) == self._mark

    def _read(self) -> int:
        """Some persons' profiles and keys; how many, 0 at the end, -1 when somebody else has taken over."""
        with self._store.transaction() as connection:
            if not self._still_ours(connection):
                return -1
            # Who is written again meanwhile stays stale: the index is changed once it is whole.
            rows = matching.stale_rows(connection, self._at_once, self._last)
            found = said(connection, rows)
            connection.executemany(
                "INSERT OR REPLACE INTO match_profile VALUES (?, ?)",
                [(row, packed(identity)) for row, identity in found.items()],
            )
            matching.forget_stale(connection, rows)
        self._last = max(rows, default=self._last)
        for row, identity in found.items():
            keys, features = matching.entries(profile(identity, self._variants))
            place = len(self._persons)
            self._persons.append(row)
            self._counts.update(features)
            for key in keys:
                self._parts[key >> _PART_BITS].append((key & _PART) << _PLACE_BITS | place)
        return len(rows)

    def _write(self, part: int) -> bool:
        entries, self._parts[part] = sorted(self._parts[part]), array("q")
        upper, persons = part << _PART_BITS, self._persons
        with self._store.transaction() as connection:
            if not self._still_ours(connection):
                return False
            connection.executemany(
                "INSERT OR IGNORE INTO match_key VALUES (?, ?)",
                ((upper | one >> _PLACE_BITS, persons[one & _PLACE]) for one in entries),
            )
        return True
