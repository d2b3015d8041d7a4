"""A register in memory answers who looks like somebody at the counter."""

from __future__ import annotations

import pytest

from domain.matching.profile import Identity, profile
from domain.matching.roster import COMPARED_AT_MOST, Roster, ranked
from domain.matching.score import threshold
from tests.domain.matching.people import on


def person(number: int, **more: str) -> Identity:
    return Identity(
        given_name=f"Name{'abcdefghij'[number % 10] * 3}",
        family_name=f"Family{'klmnopqrst'[number // 10 % 10] * 2}",
        birth=on(f"{1940 + number % 80}-{1 + number % 12:02}-{1 + number % 28:02}"),
        **more,
    )


def test_the_second_registration_finds_the_first() -> None:
    roster = Roster()
    for number in range(200):
        roster.add(number, profile(person(number)))
    roster.add(200, profile(Identity("Awa", "Diallo", birth=on("1984-03-07"))))
    found = roster.look_alikes(profile(Identity("Djaló", "Aua", birth=on("1984-07-03"))), threshold(201, 0.1))
    assert [number for number, _ in found] == [200]
    assert roster.look_alikes(profile(Identity("Zulmira", "Vaz", birth=on("2001-12-30")))) == []


def test_a_number_stands_for_one_person() -> None:
    roster = Roster()
    roster.add(1, profile(person(1)))
    with pytest.raises(ValueError, match="in use"):
        roster.add(1, profile(person(2)))
    assert len(roster) == 1


def test_the_rarest_shared_keys_decide_who_is_compared() -> None:
    blocks = {"common": range(100), "rare": [7, 500], "rarest": [501]}
    assert ranked(blocks, 1000, 3) == [7, 501, 500]
    assert len(ranked({"common": range(5000)}, 5000, COMPARED_AT_MOST)) == COMPARED_AT_MOST
    assert ranked({}, 0, 5) == []
