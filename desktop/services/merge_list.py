"""The merges of the last ninety days: who went into whom, and until when each can be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.models import merges, people, records
from desktop.models.merges import MergeRow
from desktop.services.desk import Desk
from desktop.services.merge_persons import UNDO_DAYS

__all__ = ["UNDO_DAYS", "MergeLine", "recent"]


@dataclass(frozen=True)
class MergeLine:
    """A merge; codes are printed ones, dates ISO 8601. ``author`` 0 is somebody at another laptop."""

    id: int
    survivor: str
    absorbed: str
    name: str
    at: str
    undo_until: str
    undone: bool
    author: int


def recent(desk: Desk) -> list[MergeLine]:
    """Latest first; those taken back are among them."""
    with desk.store.reading() as connection:
        found = merges.since(connection, desk.today().isoformat())

        def line(made: MergeRow) -> MergeLine:
            stays = records.read(connection, "person", made.survivor) or {}
            goes = records.read(connection, "person", made.absorbed) or {}
            return MergeLine(
                made.id,
                str(stays.get("code", "")),
                str(goes.get("code", "")),
                people.full_name(str(stays.get("given_name") or ""), str(stays.get("family_name") or "")),
                made.at,
                made.undo_until,
                made.undone,
                made.author,
            )

        return [line(made) for made in found]
