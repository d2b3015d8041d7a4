"""V06 to V11: one living head, generations that can be, one home, memberships in order."""

from __future__ import annotations

from typing import Any

import pytest

from domain.birth import Birth, Precision
from domain.rules.context import Home, Known
from domain.vocabulary import Sex
from tests.domain.rules.conftest import Ask
from tests.domain.rules.forms import body, child, head

GROWN = Birth(precision=Precision.year, on="1970")


def known(*homes: Home, birth: Birth = GROWN, deceased: bool = False) -> Known:
    return Known(Sex.male, birth, deceased, homes)


# -- V06


@pytest.mark.parametrize(
    "members",
    [
        [head()],
        [child(role="spouse", birth_date="1980-01-01"), head()],
        [head(), head(end_on="2026-01-01", end_reason="left")],
    ],
)
def test_v06_accepts_one_active_head(problems: Ask, members: list[dict[str, Any]]) -> None:
    assert problems(body(*members)) == []


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ([child()], [("head_missing", "members")]),
        ([head(end_on="2026-01-01", end_reason="left")], [("head_missing", "members")]),
        ([head(), head()], [("heads_several", "members.1.role")]),
        (
            [head(), child(), head(), head()],
            [("heads_several", "members.2.role"), ("heads_several", "members.3.role")],
        ),
        ([head(), child(role=None)], [("role_missing", "members.1.role")]),
        ([head(role=None)], [("head_missing", "members"), ("role_missing", "members.0.role")]),
    ],
)
def test_v06_refuses(problems: Ask, members: list[dict[str, Any]], expected: list[tuple[str, str]]) -> None:
    assert problems(body(*members)) == [("V06", code, where, "error") for code, where in expected]


def test_v06_wants_members_at_all(problems: Ask) -> None:
    assert problems(body() | {"members": []}) == [("V06", "members_missing", "members", "error")]


# -- V07


@pytest.mark.parametrize(
    "birth",
    [
        {"birth_date": "2011-11-23"},  # 15 today
        {"birth_date": "2011", "birth_precision": "year"},  # 14 or 15
        {"birth_date": None, "birth_precision": "unknown"},
        {
            "birth_date": None,
            "birth_precision": "estimated_age",
            "estimated_age": 13,
            "estimated_on": "2026-11-23",
        },
    ],
)
def test_v07_accepts_a_head_who_may_be_fifteen(problems: Ask, birth: dict[str, Any]) -> None:
    found = problems(body(head(**birth), guardian="Moussa Sy"))
    assert [rule for rule, *_ in found] == []


def test_v07_warns_of_a_head_under_fifteen(problems: Ask) -> None:
    found = problems(body(head(birth_date="2011-11-24"), guardian="Moussa Sy"))
    assert found == [("V07", "head_young", "members.0.birth_date", "warning")]


def test_v07_is_quiet_once_child_headed_is_said(problems: Ask) -> None:
    form = body(head(birth_date="2012-01-01"), guardian="Moussa Sy", household_child_headed=True)
    assert problems(form) == []


def test_v07_looks_at_a_head_registered_before(problems: Ask) -> None:
    young = Birth(precision=Precision.year, on="2013")
    form = body({"role": "head", "person": "x"}, guardian="Moussa Sy")
    found = problems(form, {0: known(birth=young)})
    assert found == [("V07", "head_young", "members.0.birth_date", "warning")]


# -- V08


@pytest.mark.parametrize(
    "birth",
    [
        {"birth_date": "1999-04-12"},  # twelve years to the day
        {"birth_date": "2000", "birth_precision": "year"},
        {"birth_date": None, "birth_precision": "unknown"},
    ],
)
def test_v08_accepts_children_twelve_years_younger(problems: Ask, birth: dict[str, Any]) -> None:
    assert problems(body(head(), child(**birth))) == []


