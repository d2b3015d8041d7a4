"""Every value with who, when, from what, why."""

from __future__ import annotations

from desktop.services.changes import undo
from desktop.services.changes.history import FieldChange, history
from desktop.services.desk import Desk
from domain.vocabulary import ChangeKind
from tests.desktop.models.offices import member
from tests.desktop.services.changes.households import PAPER, agreed, ask, family


def told(desk: Desk, code: str, field: str) -> list[tuple[object, object, str]]:
    return [(one.old, one.new, one.why) for one in history(desk, code, field)]


def test_a_field_tells_from_what_to_what_by_whom_and_why(desk: Desk) -> None:
    code, awa, *_ = family(desk)
    asked = agreed(desk, code, ChangeKind.correct_identity, person=awa, fields={"given_name": "Hawa"})
    latest = history(desk, code, "given_name")[0]
    assert isinstance(latest, FieldChange)
    assert (latest.subject, latest.old, latest.new, latest.why) == (awa, "Awa", "Hawa", PAPER)
    assert (latest.who, latest.kind, latest.state, latest.request) == (
        *("Awa Sy", "person", "waiting"),
        asked.request,
    )
    first = [one for one in history(desk, code, "person.given_name") if one.subject == awa][-1]
    assert (first.old, first.new, first.why) == (None, "Awa", "")


def test_what_was_taken_back_is_told_both_ways(desk: Desk) -> None:
    code, *_ = family(desk)
    asked = ask(desk, code, ChangeKind.correct_details, evidence="they said so", fields={"village": "Taru"})
    undo.undo(desk, asked.request, "wrong household")
    assert told(desk, code, "village") == [
        ("Taru", "Pabbi", "wrong household"),
        ("Pabbi", "Taru", "they said so"),
        (None, "Pabbi", ""),
    ]


def test_numbers_telephones_roles_and_recipients_are_told_under_whom_they_are_of(desk: Desk) -> None:
    code, awa, moussa, _ = family(desk, phone="0300 1234567")
    numbers = [{"scheme": "voter", "value": "12"}]
    agreed(desk, code, ChangeKind.correct_identity, person=awa, fields={"identifiers": numbers})
    agreed(desk, code, ChangeKind.change_recipient, person=moussa)
    agreed(desk, code, ChangeKind.change_head, person=moussa, former_role="spouse")
    found = {(one.kind, one.subject, one.field, one.new) for one in history(desk, code)}
    assert ("identifier", awa, "value", "12") in found
    assert ("phone", code, "number", "+923001234567") in found
    assert ("recipient", moussa, "rank", 1) in found
    assert ("membership", moussa, "role", "head") in found


def test_who_came_from_another_household_brings_their_history(desk: Desk) -> None:
    code, *_ = family(desk)
    other, _, demba, _ = family(desk)
    agreed(desk, other, ChangeKind.correct_identity, person=demba, fields={"given_name": "Demba"})
    ask(desk, other, ChangeKind.remove_member, person=demba, reason="moved")
    ask(desk, code, ChangeKind.add_member, member={"person": demba, "role": "guest"})
    mine = [one for one in history(desk, code, "given_name") if one.subject == demba]
    assert [(one.old, one.new) for one in mine] == [("Moussa", "Demba"), (None, "Moussa")]


def test_a_merged_household_is_told_with_the_one_it_went_into(desk: Desk) -> None:
    code, *_ = family(desk)
    other, *_ = family(desk)
    ask(desk, other, ChangeKind.correct_details, fields={"village": "Taru"})
    agreed(desk, code, ChangeKind.merge_households, other=other, head_role="guest")
    found = history(desk, other, "village")
    assert ("Pabbi", "Taru") in [(one.old, one.new) for one in found if one.subject == other]
    assert history(desk, code) == history(desk, other)


def test_somebody_who_left_is_still_told(desk: Desk) -> None:
    code, *_ = family(desk)
    [binta] = ask(desk, code, ChangeKind.add_member, member=member(role="guest", given_name="Binta")).made
    ask(desk, code, ChangeKind.remove_member, person=binta, reason="left")
    assert ("left", binta) in [(one.new, one.subject) for one in history(desk, code, "end_reason")]
