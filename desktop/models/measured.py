"""What the latest rounds measured of this machine's line: bytes a change, bytes a second."""

from __future__ import annotations

from statistics import median
from typing import Any

Connection = Any
_LATEST = 9  # rounds: an odd number has a middle
_ENOUGH_CHANGES = 20  # below, a round's bytes are mostly its token and its heads
_ENOUGH_BYTES = 16_000  # below, a round's time is mostly waiting for the first answer


def bytes_a_change(connection: Connection) -> float | None:
    """Bytes that went up for each change sent, photos apart; None before a round of twenty changes."""
    (up, sent) = connection.execute(
        "SELECT sum(bytes_up - photo_up), sum(sent) FROM (SELECT bytes_up, photo_up, sent FROM round"
        " WHERE sent >= ? ORDER BY id DESC LIMIT ?)",
        (_ENOUGH_CHANGES, _LATEST),
    ).fetchone()
    return up / sent if sent else None


def bytes_a_second(connection: Connection) -> float | None:
    """The middle of the latest rounds that moved enough to tell, both ways together; None without one."""
    rows = connection.execute(
        "SELECT (bytes_up + bytes_down) / seconds FROM round WHERE problem IS NULL AND seconds > 0"
        " AND bytes_up + bytes_down >= ? ORDER BY id DESC LIMIT ?",
        (_ENOUGH_BYTES, _LATEST),
    ).fetchall()
    return float(median(speed for (speed,) in rows)) if rows else None
