"""Rates by the month, and what each payer owes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.contributions.rates import (
    due,
    months_between,
    next_month,
    overlapping,
    problems_of,
    rate_of,
)
from domain.payments.money import rounded
from domain.problems import Refused
from domain.schemes.scheme import Rate, Scheme
from packs.catalogue import shipped


def scheme(code: str) -> Scheme:
    found = shipped("").scheme(code)
    assert found is not None
    return found


def rate(**more: object) -> Rate:
    return Rate.model_validate({"from_on": "2017-01-01", "currency": "USD", **more})


@pytest.mark.parametrize(
    ("month", "worker", "employer"),
    [("2016-11", 1112222, 1112222), ("2017-12", 1112222, 1112222), ("2018-01", 0, 2224443)],
)
def test_cambodia_changes_who_pays_on_the_first_of_2018(month: str, worker: int, employer: int) -> None:
    found = due(rate_of(scheme("SCH-01"), month), 85_555_500)
    assert (found.worker, found.employer) == (worker, employer)


def test_cambodia_counts_no_wage_above_a_million_riel() -> None:
    found = due(rate_of(scheme("SCH-01"), "2017-12"), 150_000_000)
    assert (found.counted, found.worker, found.employer) == (100_000_000, 1_300_000, 1_300_000)


def test_timor_leste_takes_four_and_six_per_cent() -> None:
    found = due(rate_of(scheme("SCH-04"), "2017-08"), 12_550)
    assert (found.worker, found.employer, found.total) == (502, 753, 1255)
    assert found.rate == "2017-08-01"


def test_a_month_before_the_first_rate_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        rate_of(scheme("SCH-04"), "2017-07")
    assert refusal.value.problems[0].code == "rate_none"


def test_a_scheme_begun_within_a_month_has_its_rate_from_that_month_on() -> None:
    assert rate_of(scheme("SCH-06"), "2018-11").from_on == "2018-11-20"


def test_a_share_that_the_law_has_not_set_is_refused_not_guessed() -> None:
    with pytest.raises(Refused) as refusal:
        due(rate_of(scheme("SCH-06"), "2018-12"), 100)
    assert refusal.value.problems[0].code == "rate_unset"


def test_two_rates_on_one_day_are_named() -> None:
    both = (rate(to_on="2017-12-31", worker=1), rate(from_on="2017-12-31", worker=2))
    assert len(overlapping(both)) == 1
    broken = scheme("SCH-04").model_copy(update={"contributions": both})
    assert [problem.code for problem in problems_of(broken)] == ["rates_overlap"]
    with pytest.raises(Refused) as refusal:
        rate_of(broken.model_copy(update={"contributions": (both[0], rate(worker=2))}), "2017-05")
    assert refusal.value.problems[0].code == "rates_overlap"


def test_a_rate_that_follows_another_does_not_overlap_it() -> None:
    assert not overlapping((rate(from_on="2018-01-01"), rate(to_on="2017-12-31")))


def test_every_rate_that_ships_is_sound() -> None:
    assert [problem for one in shipped("").schemes for problem in problems_of(one)] == []


def test_the_sponsor_pays_all_of_a_refugees_contribution() -> None:
    found = due(rate_of(scheme("SCH-10"), "2018-03"), 4_000)
    assert (found.worker, found.employer, found.sponsor) == (0, 0, 4_000)


def test_a_flat_rate_stands_in_the_place_of_the_wage() -> None:
    assert due(rate(flat=500), 99_999).worker == 500
    shared = due(rate(flat=500, worker=25_000, sponsor=75_000), 0)
    assert (shared.worker, shared.sponsor) == (125, 375)


@pytest.mark.parametrize(("rounding", "share"), [("half_up", 1100), ("up", 1200), ("down", 1100)])
def test_the_law_may_round_to_its_own_step(rounding: str, share: int) -> None:
    assert due(rate(worker=1_000, rounding=rounding, rounded_to=100), 110_001).worker == share


def test_a_floor_counts_only_where_a_wage_was_paid() -> None:
    assert due(rate(worker=10_000, floor=1_000), 400).worker == 100
    assert due(rate(worker=10_000, floor=1_000), 0).worker == 0


_SHARE = st.integers(0, 40_000)


@given(st.integers(0, 10**12), _SHARE, _SHARE, _SHARE)
def test_the_shares_differ_from_the_whole_by_one_unit_at_most(
    base: int, worker: int, employer: int, sponsor: int
) -> None:
    found = due(rate(worker=worker, employer=employer, sponsor=sponsor), base)
    assert abs(found.total - rounded(base * (worker + employer + sponsor), 100_000)) <= 1


def test_months_are_counted_over_the_turn_of_the_year() -> None:
    assert next_month("2017-12") == "2018-01"
    assert next_month("2018-02", -3) == "2017-11"
    assert months_between("2017-11", "2018-02") == ("2017-11", "2017-12", "2018-01", "2018-02")
    assert months_between("2018-02", "2017-11") == ()
