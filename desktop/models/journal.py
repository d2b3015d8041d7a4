"""The journal: every change of this file, in order; what has not arrived is the queue.

`writing()` is the only way to write a record: the row and its change are one transaction.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from desktop.models import identity, records
from desktop.models.identity import NUMBER_MASK, Devices, Identity
from desktop.models.store import Store
from domain.changes import Change, chain_start, link
from domain.clock import COUNTER, next_reading
from domain.endings import seen_besides
from domain.ids import RecordId
from domain.problems import Refused
from domain.record_checks import problems_of
from domain.records import APPEND_ONLY, Fields, Json

Connection = Any
_AT_ONCE = 500
NOTE = (
    "INSERT INTO change (id, author, clock, kind, subject, district, fields, base, chain, about)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
REMEMBER = "INSERT OR REPLACE INTO imported (key, record) VALUES (?, ?)"
_text = json.JSONEncoder(ensure_ascii=False).encode  # made once: it takes longer to make than to use
_LATEST = "SELECT id, chain, clock FROM change WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1"


class Writer:
    """Writes records and their changes inside one transaction. References are row ids."""

    def __init__(self, connection: Connection, author: int) -> None:
        self._connection = connection
        self._author = author
        self._identity = identity.current(connection)
        self._devices = Devices(connection)
        self._last, self._chain, self._clock = _end(connection, self._identity)

    @property
    def connection(self) -> Connection:
        """What was written so far can be read here, and only here, before the transaction ends."""
        return self._connection

    @property
    def last(self) -> int:
        """The row of the change written last."""
        return self._last

    @property
    def latest_ms(self) -> int:
        """When the latest change of this file was written, in milliseconds since 1970."""
        return self._clock // COUNTER

    @property
    def identity(self) -> Identity:
        """Who signs these changes."""
        return self._identity

    @property
    def devices(self) -> Devices:
        """The names of records between machines."""
        return self._devices

    @contextmanager
    def apart(self) -> Iterator[None]:
        """A part of the transaction that is written whole or not at all; what came before it stays."""
        before = self._last, self._chain, self._clock
        self.connection.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            if self.connection.in_transaction:  # a full disk has undone the whole of it already
                self.connection.execute("ROLLBACK TO part")
                self.connection.execute("RELEASE part")
            self._last, self._chain, self._clock = before
            raise
        self.connection.execute("RELEASE part")

    def create(
        self,
        kind: str,
        district: str,
        fields: Mapping[str, Json],
        about: int | None = None,
        base: Mapping[str, int] | None = None,
    ) -> int:
        """A new record; its row id. ``about`` is the household concerned, itself when it is one.

        ``base``: what a move saw as the last word on the household's place. Raises Refused for a field no
        other office could keep: what is saved here is not turned away there.
        """
        given: Fields = {name: value for name, value in fields.items() if value is not None}
        row = self._last + 1
        self._append(kind, None, district, given, base or {}, row if kind == "household" else about)
        self._insert(kind, row, district, given)
        return row

    def set(
        self,
        kind: str,
        row: int,
        fields: Mapping[str, Json],
        about: int | None = None,
        *,
        confirming: bool = False,
    ) -> bool:
        """New values for some fields; False when they have these values already. Raises Refused.

        ``confirming`` writes them all the same: somebody has decided that they shall stand.
        """
        if kind in APPEND_ONLY:
            raise ValueError(f"{kind} is append-only: write a correction")
        before = records.read(self.connection, kind, row)
        if before is None:
            raise ValueError(f"no such {kind}")
        new = {name: value for name, value in fields.items() if confirming or before.get(name) != value}
        if not new:
            return False
        seen = records.revisions(self.connection, kind, row)
        leans_on = [*new, *seen_besides(kind, new, seen)]
        base = {name: seen[name] for name in leans_on if name in seen}
        self._append(kind, row, "", new, base, row if kind == "household" else about)
        records.update(self.connection, kind, row, new, dict.fromkeys(new, self._last))
        return True

    def _append(
        self,
        kind: str,
        subject: int | None,
        district: str,
        fields: Fields,
        base: Mapping[str, int],
        about: int | None,
    ) -> None:
        outward = records.row_references(kind, fields, lambda row: str(self._devices.outward(row)))
        if problems := problems_of(kind, outward, creating=subject is None):
            raise Refused(problems)
        self._last += 1
        self._clock = next_reading(self._clock, time.time_ns() // 1_000_000)
        change = Change(
            number=self._last & NUMBER_MASK,
            author=self._author,
            clock=self._clock,
            kind=kind,
            subject=self._devices.outward(subject) if subject else None,
            fields=outward,
            district=district,
            base={name: self._devices.outward(seen) for name, seen in base.items()},
        )
        self._chain = link(self._chain, change)
        self._note(
            (
                self._last, self._author, self._clock, kind, subject, district,
                _text(fields), _text(base) if base else "{}", self._chain, about,
            ),
        )  # fmt: skip

    def _note(self, change: tuple[Any, ...]) -> None:
        self._connection.execute(NOTE, change)

    def _insert(self, kind: str, row: int, district: str, fields: Fields) -> None:
        records.insert(self._connection, kind, row, district, fields)

    def remember(self, key: str, row: int) -> None:
        """What a form, or a member of one, from elsewhere has become: the same key is not written twice."""
        self._connection.execute(REMEMBER, (key, row))

    def next_in(self, sequence: str) -> int:
        """The next number of a named sequence of this file: 1, 2, 3 …"""
        (number,) = self.connection.execute(
            "INSERT INTO sequence (name, last) VALUES (?, 1)"
            " ON CONFLICT (name) DO UPDATE SET last = last + 1 RETURNING last",
            (sequence,),
        ).fetchone()
        return int(number)


@contextmanager
def writing(store: Store, author: int) -> Iterator[Writer]:
    """One transaction in which records are written with their changes."""
    with store.transaction() as connection:
        yield Writer(connection, author)


def _end(connection: Connection, who: Identity) -> tuple[int, bytes, int]:
    """The last change's row id and chain of an identity, and the latest clock reading of the file."""
    latest = connection.execute(_LATEST, who.span).fetchone()
    others = [connection.execute(_LATEST, one.span).fetchone() for one in identity.everyone(connection)]
    clock = max((row[2] for row in others if row), default=0)
    if latest is None:
        return who.span[0] - 1, chain_start(who.device), clock
    return latest[0], bytes(latest[1]), clock


