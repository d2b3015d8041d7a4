"""What synchronising now would cost: bytes and seconds of each lane, before anything is sent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from desktop.models import journal, measured, photos
from desktop.services.desk import Desk
from desktop.sync.budget import ALL_LANES, Lane

USUAL_BYTES_A_CHANGE = 20.0  # until this machine has measured its own
_LATER = {Lane.photos: False, Lane.documents: True}


@dataclass(frozen=True)
class LaneEstimate:
    """``count`` is changes, photos or documents; bytes ``up`` and ``down``; seconds at the usual speed here.

    Of photos and documents the bytes are exact; of records those up go by recent rounds, and those down are
    not known before the server is asked.
    """

    lane: Lane
    count: int
    up: int
    down: int
    seconds: float | None

    @property
    def size(self) -> int:
        """Bytes both ways."""
        return self.up + self.down


@dataclass(frozen=True)
class Estimate:
    """A line for each lane, in the order in which they go."""

    lanes: tuple[LaneEstimate, ...]

    def size(self, lanes: Collection[Lane] = ALL_LANES) -> int:
        """Bytes of these lanes."""
        return sum(one.size for one in self.lanes if one.lane in lanes)

    def seconds(self, lanes: Collection[Lane] = ALL_LANES) -> float | None:
        """Seconds of these lanes; None while no round has measured this line."""
        times = [one.seconds for one in self.lanes if one.lane in lanes]
        known = [time for time in times if time is not None]
        return sum(known) if len(known) == len(times) else None


def estimate(desk: Desk) -> Estimate:
    """From what waits in the file, and from what the latest rounds measured; no line is needed."""
    with desk.store.reading() as connection:
        speed = measured.bytes_a_second(connection)
        states = journal.tally(connection)
        changes = states.get("waiting", 0) + states.get("sent", 0)
        each = measured.bytes_a_change(connection) or USUAL_BYTES_A_CHANGE
        found = [(Lane.text, changes, round(changes * each), 0)]
        for lane, later in _LATER.items():
            up, down = photos.amount_to_send(connection, later), photos.amount_to_fetch(connection, later)
            found.append((lane, up.count + down.count, up.size, down.size))
    return Estimate(tuple(LaneEstimate(*one, _seconds(one[2] + one[3], speed)) for one in found))


def _seconds(size: int, speed: float | None) -> float | None:
    return size / speed if speed else None
