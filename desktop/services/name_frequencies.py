"""How common names are in this register: read many at a time, and kept while the register hardly grows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

from desktop.models import matching
from desktop.models.store import Store
from domain.matching.profile import Profile, features

# A part of the register by which it may have grown before its names are counted again.
_DRIFT = 500
_OF_NAMES = "tcv"
_YEARS = {f"y|{year}" for year in range(1880, 2101)}
_KEPT_AT_MOST = 30_000  # spellings, classes, villages; some five megabytes


class KnownFrequencies:
    """``Frequencies`` of what was loaded; anything else counts as never seen."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._counts: dict[str, int] = {}

    def fits(self, size: int) -> bool:
        """Whether what is kept still says how common a name is."""
        return abs(size - self._size) <= self._size // _DRIFT and len(self._counts) < _KEPT_AT_MOST

    def load(self, connection: Any, asked: Profile, others: Iterable[Profile]) -> None:
        """Read what comparing the asked one with the others needs, in one question to the file."""
        # Of births and places in common the asked one has the features as well.
        wanted = {feature for other in others for feature in features(other) if feature[0] in _OF_NAMES}
        wanted |= _YEARS if not self._counts else set()
        missing = {
            feature: matching.slot(feature) for feature in (wanted | features(asked)) - self._counts.keys()
        }
        found = matching.counted(connection, missing.values()) if missing else {}
        self._counts.update((feature, found.get(slot, 0)) for feature, slot in missing.items())

    def count(self, feature: str) -> int:
        """Persons with that feature."""
        return self._counts.get(feature, 0)


_known: WeakKeyDictionary[Store, KnownFrequencies] = WeakKeyDictionary()


def frequencies(store: Store, size: int) -> KnownFrequencies:
    """Those of an open office file with so many persons in its index."""
    kept = _known.get(store)
    if kept is None or not kept.fits(size):
        kept = _known[store] = KnownFrequencies(size)
    return kept
