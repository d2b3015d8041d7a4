"""Propose what has been kept long enough; a person decides, and only unfinished forms can be dropped here.

The periods are defaults to be set by each country's law. What was registered stays until that law's own
procedure erases it on the server: a laptop never forgets a registration by itself.
"""

from __future__ import annotations

from datetime import date, timedelta

from desktop.models import drafts as draft_rows
from desktop.models import retention as rows_of
from desktop.models.retention import Kept
from desktop.services import rights
from desktop.services.desk import Desk

__all__ = ["DAYS", "Kept", "drop_drafts", "proposals"]

# What is kept for how many days after which day.
DAYS = {"draft": 60, "portrait": 365, "left": 5 * 365, "deceased": 5 * 365}


def proposals(desk: Desk) -> list[Kept]:
    """Everything whose time is over today, oldest first within each rule."""
    with desk.store.reading() as connection:
        return [
            *rows_of.drafts(connection, _before(desk, "draft")),
            *rows_of.portraits(connection, _before(desk, "portrait")),
            *rows_of.left(connection, _before(desk, "left")),
            *rows_of.deceased(connection, _before(desk, "deceased")),
        ]


def drop_drafts(desk: Desk) -> int:
    """Drop the unfinished registrations whose time is over; how many. Raises Refused ``not_permitted``."""
    rights.require(desk, rights.Right.override)
    with desk.store.transaction() as connection:
        old = rows_of.drafts(connection, _before(desk, "draft"))
        for kept in old:
            draft_rows.discard(connection, kept.row)
    return len(old)


def _before(desk: Desk, rule: str) -> str:
    today: date = desk.today()
    return (today - timedelta(days=DAYS[rule])).isoformat()
