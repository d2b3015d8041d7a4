"""V26, V27 and V28: one open place a scheme, no scheme beside one it excludes, days in their order."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from domain.problems import Severity
from domain.rules.enrolments import OVER, Place, compatible, days_in_order, one_place


@pytest.mark.parametrize("status", ["draft", "submitted", "waitlisted", "active", "suspended"])
def test_v26_refuses_a_second_open_place(status: str) -> None:
    [problem] = one_place(Place("A", "draft"), [Place("B", "active"), Place("A", status)])
    assert (problem.rule, problem.code, problem.severity) == ("V26", "enrolled_already", Severity.error)


@pytest.mark.parametrize("status", sorted(OVER))
def test_v26_what_is_over_does_not_count(status: str) -> None:
    assert not list(one_place(Place("A", "draft"), [Place("A", status)]))


def test_v27_as_firmly_as_the_scheme_says() -> None:
    others = [Place("B", "active"), Place("C", "active"), Place("D", "exited"), Place("A", "exited")]
    excluded = {"B": Severity.error, "C": Severity.warning, "D": Severity.error}
    found = [(p.facts["scheme"], p.severity) for p in compatible(Place("A", "draft"), others, excluded)]
    assert found == [("B", Severity.error), ("C", Severity.warning)]


DAYS = [date(2026, 1, day) for day in (1, 2, 3, 4, 5)]


@pytest.mark.parametrize("days", list(permutations(DAYS[:3])))
def test_v28_no_day_comes_before_the_one_it_follows(days: tuple[date, ...]) -> None:
    place = Place("A", "active", applied_on=days[0], enrolled_on=days[1], end_on=days[2])
    assert bool(list(days_in_order(place))) == (list(days) != sorted(days))


def test_v28_names_the_day_that_is_too_early() -> None:
    [problem] = days_in_order(Place("A", "active", *DAYS[:3], start_on=DAYS[0]))
    assert (problem.rule, problem.where, problem.facts) == ("V28", "start_on", {"earlier": "enrolled_on"})
    assert not list(days_in_order(Place("A", "active", *[DAYS[0]] * 5)))
