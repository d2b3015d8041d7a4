"""Case notes and appointments: kept, due on their day, and sealed ones only for those entitled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from desktop.services import agenda, notes, users
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from domain.problems import Refused
from domain.vocabulary import UserRole
from domain.window.terms import NoteKind
from tests.desktop.models.offices import EASY, NOON, PASSWORD, add

DAY = date(2026, 11, 23)


def refusal(act: Callable[[], Any]) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.problems[0].code, caught.value.problems[0].where


def test_a_note_is_kept_with_its_household(desk: Desk) -> None:
    home = add(desk)
    notes.note(desk, home.code, NoteKind.visit, "The roof leaks.", date(2026, 11, 20))
    notes.note(desk, home.persons[0], NoteKind.call, "She will come on Monday.")
    found = notes.of_household(desk, home.code)
    assert [(n.kind, n.text, n.on, n.by) for n in found] == [
        ("call", "She will come on Monday.", "2026-11-23", "Awa Sy"),
        ("visit", "The roof leaks.", "2026-11-20", "Awa Sy"),
    ]
    assert refusal(lambda: notes.note(desk, home.code, NoteKind.note, " ")) == ("note_text_missing", "text")
    later = date(2026, 11, 24)
    assert refusal(lambda: notes.note(desk, home.code, NoteKind.note, "x", later)) == (
        "note_date_future",
        "on",
    )


def test_a_sealed_note_is_read_by_those_entitled_only(desk: Desk) -> None:
    home = add(desk)
    users.add(desk, "clerk", PASSWORD, "Clerk", UserRole.clerk, EASY)
    notes.note(desk, home.code, NoteKind.note, "Afraid of the uncle.", sealed=True)
    assert [n.sealed for n in notes.of_household(desk, home.code)] == [True]
    clerk = sign_in(desk.path, PASSWORD, "clerk", clock=lambda: NOON)
    assert notes.of_household(clerk, home.code) == []
    assert (
        refusal(lambda: notes.note(clerk, home.code, NoteKind.note, "x", sealed=True))[0] == "not_permitted"
    )
    clerk.close()


def test_an_appointment_is_due_on_its_day_until_it_is_done(desk: Desk) -> None:
    home = add(desk)
    today = notes.appoint(desk, "Bring the birth certificate", DAY, home.code, "09:30")
    notes.appoint(desk, "Call the school", date(2026, 11, 30))
    [due] = [line for line in agenda.today(desk) if line.kind == "appointment"]
    assert (due.household_code, due.facts["time"], due.place) == (home.code, "09:30", "household")
    assert [a.title for a in notes.appointments(desk, date(2026, 12, 1))] == [
        "Bring the birth certificate",
        "Call the school",
    ]
    notes.done(desk, today)
    assert [line for line in agenda.today(desk) if line.kind == "appointment"] == []


def test_an_appointment_that_cannot_be_kept_is_refused(desk: Desk) -> None:
    assert refusal(lambda: notes.appoint(desk, "", DAY)) == ("appointment_title_missing", "title")
    assert refusal(lambda: notes.appoint(desk, "x", date(2026, 11, 22))) == ("appointment_past", "on")
    assert refusal(lambda: notes.appoint(desk, "x", DAY, time="25:00")) == ("appointment_time", "time")
    assert refusal(lambda: notes.done(desk, 12)) == ("appointment_unknown", "appointment")
