"""Which identifiers other districts hold, as a Bloom filter: made when asked for, kept until they change."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from sqlalchemy import text

from domain.matching import bloom
from domain.problems import Fault
from server.database import Database
from server.devices import Device

MEDIA_TYPE = "application/vnd.guichet.hints"
KEPT = 8  # filters of one process; 6 MB each for five million identifiers
# A filter that has grown old is made anew after a thousand times what making it took: 10 s become 3 hours.
PAUSE = 1000.0
_AT_ONCE = 10_000
_OTHERS = text("SELECT code, version FROM district WHERE code <> ALL(:own) ORDER BY code")
_COUNT = text(
    "SELECT coalesce(sum(n), 0)::bigint FROM tally WHERE kind = 'identifier' AND district = ANY(:codes)"
)
_IDENTIFIERS = text(
    "SELECT fields ->> 'scheme' AS scheme, fields ->> 'country' AS country, fields ->> 'value' AS value"
    " FROM record WHERE kind = 'identifier' AND district = ANY(:codes)"
    " AND coalesce(fields ->> 'status', 'valid') <> 'wrong'"
)


@dataclass(frozen=True)
class Hint:
    """A filter: ``etag`` names its bytes; ``versions`` are those of the districts it was made from."""

    etag: str
    data: bytes
    versions: tuple[tuple[str, int], ...]
    made_at: float
    took: float


class Hints:
    """The filters of a process, one for each set of districts that devices have."""

    def __init__(self, database: Database, root: bytes, pause: float = PAUSE) -> None:
        self._database = database
        self._key = blake2b(root, digest_size=bloom.KEY_BYTES, person=b"guichet hints 1").digest()
        self._pause = pause
        self._kept: OrderedDict[frozenset[str], Hint] = OrderedDict()
        self._lock = threading.Lock()
        self._making: set[frozenset[str]] = set()

    def of(self, device: Device) -> Hint:
        """The filter of all districts but the device's. Raises ``Fault("server_busy")`` while it is made."""
        own = device.districts
        versions = self._versions(own)
        with self._lock:
            kept = self._kept.get(own)
            if kept is not None and (kept.versions == versions or self._young(kept)):
                self._kept.move_to_end(own)
                return kept
            if own in self._making:
                raise Fault("server_busy")
            self._making.add(own)
        try:
            made = self._make(versions)
            with self._lock:
                self._kept[own] = made
                while len(self._kept) > KEPT:
                    self._kept.popitem(last=False)
            return made
        finally:
            with self._lock:
                self._making.discard(own)

    def _young(self, kept: Hint) -> bool:
        return time.monotonic() - kept.made_at < kept.took * self._pause

    def _versions(self, own: frozenset[str]) -> tuple[tuple[str, int], ...]:
        with self._database.transaction(reading=True) as connection:
            return tuple((row.code, row.version) for row in connection.execute(_OTHERS, {"own": sorted(own)}))

    def _make(self, versions: tuple[tuple[str, int], ...]) -> Hint:
        began = time.monotonic()
        codes = [code for code, _ in versions]
        with self._database.transaction(codes, reading=True) as connection:
            count = int(connection.execute(_COUNT, {"codes": codes}).scalar_one())

            def entries() -> Iterator[str]:
                rows = connection.execute(
                    _IDENTIFIERS, {"codes": codes}, execution_options={"yield_per": _AT_ONCE}
                )
                for row in rows:
                    if entry := bloom.entry(str(row.scheme), str(row.country), str(row.value)):
                        yield entry

            data = bloom.build(entries(), count, self._key)
        etag = f'"{blake2b(data, digest_size=16).hexdigest()}"'
        ended = time.monotonic()
        return Hint(etag, data, versions, ended, ended - began)
