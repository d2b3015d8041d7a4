"""The timeline of a household: what the single window did, without what may not be read."""

from __future__ import annotations

from desktop.services import notes, show, users
from desktop.services.desk import Desk
from desktop.services.grievances.hear import Heard, hear
from desktop.services.grievances.take import take
from desktop.services.sign_in import sign_in
from domain.vocabulary import UserRole
from domain.window.terms import GrievanceChannel, GrievanceEvent, GrievanceKind, NoteKind
from tests.desktop.models.offices import EASY, NOON, PASSWORD, add


def test_what_was_done_stands_in_one_timeline_and_what_is_sealed_does_not(desk: Desk) -> None:
    home = add(desk)
    users.add(desk, "clerk", PASSWORD, "Clerk", UserRole.clerk, EASY)
    line = hear(desk, Heard(GrievanceKind.payment, GrievanceChannel.desk, "Late.", household_code=home.code))
    take(desk, line.code, GrievanceEvent.assign)
    hear(desk, Heard(GrievanceKind.violence, GrievanceChannel.desk, "Hit.", household_code=home.code))
    notes.note(desk, home.code, NoteKind.visit, "The roof leaks.")
    notes.note(desk, home.code, NoteKind.note, "Afraid.", sealed=True)
    told = [(row.kind, row.what, row.text) for row in show.household(desk, home.code).timeline]
    assert ("case_note", "note", "Afraid.") in told and len(told) == 4
    clerk = sign_in(desk.path, PASSWORD, "clerk", clock=lambda: NOON)
    view = show.household(clerk, home.code)
    assert sorted((row.kind, row.what) for row in view.timeline) == [
        ("case_note", "visit"),
        ("grievance_step", "assign"),
        ("grievance_step", "receive"),
    ]
    assert {row.author for row in view.timeline} == {desk.user.number}
    assert not {event.kind for event in view.events} & {"grievance", "grievance_step", "case_note"}
    clerk.close()
