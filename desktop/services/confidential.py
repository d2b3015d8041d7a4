"""Files kept confidential: marked with a reason, opened with a reason, and every opening written down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from desktop.models import merges, records
from desktop.services import access_log, rights
from desktop.services.desk import Desk
from domain.problems import Problem, Refused
from domain.rules.reasons import opening_explained
from domain.vocabulary import AccessKind

_CLOSED_HOUSEHOLD = (
    "(h.confidential OR EXISTS (SELECT 1 FROM membership o JOIN person q ON q.id = o.person"
    " WHERE o.household = h.id AND o.end_on IS NULL AND q.confidential))"
)


def is_confidential(connection: Any, household: int) -> bool:
    """Whether the file of a household, or of somebody who lives in it, is kept confidential."""
    row = connection.execute(
        f"SELECT {_CLOSED_HOUSEHOLD} FROM household h WHERE h.id = ?",
        (household,),
    ).fetchone()
    return bool(row and row[0])


def closed_households(desk: Desk, connection: Any, rows: Sequence[int]) -> set[int]:
    """Which of these households this user may not open."""
    if not rows or rights.may(desk, rights.Right.open_confidential):
        return set()
    marks = ", ".join("?" * len(rows))
    found = connection.execute(
        f"SELECT h.id FROM household h WHERE h.id IN ({marks}) AND {_CLOSED_HOUSEHOLD}", list(rows)
    )
    return {row for (row,) in found}


def closed_people(desk: Desk, connection: Any, rows: Sequence[int]) -> set[int]:
    """Which of these people this user may not read about: for themselves, or for where they live."""
    if not rows or rights.may(desk, rights.Right.open_confidential):
        return set()
    marks = ", ".join("?" * len(rows))
    found = connection.execute(
        f"SELECT p.id FROM person p WHERE p.id IN ({marks}) AND (p.confidential OR EXISTS (SELECT 1 FROM"
        " membership m JOIN household h ON h.id = m.household WHERE m.person = p.id AND m.end_on IS NULL"
        f" AND {_CLOSED_HOUSEHOLD}))",
        list(rows),
    )
    return {row for (row,) in found}


def open_file(desk: Desk, household: int, reason: str = "") -> None:
    """Pass, once a confidential file may be read in this sitting; the opening is written down.

    Raises Refused: ``not_permitted`` without the right, ``confidential_reason_missing`` (V42). Who may not
    read files at all opens none, confidential or not.
    """
    rights.require(desk, rights.Right.read)
    with desk.store.reading() as connection:
        if household in desk.opened or not is_confidential(connection, household):
            return
    rights.require(desk, rights.Right.open_confidential)
    if problems := list(opening_explained(True, reason)):
        raise Refused(problems)
    with desk.writing() as writer:
        access_log.note(desk, writer, AccessKind.confidential_view, household=household, reason=reason)
    desk.opened.add(household)


def open_files_of(desk: Desk, person: int, reason: str = "") -> None:
    """The same for every household somebody belongs to today, for what is theirs alone."""
    with desk.store.reading() as connection:
        homes = merges.homes(connection, merges.standing(connection, "person", person))
    for home in homes:
        open_file(desk, home.household, reason)


def show_numbers(desk: Desk, household: int) -> int:
    """Write down that the identity numbers of a household are shown in full; the entry's row."""
    rights.require(desk, rights.Right.read)
    with desk.writing() as writer:
        return access_log.note(desk, writer, AccessKind.identifier_shown, household=household)


def mark(desk: Desk, code: str, confidential: bool, reason: str) -> bool:
    """Keep a household's file confidential, or no longer; False when it was so already.

    Anybody who registers may close a file; opening it to all again takes the right to read it.
    """
    household = desk.household_row(code)
    right = rights.Right.register if confidential else rights.Right.open_confidential
    rights.require(desk, right)
    if not reason.strip():
        raise Refused(Problem("confidential_why_missing", "reason"))
    with desk.writing() as writer:
        before = records.read(writer.connection, "household", household) or {}
        if bool(before.get("confidential")) == confidential:
            return False
        writer.set("household", household, {"confidential": confidential})
        kind = AccessKind.confidential_on if confidential else AccessKind.confidential_off
        access_log.note(desk, writer, kind, household=household, reason=reason)
    desk.opened.add(household)
    return True
