"""Roles held for a time: who may take them, for how long, and that every use is written down."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from desktop.services import acting, rights, users
from desktop.services.desk import Desk
from desktop.services.sign_in import sign_in
from domain.problems import Refused
from domain.rights import RIGHTS, Right
from domain.vocabulary import UserRole
from tests.desktop.models.offices import EASY, NOON, add, make_office
from tests.desktop.services.changes.households import refusals, table

PASSWORD = "battery staple"
WHY = "on leave until Monday"


def sitting(desk: Desk, role: UserRole, name: str = "Noé", **given: Any) -> Desk:
    users.add(desk, name, PASSWORD, f"{name} Ba", role, EASY)
    return sign_in(desk.path, PASSWORD, name, given.get("clock", lambda: NOON))


@pytest.mark.parametrize("role", list(UserRole))
def test_a_right_is_there_by_ones_role_or_not_at_all(desk: Desk, role: UserRole) -> None:
    noe = sitting(desk, role)
    for right in Right:
        if right in RIGHTS[role]:
            assert rights.require(noe, right) is False
        else:
            with pytest.raises(Refused) as caught:
                rights.require(noe, right)
            [problem] = caught.value.problems
            assert problem.facts["right"] == right.value
            holders = [holder for holder in UserRole if right in RIGHTS[holder]]
            assert problem.facts["roles"] == ", ".join(holders)
        assert rights.may(noe, right) == (right in RIGHTS[role])
    noe.close()


def test_one_person_may_be_their_own_second(desk: Desk) -> None:
    assert not rights.by_acting(desk, Right.approve)
    acting.take(desk, UserRole.supervisor, WHY, 3)
    assert rights.by_acting(desk, Right.approve)
    assert rights.require(desk, Right.approve) is False  # it is their own role's right as well
    assert rights.roles(desk) == {UserRole.administrator, UserRole.supervisor}
    [line] = acting.held(desk)
    assert (line.role, line.from_on, line.until_on, line.reason) == (
        *("supervisor", "2026-11-23", "2026-11-25"),
        WHY,
    )


def test_nobody_takes_a_role_while_somebody_else_could_do_it(desk: Desk) -> None:
    clerk = sitting(desk, UserRole.clerk)
    with pytest.raises(Refused) as caught:
        acting.take(clerk, UserRole.supervisor, WHY, 3)
    assert [(p.code, p.facts["name"]) for p in caught.value.problems] == [("acting_somebody_else", "Awa Sy")]
    acting.take(desk, UserRole.district_head, WHY, 3)  # a clerk is no second person for an approval
    clerk.close()


def test_a_leader_lets_a_clerk_stand_in_and_every_use_is_recorded(desk: Desk) -> None:
    clerk = sitting(desk, UserRole.clerk)
    acting.take(desk, UserRole.supervisor, WHY, 3, "noé")
    assert rights.require(clerk, Right.manage_users) is True
    users.add(clerk, "Léa", PASSWORD, role=UserRole.clerk, hardness=EASY)
    extra = table(desk, "SELECT extra FROM user WHERE username = 'Léa'")
    assert extra == [('{"acting": true}',)]
    clerk.close()


def test_a_clerk_does_not_let_others_stand_in(desk: Desk) -> None:
    clerk = sitting(desk, UserRole.clerk)
    sitting(desk, UserRole.clerk, "Léa").close()
    assert refusals(lambda: acting.take(clerk, UserRole.supervisor, WHY, 3, "Léa")) == [("not_permitted", "")]
    assert refusals(lambda: acting.take(desk, UserRole.supervisor, WHY, 3, "Nobody")) == [
        ("user_unknown", "username")
    ]
    clerk.close()


def test_a_role_ends_by_itself(tmp_path: Path) -> None:
    now = NOON
    desk = make_office(tmp_path / "o.guichet", clock=lambda: now)
    acting.take(desk, UserRole.supervisor, WHY, 2)
    now = NOON + timedelta(days=1)
    assert rights.by_acting(desk, Right.approve)
    now = NOON + timedelta(days=2)
    assert not rights.by_acting(desk, Right.approve)
    assert acting.held(desk) == []
    desk.close()


def test_a_role_given_back_is_gone_and_may_be_taken_again(desk: Desk) -> None:
    acting.take(desk, UserRole.supervisor, WHY, 3)
    acting.take(desk, UserRole.district_head, WHY, 3)
    assert acting.give_back(desk, UserRole.supervisor) == 1
    assert [line.role for line in acting.held(desk)] == ["district_head"]
    assert acting.give_back(desk) == 1
    assert acting.held(desk) == []
    acting.take(desk, UserRole.supervisor, WHY, 3)
    assert len(acting.held(desk)) == 1
    assert table(desk, "SELECT count(*) FROM acting_right") == [(5,)]


@pytest.mark.parametrize(
    ("reason", "days", "problems"),
    [
        (" ", 3, [("acting_reason_missing", "reason")]),
        (WHY, 0, [("acting_days", "days")]),
        (WHY, 31, [("acting_days", "days")]),
        ("", 99, [("acting_reason_missing", "reason"), ("acting_days", "days")]),
    ],
)
def test_it_wants_a_reason_and_at_most_thirty_days(
    desk: Desk, reason: str, days: int, problems: list[tuple[str, str]]
) -> None:
    assert refusals(lambda: acting.take(desk, UserRole.supervisor, reason, days)) == problems


def test_a_role_that_adds_nothing_is_not_taken(desk: Desk) -> None:
    assert refusals(lambda: acting.take(desk, UserRole.clerk, WHY, 3)) == [("acting_adds_nothing", "role")]


def test_the_same_number_on_another_laptop_is_somebody_else(desk: Desk) -> None:
    """A record that came from elsewhere lends nothing here."""
    with desk.store.transaction() as connection:
        connection.execute("INSERT INTO device (no, fingerprint) VALUES (9, ?)", ("f" * 32,))
        connection.execute(
            "INSERT INTO acting_right (id, district, user, username, role, reason, from_on, until_on, at)"
            " VALUES (?, 'PK-KP-NOWSHERA', 1, 'Awa', 'supervisor', 'x', '2026-11-01', '2026-12-01', 'x')",
            ((9 << 40) + 1,),
        )
    assert acting.held(desk) == []
    assert not rights.by_acting(desk, Right.approve)


def test_registering_is_a_right_and_by_whom_only_for_a_time_is_written(desk: Desk) -> None:
    officer = sitting(desk, UserRole.payment_officer)
    assert refusals(lambda: add(officer)) == [("not_permitted", "")]
    acting.take(desk, UserRole.clerk, WHY, 3, "Noé")
    made = add(officer)
    extra = table(desk, "SELECT extra FROM household WHERE code = ?", made.code)
    assert extra == [('{"acting": true}',)]
    add(desk)
    assert table(desk, "SELECT count(*) FROM household WHERE extra IS NULL") == [(1,)]
    officer.close()
