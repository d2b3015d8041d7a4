"""What a round takes along: the choices of the sync centre as the round's lanes and budget have them."""

from __future__ import annotations

from collections.abc import Collection

from desktop.sync.budget import ALL_LANES, ONLY_TEXT, Lane

__all__ = ["Lane", "lanes", "most_bytes"]

MEGABYTE = 1_000_000


def lanes(only_records: bool) -> Collection[Lane]:
    """Records alone, or photos and scans after them."""
    return ONLY_TEXT if only_records else ALL_LANES


def most_bytes(megabytes: float | None) -> int | None:
    """A budget in MB as bytes of HTTP both ways; None without a limit."""
    return round(megabytes * MEGABYTE) if megabytes else None
