"""Large runs in parts: ten thousand photos are never held at once, and a cut run loses one part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

# A part is one print batch: two hundred cards are twenty sheets, about 5 MB.
PART = 200

Item = TypeVar("Item")


class Part(NamedTuple):
    """One finished file of a run, and how many papers it holds."""

    path: Path
    papers: int


def parts(items: Iterable[Item], size: int = PART) -> Iterator[Sequence[Item]]:
    """The items ``size`` at a time, taken only when their turn comes."""
    source = iter(items)
    while part := tuple(islice(source, size)):
        yield part


def part_path(folder: Path, stem: str, number: int) -> Path:
    """``cards-001.pdf``: names that sort as they print."""
    return folder / f"{stem}-{number:03d}.pdf"