def waiting(connection: Connection, who: Identity, limit: int) -> list[Change]:
    """The next consecutive changes of an identity that have not arrived, oldest first."""
    first, last = who.span
    rows = connection.execute(
        "SELECT id, author, clock, kind, subject, district, fields, base FROM change"
        " WHERE state IN ('waiting', 'sent') AND id BETWEEN ? AND ? ORDER BY id LIMIT ?",
        (first, last, limit),
    ).fetchall()
    devices = Devices(connection)
    consecutive = [row for offset, row in enumerate(rows) if row[0] == rows[0][0] + offset]
    return [change_of(row, devices) for row in consecutive]


def change_of(row: Sequence[Any], devices: Devices) -> Change:
    """The change of a journal row (id, author, clock, kind, subject, district, fields, base)."""
    number, author, clock, kind, subject, district, fields, base = row
    return Change(
        number=number & NUMBER_MASK,
        author=author,
        clock=clock,
        kind=kind,
        subject=devices.outward(subject) if subject else None,
        district=district,
        fields=records.row_references(kind, json.loads(fields), lambda ref: str(devices.outward(ref))),
        base={name: devices.outward(seen) for name, seen in json.loads(base).items()},
    )


def creation(connection: Connection, devices: Devices, row: int) -> Change | None:
    """The change that made a record here and was answered for; None when this file made none of that name."""
    found = connection.execute(
        "SELECT id, author, clock, kind, subject, district, fields, base FROM change"
        " WHERE id = ? AND subject IS NULL AND state NOT IN ('waiting', 'sent')",
        (row,),
    ).fetchone()
    return change_of(found, devices) if found else None


def rows_of(connection: Connection, who: Identity, first: int = 1) -> list[Any]:
    """The journal rows of an identity from a number on, as `change_of` reads them, oldest first."""
    base, last = who.span[0] - 1, who.span[1]
    found = connection.execute(
        "SELECT id, author, clock, kind, subject, district, fields, base FROM change"
        " WHERE id BETWEEN ? AND ? ORDER BY id",
        (base + first, last),
    )
    return list(found.fetchall())


def waiting_fields(connection: Connection, rows: Sequence[int]) -> dict[int, set[str]]:
    """For each of these records with changes that have not arrived, the fields they set."""
    found: dict[int, set[str]] = {}
    for start in range(0, len(rows), _AT_ONCE):
        page = list(rows[start : start + _AT_ONCE])
        marks = ", ".join("?" * len(page))
        for row, fields in connection.execute(
            "SELECT coalesce(subject, id), fields FROM change WHERE state IN ('waiting', 'sent')"
            f" AND (subject IN ({marks}) OR (id IN ({marks}) AND subject IS NULL))",
            page + page,
        ):
            found.setdefault(row, set()).update(json.loads(fields))
    return found


def chain_at(connection: Connection, who: Identity, number: int) -> bytes:
    """The chain of an identity after a change number; its start for 0."""
    if number == 0:
        return chain_start(who.device)
    row = connection.execute("SELECT chain FROM change WHERE id = ?", (who.span[0] - 1 + number,)).fetchone()
    return bytes(row[0]) if row else b""


def mark(
    connection: Connection, who: Identity, numbers: Sequence[int], state: str, problem: str | None = None
) -> None:
    """The new state of some changes of an identity."""
    base = who.span[0] - 1
    connection.executemany(
        "UPDATE change SET state = ?, problem = ? WHERE id = ?",
        [(state, problem, base + number) for number in numbers],
    )


