"""Write down who looked at, searched for or took out what, and why: a record like any other."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.models import records, users
from desktop.models.journal import Writer
from desktop.services.desk import Desk
from domain.vocabulary import AccessKind, Purpose


@dataclass(frozen=True)
class AccessLine:
    """One entry: who did what, when, and why."""

    at: str
    by: str
    access: str
    reason: str
    purpose: str
    recipient: str


def note(
    desk: Desk,
    writer: Writer,
    access: AccessKind,
    *,
    household: int | None = None,
    person: int | None = None,
    reason: str = "",
    purpose: Purpose | None = None,
    recipient: str = "",
    protocol: str = "",
    count: int | None = None,
) -> int:
    """One entry, in the transaction of what it is about; its row."""
    place = desk.office.areas[0]
    if household is not None:
        place = records.district(writer.connection, "household", household)
    fields = {
        "access": access.value,
        "household": household,
        "person": person,
        "reason": reason.strip() or None,
        "purpose": purpose.value if purpose else None,
        "recipient": recipient.strip() or None,
        "protocol": protocol.strip() or None,
        "count": count,
        "at": desk.stamp(),
    }
    return writer.create("access", place, fields, about=household)


def of_household(desk: Desk, household: int) -> list[AccessLine]:
    """Who looked at a household's file, latest first."""
    with desk.store.reading() as connection:
        rows = connection.execute(
            "SELECT a.id, a.at, a.access, a.reason, a.purpose, a.recipient, c.author FROM access a"
            " LEFT JOIN change c ON c.id = a.id WHERE a.household = ? ORDER BY a.at DESC, a.id DESC",
            (household,),
        ).fetchall()
        return [
            AccessLine(
                at,
                users.author_of(connection, row, author or 0),
                access,
                reason or "",
                purpose or "",
                to or "",
            )
            for row, at, access, reason, purpose, to, author in rows
        ]
