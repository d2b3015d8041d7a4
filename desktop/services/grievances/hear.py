"""Hear a grievance: written down at once, with or without a name, and due by its kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop.models import grievances as rows
from desktop.models import records
from desktop.models.grievances import GrievanceRow, Officer
from desktop.models.journal import Writer
from desktop.services import reserve_codes, rights
from desktop.services.desk import Desk
from desktop.services.grievances import sight
from domain import codes
from domain.matching.names import fold
from domain.problems import Problem, Refused
from domain.rights import Right
from domain.window.grievance import DUE_DAYS, SEALED_KINDS
from domain.window.terms import GrievanceChannel, GrievanceEvent, GrievanceKind, GrievanceStatus


@dataclass(frozen=True)
class Heard:
    """What somebody says. ``household_code`` is a household's or a member's; ``about`` a user's name here.

    Anonymous: neither household, name nor contact. Kinds that touch misconduct or violence are sealed
    whatever ``sealed`` says. ``appeal_of`` is the code of a grievance whose answer is contested.
    """

    kind: GrievanceKind
    channel: GrievanceChannel
    text: str
    household_code: str = ""
    name: str = ""
    contact: str = ""
    anonymous: bool = False
    sealed: bool = False
    about: str = ""
    incident_on: date | None = None
    received_on: date | None = None
    appeal_of: str = ""

    @property
    def keeps_secret(self) -> bool:
        """Whether it is sealed."""
        return self.sealed or self.kind in SEALED_KINDS


def hear(desk: Desk, heard: Heard) -> GrievanceRow:
    """The grievance, written down; whoever writes a sealed one may not see it again. Raises Refused."""
    rights.require(desk, Right.hear)
    with desk.store.reading() as connection:
        about = _about(connection, heard.about)
        before = sight.named(desk, connection, heard.appeal_of).id if heard.appeal_of.strip() else None
    if problems := _problems(desk, heard):
        raise Refused(problems)
    home, person = _home(desk, heard.household_code)
    with desk.writing() as writer:
        row = _write(desk, writer, heard, (home, person), about, before)
        return rows.lines(writer.connection, [row])[0]


def due_on(kind: GrievanceKind, received: date) -> date:
    """By when an answer is due."""
    return received + timedelta(days=DUE_DAYS[kind])


def _problems(desk: Desk, heard: Heard) -> list[Problem]:
    found = []
    received = heard.received_on or desk.today()
    named = bool(heard.household_code.strip() or heard.name.strip())
    if not heard.text.strip():
        found.append(Problem("grievance_text_missing", "text"))
    if heard.anonymous and (named or heard.contact.strip()):
        found.append(Problem("grievance_anonymous_named", "anonymous"))
    if not heard.anonymous and not named:
        found.append(Problem("grievance_nobody", "household_code"))
    if received > desk.today():
        found.append(Problem("grievance_date_future", "received_on"))
    if heard.incident_on and heard.incident_on > received:
        found.append(Problem("grievance_incident_after", "incident_on"))
    return found


def _about(connection: Any, username: str) -> Officer | None:
    if not username.strip():
        return None
    for officer in rows.officers(connection):
        if fold(officer.username) == fold(username):
            return officer
    raise Refused(Problem("grievance_officer_unknown", "about", facts={"name": username}))


def _home(desk: Desk, code: str) -> tuple[int | None, int | None]:
    if not code.strip():
        return None, None
    household = desk.household_row(code)
    head = desk.person_row(code)
    with desk.store.reading() as connection:
        own = records.read(connection, "household", household) or {}
    return household, None if codes.normal(code) == own.get("code") else head


def _write(
    desk: Desk,
    writer: Writer,
    heard: Heard,
    whose: tuple[int | None, int | None],
    about: Officer | None,
    before: int | None,
) -> int:
    home, person = whose
    district = desk.office.areas[0]
    if home is not None:
        district = records.district(writer.connection, "household", home)
    # A sealed grievance leaves no trace at the household: only its own step says whom it concerns.
    kept = (None, None) if heard.keeps_secret else (home, person)
    fields = {**_said(desk, heard), "household": kept[0], "person": kept[1], "appeal_of": before}
    fields["code"] = f"{sight.PREFIX}{reserve_codes.next_code(desk, writer)}"
    fields |= {"about": about.number, "about_device": about.device} if about else {}
    row = writer.create("grievance", district, fields, about=kept[0])
    me = rows.officer_of(writer.connection, desk.user.row)
    facts: dict[str, Any] = {"by": list(me.key)}
    if heard.keeps_secret and home is not None:
        facts["household"] = heard.household_code.strip()
    step: dict[str, Any] = {
        "household": kept[0],
        "grievance": row,
        "event": GrievanceEvent.receive.value,
        "after": GrievanceStatus.received.value,
        "on": fields["received_on"],
        "facts": facts,
        "sealed": heard.keeps_secret or None,
        "at": desk.stamp(),
    }
    writer.create("grievance_step", district, step, about=kept[0])
    return row


def _said(desk: Desk, heard: Heard) -> dict[str, Any]:
    received = heard.received_on or desk.today()
    return {
        "name": heard.name.strip() or None,
        "contact": heard.contact.strip() or None,
        "channel": heard.channel.value,
        "grievance": heard.kind.value,
        "text": heard.text.strip(),
        "sealed": heard.keeps_secret or None,
        "anonymous": heard.anonymous or None,
        "incident_on": heard.incident_on.isoformat() if heard.incident_on else None,
        "received_on": received.isoformat(),
        "due_on": due_on(heard.kind, received).isoformat(),
        "status": GrievanceStatus.received.value,
    }
