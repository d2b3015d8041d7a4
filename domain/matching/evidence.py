"""One thing two persons agree or differ in, its weight in bits, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import log2

Share = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Reason:
    """A code for a sentence, with facts; ``weight`` in bits, positive for one person, negative for two."""

    code: str
    weight: float
    facts: Mapping[str, str | int] = field(default_factory=dict)


def bits(among_same: float, among_others: float) -> float:
    """Fellegi–Sunter weight of an agreement, from its shares among true pairs and among chance pairs."""
    return log2(among_same / among_others)