@pytest.mark.parametrize("birth_date", ["1998-11-23", "1987-04-12", "1950-01-01"])
def test_v08_warns_of_a_child_too_near(problems: Ask, birth_date: str) -> None:
    found = problems(body(head(), child(birth_date=birth_date)))
    assert found == [("V08", "parent_too_young", "members.1.birth_date", "warning")]


def test_v08_does_not_ask_of_other_relatives(problems: Ask) -> None:
    assert problems(body(head(), child(role="other_relative", birth_date="1986-01-01"))) == []


@pytest.mark.parametrize(("birth_date", "warns"), [("2011-11-23", False), ("2011-11-24", True)])
def test_v08_warns_of_a_spouse_under_fifteen(problems: Ask, birth_date: str, warns: bool) -> None:
    found = problems(body(head(), child(role="spouse", birth_date=birth_date)))
    assert found == ([("V08", "spouse_young", "members.1.birth_date", "warning")] if warns else [])


# -- V09

FIRST = "NSR-ABCD-26-000001-X"
TWO_HOUSES = [("V09", "two_households", "members.0.person", "error")]


@pytest.mark.parametrize(
    ("homes", "household", "expected"),
    [
        ((), {}, []),
        ((Home(FIRST, None),), {}, TWO_HOUSES),
        ((Home(FIRST, "Khan"),), {}, TWO_HOUSES),
        ((Home(FIRST, None),), {"household_compound": "Khan"}, TWO_HOUSES),
        ((Home(FIRST, "Khan"),), {"household_compound": "Shah"}, TWO_HOUSES),
        ((Home(FIRST, "Khan"),), {"household_compound": "Khan"}, []),
        ((Home(FIRST, "Khan"), Home("other", "Khan")), {"household_compound": "Khan"}, []),
        ((Home(FIRST, "Khan"), Home("other", None)), {"household_compound": "Khan"}, TWO_HOUSES),
        ((Home(FIRST, None),), {"household_kind": "family"}, []),
        ((Home(FIRST, None),), {"household_kind": "institution"}, []),
    ],
)
def test_v09_one_home_unless_the_households_share_a_compound(
    problems: Ask, homes: tuple[Home, ...], household: dict[str, Any], expected: Any
) -> None:
    form = body({"role": "head", "person": "x"}, **household)
    assert problems(form, {0: known(*homes)}) == expected


# -- V10


@pytest.mark.parametrize(
    "dates",
    [
        {"start_on": "2020-01-01"},
        {"start_on": "2020-01-01", "end_on": "2020-01-01", "end_reason": "left"},
        {"end_on": "2020-01-01", "end_reason": "death"},
    ],
)
def test_v10_accepts(problems: Ask, dates: dict[str, Any]) -> None:
    assert problems(body(head(), child(**dates))) == []


@pytest.mark.parametrize(
    ("dates", "code", "where"),
    [
        (
            {"start_on": "2020-01-02", "end_on": "2020-01-01", "end_reason": "left"},
            "membership_dates",
            "end_on",
        ),
        ({"start_on": "2020-01-01", "end_on": "2020-01-02"}, "membership_end_reason", "end_reason"),
    ],
)
def test_v10_refuses(problems: Ask, dates: dict[str, Any], code: str, where: str) -> None:
    assert problems(body(head(), child(**dates))) == [("V10", code, f"members.1.{where}", "error")]


# -- V11


def test_v11_refuses_a_deceased_head(problems: Ask) -> None:
    expected = [("V11", "deceased_head", "members.0.role", "error")]
    assert problems(body(head(vital_status="deceased"))) == expected
    assert problems(body({"role": "head", "person": "x"}), {0: known(deceased=True)}) == expected


def test_v11_accepts_a_deceased_member_and_a_former_head(problems: Ask) -> None:
    gone = head(vital_status="deceased", end_on="2026-01-01", end_reason="death")
    assert problems(body(head(), child(vital_status="deceased"), gone)) == []
    assert problems(body(head(vital_status="unknown"))) == []
