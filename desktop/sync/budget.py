"""What one round may cost: which lanes it takes, and how many bytes it may spend on them.

Records always go: they are small, and the reason for synchronising. Photos and documents can wait for a
better line, or for as many bytes as somebody wants to pay for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Lane(StrEnum):
    """In the order in which they go; each begins when the one before it is empty."""

    text = "text"
    photos = "photos"
    documents = "documents"


ALL_LANES = frozenset(Lane)
ONLY_TEXT = frozenset({Lane.text})


@dataclass(frozen=True)
class Budget:
    """``most_bytes``: what a round may send and receive together (HTTP, all lanes), None without limit.

    Records are not held back by it; of photos and documents no chunk is begun that would go beyond.
    """

    lanes: frozenset[Lane] = ALL_LANES
    most_bytes: int | None = None

    def allows(self, lane: Lane) -> bool:
        """Whether the round takes this lane."""
        return lane is Lane.text or lane in self.lanes

    def room(self, used: int, wanted: int) -> int:
        """How many of the wanted bytes may still go when so many were used; 0 when it is spent."""
        if self.most_bytes is None:
            return wanted
        return max(0, min(wanted, self.most_bytes - used))


UNLIMITED = Budget()
