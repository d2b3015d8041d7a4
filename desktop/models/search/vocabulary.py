"""Every word of every name, held in memory by length and by sound: what a misspelt word is compared with."""

from __future__ import annotations

import math
import threading
from array import array
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from domain.matching.sounds import sound
from domain.matching.variants import NO_VARIANTS, Variants

Connection = Any
Nearness = dict[str, float]
"""Words of the register by how near they are to a typed one, nearest first; 1 and more is all but certain."""

# Words learned at once: their sounds take about 15 microseconds each.
AT_ONCE = 2_000
# How near a word is that sounds alike, or that is the same name in another country; slips of the hand
# cost by their number and the word's length.
SOUNDS_ALIKE, VARIANT, AGREEING = 0.78, 0.76, 0.16
# Of two words equally near, the commoner is meant: for each ten times as many who bear it.
COMMON = 0.04
NEAREST = 12
_TYPED_KEPT = 512
_SEEN = "temp.name_vocabulary"


class Vocabulary:
    """One register's words. ``renew`` reads those that came since; it is cheap when none did."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._variants: Variants = NO_VARIANTS
        self._first = ""  # while those that were there at first are read: the last of them
        self._last: int | None = None
        self._words: list[str] = []
        self._sorted: list[str] = []
        self._borne = array("i")
        self._places: dict[str, int] = {}
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_class: dict[str, array[int]] = defaultdict(lambda: array("i"))
        self._near = lru_cache(maxsize=_TYPED_KEPT)(self._compare)

    def __len__(self) -> int:
        return len(self._words)

    def renew(self, connection: Connection, variants: Variants, at_most: int | None = None) -> bool:
        """Learns the words that came since, ``at_most`` so many at once; False while more are to come."""
        with self._lock:
            self._variants = variants
            rows = self._more(connection, -1 if at_most is None else at_most)
            for word, borne in rows:
                if word not in self._places:
                    self._learn(word, borne)
            if rows:
                self._near.cache_clear()
                self._sorted = []
        return at_most is None or len(rows) < at_most

    def _more(self, connection: Connection, limit: int) -> list[tuple[str, int]]:
        """At first from the index itself, which knows how many bear each word; later what came since."""
        if self._last is None:
            connection.execute(
                f"CREATE VIRTUAL TABLE IF NOT EXISTS {_SEEN} USING fts5vocab (main, person_search, row)"
            )
            rows: list[tuple[str, int]] = connection.execute(
                f"SELECT term, doc FROM {_SEEN} WHERE term > ? LIMIT ?", (self._first, limit)
            ).fetchall()
            if limit < 0 or len(rows) < limit:
                self._last = connection.execute("SELECT coalesce(max(no), 0) FROM name_word").fetchone()[0]
            else:
                self._first = rows[-1][0]
            return rows
        new = connection.execute(
            "SELECT no, word FROM name_word WHERE no > ? ORDER BY no LIMIT ?", (self._last, limit)
        ).fetchall()
        self._last = new[-1][0] if new else self._last
        return [(word, 1) for _, word in new]

    def _learn(self, word: str, borne: int) -> None:
        place = self._places[word] = len(self._words)
        self._words.append(word)
        self._borne.append(borne)
        self._by_length[len(word)].append(word)
        self._by_class[self._variants.class_of(sound(word))].append(place)

    def borne(self, word: str) -> int:
        """How many bore a word when it was learned."""
        place = self._places.get(word)
        return 0 if place is None else self._borne[place]

    def itself(self, word: str) -> float:
        """How near a word that somebody bears is to itself: the commoner, the surer that it is meant."""
        return 1 + COMMON * math.log10(max(1, self.borne(word)))

    def begins(self, word: str) -> bool:
        """Whether somebody bears a word that begins so."""
        with self._lock:
            self._sorted = self._sorted or sorted(self._words)
            place = bisect_left(self._sorted, word)
        return place < len(self._sorted) and self._sorted[place].startswith(word)

    def near(self, word: str) -> Nearness:
        """The words nearest to a folded one, nearest first; itself left out."""
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
        for other in found:
            found[other] += COMMON * math.log10(max(1, self._borne[self._places[other]]))
        return dict(sorted(found.items(), key=lambda entry: (-entry[1], entry[0]))[:NEAREST])


def _slips_allowed(word: str) -> int:
    """A short word is a slip away from too many others."""
    return 1 if len(word) <= 4 else 2 if len(word) <= 8 else 3


def _by_slips(word: str, other: str, distance: int) -> float:
    longest = max(len(word), len(other))
    return 1 - distance / (0.6 * longest + 2) + 0.02 * JaroWinkler.similarity(word, other)
