"""The sample of second visits: told by codes alone, about one household in twenty, every team looked at."""

from __future__ import annotations

import hashlib
import hmac

from domain.sampling import drawn, drawn_number, is_drawn

CODES = [f"NSR-K7QD-26-{number:06d}-K" for number in range(20_000)]


def test_the_number_is_what_the_documentation_says() -> None:
    digest = hmac.new(b"C26-K7QD-1", b"NSR-K7QD-26-000431-K", hashlib.sha256).hexdigest()
    assert drawn_number("C26-K7QD-1", "NSR-K7QD-26-000431-K") == int(digest[:16], 16)


def test_one_household_in_twenty_is_drawn() -> None:
    share = len(drawn("C26-K7QD-1", CODES)) / len(CODES)
    assert 0.045 < share < 0.055


def test_a_household_is_drawn_or_not_whatever_the_others_are() -> None:
    few, many = CODES[:500], CODES
    assert {code for code in few if is_drawn("C26-K7QD-1", code)} == set(drawn("C26-K7QD-1", many)) & set(few)


def test_another_campaign_draws_others() -> None:
    one, other = set(drawn("C26-K7QD-1", CODES)), set(drawn("C26-K7QD-2", CODES))
    assert len(one & other) < 0.2 * len(one)


def test_a_small_team_gives_one_household_all_the_same() -> None:
    nobody = [code for code in CODES[:40] if not is_drawn("C26-K7QD-1", code)]
    [chosen] = drawn("C26-K7QD-1", nobody)
    assert chosen == min(nobody, key=lambda code: drawn_number("C26-K7QD-1", code))
    assert drawn("C26-K7QD-1", []) == []
