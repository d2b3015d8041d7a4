"""When the last synchronisation is too long ago."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desktop.services.freshness import Freshness, freshness

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-3, "fresh"),
        (0, "fresh"),
        (6.99, "fresh"),
        (7, "late"),
        (13.9, "late"),
        (14, "overdue"),
        (90, "overdue"),
    ],
)
def test_a_week_is_late_and_two_are_overdue(days: float, said: Freshness) -> None:
    assert freshness(NOW - timedelta(days=days), NOW) == said


def test_before_the_first_round_nothing_is_known() -> None:
    assert freshness(None, NOW) == "unknown"
