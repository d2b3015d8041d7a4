"""Identity, details, recipients and cards: what changes, what stays, and that nothing is taken away."""

from __future__ import annotations

import pytest

from desktop.models import due
from desktop.services import print_papers, show
from desktop.services.desk import Desk
from domain.vocabulary import ChangeKind, Paper
from tests.desktop.models.offices import add, member
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

IDENTITY, DETAILS = ChangeKind.correct_identity, ChangeKind.correct_details


def test_only_the_fields_given_are_corrected(desk: Desk) -> None:
    code, awa, *_ = family(desk)
    agreed(
        desk, code, IDENTITY, person=awa, fields={"given_name": "Hawa", "sex": "not_known", "sex_reason": "x"}
    )
    now = person(desk, awa)
    assert (now["given_name"], now["family_name"], now["sex"]) == ("Hawa", "N'Diaye", "not_known")
    assert now["birth_on"] == "1987-04-12"


def test_a_new_precision_empties_what_belonged_to_the_old(desk: Desk) -> None:
    code, awa, *_ = family(desk)
    fields = {"birth_precision": "estimated_age", "estimated_age": 40, "estimated_on": "2026-11-01"}
    agreed(desk, code, IDENTITY, person=awa, fields=fields)
    now = person(desk, awa)
    assert (now["birth_on"], now["estimated_age"], now["estimated_on"]) == (None, 40, "2026-11-01")
    agreed(desk, code, IDENTITY, person=awa, fields={"birth_precision": "year", "birth_date": "1986"})
    now = person(desk, awa)
    assert (now["birth_on"], now["estimated_age"], now["estimated_on"]) == ("1986", None, None)


def test_a_wrong_number_is_marked_and_the_right_one_added(desk: Desk) -> None:
    made = add(
        desk, member(identifiers=[{"scheme": "voter", "value": "12"}, {"scheme": "tax", "value": "5"}])
    )
    numbers = [{"scheme": "voter", "value": "21"}, {"scheme": "tax", "value": "5"}]
    agreed(desk, made.code, IDENTITY, person=made.persons[0], fields={"identifiers": numbers})
    found = table(desk, "SELECT scheme, value, status FROM identifier ORDER BY id")
    assert found == [("voter", "12", "wrong"), ("tax", "5", None), ("voter", "21", None)]
    numbers[0]["value"] = "12"
    agreed(desk, made.code, IDENTITY, person=made.persons[0], fields={"identifiers": numbers})
    found = table(desk, "SELECT value, status FROM identifier ORDER BY id")
    assert found == [("12", "valid"), ("5", None), ("21", "wrong")]


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, ("change_nothing", "fields")),
        ({"given_name": "", "family_name": ""}, ("name_missing", "fields.given_name")),
        ({"birth_date": "85", "birth_precision": "year"}, ("two_digit_year", "fields.birth_date")),
        ({"birth_date": "2030-01-01"}, ("birth_future", "fields.birth_date")),
        ({"vital_status": "deceased"}, ("death_elsewhere", "fields.vital_status")),
        ({"given_name": "Awa"}, ("change_nothing", "fields")),
    ],
)
def test_a_correction_passes_the_rules_of_registration(
    desk: Desk, fields: dict[str, object], problem: tuple[str, str]
) -> None:
    code, awa, *_ = family(desk)
    assert problem in refusals(lambda: ask(desk, code, IDENTITY, person=awa, fields=fields))
    assert person(desk, awa)["given_name"] == "Awa"


def test_a_number_somebody_else_holds_is_refused(desk: Desk) -> None:
    code, awa, *_ = family(desk)
    add(desk, member(given_name="Sira", identifiers=[{"scheme": "voter", "value": "12"}]))
    fields = {"identifiers": [{"scheme": "voter", "value": "1-2"}]}
    refused = refusals(lambda: ask(desk, code, IDENTITY, person=awa, fields=fields))
    assert refused == [("identifier_held", "fields.identifiers.0.value")]


def test_who_was_thought_dead_lives_and_joins_again(desk: Desk) -> None:
    code, _, moussa, _ = family(desk)
    ask(desk, code, ChangeKind.report_death, person=moussa, on="2026-11-23")
    other = add(desk, member(given_name="Sira"))
    assert refusals(
        lambda: ask(desk, other.code, ChangeKind.add_member, member={"person": moussa, "role": "guest"})
    ) == [("person_deceased", "member.person")]


def test_details_of_the_household_and_its_telephones(desk: Desk) -> None:
    code, *_ = family(desk, phone="0300 1234567")
    fields = {"village": "Taru", "landmark": "the mill", "phones": ["0300 7654321"], "child_headed": True}
    assert ask(desk, code, DETAILS, fields=fields).applied
    now = household(desk, code)
    assert (now["village"], now["landmark"], now["child_headed"]) == ("Taru", "the mill", 1)
    numbers = table(desk, "SELECT number, ended_on IS NULL FROM phone ORDER BY id")
    assert numbers == [("+923001234567", 0), ("+923007654321", 1)]
    ask(desk, code, DETAILS, fields={"landmark": None})
    assert household(desk, code)["landmark"] is None


