"""One household becomes two, two become one, one lives elsewhere."""

from __future__ import annotations

import dataclasses
import json

from desktop.services import show
from desktop.services.changes import answer, undo
from desktop.services.desk import Desk
from domain.vocabulary import ChangeKind
from tests.desktop.models.offices import add, member
from tests.desktop.services.changes.households import (
    agreed,
    ask,
    assert_whole,
    family,
    household,
    refusals,
    roles,
    stand_in,
    table,
)

OTHER_AREA = "PK-KP-NOWSHERA-PAB-02"
AWAY = "PK-KP-LOWERDIR-TMG-02"


def test_a_split_makes_a_household_with_its_own_code_and_legal_basis(desk: Desk) -> None:
    code, awa, moussa, daughter = family(desk)
    asked = agreed(
        desk,
        code,
        ChangeKind.split_household,
        members=[moussa, daughter],
        head=moussa,
        roles={daughter: "child"},
        area=OTHER_AREA,
        village="Taru",
        phone="0300 1234567",
    )
    [new] = asked.made
    assert roles(desk, new) == {moussa: "head", daughter: "child"}
    assert roles(desk, code) == {awa: "head"}
    made = household(desk, new)
    assert (made["area"], made["village"], made["language"]) == (OTHER_AREA, "Taru", "en")
    reasons = table(desk, "SELECT end_reason FROM membership WHERE end_on IS NOT NULL")
    assert reasons == [("split",), ("split",)]
    assert table(desk, "SELECT count(*), count(DISTINCT legal_basis) FROM consent") == [(2, 1)]
    assert show.household(desk, new).phones == ("+923001234567",)
    assert_whole(desk)


def test_a_split_leaves_two_whole_households_or_nothing(desk: Desk) -> None:
    code, awa, moussa, daughter = family(desk)

    def split(members: list[str], head: str) -> list[tuple[str, str]]:
        return refusals(lambda: ask(desk, code, ChangeKind.split_household, members=members, head=head))

    assert split([awa, daughter], awa) == [("head_goes", "members")]
    assert split([moussa], daughter) == [("head_not_among", "head")]
    assert split([moussa, moussa], moussa) == [("member_twice", "members.1")]
    assert split(["NSR-AAAA-26-000001-1", moussa], moussa) == [("not_a_member", "members.0")]
    assert len(table(desk, "SELECT 1 FROM household")) == 1


def test_who_is_kin_of_the_old_head_is_a_relative_of_the_new_one(desk: Desk) -> None:
    code, _, moussa, daughter = family(desk)
    asked = agreed(desk, code, ChangeKind.split_household, members=[moussa, daughter], head=moussa)
    assert roles(desk, asked.made[0])[daughter] == "other_relative"


def test_two_households_become_one_and_both_codes_open_it(desk: Desk) -> None:
    code, awa, *_ = family(desk)
    other, sira, *_ = family(desk)
    agreed(desk, code, ChangeKind.merge_households, other=other, head_role="other_relative")
    assert roles(desk, code)[sira] == "other_relative"
    assert len(roles(desk, code)) == 6
    assert roles(desk, other) == {}
    gone = household(desk, other)
    assert gone["status"] == "merged"
    assert show.household(desk, other).code == show.household(desk, sira).code == code
    assert desk.person_row(other) == desk.person_row(awa)
    assert_whole(desk)
    again = refusals(lambda: ask(desk, code, ChangeKind.merge_households, other=other, head_role="guest"))
    assert again == [("merge_with_itself", "other")]


def test_a_merge_names_the_other_household_by_a_members_code_too(desk: Desk) -> None:
    code, *_ = family(desk)
    alone = add(desk, member(given_name="Sira"))
    agreed(desk, code, ChangeKind.merge_households, other=alone.persons[0], head_role="guest")
    assert roles(desk, code)[alone.persons[0]] == "guest"


def test_a_man_of_both_households_stays_once(desk: Desk) -> None:
    omar = member(given_name="Omar", sex="male")
    first = add(desk, omar, place={"compound": "C"})
    known = {"person": first.persons[0], "role": "head"}
    second = add(desk, known, member(role="spouse", given_name="Sira"), place={"compound": "C"})
    agreed(desk, first.code, ChangeKind.merge_households, other=second.code)
    assert roles(desk, first.code) == {first.persons[0]: "head", second.persons[1]: "other_relative"}
    assert_whole(desk)


