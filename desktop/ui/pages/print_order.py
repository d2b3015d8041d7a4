"""What another page asks the print desk to print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PrintOrder:
    """``paper`` is ``receipt`` or ``card``; ``codes`` are households' or persons', printed before or not."""

    paper: str
    codes: tuple[str, ...]