def test_details_of_a_member(desk: Desk) -> None:
    code, awa, moussa, _ = family(desk)
    fields = {"mother_name": "Sira", "pregnancy": "pregnant", "phones": ["0300 1234567"]}
    ask(desk, code, DETAILS, person=awa, fields=fields)
    now = person(desk, awa)
    assert (now["mother_name"], now["pregnancy"]) == ("Sira", "pregnant")
    unlikely = ask(desk, code, DETAILS, person=moussa, fields={"pregnancy": "pregnant"})
    assert [(warning.code, warning.where) for warning in unlikely.warnings] == [
        ("pregnancy_unlikely", "fields.pregnancy")
    ]


def test_a_person_has_no_landmark_and_a_household_no_mother(desk: Desk) -> None:
    code, awa, *_ = family(desk)
    refused = refusals(lambda: ask(desk, code, DETAILS, person=awa, fields={"landmark": "x"}))
    assert refused == [("field_elsewhere", "fields.landmark")]
    refused = refusals(lambda: ask(desk, code, DETAILS, fields={"mother_name": "x"}))
    assert refused == [("field_elsewhere", "fields.mother_name")]


def test_a_household_gets_its_compound_later_and_the_head_a_second_household(desk: Desk) -> None:
    code, awa, *_ = family(desk)
    other = add(desk, member(given_name="Sira"), place={"compound": "C"})
    joining = {"person": awa, "role": "spouse"}
    refused = refusals(lambda: ask(desk, other.code, ChangeKind.add_member, member=joining))
    assert refused == [("two_households", "member.person")]
    ask(desk, code, DETAILS, fields={"compound": "C"})
    ask(desk, other.code, ChangeKind.add_member, member=joining)
    assert roles(desk, other.code)[awa] == "spouse"
    assert_whole(desk)
    refused = refusals(lambda: ask(desk, code, DETAILS, fields={"compound": None}))
    assert refused == [("left_with_two_homes", "household")]
    assert show.household(desk, code).compound_with == (other.code,)


def test_a_recipient_follows_another_and_each_has_their_days(desk: Desk) -> None:
    code, awa, moussa, _ = family(desk)
    kind = ChangeKind.change_recipient
    agreed(desk, code, kind, person=awa)
    agreed(desk, code, kind, rank=2, name="Omar Ba", mandate="letter of 3 March")
    agreed(desk, code, kind, person=moussa)
    found = table(desk, "SELECT person, name, rank, valid_from, valid_to FROM recipient ORDER BY id")
    rows = [person(desk, one)["id"] for one in (awa, moussa)]
    assert found == [
        (rows[0], None, 1, "2026-11-23", "2026-11-22"),
        (None, "Omar Ba", 2, "2026-11-23", None),
        (rows[1], None, 1, "2026-11-23", None),
    ]
    agreed(desk, code, kind, rank=2, ends=True)
    assert table(desk, "SELECT valid_to FROM recipient WHERE rank = 2") == [("2026-11-22",)]


@pytest.mark.parametrize(
    ("payload", "problem"),
    [
        ({}, ("recipient_missing", "person")),
        ({"name": "Omar Ba"}, ("mandate_missing", "mandate")),
        ({"person": "NSR-AAAA-26-000001-1"}, ("code_unknown", "person")),
        ({"rank": 3, "name": "x"}, ("field_wrong", "rank")),
        ({"ends": True, "name": "x"}, ("recipient_twice", "ends")),
    ],
)
def test_a_recipient_is_one_living_person_or_a_name_with_a_mandate(
    desk: Desk, payload: dict[str, object], problem: tuple[str, str]
) -> None:
    code, *_ = family(desk)
    assert refusals(lambda: ask(desk, code, ChangeKind.change_recipient, **payload)) == [problem]


def test_a_card_to_replace_is_due_again_and_prints_with_the_reason(desk: Desk) -> None:
    code, awa, *_ = family(desk)

    def cards() -> list[str]:
        return [line.code for line in print_papers.due(desk) if line.paper == "card"]

    assert cards() == [awa]
    print_papers.print_papers(desk, Paper.card, [awa], "single")
    assert cards() == []
    ask(desk, code, ChangeKind.replace_card, person=awa, reason="lost at the market")
    assert cards() == [awa]
    with desk.store.reading() as connection:
        assert due.counts(connection)["cards_due"] == 1
    print_papers.print_papers(desk, Paper.card, [awa], "single")
    assert table(desk, "SELECT copy_number, reason FROM print ORDER BY id")[1] == (2, "lost at the market")
    assert cards() == []


def test_a_member_who_never_heads_gets_a_card_when_one_is_asked_for(desk: Desk) -> None:
    code, _, moussa, _ = family(desk)
    ask(desk, code, ChangeKind.replace_card, person=moussa, reason="needs one")
    assert moussa in [line.code for line in print_papers.due(desk) if line.paper == "card"]
    assert refusals(lambda: ask(desk, code, ChangeKind.replace_card, person=moussa, reason=" ")) == [
        ("reprint_reason_missing", "reason")
    ]
