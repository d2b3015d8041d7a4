"""Every word of every name, held in memory by length and by sound: what a misspelt word is compared with."""

from __future__ import annotations

import threading
from array import array
from collections import defaultdict
from functools import lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from domain.matching.sounds import sound
from domain.matching.variants import NO_VARIANTS, Variants

Connection = Any
Nearness = dict[str, float]
"""Words of the register by how near they are to a typed one: 1 is the word itself."""

# Words learned at once: their sounds take about 15 microseconds each.
AT_ONCE = 2_000
# How near a word is that sounds alike, or that is the same name in another country; slips of the hand
# cost by their number and the word's length.
SOUNDS_ALIKE, VARIANT, AGREEING = 0.78, 0.76, 0.16
NEAREST = 16
_TYPED_KEPT = 512


class Vocabulary:
    """One register's words. ``renew`` reads those that came since; it is cheap when none did."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._variants: Variants = NO_VARIANTS
        self._last = 0
        self._words: list[str] = []
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_class: dict[str, array[int]] = defaultdict(lambda: array("i"))
        self._near = lru_cache(maxsize=_TYPED_KEPT)(self._compare)

    def __len__(self) -> int:
        return len(self._words)

    def renew(self, connection: Connection, variants: Variants, at_most: int | None = None) -> bool:
        """Learns the words that came since, ``at_most`` so many at once; False while more are to come."""
        limit = -1 if at_most is None else at_most
        with self._lock:
            self._variants = variants
            rows = connection.execute(
                "SELECT no, word FROM name_word WHERE no > ? ORDER BY no LIMIT ?", (self._last, limit)
            ).fetchall()
            for no, word in rows:
                self._by_class[variants.class_of(sound(word))].append(len(self._words))
                self._words.append(word)
                self._by_length[len(word)].append(word)
                self._last = no
            if rows:
                self._near.cache_clear()
        return at_most is None or len(rows) < at_most

    def has(self, word: str) -> bool:
        """Whether somebody bears that very word."""
        return word in self._by_length.get(len(word), ())

    def near(self, word: str) -> Nearness:
        """The words nearest to a folded one, nearest first, itself left out."""
        with self._lock:
            return self._near(word)

    def _compare(self, word: str) -> Nearness:
        slips = _slips_allowed(word)
        heard = sound(word)
        found: Nearness = {}
        for length in range(max(1, len(word) - slips), len(word) + slips + 1):
            near = process.extract(
                word, self._by_length.get(length, ()), scorer=OSA.distance, score_cutoff=slips, limit=None
            )
            for other, distance, _ in near:
                found[other] = _by_slips(word, other, int(distance))
        for place in self._by_class.get(self._variants.class_of(heard), ()):
            other = self._words[place]
            level = SOUNDS_ALIKE if sound(other) == heard else VARIANT
            by_ear = level + AGREEING * JaroWinkler.similarity(word, other)
            found[other] = max(found.get(other, 0.0), by_ear)
        found.pop(word, None)
        return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))[:NEAREST])


def _slips_allowed(word: str) -> int:
    """A short word is a slip away from too many others."""
    return 1 if len(word) <= 4 else 2 if len(word) <= 8 else 3


def _by_slips(word: str, other: str, distance: int) -> float:
    longest = max(len(word), len(other))
    return 1 - distance / (0.6 * longest + 2) + 0.02 * JaroWinkler.similarity(word, other)