def mark_range(
    connection: Connection, who: Identity, first: int, last: int, state: str, problem: str | None = None
) -> None:
    """The new state of consecutive changes of an identity, both ends included."""
    base = who.span[0] - 1
    connection.execute(
        "UPDATE change SET state = ?, problem = ? WHERE id BETWEEN ? AND ?",
        (state, problem, base + first, base + last),
    )


def chains_at(connection: Connection, who: Identity, numbers: Sequence[int]) -> dict[int, bytes]:
    """The chain of an identity after each of some change numbers that it has."""
    base = who.span[0] - 1
    marks = ", ".join("?" * len(numbers))
    rows = connection.execute(
        f"SELECT id, chain FROM change WHERE id IN ({marks})", [base + number for number in numbers]
    )
    return {row - base: bytes(chain) for row, chain in rows}


def in_order_of_writing(connection: Connection, everyone: Sequence[Identity]) -> list[Identity]:
    """Those with changes that wait, by the time of their first: later ones may build on earlier ones."""
    found = []
    for who in everyone:
        row = connection.execute(
            "SELECT clock FROM change WHERE state IN ('waiting', 'sent') AND id BETWEEN ? AND ?"
            " ORDER BY id LIMIT 1",
            who.span,
        ).fetchone()
        if row is not None:
            found.append((int(row[0]), who))
    return [who for _, who in sorted(found, key=lambda entry: entry[0])]


def last_number(connection: Connection, who: Identity) -> int:
    """The number of an identity's last change; 0 before its first."""
    row = connection.execute(_LATEST, who.span).fetchone()
    return int(row[0]) & NUMBER_MASK if row else 0


def last_answered(connection: Connection, who: Identity) -> int:
    """The last number of an identity that the server has answered for; 0 for none."""
    (row,) = connection.execute(
        "SELECT max(id) FROM change WHERE state NOT IN ('waiting', 'sent') AND id BETWEEN ? AND ?", who.span
    ).fetchone()
    return int(row) & NUMBER_MASK if row else 0


def send_again(connection: Connection, who: Identity, first: int) -> None:
    """What had arrived from a number on waits again: the server has come back without it."""
    base, last = who.span[0] - 1, who.span[1]
    connection.execute(
        "UPDATE change SET state = 'waiting', problem = NULL WHERE id BETWEEN ? AND ?", (base + first, last)
    )
    connection.execute(
        "UPDATE photo_bytes SET arrived = 0"
        " WHERE sha256 IN (SELECT sha256 FROM photo WHERE id BETWEEN ? AND ?"
        " UNION SELECT sha256 FROM document WHERE id BETWEEN ? AND ?)",
        (base + first, last, base + first, last),
    )


def has_sent(connection: Connection, who: Identity) -> bool:
    """Whether changes of an identity went out of which nobody has heard whether they arrived."""
    row = connection.execute(
        "SELECT 1 FROM change WHERE state = 'sent' AND id BETWEEN ? AND ? LIMIT 1", who.span
    ).fetchone()
    return row is not None


def forget_sent(connection: Connection, who: Identity) -> None:
    """The server has said what it holds: what else was sent waits again."""
    connection.execute(
        "UPDATE change SET state = 'waiting' WHERE state = 'sent' AND id BETWEEN ? AND ?", who.span
    )


def open_changes(connection: Connection) -> int:
    """How many changes have no answer yet, sent or not."""
    (count,) = connection.execute("SELECT count(*) FROM change WHERE state IN ('waiting', 'sent')").fetchone()
    return int(count)


def refused_creations(connection: Connection) -> set[int]:
    """The records whose creation the server refused: no other office has them."""
    found = connection.execute("SELECT id FROM change WHERE state = 'refused' AND subject IS NULL")
    return {row for (row,) in found}


def tally(connection: Connection) -> dict[str, int]:
    """How many changes are in each state that is not ``arrived``."""
    rows = connection.execute("SELECT state, count(*) FROM change WHERE state <> 'arrived' GROUP BY state")
    return dict(rows.fetchall())


def broken_links(connection: Connection) -> list[RecordId]:
    """The changes whose chain is not what their content says: the journal was altered outside the program."""
    devices = Devices(connection)
    broken = []
    for who in identity.everyone(connection):
        first, last = who.span
        previous = chain_start(who.device)
        rows = connection.execute(
            "SELECT id, author, clock, kind, subject, district, fields, base, chain FROM change"
            " WHERE id BETWEEN ? AND ? ORDER BY id",
            (first, last),
        )
        expected = first
        for *row, chain in rows:
            if row[0] != expected or link(previous, change_of(row, devices)) != chain:
                broken.append(RecordId(who.device, row[0] & NUMBER_MASK))
            previous, expected = chain, row[0] + 1
    return broken
