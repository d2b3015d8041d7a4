"""Photos after text, documents after photos: smallest first, in chunks, each checked by its name.

A chunk is what a cut can cost. Both ends keep the chunks that came whole, so that a photo goes on in the
middle after a cut, a crash or a restart. One that is damaged or refused holds up no other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop.models import photos
from desktop.models.identity import Identity
from desktop.models.photos import Amount, Named
from desktop.models.store import Store
from desktop.sync.budget import UNLIMITED, Budget, Lane
from desktop.sync.transport import Transport
from domain.problems import Fault, Refused

AT_ONCE = 200
CHUNK = 64 * 1024  # bytes: eight seconds at 64 kbit/s
_LEAST = 4 * 1024  # bytes left of a budget that are worth a chunk
_HEAD = 600  # bytes of HTTP around a chunk, which a budget pays too
_LANES = ((Lane.photos, False), (Lane.documents, True))
_NO_USE = frozenset({"photo_damaged", "message_too_large"})  # sending it once more would not help


@dataclass(frozen=True)
class Step:
    """After each chunk: photos that are now whole on the other side, and the chunk's bytes."""

    sent: int = 0
    received: int = 0
    up: int = 0
    down: int = 0


class PhotoLane:
    """Sends what the server lacks, fetches what this file lacks.

    Afterwards ``damaged`` counts what could not be kept on one side, ``left`` what the budget left for
    another time. ``used`` says how many bytes the round has cost so far.
    """

    def __init__(
        self,
        store: Store,
        transport: Transport,
        who: Identity,
        budget: Budget = UNLIMITED,
        used: Callable[[], int] = lambda: 0,
    ) -> None:
        self._store = store
        self._transport = transport
        self._who = who
        self._budget = budget
        self._used = used
        self._spent = False
        self._passed: set[str] = set()  # cannot go or come in this round
        self.damaged = 0
        self.left = Amount()

    def run(self) -> Iterator[Step]:
        """Both ways until nothing is left or the budget is spent; raises Fault when the line fails."""
        for lane, later in _LANES:
            self._passed.clear()
            if self._budget.allows(lane) and not self._spent:
                yield from self._send(later)
                yield from self._fetch(later)
            if self._spent or not self._budget.allows(lane):
                self.left += self._left(later)

    def to_do(self) -> Amount:
        """What the lanes that are allowed will move, if the other side takes and has all of it."""
        with self._store.reading() as connection:
            amounts = [
                amount(connection, later)
                for lane, later in _LANES
                if self._budget.allows(lane)
                for amount in (photos.amount_to_send, photos.amount_to_fetch)
            ]
        return sum(amounts, Amount())

    def _left(self, later: bool) -> Amount:
        with self._store.reading() as connection:
            amount = photos.amount_to_send(connection, later) + photos.amount_to_fetch(connection, later)
        return Amount(max(0, amount.count - len(self._passed)), amount.size)

    def _room(self, wanted: int) -> int:
        room = self._budget.room(self._used() + _HEAD, wanted)
        self._spent = self._spent or room < min(wanted, _LEAST)
        return 0 if self._spent else room

    # -- up

    def _send(self, later: bool) -> Iterator[Step]:
        while not self._spent:
            with self._store.reading() as connection:
                here = photos.to_send(connection, later, AT_ONCE + len(self._passed))
            waiting = [one for one in here if one.name not in self._passed][:AT_ONCE]
            if not waiting:
                return
            lacking = self._transport.missing_photos(self._who, [one.name for one in waiting])
            self._mark([one.name for one in waiting if one.name not in lacking])
            for one in waiting:
                if one.name in lacking and not self._spent:
                    yield from self._send_one(one, lacking[one.name])

    def _send_one(self, one: Named, held: int) -> Iterator[Step]:
        """From where the server is, chunk by chunk; passed over when it is damaged here or refused there."""
        data = self._read(one.name)
        held = held if held < one.size else 0
        tries = 3  # places that the server may name before it is believed to be confused
        while data and (room := self._room(min(CHUNK, one.size - held))):
            chunk = data[held : held + room]
            try:
                held = self._transport.put_chunk(self._who, one.name, held, chunk, len(data))
            except Refused as refusal:
                there = self._place_there(one, refusal)
                tries -= 1
                if there is None or not tries:
                    self._passed.add(one.name)
                    return
                held = there
                continue
            if held >= len(data):
                self._mark([one.name])
                yield Step(sent=1, up=len(chunk))
                return
            yield Step(up=len(chunk))

    def _place_there(self, one: Named, refusal: Refused) -> int | None:
        """Where the server wants to go on; None when this one cannot go. Raises what concerns all of them."""
        problem = refusal.problems[0]
        if problem.code == "offset_wrong":
            there = problem.facts.get("offset")
            return there if isinstance(there, int) and 0 <= there < one.size else None
        if problem.code in _NO_USE:
            self.damaged += 1
        elif problem.code != "photo_unknown":  # the record of this one was refused
            raise refusal
        return None

    def _read(self, name: str) -> bytes:
        try:
            with self._store.reading() as connection:
                return photos.read(connection, name)
        except Fault as fault:
            if fault.problem.code != "photo_damaged":
                raise
            self.damaged += 1
            self._passed.add(name)
            return b""

    def _mark(self, names: list[str]) -> None:
        if names:
            with self._store.transaction() as connection:
                photos.mark_arrived(connection, names)

    # -- down

    def _fetch(self, later: bool) -> Iterator[Step]:
        while not self._spent:
            with self._store.reading() as connection:
                wanted = photos.to_fetch(connection, later, AT_ONCE + len(self._passed))
            wanted = [one for one in wanted if one.name not in self._passed]
            if not wanted:
                return
            for one in wanted:
                if not self._spent:
                    yield from self._fetch_one(one, later)

    def _fetch_one(self, one: Named, later: bool) -> Iterator[Step]:
        """From where this file is; passed over when its own device has not sent it, or it is damaged."""
        with self._store.reading() as connection:
            start = photos.begun(connection, one.name)
        while room := self._room(min(CHUNK, max(1, one.size - start))):
            found = self._transport.get_chunk(self._who, one.name, start, room)
            if found is None:
                self._passed.add(one.name)
                return
            chunk, size = found
            last = start + len(chunk) >= size
            sound = size <= one.size and bool(chunk)
            if sound and last:
                sound = self._keep(one.name, start, chunk, later)
            elif sound:
                with self._store.transaction() as connection:
                    photos.add_part(connection, one.name, start, chunk)
            if not sound:
                self._throw_away(one.name)
                return
            yield Step(received=int(last), down=len(chunk))
            if last:
                return
            start += len(chunk)

    def _keep(self, name: str, start: int, chunk: bytes, later: bool) -> bool:
        """All that came, when it is what its name says: one bad photo does not keep the others back."""
        with self._store.transaction() as connection:
            whole = photos.parts(connection, name) + chunk if start else chunk
            if hashlib.sha256(whole).hexdigest() != name:
                return False
            photos.keep(connection, whole, arrived=True, later=later)
        return True

    def _throw_away(self, name: str) -> None:
        self.damaged += 1
        self._passed.add(name)
        with self._store.transaction() as connection:
            photos.drop_parts(connection, name)
