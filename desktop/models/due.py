"""What waits: counts of the file, papers nobody printed, journeys whose time has passed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from desktop.models.papers import OPEN, REPLACEMENTS
from desktop.models.people import full_name

Connection = Any
_NO_RECEIPT = "NOT EXISTS (SELECT 1 FROM print r WHERE r.household = h.id AND r.paper = 'receipt')"
_NO_CARD = (
    "SELECT count(DISTINCT person) FROM (SELECT m.person FROM membership m WHERE m.role = 'head'"
    " AND m.end_on IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM print r WHERE r.person = m.person AND r.paper = 'card')"
    f" UNION SELECT s.person FROM ({REPLACEMENTS}) s JOIN membership m ON m.person = s.person"
    " AND m.end_on IS NULL)"
)
# What stands is decided by domain.milestones; these find it in the file's own order, for counting.
_HOLDS = "NOT EXISTS (SELECT 1 FROM milestone_update k WHERE k.household = h.id AND k.corrects = {0}.id)"
_FINISHED = (
    "({0}.status IN ('achieved', 'verified', 'dropped') OR ({0}.status = 'delayed' AND {0}.\"on\" >= ?))"
)
_NOT_REACHED = (
    "NOT EXISTS (SELECT 1 FROM milestone_update u WHERE u.household = h.id AND u.item = ?"
    f" AND {_FINISHED.format('u')} AND {_HOLDS.format('u')}"
    " AND NOT EXISTS (SELECT 1 FROM milestone_update l WHERE l.household = h.id AND l.item = u.item"
    f" AND NOT {_FINISHED.format('l')} AND {_HOLDS.format('l')}"
    " AND (l.\"on\", coalesce(l.at, ''), l.id) > (u.\"on\", coalesce(u.at, ''), u.id)))"
)


def counts(connection: Connection) -> dict[str, int]:
    """Households, persons, receipts and cards to print, papers to hand over."""
    ask = {
        "households": "SELECT count(*) FROM household",
        "persons": "SELECT count(*) FROM person",
        "receipts_due": f"SELECT count(*) FROM household h WHERE {_NO_RECEIPT} AND {OPEN}",
        "cards_due": _NO_CARD,
        "to_hand_over": "SELECT (SELECT count(*) FROM print WHERE paper IN ('receipt', 'card'))"
        " - (SELECT count(DISTINCT print) FROM handover)",
    }
    return {name: int(connection.execute(query).fetchone()[0]) for name, query in ask.items()}


def registered_on(connection: Connection, day: str) -> int:
    """Households registered on a day (ISO 8601)."""
    row = connection.execute("SELECT count(*) FROM household WHERE registered_on = ?", (day,)).fetchone()
    return int(row[0])


def overdue(
    connection: Connection, deadlines: Sequence[tuple[str, int]], today: date, limit: int
) -> tuple[int, list[tuple[str, str, str, str]]]:
    """How many items are late, and the latest ``limit`` of each as (household code, head, item, due on).

    ``deadlines`` are (item code, days after registration).
    """
    total = 0
    lines: list[tuple[str, str, str, str]] = []
    for item, days in deadlines:
        cutoff = (today - timedelta(days=days)).isoformat()
        where = f"h.registered_on < ? AND {_NOT_REACHED}"
        given = (cutoff, item, today.isoformat(), today.isoformat())
        found = connection.execute(f"SELECT count(*) FROM household h WHERE {where}", given).fetchone()
        total += int(found[0])
        rows = connection.execute(
            "SELECT h.code, p.given_name, p.family_name, h.registered_on FROM household h"
            " LEFT JOIN membership m ON m.household = h.id AND m.role = 'head' AND m.end_on IS NULL"
            f" LEFT JOIN person p ON p.id = m.person WHERE {where} ORDER BY h.registered_on, h.id LIMIT ?",
            (*given, limit),
        )
        for code, given, family, registered in rows:
            due = date.fromisoformat(registered) + timedelta(days=days)
            lines.append((code, full_name(given, family), item, due.isoformat()))
    lines.sort(key=lambda line: line[3])
    return total, lines[:limit]
