"""Who joins, leaves, is born, dies or leads: what is written, and what is refused."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desktop.services.changes import request
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from desktop.services.users import add as add_user
from domain.vocabulary import ChangeKind
from tests.desktop.models.offices import EASY, NOON, add, child, make_office, member
from tests.desktop.services.changes.households import (
    agreed,
    ask,
    assert_whole,
    family,
    household,
    person,
    refusals,
    roles,
    table,
)

TODAY = "2026-11-23"


def test_somebody_new_joins_with_a_code_numbers_and_a_membership(desk: Desk) -> None:
    code, *_ = family(desk)
    newcomer = member(
        role="other_relative",
        given_name="Binta",
        phones=["0300 1234567"],
        identifiers=[{"scheme": "voter", "value": "77"}],
    )
    asked = ask(desk, code, ChangeKind.add_member, member=newcomer)
    [binta] = asked.made
    assert asked.applied
    assert roles(desk, code)[binta] == "other_relative"
    row = person(desk, binta)["id"]
    assert table(desk, "SELECT number FROM phone WHERE person = ?", row) == [("+923001234567",)]
    assert table(desk, "SELECT scheme, country FROM identifier WHERE person = ?", row) == [("voter", "PK")]


def test_somebody_registered_joins_by_their_code(desk: Desk) -> None:
    code, *_ = family(desk)
    other = add(desk, member(given_name="Sira"), member(role="guest", given_name="Demba", sex="male"))
    demba = other.persons[1]
    joining = {"person": demba, "role": "guest"}
    refused = refusals(lambda: ask(desk, code, ChangeKind.add_member, member=joining))
    assert refused == [("two_households", "member.person")]
    ask(desk, other.code, ChangeKind.remove_member, person=demba, reason="moved")
    ask(desk, code, ChangeKind.add_member, member=joining)
    assert roles(desk, code)[demba] == "guest"
    assert demba not in roles(desk, other.code)


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"role": "head"}, ("heads_several", "member.role")),
        ({"role": None}, ("role_missing", "member.role")),
        ({"given_name": "", "family_name": ""}, ("name_missing", "member.given_name")),
        ({"sex": None}, ("sex_missing", "member.sex")),
        ({"birth_date": "2030-01-01"}, ("birth_future", "member.birth_date")),
        ({"start_on": "2030-01-01"}, ("date_future", "member.start_on")),
        ({"person": "NSR-AAAA-26-000001-1"}, ("code_unknown", "member.person")),
    ],
)
def test_a_newcomer_passes_the_rules_of_registration(
    desk: Desk, changed: dict[str, object], problem: tuple[str, str]
) -> None:
    code, *_ = family(desk)
    newcomer = member(role="guest", given_name="Binta") | changed
    found = refusals(lambda: ask(desk, code, ChangeKind.add_member, member=newcomer))
    assert problem in found
    assert len(roles(desk, code)) == 3


def test_a_birth_makes_a_person_with_the_mothers_name_who_belongs_from_that_day(desk: Desk) -> None:
    code, awa, moussa, _ = family(desk)
    baby = {"given_name": "Ali", "family_name": "Sy", "sex": "male"}
    baby |= {"birth_date": "2026-11-02", "birth_precision": "day"}
    [ali] = ask(desk, code, ChangeKind.report_birth, member=baby, mother=awa).made
    assert person(desk, ali)["mother_name"] == "Awa N'Diaye"
    assert roles(desk, code)[ali] == "child"
    starts = table(desk, "SELECT start_on FROM membership WHERE person = ?", person(desk, ali)["id"])
    assert starts == [("2026-11-02",)]
    refused = refusals(lambda: ask(desk, code, ChangeKind.report_birth, member=baby, mother=moussa))
    assert refused == [("mother_male", "mother")]


def test_an_unknown_birth_date_is_no_birth(desk: Desk) -> None:
    code, *_ = family(desk)
    baby = {"given_name": "Ali", "family_name": "Sy", "sex": "male", "birth_precision": "unknown"}
    refused = refusals(lambda: ask(desk, code, ChangeKind.report_birth, member=baby))
    assert refused == [("birth_undated", "member.birth_date")]


def test_a_death_ends_the_membership_and_the_head_has_a_successor(desk: Desk) -> None:
    code, awa, moussa, _ = family(desk)
    refused = refusals(lambda: ask(desk, code, ChangeKind.report_death, person=awa, on=TODAY))
    assert refused == [("successor_missing", "head")]
    assert ask(desk, code, ChangeKind.report_death, person=awa, on=TODAY, head=moussa).applied
    died = person(desk, awa)
    assert (died["vital_status"], died["death_on"]) == ("deceased", TODAY)
    assert roles(desk, code)[moussa] == "head"
    ended = table(desk, "SELECT end_on, end_reason FROM membership WHERE person = ?", died["id"])
    assert ended == [(TODAY, "death")]


def test_a_death_needs_a_day_and_a_proof(desk: Desk) -> None:
    code, _, moussa, _ = family(desk)
    refused = refusals(lambda: ask(desk, code, ChangeKind.report_death, evidence=" ", person=moussa))
    assert refused == [("evidence_missing", "evidence"), ("field_missing", "on")]


def test_who_has_died_collects_no_more(desk: Desk) -> None:
    code, _, moussa, _ = family(desk)
    agreed(desk, code, ChangeKind.change_recipient, person=moussa)
    ask(desk, code, ChangeKind.report_death, person=moussa, on=TODAY)
    assert table(desk, "SELECT valid_to FROM recipient") == [(TODAY,)]


def test_the_death_of_who_lived_alone_closes_the_household(desk: Desk) -> None:
    alone = add(desk)
    ask(desk, alone.code, ChangeKind.report_death, person=alone.persons[0], on=TODAY)
    assert household(desk, alone.code)["status"] == "closed"
    again = refusals(lambda: ask(desk, alone.code, ChangeKind.correct_details, fields={"village": "X"}))
    assert again == [("household_ended", "household")]


def test_the_head_leaves_only_where_another_leads_and_a_colleague_agrees(desk: Desk) -> None:
    code, awa, moussa, daughter = family(desk)
    leaving = ChangeKind.remove_member
    assert refusals(lambda: ask(desk, code, leaving, person=awa, reason="left")) == [
        ("successor_missing", "head")
    ]
    asked = ask(desk, code, leaving, person=awa, reason="left", head=moussa)
    assert not asked.applied
    assert request.waits(desk, code, leaving, {"person": awa, "reason": "left", "head": moussa})
    assert not request.waits(desk, code, leaving, {"person": daughter, "reason": "left"})


@pytest.mark.parametrize("reason", ["death", "split", "merged"])
def test_deaths_and_splits_are_no_leaving(desk: Desk, reason: str) -> None:
    code, _, _, daughter = family(desk)
    refused = refusals(lambda: ask(desk, code, ChangeKind.remove_member, person=daughter, reason=reason))
    assert refused == [("leaving_reason", "reason")]


def test_nobody_leaves_before_coming_or_in_the_future(desk: Desk) -> None:
    code, _, _, daughter = family(desk)

    def leave(on: str) -> list[tuple[str, str]]:
        return refusals(
            lambda: ask(desk, code, ChangeKind.remove_member, person=daughter, reason="left", on=on)
        )

    assert leave("2026-11-20") == [("before_start", "on")]
    assert leave("2026-11-24") == [("date_future", "on")]


def test_another_head_changes_both_roles_at_once(desk: Desk) -> None:
    code, awa, moussa, daughter = family(desk)
    asked = agreed(desk, code, ChangeKind.change_head, person=moussa, former_role="spouse")
    assert roles(desk, code) == {awa: "spouse", moussa: "head", daughter: "child"}
    assert asked.warnings == ()
    assert_whole(desk)


def test_a_young_head_is_a_warning_and_an_unknown_role_an_error(desk: Desk) -> None:
    code, awa, _, daughter = family(desk)
    kind = ChangeKind.change_head
    asked = ask(desk, code, kind, person=daughter, former_role="other_relative")
    assert [warning.code for warning in asked.warnings] == ["head_young"]
    assert refusals(lambda: ask(desk, code, kind, person=daughter)) == [("role_missing", "former_role")]
    assert refusals(lambda: ask(desk, code, kind, person=awa, former_role="guest")) == [
        ("head_already", "person")
    ]
    assert refusals(lambda: ask(desk, code, kind, evidence="", person=daughter, former_role="guest")) == [
        ("evidence_missing", "evidence")
    ]


def test_what_is_dated_back_too_far_waits_for_who_may(tmp_path: Path) -> None:
    now = NOON
    desk = make_office(tmp_path / "o.guichet", clock=lambda: now)
    code, _, _, daughter = family(desk)
    now = NOON + timedelta(days=100)
    add_user(desk, "Noé", "battery staple", hardness=EASY)
    clerk = sign_in(desk.path, "battery staple", "Noé", lambda: now)
    gone = {"person": daughter, "reason": "left", "on": "2026-11-24"}
    kind = ChangeKind.remove_member
    asked = request.request(clerk, code, kind, gone)
    assert not asked.applied
    assert [warning.rule for warning in asked.warnings] == ["V29"]
    assert request.request(desk, code, kind, gone).applied
    clerk.close()
    desk.close()


def test_a_mistyped_field_is_named(desk: Desk) -> None:
    code, *_ = family(desk)
    refused = refusals(lambda: ask(desk, code, ChangeKind.remove_member, persn="x", reason="gone"))
    assert refused == [("field_missing", "person"), ("field_wrong", "reason"), ("field_unknown", "persn")]


def test_children_of_two_wives_keep_their_fathers_second_household(desk: Desk) -> None:
    made = add(desk, member(given_name="Omar", sex="male"), place={"compound": "C"})
    second = add(
        desk,
        member(person=made.persons[0], given_name=None, family_name=None),
        child(),
        place={"compound": "C"},
    )
    refused = refusals(
        lambda: ask(desk, made.code, ChangeKind.report_death, person=made.persons[0], on=TODAY)
    )
    assert refused == [("left_without_head", "household")]
    assert_whole(desk)
    assert len(roles(desk, second.code)) == 2
