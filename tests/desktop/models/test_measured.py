"""What rounds have measured is remembered by what they moved, not by what they waited for."""

from __future__ import annotations

import pytest

from desktop.models import measured, rounds
from desktop.services.desk import Desk
from desktop.sync.report import Report
from domain.problems import Problem


def went(desk: Desk, *reports: Report, problem: Problem | None = None) -> None:
    with desk.store.transaction() as connection:
        for report in reports:
            rounds.add(connection, "2026-11-23T10:00:00Z", report, problem)


def test_nothing_is_known_before_it_was_measured(desk: Desk) -> None:
    went(desk, Report(sent=3, bytes_up=3000, bytes_down=2000, seconds=9.0))  # mostly its token and its heads
    with desk.store.reading() as connection:
        assert measured.bytes_a_change(connection) is None
        assert measured.bytes_a_second(connection) is None


def test_photos_are_no_part_of_what_a_change_costs(desk: Desk) -> None:
    went(desk, Report(sent=100, bytes_up=30_000, photo_bytes_up=20_000, seconds=1.0))
    with desk.store.reading() as connection:
        assert measured.bytes_a_change(connection) == 100


def test_the_speed_is_the_middle_of_the_latest_and_of_rounds_that_came_through(desk: Desk) -> None:
    went(desk, *[Report(bytes_up=50_000, bytes_down=50_000, seconds=1.0)] * 20)
    went(desk, *[Report(bytes_up=8_000, bytes_down=12_000, seconds=2.0)] * 8)
    went(desk, Report(bytes_up=10_000_000, seconds=1.0))  # once in an office with a good line
    went(desk, *[Report(bytes_up=90_000, seconds=90.0)] * 9, problem=Problem("cut_line"))
    with desk.store.reading() as connection:
        assert measured.bytes_a_second(connection) == pytest.approx(10_000)
