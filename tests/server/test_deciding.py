"""The server's word on a change: fields that two people set, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from domain.changes import Change
from domain.ids import RecordId
from domain.records import Fields
from domain.wire.messages import Verdict
from server.database import Database
from tests.server.device import CLOCK, DISTRICT, ELSEWHERE, Device, Joined, household, person, verdicts

WRITTEN = "2025-10-09T08:53:20Z"  # the clock of the journals of these tests


@pytest.fixture
def head(awa: Device, binta: Device) -> RecordId:
    """A person both devices know."""
    name = awa.create("person", person(mother_name="Khadija"))
    awa.push()
    binta.pull()
    return name


def test_different_fields_of_one_record_both_apply(awa: Device, binta: Device, head: RecordId) -> None:
    awa.edit("person", head, {"given_name": "Hawa"})
    binta.edit("person", head, {"mother_name": "Zainab"})
    assert verdicts(awa.push(2).answers) == ["accepted"]
    assert verdicts(binta.push().answers) == ["accepted"]
    awa.pull()
    assert awa.rows[head].fields["given_name"] == "Hawa"
    assert awa.rows[head].fields["mother_name"] == "Zainab"
    assert awa.rows[head].revisions == {
        "given_name": RecordId(awa.id, 2),
        "mother_name": RecordId(binta.id, 1),
    }
    assert not awa.of_kind("conflict")


def test_of_two_values_of_an_identity_field_the_first_arrived_stands(
    awa: Device, binta: Device, head: RecordId
) -> None:
    awa.edit("person", head, {"given_name": "Hawa", "birth_on": "1986"})
    late = binta.edit("person", head, {"given_name": "Eva", "mother_name": "Zainab"})
    awa.push(2)
    answered = binta.push()
    assert verdicts(answered.answers) == ["conflict"]
    binta.pull()
    assert binta.rows[head].fields["given_name"] == "Hawa"
    assert binta.rows[head].fields["mother_name"] == "Zainab"
    conflict = binta.rows[late]
    assert (conflict.kind, conflict.district) == ("conflict", DISTRICT)
    assert conflict.fields == {
        "subject": str(head),
        "subject_kind": "person",
        "kept": {"given_name": "Hawa"},
        "other": {"given_name": "Eva"},
        "author_device": binta.id,
        "author": 1,
        "at": WRITTEN,
        "later": [],
        "earlier": {"given_name": {"change": str(RecordId(awa.id, 2)), "author": 1, "at": WRITTEN}},
        "state": "open",
    }
    assert answered.tallies == {"person": 1, "conflict": 1}


def test_of_two_values_of_a_plain_field_the_later_stands_and_the_earlier_is_listed(
    awa: Device, binta: Device, head: RecordId
) -> None:
    awa.edit("person", head, {"mother_name": "Mariam"})
    late = binta.edit("person", head, {"mother_name": "Zainab"})
    awa.push(2)
    assert verdicts(binta.push().answers) == ["conflict"]
    awa.pull()
    assert awa.rows[head].fields["mother_name"] == "Zainab"
    assert awa.rows[late].fields["kept"] == {"mother_name": "Zainab"}
    assert awa.rows[late].fields["other"] == {"mother_name": "Mariam"}


def test_the_same_value_twice_leaves_nothing_to_settle(awa: Device, binta: Device, head: RecordId) -> None:
    awa.edit("person", head, {"given_name": "Hawa"})
    binta.edit("person", head, {"given_name": "Hawa"})
    awa.push(2)
    assert verdicts(binta.push().answers) == ["accepted"]
    binta.pull()
    assert not binta.of_kind("conflict")
    assert binta.rows[head].revisions == {"given_name": RecordId(awa.id, 2)}


def test_true_is_not_the_same_value_as_one(awa: Device, binta: Device) -> None:
    thing = awa.create("visit", {"done": 0})
    awa.push()
    awa.edit("visit", thing, {"done": 1})
    binta.edit("visit", thing, {"done": True})
    awa.push(2)
    assert verdicts(binta.push().answers) == ["conflict"]


def test_a_correction_of_what_the_other_wrote_is_no_conflict(
    awa: Device, binta: Device, head: RecordId
) -> None:
    seen = awa.edit("person", head, {"given_name": "Hawa"})
    awa.push(2)
    binta.pull()
    binta.edit("person", head, {"given_name": "Hawwa"}, {"given_name": seen})
    binta.edit("person", head, {"given_name": "Hawâ"}, {"given_name": RecordId(binta.id, 1)})
    assert verdicts(binta.push().answers) == ["accepted", "accepted"]


def test_the_clock_of_a_laptop_decides_nothing(awa: Device, binta: Device, head: RecordId) -> None:
    awa.journal.append(Change(2, 1, CLOCK * 2, "person", head, {"mother_name": "Mariam"}))
    binta.journal.append(Change(1, 1, 1, "person", head, {"mother_name": "Zainab"}))
    awa.push(2)
    binta.push()
    awa.pull()
    assert awa.rows[head].fields["mother_name"] == "Zainab"


def test_records_that_are_only_added_never_conflict(awa: Device, binta: Device) -> None:
    home = awa.create("household", household())
    awa.push()
    binta.pull()
    update: Fields = {"household": str(home), "item": "C05", "status": "achieved", "on": "2026-11-23"}
    awa.create("milestone_update", update)
    theirs = binta.create("milestone_update", update | {"status": "planned"})
    assert verdicts(awa.push(2).answers) == ["accepted"]
    assert verdicts(binta.push().answers) == ["accepted"]
    awa.pull()
    assert theirs in awa.rows and not awa.of_kind("conflict")
    awa.edit("milestone_update", theirs, {"note": "later"})
    answer = awa.push(3).answers[0]
    assert answer.verdict is Verdict.refused
    assert answer.problem is not None and answer.problem.code == "append_only"


def test_a_person_settles_a_conflict(awa: Device, binta: Device, head: RecordId) -> None:
    awa.edit("person", head, {"given_name": "Hawa"})
    late = binta.edit("person", head, {"given_name": "Eva"})
    awa.push(2)
    binta.push()
    binta.pull()
    binta.edit("person", head, {"given_name": "Eva"}, {"given_name": RecordId(awa.id, 2)})
    binta.edit("conflict", late, {"state": "settled"})
    binta.edit("conflict", late, {"other": {}})
    answers = binta.push(2).answers
    assert verdicts(answers) == ["accepted", "accepted", "refused"]
    awa.pull()
    assert awa.rows[head].fields["given_name"] == "Eva"
    assert awa.rows[late].fields["state"] == "settled"


# -- ends, statuses, merges


def _conflict(device: Device) -> Fields:
    """The only conflict, as a device reads it."""
    device.pull()
    [found] = device.of_kind("conflict")
    return dict(found.fields)


@pytest.mark.parametrize("ends_first", [True, False])
def test_an_end_against_an_edit_is_a_conflict_and_both_apply(
    awa: Device, binta: Device, head: RecordId, ends_first: bool
) -> None:
    end: Fields = {"vital_status": "deceased", "death_on": "2026-11-01"}
    first, second = (end, {"mother_name": "Zainab"}) if ends_first else ({"mother_name": "Zainab"}, end)
    awa.edit("person", head, dict(first))
    binta.edit("person", head, dict(second))
    awa.push(2)
    assert verdicts(binta.push().answers) == ["conflict"]
    told = _conflict(awa)
    assert told["cause"] == "ended"
    assert told["kept"] == end
    assert told["other"] == dict.fromkeys(end)
    assert told["beside"] == {"mother_name": "Zainab"}
    assert told["later"] == ([] if ends_first else sorted(end))
    assert awa.rows[head].fields["mother_name"] == "Zainab"
    assert awa.rows[head].fields["vital_status"] == "deceased"


def test_who_saw_the_end_may_edit_and_who_saw_the_edit_may_end(
    awa: Device, binta: Device, head: RecordId
) -> None:
    edited = awa.edit("person", head, {"given_name": "Hawa"})
    awa.push(2)
    ended = binta.edit("person", head, {"vital_status": "deceased"}, {"given_name": edited})
    binta.edit("person", head, {"mother_name": "Zainab"})  # one's own changes one has seen
    assert verdicts(binta.push().answers) == ["accepted", "accepted"]
    awa.edit("person", head, {"guardian": "Musa"}, {"vital_status": ended})
    assert verdicts(awa.push(3).answers) == ["accepted"]


def test_a_status_that_cannot_follow_waits_for_a_person(awa: Device, binta: Device) -> None:
    home = awa.create("household", household())
    awa.push()
    binta.pull()
    awa.edit("household", home, {"status": "closed"})
    binta.edit("household", home, {"status": "verified"})
    awa.push(2)
    assert verdicts(binta.push().answers) == ["conflict"]
    told = _conflict(awa)
    assert told["cause"] == "transition"
    assert (told["kept"], told["other"]) == ({"status": "closed"}, {"status": "verified"})
    binta.pull()
    assert binta.rows[home].fields["status"] == "closed"


def test_a_status_that_can_follow_stands_and_is_listed(awa: Device, binta: Device) -> None:
    home = awa.create("household", household())
    awa.push()
    binta.pull()
    awa.edit("household", home, {"status": "verified"})
    binta.edit("household", home, {"status": "closed"})
    awa.push(2)
    assert verdicts(binta.push().answers) == ["conflict"]
    told = _conflict(awa)
    assert (told["kept"], told["other"]) == ({"status": "closed"}, {"status": "verified"})


def test_only_who_has_seen_an_end_takes_it_back(awa: Device, binta: Device, head: RecordId) -> None:
    ended = awa.edit("person", head, {"vital_status": "deceased"})
    awa.push(2)
    binta.edit("person", head, {"vital_status": "unknown"})
    assert verdicts(binta.push().answers) == ["conflict"]
    binta.edit("person", head, {"vital_status": "alive"}, {"vital_status": ended})
    assert verdicts(binta.push(2).answers) == ["accepted"]


def test_a_step_nobody_may_take_is_never_applied_in_silence(awa: Device) -> None:
    home = awa.create("household", household())
    awa.edit("household", home, {"status": "stale"})  # never verified before
    assert verdicts(awa.push().answers) == ["accepted", "conflict"]
    told = _conflict(awa)
    assert (told["kept"], told["other"]) == ({"status": None}, {"status": "stale"})


def test_what_says_one_thing_is_taken_whole(awa: Device, binta: Device, head: RecordId) -> None:
    awa.edit("person", head, {"birth_precision": "day", "birth_on": "1986-02-03"})
    new: Fields = {"birth_precision": "estimated_age", "estimated_age": 40, "estimated_on": "2026-11-01"}
    binta.edit("person", head, new)
    awa.push(2)
    assert verdicts(binta.push().answers) == ["conflict"]
    told = _conflict(awa)
    assert told["other"] == new
    assert "estimated_age" not in awa.rows[head].fields


def test_two_records_merged_into_each_other_are_shown_to_a_person(
    awa: Device, binta: Device, head: RecordId
) -> None:
    other = awa.create("person", person())
    awa.push(2)
    binta.pull()
    awa.edit("person", head, {"merged_into": str(other)})
    late = binta.edit("person", other, {"merged_into": str(head)})
    awa.push(3)
    assert verdicts(binta.push().answers) == ["conflict"]
    binta.pull()
    told = binta.rows[late].fields
    assert told["cause"] == "merged"
    assert (told["kept"], told["other"]) == ({"merged_into": str(head)}, {"merged_into": None})


def test_a_ring_of_three_merges_is_found_however_far_it_reaches(
    awa: Device, binta: Device, head: RecordId
) -> None:
    second, third = awa.create("person", person()), awa.create("person", person())
    awa.edit("person", head, {"merged_into": str(second)})
    awa.edit("person", second, {"merged_into": str(third)})
    awa.push(2)
    binta.edit("person", third, {"merged_into": str(head)})
    assert verdicts(binta.push().answers) == ["conflict"]
    assert _conflict(awa)["cause"] == "merged"


def test_a_base_that_was_refused_counts_as_what_it_had_seen(awa: Device, head: RecordId) -> None:
    wrong = awa.edit("person", head, {"sex": "unknown"})
    assert verdicts(awa.push(2).answers) == ["refused"]
    awa.edit("person", head, {"sex": "male"}, {"sex": wrong})
    assert verdicts(awa.push(3).answers) == ["accepted"]


def test_an_answer_given_by_two_people_keeps_both(awa: Device, binta: Device, head: RecordId) -> None:
    awa.edit("person", head, {"given_name": "Hawa"})
    late = binta.edit("person", head, {"given_name": "Eva"})
    awa.push(2)
    binta.push()
    awa.pull()
    binta.pull()
    seen = {"given_name": RecordId(awa.id, 2)}
    for device, name, by in ((awa, "Hawa", "Awa"), (binta, "Eva", "Binta")):
        device.edit("person", head, {"given_name": name}, seen)
        device.edit("conflict", late, {"state": "settled", "settled_by": by, "settled_how": "typed"})
    assert verdicts(awa.push(3).answers) == ["accepted", "accepted"]
    assert verdicts(binta.push(2).answers) == ["conflict", "accepted"]
    awa.pull()
    assert awa.rows[late].fields["settled_by"] == "Binta"
    assert awa.rows[late].fields["settled_before"] == [{"settled_by": "Awa", "settled_how": "typed"}]
    again = awa.rows[RecordId(binta.id, 2)].fields
    assert (again["kept"], again["other"]) == ({"given_name": "Hawa"}, {"given_name": "Eva"})


# -- refusals


def _refused(awa: Device, code: str, where: str = "") -> Any:
    """One refused change among good ones: it is named, and the rest goes on."""
    before = len(awa.journal)
    awa.create("person", person())
    answers = awa.push().answers
    bad, good = answers[before - 1], answers[before]
    assert (bad.verdict, good.verdict) == (Verdict.refused, Verdict.accepted)
    assert bad.problem is not None
    assert (bad.problem.code, bad.problem.where) == (code, where)
    return bad.problem


def test_a_word_outside_its_vocabulary_is_refused(awa: Device) -> None:
    awa.create("person", person(sex="unknown"))
    _refused(awa, "field_wrong", "sex")


def test_a_missing_field_is_refused(awa: Device) -> None:
    awa.create("household", {"code": "X"})
    _refused(awa, "field_wrong", "kind")


def test_another_district_is_refused(awa: Device, database: Database) -> None:
    awa.create("household", household(area=ELSEWHERE), ELSEWHERE)
    assert _refused(awa, "area_elsewhere", "district").facts == {"district": ELSEWHERE}
    with database.transaction({ELSEWHERE}) as connection:
        assert connection.execute(text("SELECT count(*) FROM change")).scalar() == 0
        assert connection.execute(text("SELECT count(*) FROM record")).scalar() == 0


def test_an_unknown_subject_is_refused(awa: Device) -> None:
    awa.edit("person", RecordId("0" * 32, 7), {"given_name": "Hawa"})
    _refused(awa, "subject_unknown", "subject")


def test_a_subject_of_another_district_is_as_unknown_as_none(awa: Device, joined: Joined) -> None:
    neighbour = joined("LDR")
    there = neighbour.create("person", person(), ELSEWHERE)
    neighbour.push()
    awa.edit("person", there, {"given_name": "Hawa"})
    _refused(awa, "subject_unknown", "subject")


def test_a_subject_of_another_kind_is_refused(awa: Device) -> None:
    head = awa.create("person", person())
    awa.edit("household", head, {"village": "Pabbi"})
    _refused(awa, "subject_kind_differs", "subject")


def test_a_reference_to_nothing_is_refused(awa: Device) -> None:
    awa.create("phone", {"person": f"{awa.id}:99", "household": None, "number": "+923001234567"})
    _refused(awa, "reference_unknown", "person")


@pytest.mark.parametrize("sent_before", [True, False])
def test_a_reference_to_a_record_of_the_wrong_kind_is_refused(awa: Device, sent_before: bool) -> None:
    """Whether it is in the database or in the same batch."""
    home = awa.create("household", household())
    if sent_before:
        awa.push()
    number = awa.create("phone", {"household": str(home), "number": "+923001234567"})
    bad = awa.create("phone", {"person": str(home), "number": "+923001234567"})
    worse = awa.create("phone", {"person": str(number), "number": "+923001234567"})
    answers = {answer.number: answer for answer in awa.push(2 if sent_before else 1).answers}
    assert answers[number.number].verdict is Verdict.accepted
    for name, given in ((bad, "household"), (worse, "phone")):
        problem = answers[name.number].problem
        assert problem is not None
        assert (problem.code, problem.where) == ("reference_kind", "person")
        assert problem.facts == {"kind": "phone", "given": given}


def test_a_reference_to_a_kind_not_known_yet_is_let_through(awa: Device) -> None:
    """A newer office wrote both."""
    newer = awa.create("well", {"depth": 12})
    awa.create("phone", {"person": str(newer), "number": "+923001234567"})
    assert verdicts(awa.push().answers) == ["accepted", "accepted"]


def test_what_only_the_server_makes_is_refused(awa: Device) -> None:
    head = awa.create("person", person())
    fields: Fields = {"subject": str(head), "subject_kind": "person", "kept": {}, "other": {}}
    awa.create("conflict", fields | {"author_device": awa.id, "author": 1})
    _refused(awa, "made_by_server")


@pytest.mark.parametrize(
    "value", [1.5, 2**53, "a\0b", {"a\0b": 1}, [[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]
)
def test_a_value_that_cannot_be_kept_is_refused(awa: Device, value: Any) -> None:
    awa.create("person", person(new_field=value))
    _refused(awa, "field_wrong", "new_field")


def test_a_field_whose_name_cannot_be_kept_is_refused(awa: Device) -> None:
    awa.create("person", person(**{"a\0b": 1}))
    _refused(awa, "field_wrong", "a\0b")


def test_a_refusal_is_said_again_when_its_answer_was_lost(awa: Device) -> None:
    awa.create("person", person(sex="unknown"))
    first = awa.push()
    again = awa.push()
    assert again.answers == first.answers
    assert again.answers[0].verdict is Verdict.refused