def test_a_merged_household_gets_no_receipt_any_more(desk: Desk) -> None:
    from desktop.services import print_papers  # noqa: PLC0415 - ReportLab is slow to import

    code, *_ = family(desk)
    other, *_ = family(desk)
    agreed(desk, code, ChangeKind.merge_households, other=other, head_role="guest")
    assert [due.code for due in print_papers.due(desk) if due.paper == "receipt"] == [code]


def test_a_move_leaves_nothing_of_the_old_place(desk: Desk) -> None:
    code, *_ = family(desk, landmark="the mill", latitude=34.0, longitude=72.0)
    asked = ask(desk, code, ChangeKind.move_area, area=OTHER_AREA, village="Taru")
    assert asked.applied
    moved = household(desk, code)
    assert (moved["area"], moved["village"], moved["landmark"], moved["latitude_e6"]) == (
        *(OTHER_AREA, "Taru"),
        *(None, None),
    )


def test_a_move_ends_at_a_known_place(desk: Desk) -> None:
    code, *_ = family(desk)

    def move(**place: str) -> list[tuple[str, str]]:
        return refusals(lambda: ask(desk, code, ChangeKind.move_area, **place))

    assert move(area="nowhere") == [("area_unknown", "area")]
    assert move(area="PK-KP-NOWSHERA-PAB-01") == [("change_nothing", "area")]


def test_a_position_travels_without_fractions(desk: Desk) -> None:
    code, *_ = family(desk)
    ask(desk, code, ChangeKind.move_area, area=OTHER_AREA, latitude=34.012345, longitude=71.5)
    assert household(desk, code)["latitude_e6"] == 34_012_345


def test_into_another_district_a_household_goes_by_a_record_of_its_own_that_a_colleague_agrees_to(
    desk: Desk,
) -> None:
    code, *_ = family(desk)
    asked = ask(desk, code, ChangeKind.move_area, area=AWAY, village="Timergara")
    assert not asked.applied
    assert table(desk, "SELECT count(*) FROM move") == [(0,)]
    stand_in(desk)
    answer.approve(desk, asked.request)
    assert table(desk, "SELECT from_district, to_district, area, village FROM move") == [
        ("PK-KP-NOWSHERA", "PK-KP-LOWERDIR", AWAY, "Timergara")
    ]
    assert household(desk, code)["area"] != AWAY  # it is here until the server has taken it there
    assert refusals(lambda: ask(desk, code, ChangeKind.move_area, area=AWAY))[-1][0] == "moving_already"
    assert refusals(lambda: undo.undo(desk, asked.request)) == [("undo_moved_away", "area")]
    assert_whole(desk)


def test_a_move_says_what_it_saw_last_of_where_the_household_lives(desk: Desk) -> None:
    code, *_ = family(desk)
    ask(desk, code, ChangeKind.move_area, area=OTHER_AREA)
    [(last,)] = table(desk, "SELECT max(id) FROM change WHERE kind = 'household'")
    agreed(desk, code, ChangeKind.move_area, area=AWAY)
    [(base,)] = table(desk, "SELECT base FROM change WHERE kind = 'move'")
    assert json.loads(base) == {"area": last, "village": last}


def test_nobody_is_taken_away_who_also_lives_in_a_household_that_stays(desk: Desk) -> None:
    omar = member(given_name="Omar", sex="male")
    first = add(desk, omar, place={"compound": "C"})
    add(desk, {"person": first.persons[0], "role": "head"}, member(role="spouse"), place={"compound": "C"})
    found = refusals(lambda: ask(desk, first.code, ChangeKind.move_area, area=AWAY))
    assert found == [("member_elsewhere", "area")]


def test_a_household_goes_only_where_an_office_receives_it(desk: Desk) -> None:
    code, *_ = family(desk)
    offices = tuple(office for office in desk.programme.offices if office.code == "NSR")
    alone = dataclasses.replace(desk, programme=desk.programme.model_copy(update={"offices": offices}))
    found = refusals(lambda: ask(alone, code, ChangeKind.move_area, area=AWAY))
    assert found == [("district_unserved", "area")]
