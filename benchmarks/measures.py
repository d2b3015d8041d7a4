"""Precision and recall of judged pairs, at a threshold and over all thresholds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

Judged = tuple[float, bool]  # weight of a pair, and whether the two records are one person


@dataclass(frozen=True)
class Quality:
    """Shares from 0 to 1; ``precision`` of nothing found is 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean; 0 when nothing true was found."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if self.recall else 0.0


def at(judged: Iterable[Judged], true_pairs: int, threshold: float) -> Quality:
    """The quality of the pairs that weigh at least ``threshold``."""
    kept = [same for weight, same in judged if weight >= threshold]
    return _quality(sum(kept), len(kept), true_pairs)


def curve(judged: Iterable[Judged], true_pairs: int) -> list[Quality]:
    """One quality for each weight found, as if it were the threshold; pairs of one weight stand together."""
    right = kept = 0
    found = []
    for _, group in groupby(sorted(judged, reverse=True), key=lambda pair: pair[0]):
        pairs = [same for _, same in group]
        right, kept = right + sum(pairs), kept + len(pairs)
        found.append(_quality(right, kept, true_pairs))
    return found


def recall_at(points: Iterable[Quality], precision: float) -> float:
    """The best recall among the thresholds with at least that precision; 0 when none has."""
    return max((point.recall for point in points if point.precision >= precision), default=0.0)


def _quality(right: int, kept: int, true_pairs: int) -> Quality:
    return Quality(right / kept if kept else 1.0, right / true_pairs if true_pairs else 1.0)
