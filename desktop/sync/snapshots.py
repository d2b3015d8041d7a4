"""The first synchronisation of a new laptop: a district comes as one file, and not in a thousand answers.

What came is kept inside the encrypted file, so that a cut, a crash or a restart costs a piece. The rows are
taken in page by page; each page moves the district's cursor in the same transaction, exactly as a page of a
round does. A laptop switched off in the middle goes on behind the last page, and whatever happens to the
snapshot, a round goes on from the cursor without it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from desktop.models import snapshots
from desktop.models.identity import Identity
from desktop.models.snapshots import Snapshot
from desktop.models.store import Store
from desktop.sync import receiving
from desktop.sync.line import map_of
from desktop.sync.photo_calls import Caller, stretch
from domain.problems import Fault, Refused
from domain.wire.encoding import Garbled, decode_pages
from domain.wire.messages import Cursor, Page

LEAST_LEFT = 10_000  # rows still to come, from which on a snapshot is worth asking for
PIECE = 128 * 1024  # bytes asked for at once: what a cut can cost
LARGEST = 2**31  # bytes of a snapshot that is believed
_PAUSE_S, _PATIENCE_S = 2.0, 180.0  # while the server is writing one
_NAME = re.compile(r"[0-9a-f]{64}")
Connection = Any


@dataclass(frozen=True)
class Offered:
    """What the server has; ``making``: districts it is writing one of."""

    snapshots: tuple[Snapshot, ...]
    making: frozenset[str]


class SnapshotLine(Protocol):
    """What this needs of a line to the server."""

    def list_snapshots(self, who: Identity) -> Offered:
        """What there is for the device's districts."""
        ...

    def get_snapshot(self, who: Identity, name: str, start: int, most: int) -> tuple[bytes, int] | None:
        """Bytes of one from ``start`` on and its whole size; None when the server no longer has it."""
        ...


@dataclass(frozen=True)
class Coming:
    """How far it is: bytes, then rows, of the snapshots known so far."""

    bytes: int = 0
    bytes_to_do: int = 0
    rows: int = 0
    rows_to_do: int = 0


class FirstSync:
    """Takes in what snapshots there are. ``take`` writes a page, False when it must not be written.

    ``stop`` raises when the person stopped the round: it is asked between any two pieces and pages.
    """

    def __init__(
        self,
        store: Store,
        line: SnapshotLine,
        who: Identity,
        take: Callable[[Connection, Page], bool],
        tell: Callable[[Coming], None] = lambda _: None,
        stop: Callable[[], None] = lambda: None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._store = store
        self._line = line
        self._who = who
        self._take = take
        self._tell = tell
        self._stop = stop
        self._pause = pause

    def run(self) -> int:
        """How many rows were taken in; 0 when the server has nothing to offer. Raises Fault.

        One after the other, whatever the server has ready first; for others in the making it waits a little.
        """
        taken, waited = 0, 0.0
        done: set[str] = set()
        while True:
            offered = self._line.list_snapshots(self._who)
            for one in offered.snapshots:
                if one.district not in done:
                    done.add(one.district)
                    taken += self._one(one)
            if not offered.making - done or waited >= _PATIENCE_S:
                return taken
            self._stop()
            self._pause(_PAUSE_S)
            waited += _PAUSE_S

    def _one(self, offered: Snapshot) -> int:
        """A snapshot of which half is here goes on, though the server may have a later one meanwhile."""
        with self._store.reading() as connection:
            begun = [one for one in snapshots.begun(connection) if one.district == offered.district]
            behind = _cursor(connection, offered.district).version < offered.version
        for one in [*begun, offered] if behind else []:
            if self._fetch(one):
                with self._store.reading() as connection:
                    sound = snapshots.is_sound(connection, one)
                if sound:
                    return self._take_in(one)
            self._forget(one)
        if not behind:
            self._forget(offered)
        return 0

    # -- the bytes

    def _fetch(self, one: Snapshot) -> bool:
        """From where this file is; False when the server no longer has it, or has another of its name."""
        start = self._begin(one)
        while start < one.size:
            self._stop()
            self._tell(Coming(start, one.size, 0, one.rows))
            found = self._line.get_snapshot(self._who, one.name, start, min(PIECE, one.size - start))
            if found is None or found[1] != one.size or not found[0]:
                return False
            with self._store.transaction() as connection:
                snapshots.add(connection, one.district, start, found[0])
            start += len(found[0])
        return True

    def _begin(self, one: Snapshot) -> int:
        with self._store.transaction() as connection:
            if one not in snapshots.begun(connection):
                snapshots.begin(connection, one)
            return snapshots.came(connection, one.district)

    # -- the rows

    def _take_in(self, one: Snapshot) -> int:
        """Each page and its cursor together; pages that an earlier round took in are passed over."""
        taken, seen = 0, 0
        with self._store.reading() as connection:
            at = _cursor(connection, one.district)
            parts = snapshots.pieces(connection, one.district)
        try:
            for page in decode_pages(parts):
                seen += len(page.rows)
                end = page.cursors.get(one.district, Cursor())
                if _place(end) <= _place(at):
                    continue
                self._stop()
                with self._store.transaction() as connection:
                    if not self._take(connection, page):
                        break
                taken += len(page.rows)
                self._tell(Coming(one.size, one.size, seen, one.rows))
        except Garbled:
            pass  # from a server of another version: its pages are read one by one instead
        self._forget(one)
        return taken

    def _forget(self, one: Snapshot) -> None:
        with self._store.transaction() as connection:
            snapshots.forget(connection, one.district)


def _cursor(connection: Connection, district: str) -> Cursor:
    return receiving.cursors(connection).get(district, Cursor())


def _place(cursor: Cursor) -> tuple[int, int]:
    return cursor.version, cursor.row


def list_offered(remote: Caller, who: Identity) -> Offered:
    """What a server has for the device's districts; nothing where it never heard of snapshots."""
    try:
        return _read_offer(map_of(remote.authorised(who, "GET", "/v1/snapshots")))
    except Refused as refusal:
        if _is_gone(refusal):
            return Offered((), frozenset())
        raise


def get(remote: Caller, who: Identity, name: str, start: int, most: int) -> tuple[bytes, int] | None:
    """Bytes of a snapshot from ``start`` on and its whole size; None when the server no longer has it."""
    headers = {"Range": f"bytes={start}-{start + most - 1}"}
    try:
        return stretch(remote.authorised(who, "GET", f"/v1/snapshots/{name}", headers=headers), start)
    except Refused as refusal:
        if _is_gone(refusal):
            return None
        raise


def _read_offer(body: Mapping[str, Any]) -> Offered:
    try:
        found = tuple(
            Snapshot(str(district), str(one["name"]), *(int(one[n]) for n in ("size", "version", "rows")))
            for district, one in dict(body["districts"]).items()
        )
        making = frozenset(map(str, body.get("making", ())))
    except (KeyError, TypeError, ValueError) as error:
        raise Fault("answer_garbled") from error
    if not all(_NAME.fullmatch(one.name) and 0 < one.size < LARGEST for one in found):
        raise Fault("answer_garbled")
    return Offered(found, making)


def _is_gone(refusal: Refused) -> bool:
    return refusal.problems[0].code in ("snapshot_unknown", "range_wrong", "address_unknown")
