"""Takes in many records at once, as they come from a server: with their search, not in the journal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from desktop.models import searched
from desktop.models.store import Store
from domain.matching.names import compact, fold

Connection = Any
Row = Sequence[Any]
_CACHE_KIB = 400 * 1024
# What the search of names gathers in memory before it writes: bytes, while loading and as the engine ships.
_GATHERED, _GATHERED_USUALLY = 32 << 20, 1 << 20
_SEARCHES = ("person_search", "mother_search")
_NAMES = ("given_name", "other_names", "family_name")

_folded = lru_cache(maxsize=1 << 17)(fold)


@contextmanager
def hurried(store: Store) -> Iterator[Connection]:
    """One transaction for a file that is thrown away when anything goes wrong: no log, no waiting for disks.

    Afterwards the file is written out and keeps a log again. Never for a file that somebody works with.
    """
    with store.reading() as connection:
        (usual,) = connection.execute("PRAGMA cache_size").fetchone()
        for pragma in (f"cache_size = -{_CACHE_KIB}", "journal_mode = OFF", "synchronous = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        _gather(connection, _GATHERED)
        connection.execute("BEGIN")
        yield connection
        connection.execute("COMMIT")
        _gather(connection, _GATHERED_USUALLY)
        for pragma in (f"cache_size = {usual}", "journal_mode = WAL", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}")


def _gather(connection: Connection, size: int) -> None:
    for table in _SEARCHES:
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('hashsize', ?)", (size,))


def load(connection: Connection, kind: str, names: Sequence[str], rows: Sequence[Row]) -> None:
    """Rows of (id, district, fields in the order of ``names``), with all that is searched beside them.

    References are row ids. Persons are best loaded after their memberships: what follows from both is then
    made once.
    """
    if kind == "person":
        _load_people(connection, names, rows)
    elif kind == "identifier":
        value = 2 + names.index("value")
        _fill(connection, kind, (*names, "compact"), ((*row, compact(row[value])) for row in rows))
    else:
        _fill(connection, kind, names, rows)


def _load_people(connection: Connection, names: Sequence[str], rows: Sequence[Row]) -> None:
    places = [2 + names.index(name) for name in _NAMES if name in names]
    family, given = (2 + names.index(name) for name in ("family_name", "given_name"))
    keyed = ((*row, joined(row[family], row[given])) for row in rows)
    _fill(connection, "person", (*names, "sort_key"), keyed)
    said = [(row[0], joined(*(row[place] for place in places))) for row in rows]
    connection.executemany(searched.ADD_NAMES, said)
    if "mother_name" in names:
        mother = 2 + names.index("mother_name")
        mothers = [(row[0], text) for row in rows if (text := joined(row[mother]))]
        connection.executemany(searched.ADD_MOTHER, mothers)
        said += mothers
    words = {word for _, text in said for word in text.split()}
    connection.executemany(searched.ADD_WORD, [(word,) for word in sorted(words)])


def joined(*names: str | None) -> str:
    """The names folded one by one and put together: what ``fold`` makes of them all, but remembered."""
    return " ".join(filter(None, (_folded(name) for name in names if name)))


def _fill(connection: Connection, kind: str, names: Sequence[str], rows: Iterable[Row]) -> None:
    quoted = ", ".join(f'"{name}"' for name in ("id", "district", *names))
    marks = ", ".join("?" * (len(names) + 2))
    connection.executemany(f"INSERT INTO {kind} ({quoted}) VALUES ({marks})", rows)
