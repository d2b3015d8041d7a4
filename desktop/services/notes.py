"""Case notes and appointments: what a case manager notes of a household, and what is to be done by when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.models import agenda, records, users
from desktop.models.agenda import AppointmentRow, NoteRow
from desktop.services import confidential, rights
from desktop.services.desk import Desk
from domain import codes
from domain.problems import Problem, Refused
from domain.rights import Right
from domain.window.agenda import Due, DueKind
from domain.window.terms import NoteKind

_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True)
class NoteLine:
    """A case note as it is read; ``by`` is empty where another laptop wrote it. ``on`` is ISO 8601."""

    id: int
    kind: str
    text: str
    on: str
    sealed: bool
    by: str


def seen(desk: Desk) -> str:
    """The condition that leaves sealed rows out for who has no right to them."""
    return "1" if rights.may(desk, Right.see_sealed) else "sealed IS NOT 1"


def note(
    desk: Desk,
    code: str,
    kind: NoteKind,
    text: str,
    on: date | None = None,
    *,
    sealed: bool = False,
    reason: str = "",
) -> int:
    """Note something about the household of a code, its own or a member's; the note's row. Raises Refused.

    A sealed note is only written by who may read it again. A confidential file wants a ``reason``.
    """
    rights.require(desk, Right.register)
    if sealed:
        rights.require(desk, Right.see_sealed)
    household, person = _whom(desk, code)
    confidential.open_file(desk, household, reason)
    day = on or desk.today()
    if not text.strip():
        raise Refused(Problem("note_text_missing", "text"))
    if day > desk.today():
        raise Refused(Problem("note_date_future", "on"))
    with desk.writing() as writer:
        fields: dict[str, Any] = {
            "household": household,
            "person": person,
            "note": kind.value,
            "text": text.strip(),
            "on": day.isoformat(),
            "sealed": sealed or None,
            "at": desk.stamp(),
        }
        place = records.district(writer.connection, "household", household)
        # What is sealed is not told among the changes of the household.
        return writer.create("case_note", place, fields, about=None if sealed else household)


def of_household(desk: Desk, code: str) -> list[NoteLine]:
    """The notes of a household this user may read, the latest first. Raises Refused."""
    household = desk.household_row(code)
    confidential.open_file(desk, household, "")
    with desk.store.reading() as connection:
        names = users.author_names(connection)
        return [_line(row, names) for row in agenda.notes(connection, household, seen(desk))]


def _line(row: NoteRow, names: dict[int, str]) -> NoteLine:
    by = names.get(row.author, "") if row.author else ""
    return NoteLine(row.id, row.kind, row.text, row.on, row.sealed, by)


def appoint(
    desk: Desk, title: str, on: date, code: str = "", time: str = "", to: str = "", note: str = ""
) -> int:
    """Something to be done on a day, about a household or none; the appointment's row. Raises Refused.

    ``to`` is the name of a user of this file; empty: whoever is at the desk.
    """
    rights.require(desk, Right.register)
    household, person = _whom(desk, code) if code.strip() else (None, None)
    if not title.strip():
        raise Refused(Problem("appointment_title_missing", "title"))
    if on < desk.today():
        raise Refused(Problem("appointment_past", "on"))
    if time and not _TIME.fullmatch(time):
        raise Refused(Problem("appointment_time", "time", facts={"text": time}))
    with desk.writing() as writer:
        user = users.named(writer.connection, to) if to.strip() else None
        if to.strip() and user is None:
            raise Refused(Problem("grievance_officer_unknown", "to", facts={"name": to}))
        fields: dict[str, Any] = {
            "household": household,
            "person": person,
            "title": title.strip(),
            "on": on.isoformat(),
            "time": time or None,
            "user": user.number if user else None,
            "note": note.strip() or None,
        }
        place = desk.office.areas[0]
        if household is not None:
            place = records.district(writer.connection, "household", household)
        return writer.create("appointment", place, fields, about=household)


def done(desk: Desk, row: int, *, cancelled: bool = False) -> None:
    """What was to be done is done, or is not to be done any more. Raises Refused."""
    rights.require(desk, Right.register)
    with desk.writing() as writer:
        known = records.read(writer.connection, "appointment", row)
        if known is None or (known.get("sealed") and not rights.may(desk, Right.see_sealed)):
            raise Refused(Problem("appointment_unknown", "appointment", facts={"number": row}))
        home = known.get("household")
        fields = {"cancelled": True} if cancelled else {"done_on": desk.today().isoformat()}
        writer.set("appointment", row, fields, about=int(str(home)) if home else None)


def appointments(desk: Desk, until: date) -> list[AppointmentRow]:
    """What is to be done until a day, and was not; the earliest first."""
    with desk.store.reading() as connection:
        return agenda.appointments(connection, until.isoformat(), seen(desk))


def due(desk: Desk, on: date) -> list[Due]:
    """Appointments of that day, and those nobody has done."""
    return [
        Due(
            kind=DueKind.appointment,
            on=date.fromisoformat(line.on),
            household_code=line.household,
            title="appointment",
            facts={"title": line.title, "time": line.time, "name": line.name},
            place="household" if line.household else "today",
            subject=line.household or None,
        )
        for line in appointments(desk, on)
    ]


def _whom(desk: Desk, code: str) -> tuple[int, int | None]:
    household = desk.household_row(code)
    with desk.store.reading() as connection:
        own = str((records.read(connection, "household", household) or {}).get("code"))
    return household, None if codes.normal(code) == own else desk.person_row(code)
