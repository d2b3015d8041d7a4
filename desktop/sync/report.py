"""What a round tells while it runs, and when it has ended."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Progress:
    """How far a round has come. ``waiting`` is what was to send when it began."""

    waiting: int
    arrived: int
    received: int
    photos: int = 0
    photo_bytes: int = 0
    photo_bytes_to_do: int = 0
    left: int = 0  # rows that the server still has for this file, as far as it has counted
    first_bytes: int = 0  # of a district that comes as one file
    first_bytes_to_do: int = 0


@dataclass
class Report:
    """What a round did. ``differing`` names kinds whose counts are not the server's: (here, there)."""

    sent: int = 0
    arrived: int = 0
    conflicts: int = 0
    refused: int = 0
    received: int = 0
    photos_sent: int = 0
    photos_received: int = 0
    photos_damaged: int = 0
    photos_left: int = 0  # the budget left these for another time
    bytes_left: int = 0
    photo_bytes_up: int = 0
    photo_bytes_down: int = 0
    bytes_up: int = 0
    bytes_down: int = 0
    seconds: float = 0.0
    older_server: bool = False  # it knows protocol 1 alone: it takes records, and must be updated
    finished: bool = False
    counts_compared: bool = False
    differing: dict[str, tuple[int, int]] = field(default_factory=dict)
