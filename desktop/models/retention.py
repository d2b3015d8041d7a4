"""What has been kept for longer than its time: rows to propose, nothing is removed here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Connection = Any


@dataclass(frozen=True)
class Kept:
    """Something whose time is over: which rule, whose printed code, and the day the time counts from."""

    what: str
    code: str
    row: int
    since: str


def drafts(connection: Connection, before: str) -> list[Kept]:
    """Unfinished registrations not touched since ``before`` (ISO 8601)."""
    rows = connection.execute(
        "SELECT id, updated_at FROM draft WHERE updated_at < ? ORDER BY updated_at", (before,)
    )
    return [Kept("draft", "", row, at[:10]) for row, at in rows]


def deceased(connection: Connection, before: str) -> list[Kept]:
    """People who died before that day."""
    rows = connection.execute(
        "SELECT id, code, death_on FROM person WHERE vital_status = 'deceased' AND death_on < ?"
        " ORDER BY death_on, id",
        (before,),
    )
    return [Kept("deceased", code, row, on) for row, code, on in rows]


def left(connection: Connection, before: str) -> list[Kept]:
    """People whose last membership ended before that day, and who have none now."""
    rows = connection.execute(
        "SELECT p.id, p.code, max(m.end_on) FROM membership m JOIN person p ON p.id = m.person"
        " WHERE p.vital_status IS NOT 'deceased' AND p.merged_into IS NULL"
        " GROUP BY p.id HAVING sum(m.end_on IS NULL) = 0 AND max(m.end_on) < ? ORDER BY 3, 1",
        (before,),
    )
    return [Kept("left", code, row, on) for row, code, on in rows]


def portraits(connection: Connection, before: str) -> list[Kept]:
    """Portraits of people who left or died before that day."""
    rows = connection.execute(
        "SELECT p.id, p.code, max(coalesce(p.death_on, m.end_on)) FROM photo f"
        " JOIN person p ON p.id = f.person JOIN membership m ON m.person = p.id"
        " GROUP BY p.id HAVING (sum(m.end_on IS NULL) = 0 OR p.death_on IS NOT NULL)"
        " AND max(coalesce(p.death_on, m.end_on)) < ? ORDER BY 3, 1",
        (before,),
    )
    return [Kept("portrait", code, row, on) for row, code, on in rows]
