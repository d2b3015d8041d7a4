"""What one program did with the records, in the same words for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True)
class Measured:
    """Bytes are of HTTP; ``cuts`` says, for each percentage, the bytes above those of an uncut push."""

    name: str
    records: int
    up: int
    requests: int
    push_seconds: list[float]
    pull_seconds: list[float]
    nothing: Mapping[str, int]
    cuts: Mapping[int, float]
    conflict: str
    notes: list[str] = field(default_factory=list)

    @property
    def push_rate(self) -> float:
        """Records a second, of the median push."""
        return self.records / median(self.push_seconds)

    @property
    def pull_rate(self) -> float:
        """Records a second, of the median pull."""
        return self.records / median(self.pull_seconds)
