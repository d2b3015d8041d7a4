"""What is left of households that moved to another district: printed codes, and nobody's name."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.models import moves
from desktop.services import look_alikes
from desktop.services.desk import Desk


@dataclass(frozen=True)
class MovedLine:
    """A household that left. ``district`` is its name, empty where it was not moved from here."""

    code: str
    district: str
    on: str


def everyone(desk: Desk) -> list[MovedLine]:
    """The households that left this file, the latest first."""
    with desk.store.reading() as connection:
        found = moves.all_away(connection)
    lines = []
    for away in found:
        area = desk.programme.area(away.to_district)
        lines.append(MovedLine(away.code, area.name if area else away.to_district, away.moved_on))
    return lines


def settle(desk: Desk) -> None:
    """After a round: bytes that have arrived and belong to nobody here, and what look-alikes knew of them."""
    with desk.store.transaction() as connection:
        moves.drop_bytes(connection)
        left = bool(moves.all_away(connection))
    if left:
        look_alikes.catch_up(desk)
