"""Case notes and appointments in the file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.models.people import full_name

Connection = Any
# A household, and what was merged into it.
HOME = (
    "WITH RECURSIVE home (id) AS (SELECT ? UNION SELECT h.id FROM home JOIN household h"
    " ON h.merged_into = home.id) "
)


@dataclass(frozen=True)
class NoteRow:
    """A case note; ``author`` is the user of this file who wrote it, 0 for another laptop's."""

    id: int
    kind: str
    text: str
    on: str
    sealed: bool
    author: int


@dataclass(frozen=True)
class AppointmentRow:
    """Something to do: ``household`` is a printed code or empty, ``name`` its head's unless confidential."""

    id: int
    title: str
    on: str
    time: str
    user: int
    household: str
    name: str


def notes(connection: Connection, household: int, seen: str) -> list[NoteRow]:
    """The notes of a household that the condition ``seen`` lets through, the latest first."""
    rows = connection.execute(
        HOME + 'SELECT n.id, n.note, n.text, n."on", n.sealed, c.author FROM home JOIN case_note n'
        " ON n.household = home.id LEFT JOIN change c ON c.id = n.id"
        f' WHERE {seen} ORDER BY n."on" DESC, n.at DESC, n.id DESC LIMIT 500',
        (household,),
    )
    return [NoteRow(id_, kind, text, on, bool(hid), by or 0) for id_, kind, text, on, hid, by in rows]


def appointments(connection: Connection, until: str, seen: str) -> list[AppointmentRow]:
    """What is to be done until that day (ISO 8601), the earliest first."""
    rows = connection.execute(
        'SELECT a.id, a.title, a."on", a.time, a.user, h.code, p.given_name, p.family_name,'
        " h.confidential OR p.confidential"
        " FROM appointment a LEFT JOIN household h ON h.id = a.household"
        " LEFT JOIN membership m ON m.household = h.id AND m.role = 'head' AND m.end_on IS NULL"
        " LEFT JOIN person p ON p.id = coalesce(a.person, m.person)"
        f' WHERE a.done_on IS NULL AND a.cancelled IS NOT 1 AND a."on" <= ? AND {seen}'
        ' GROUP BY a.id ORDER BY a."on", a.time, a.id LIMIT 500',
        (until,),
    )
    return [
        AppointmentRow(
            id_, title, on, time or "", user or 0, code or "", "" if secret else full_name(given, family)
        )
        for id_, title, on, time, user, code, given, family, secret in rows
    ]
