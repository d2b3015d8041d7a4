"""How common a name, a day or a village is in this register: agreeing on a rare one says more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

# Before a register has grown, every value is as common as this among so many imagined persons.
IMAGINED = 500
_PRIOR = {
    **{"t": 1 / 500, "c": 1 / 300, "r": 1 / 500},  # a spelling, a class of names, a word of an address
    **{"d": 1 / 25_000, "w": 1 / 365, "y": 1 / 70},  # a day, a day of the year, a year
    **{"v": 1 / 200, "a": 1 / 100, "h": 1 / 1_000},  # a village, an area, a village of an area
}


class Frequencies(Protocol):
    """What a store can answer: how many persons have a feature (``profile.features``)."""

    def count(self, feature: str) -> int:
        """Persons with that feature; 0 for one never seen."""
        ...


class Counted:
    """Frequencies held in memory: of a file being imported, of a test, of the server's sample."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def add(self, features: Iterable[str]) -> None:
        """Counts one more person with these features."""
        self._counts.update(set(features))

    def remove(self, features: Iterable[str]) -> None:
        """Takes one person back, as when a record is corrected."""
        self._counts.subtract(set(features))

    def count(self, feature: str) -> int:
        """Persons with that feature."""
        return max(0, self._counts[feature])


def share(feature: str, frequencies: Frequencies, register_size: int) -> float:
    """The part of all persons with a feature, 0 < share ≤ 1, steadied while the register is small."""
    prior = _PRIOR[feature[0]]
    seen = min(frequencies.count(feature), max(0, register_size))
    return min(1.0, (seen + IMAGINED * prior) / (max(0, register_size) + IMAGINED))
