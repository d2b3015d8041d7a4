"""Photos after text, documents after photos: smallest first, each on its own, checked by its name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from desktop.models import photos
from desktop.models.identity import Identity
from desktop.models.store import Store
from desktop.sync.transport import Transport
from domain.problems import Fault, Refused

AT_ONCE = 200


class PhotoLane:
    """Sends what the server lacks, fetches what this file lacks; yields (sent, received) after each photo."""

    def __init__(self, store: Store, transport: Transport, who: Identity) -> None:
        self._store = store
        self._transport = transport
        self._who = who
        self.damaged = 0

    def run(self) -> Iterator[tuple[int, int]]:
        """Both ways until nothing is left; raises Fault when the line fails."""
        yield from self._send()
        yield from self._fetch()

    def _send(self) -> Iterator[tuple[int, int]]:
        unwanted: set[str] = set()
        while True:
            with self._store.reading() as connection:
                here = photos.not_arrived(connection, AT_ONCE + len(unwanted))
            names = [name for name in here if name not in unwanted][:AT_ONCE]
            if not names:
                return
            lacking = set(self._transport.missing_photos(self._who, names))
            self._mark([name for name in names if name not in lacking])
            for name in names:
                if name in lacking and not self._put(name):
                    unwanted.add(name)
                elif name in lacking:
                    yield 1, 0

    def _put(self, name: str) -> bool:
        """False when it cannot go: it is damaged here, or the server refused its record."""
        try:
            with self._store.reading() as connection:
                data = photos.read(connection, name)
        except Fault as fault:
            if fault.problem.code != "photo_damaged":
                raise
            self.damaged += 1
            return False
        try:
            self._transport.put_photo(self._who, name, data)
        except Refused as refusal:
            if refusal.problems[0].code != "photo_unknown":
                raise
            return False
        self._mark([name])
        return True

    def _fetch(self) -> Iterator[tuple[int, int]]:
        gone: set[str] = set()
        while True:
            with self._store.reading() as connection:
                names = [
                    name for name in photos.not_here(connection, AT_ONCE + len(gone)) if name not in gone
                ]
            if not names:
                return
            for name in names:
                data = self._transport.get_photo(self._who, name)
                if data is None:  # its own device has not sent it yet
                    gone.add(name)
                    continue
                if hashlib.sha256(data).hexdigest() != name:  # one bad photo does not keep the others back
                    self.damaged += 1
                    gone.add(name)
                    continue
                with self._store.transaction() as connection:
                    photos.keep(connection, data, arrived=True)
                yield 0, 1

    def _mark(self, names: list[str]) -> None:
        with self._store.transaction() as connection:
            photos.mark_arrived(connection, names)
