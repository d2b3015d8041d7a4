"""Many records in one transaction: kept until it ends, then written kind by kind, and indexed once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from desktop.models import loading, records
from desktop.models.journal import NOTE, REMEMBER, Writer
from desktop.models.store import Store
from domain.records import Fields

Connection = Any
Row = tuple[Any, ...]
# What follows from a person and a membership is made once when the person comes last; and every statement
# with triggers has the search of names write out what it gathers, so names come after all of those.
_FIRST, _LAST = ("household", "membership"), ("person",)


@dataclass
class _Waiting:
    """What is not in the file yet, in the order in which it came."""

    changes: list[Row] = field(default_factory=list)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    keys: list[tuple[str, int]] = field(default_factory=list)

    def take(self, other: _Waiting) -> None:
        self.changes += other.changes
        self.keys += other.keys
        for kind, rows in other.rows.items():
            self.rows.setdefault(kind, []).extend(rows)

    def write(self, connection: Connection) -> None:
        if self.changes:
            connection.executemany(NOTE, self.changes)
        for kind in _in_order(self.rows):
            loading.load(connection, kind, ("extra", *records.columns(kind)), self.rows[kind])
        if self.keys:
            connection.executemany(REMEMBER, self.keys)
        self.changes, self.rows, self.keys = [], {}, []


def _in_order(kinds: dict[str, list[Row]]) -> list[str]:
    between = [kind for kind in kinds if kind not in (*_FIRST, *_LAST)]
    return [kind for kind in (*_FIRST, *between, *_LAST) if kind in kinds]


class BatchWriter(Writer):
    """Writes what a Writer writes. Whoever reads through ``connection`` finds all of it, but slows it."""

    def __init__(self, connection: Connection, author: int) -> None:
        super().__init__(connection, author)
        self._before, self._part = _Waiting(), _Waiting()
        self._apart = self._saved = False
        self._numbers: dict[str, int] = {}

    @property
    def connection(self) -> Connection:
        """With all that was written so far."""
        self.flush()
        return self._connection

    def flush(self) -> None:
        """Write what waits. What belongs to a part can then still be taken back."""
        self._before.write(self._connection)
        if self._apart and not self._saved:
            self._connection.execute("SAVEPOINT part")
            self._saved = True
        self._part.write(self._connection)
        self._keep_numbers()

    def _keep_numbers(self) -> None:
        self._connection.executemany(
            "INSERT INTO sequence (name, last) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET last = excluded.last",
            list(self._numbers.items()),
        )

    @contextmanager
    def apart(self) -> Iterator[None]:
        """A part that is written whole or not at all; one that nobody read from has cost nothing yet."""
        before, numbers = (self._last, self._chain, self._clock), dict(self._numbers)
        self._apart, self._saved = True, False
        try:
            yield
        except BaseException:
            self._part = _Waiting()
            if self._saved and self._connection.in_transaction:  # a full disk has undone the whole of it
                self._connection.execute("ROLLBACK TO part")
                self._connection.execute("RELEASE part")
            self._last, self._chain, self._clock = before
            self._numbers = numbers
            raise
        else:
            if self._saved:
                self._connection.execute("RELEASE part")
            self._before.take(self._part)
            self._part = _Waiting()
        finally:
            self._apart = self._saved = False

    @property
    def _now(self) -> _Waiting:
        return self._part if self._apart else self._before

    def _note(self, change: Row) -> None:
        self._now.changes.append(change)

    def _insert(self, kind: str, row: int, district: str, fields: Fields) -> None:
        self._now.rows.setdefault(kind, []).append(records.whole_row(kind, row, district, fields))

    def remember(self, key: str, row: int) -> None:
        """As a Writer does; it is in the file when the rest is."""
        self._now.keys.append((key, row))

    def next_in(self, sequence: str) -> int:
        """The next number of a named sequence; the file learns how far it went once."""
        if sequence not in self._numbers:
            found = self._connection.execute(
                "SELECT last FROM sequence WHERE name = ?", (sequence,)
            ).fetchone()
            self._numbers[sequence] = int(found[0]) if found else 0
        self._numbers[sequence] += 1
        return self._numbers[sequence]


@contextmanager
def writing(store: Store, author: int) -> Iterator[BatchWriter]:
    """One transaction of many records and their changes."""
    with store.transaction() as connection:
        writer = BatchWriter(connection, author)
        yield writer
        writer.flush()
