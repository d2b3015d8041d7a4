"""V29 and V39: what is written down late, and clocks that cannot be believed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.rules.written_late import clock_doubted, dated_back
from tests.domain.rules.conftest import Ask
from tests.domain.rules.forms import TODAY, body

HOUR = 3_600_000


@pytest.mark.parametrize("days", [0, 1, 60])
def test_v29_a_paper_form_is_entered_within_sixty_days(problems: Ask, days: int) -> None:
    assert problems(body(registered_on=(TODAY - timedelta(days=days)).isoformat())) == []


@pytest.mark.parametrize(("may", "severity"), [(False, "error"), (True, "warning")])
def test_v29_later_a_supervisor_enters_it(problems: Ask, may: bool, severity: str) -> None:
    form = body(registered_on=(TODAY - timedelta(days=61)).isoformat())
    assert problems(form, may_override=may) == [("V29", "dated_back", "registered_on", severity)]


def test_v29_nothing_is_of_the_future(problems: Ask) -> None:
    form = body(registered_on=(TODAY + timedelta(days=1)).isoformat())
    assert problems(form, may_override=True) == [("V29", "date_future", "registered_on", "error")]


def test_v29_says_how_many_days() -> None:
    [problem] = dated_back(date(2026, 1, 1), date(2026, 12, 31), "on", may_override=False)
    assert (problem.where, problem.facts) == ("on", {"days": 364})


@pytest.mark.parametrize(
    ("back", "ahead", "codes"),
    [
        (0, 0, []),
        (-24 * HOUR, 0, []),  # the last event was yesterday
        (60_000, 0, []),
        (2 * HOUR, 0, ["clock_back"]),
        (0, 23 * HOUR, []),
        (0, 25 * HOUR, ["clock_far"]),
        (0, -25 * HOUR, ["clock_far"]),
        (2 * HOUR, 25 * HOUR, ["clock_back", "clock_far"]),
    ],
)
def test_v39(back: int, ahead: int, codes: list[str]) -> None:
    now = 1_800_000_000_000
    found = list(clock_doubted(now, now + back, ahead))
    assert [problem.code for problem in found] == codes
    assert {problem.rule for problem in found} <= {"V39"}
    assert all(problem.severity.value == "warning" for problem in found)
