"""Answers by name: what a draft keeps, what the register is told, what a confirmation stands for."""

from __future__ import annotations

import json
from datetime import date

import pytest

from desktop.ui.pages.register.answers import Answers
from domain.problems import Problem, Severity

TODAY = date(2026, 5, 20)
YOUNG = {"birth_precision": "day", "birth_date": "2014-01-05"}


@pytest.fixture
def answers() -> Answers:
    return Answers.blank(legal_basis="public_interest", version="1", area="PK-KP-NOWSHERA", language=None)


def young_head(answers: Answers) -> Problem:
    head = answers.members[0]["id"]
    answers.put(f"members.{head}.birth", {**YOUNG, "estimated_age": None, "estimated_on": None})
    return Problem("head_young", "members.0.birth_date", "V07", Severity.warning, {"age": 12})


def test_a_draft_brings_everything_back(answers: Answers) -> None:
    head = answers.members[0]["id"]
    answers.put(f"members.{head}.given_name", "Zarghuna")
    answers.set_portrait(head, b"\xff\xd8 a face")
    answers.touched.add("household.village")
    answers.step = 2
    again = Answers(json.loads(json.dumps(answers.dump())))
    assert again.dump() == answers.dump()
    assert again.portrait(head) == b"\xff\xd8 a face"
    assert (again.step, again.touched) == (2, {"household.village"})


def test_a_draft_of_which_little_is_known_gets_ids_for_its_members() -> None:
    again = Answers({"members": [{"role": "head", "given_name": "Gul"}]})
    assert again.birth(again.members[0]["id"]) is None


def test_the_form_leaves_out_what_was_left_empty(answers: Answers) -> None:
    answers.put("household.village", "")
    answers.put("household.phone", None)
    form, missing = answers.form()
    assert form.household.village is None and form.household.area == "PK-KP-NOWSHERA"
    assert [problem.code for problem in missing] == ["field_missing", "notice_missing"]


def test_the_notice_is_in_the_language_chosen(answers: Answers) -> None:
    answers.put("language", "fr")
    answers.put("notice.given", "shown")
    form, missing = answers.form()
    assert missing == []
    assert form.notice is not None and (form.notice.language, form.notice.version) == ("fr", "1")


def test_what_cannot_be_read_is_said_and_the_rest_still_checked(answers: Answers) -> None:
    head = answers.members[0]["id"]
    answers.put("household.latitude", "north")
    answers.put(f"members.{head}.identifiers", [{"scheme": "passport", "value": ""}])
    answers.put(f"members.{head}.given_name", "Zarghuna")
    form, problems = answers.form()
    assert form.members[0].given_name == "Zarghuna"
    told = {problem.where: problem.code for problem in problems}
    assert told["household.latitude"] == "field_wrong"
    assert told["members.0.identifiers.0.value"] == "field_missing"


def test_somebody_known_is_told_by_code_alone(answers: Answers) -> None:
    about = {"name": "Karim Khan", "birth": {"precision": "year", "on": "1961"}, "sex": "male"}
    key = answers.add_known("NSR-P93M-26-000001-X", "Karim Khan", about)
    answers.put(f"members.{key}.role", "spouse")
    form, _ = answers.form()
    known = form.members[1]
    assert (known.person, known.role, known.given_name) == ("NSR-P93M-26-000001-X", "spouse", None)
    birth = answers.birth(key)
    assert birth is not None and birth.on == "1961"


def test_a_member_removed_comes_back_where_they_were(answers: Answers) -> None:
    second, third = answers.add_member("child"), answers.add_member("child")
    answers.set_portrait(second, b"face")
    removed = answers.remove(second)
    assert [m["id"] for m in answers.members][1:] == [third] and answers.portrait(second) is None
    answers.restore(removed)
    assert [m["id"] for m in answers.members][1:] == [second, third]
    assert answers.portrait(second) == b"face"


def test_a_confirmation_follows_its_member(answers: Answers) -> None:
    second = answers.add_member("spouse")
    warning = Problem("spouse_young", "members.1.birth_date", "V08", Severity.warning)
    answers.confirm(warning)
    answers.remove(answers.members[0]["id"])
    assert answers.members[0]["id"] == second
    moved = Problem("spouse_young", "members.0.birth_date", "V08", Severity.warning)
    assert answers.is_confirmed(moved)
    assert answers.confirmed_among([moved]) == ["V08@members.0.birth_date"]


def test_another_birth_reopens_what_was_confirmed(answers: Answers) -> None:
    warning = young_head(answers)
    answers.confirm(warning)
    assert answers.is_confirmed(warning)
    young_head(answers)
    assert not answers.is_confirmed(warning)


def test_one_number_confirmed_leaves_the_other_open(answers: Answers) -> None:
    one = Problem("identifier_pattern", "members.0.identifiers.0.value", "V14", Severity.warning)
    other = Problem("identifier_pattern", "members.0.identifiers.1.value", "V14", Severity.warning)
    answers.confirm(one)
    assert answers.is_confirmed(one) and not answers.is_confirmed(other)
    answers.confirm(one, right=False)
    assert not answers.is_confirmed(one)


def test_a_problem_stands_beside_one_field(answers: Answers) -> None:
    head = answers.members[0]["id"]
    assert answers.field_of("members.0.estimated_age") == f"members.{head}.birth"
    assert answers.field_of("members.0.identifiers.2.value") == f"members.{head}.identifiers"
    assert answers.field_of("members") == "members"
    assert answers.field_of("notice.language") == "notice.given"
    assert answers.field_of("household.phone") == "household.phone"


def test_a_head_surely_under_age_is_noticed(answers: Answers) -> None:
    assert not answers.head_is_minor(TODAY)
    young_head(answers)
    assert answers.head_is_minor(TODAY)
