"""The index of look-alikes: keys that find them, how common names are; a step behind the records."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from desktop.models import settings
from desktop.models.match_said import packed, said, unpacked
from domain.matching.keys import hashed, keys
from domain.matching.profile import Identity, Profile, features, profile
from domain.matching.variants import Variants

Connection = Any
# Of a key's 62 bits the file keeps 47: six bytes a row, and two of five million keys seldom meet.
_NARROWER = 15
EVERYBODY = -1  # the row of ``match_count`` that counts all persons in the index
EDITION = "match_edition"
# Raised when keys or features are made in another way: files indexed before are then indexed anew.
_MADE_THIS_WAY = 2


def slot(key: str) -> int:
    """Where a key or a feature stands in the file: 0 ≤ slot < 2**47."""
    return hashed(key) >> _NARROWER


_slot_of_feature = lru_cache(maxsize=1 << 14)(slot)  # a register says the same names over and over


def stale(connection: Connection) -> int:
    """How many persons wait to be indexed."""
    return int(connection.execute("SELECT count(*) FROM match_stale").fetchone()[0])


def size(connection: Connection) -> int:
    """How many persons are in the index."""
    row = connection.execute("SELECT persons FROM match_count WHERE hash = ?", (EVERYBODY,)).fetchone()
    return int(row[0]) if row else 0


def edition(names: str) -> str:
    """What the setting says of a whole index made with a table of name variants."""
    return f"{_MADE_THIS_WAY} {names}"


def put_edition(connection: Connection, text: str) -> None:
    """Say of what making the index is."""
    settings.put(connection, EDITION, text)


def ready(connection: Connection, names: str) -> bool:
    """Whether the index is whole and made with these name variants."""
    return settings.get(connection, EDITION) == edition(names)


def is_empty(connection: Connection) -> bool:
    """Whether nobody was ever indexed in this file, nor is being."""
    return settings.get(connection, EDITION) == ""


def prepare(connection: Connection, names: str) -> None:
    """Where the index was made with other names, or left half built: empty it and mark everybody stale."""
    if not ready(connection, names):
        clear(connection)
        connection.execute("INSERT OR IGNORE INTO match_stale SELECT id FROM person")
        put_edition(connection, edition(names))


def clear(connection: Connection) -> None:
    """Empty the index."""
    for table in ("match_key", "match_profile", "match_count"):
        connection.execute(f"DELETE FROM {table}")


def stale_rows(connection: Connection, at_most: int, after: int = 0) -> list[int]:
    """The first of those who wait, in the order of their rows, behind one of them."""
    found = connection.execute(
        "SELECT person FROM match_stale WHERE person > ? ORDER BY person LIMIT ?", (after, at_most)
    )
    return [row for (row,) in found]


def forget_stale(connection: Connection, rows: Sequence[int]) -> None:
    """These are indexed, in the same transaction."""
    connection.execute(
        "DELETE FROM match_stale WHERE person IN (SELECT value FROM json_each(?))", (json.dumps(rows),)
    )


def index_some(connection: Connection, variants: Variants, at_most: int) -> int:
    """Index so many of the stale persons, inside a transaction; how many were looked at."""
    rows = stale_rows(connection, at_most)
    if rows:
        _Change(connection, variants, rows).write()
        forget_stale(connection, rows)
    return len(rows)


class _Change:
    """From what the index says of some persons to what it should say."""

    def __init__(self, connection: Connection, variants: Variants, rows: Sequence[int]) -> None:
        self._connection, self._variants = connection, variants
        self._now = {row: (identity, packed(identity)) for row, identity in said(connection, rows).items()}
        self._before = bodies(connection, rows)
        self._gone: list[tuple[int, int]] = []
        self._new: list[tuple[int, int]] = []
        self._counts: Counter[int] = Counter()
        for row in rows:
            self._compare(row)

    def _compare(self, row: int) -> None:
        identity, body = self._now.get(row, (None, None))
        before = self._before.get(row)
        if body == before:
            return
        old = entries(profile(unpacked(before), self._variants)) if before else (set(), set())
        new = entries(profile(identity, self._variants)) if identity else (set(), set())
        self._gone += [(key, row) for key in old[0] - new[0]]
        self._new += [(key, row) for key in new[0] - old[0]]
        self._counts.update(new[1] - old[1])
        self._counts.subtract(old[1] - new[1])

    def write(self) -> None:
        """Sorted, so that a page is fetched once for all of its rows."""
        changed = [(row, body) for row, (_, body) in self._now.items() if body != self._before.get(row)]
        gone = [(row,) for row in self._before.keys() - self._now.keys()]
        many = self._connection.executemany
        many("DELETE FROM match_key WHERE hash = ? AND person = ?", sorted(self._gone))
        many("INSERT OR IGNORE INTO match_key VALUES (?, ?)", sorted(self._new))
        many("INSERT OR REPLACE INTO match_profile VALUES (?, ?)", sorted(changed))
        many("DELETE FROM match_profile WHERE person = ?", gone)
        add_counts(self._connection, self._counts)


def entries(person: Profile) -> tuple[set[int], set[int]]:
    """A person's keys and features as they stand in the file; everybody has one feature in common."""
    return {slot(key) for key in keys(person)}, {EVERYBODY, *map(_slot_of_feature, features(person))}


def add_counts(connection: Connection, counts: Mapping[int, int]) -> None:
    """More or fewer persons with some features; a feature nobody has any more is dropped."""
    moved = sorted((key, by) for key, by in counts.items() if by)
    connection.executemany(
        "INSERT INTO match_count VALUES (?, ?)"
        " ON CONFLICT (hash) DO UPDATE SET persons = persons + excluded.persons",
        moved,
    )
    fewer = [(key,) for key, by in moved if by < 0]
    connection.executemany("DELETE FROM match_count WHERE hash = ? AND persons <= 0", fewer)


def bodies(connection: Connection, rows: Iterable[int]) -> dict[int, str]:
    """What the index says of some persons, packed."""
    found = connection.execute(
        "SELECT person, body FROM match_profile WHERE person IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(rows)),),
    )
    return dict(found.fetchall())


def blocks(connection: Connection, slots: Iterable[int], at_most: int) -> Iterator[tuple[int, list[int]]]:
    """Each slot with the persons under it; left out where nobody is, or more than ``at_most`` are."""
    query = "SELECT json_group_array(person) FROM (SELECT person FROM match_key WHERE hash = ? LIMIT ?)"
    for key in sorted(slots):
        block = json.loads(connection.execute(query, (key, at_most + 1)).fetchone()[0])
        if 0 < len(block) <= at_most:
            yield key, block


def counted(connection: Connection, slots: Iterable[int]) -> dict[int, int]:
    """How many persons have each feature; those nobody has are left out."""
    found = connection.execute(
        "SELECT hash, persons FROM match_count WHERE hash IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(slots)),),
    )
    return dict(found.fetchall())


def identities(connection: Connection, rows: Iterable[int]) -> dict[int, Identity]:
    """The indexed identities of some persons."""
    return {row: unpacked(body) for row, body in bodies(connection, rows).items()}
