"""Precision and recall as the tables give them."""

from __future__ import annotations

import pytest

from benchmarks.measures import at, curve, recall_at

JUDGED = [(9.0, True), (8.0, True), (8.0, False), (5.0, True), (1.0, False)]


def test_at_a_threshold() -> None:
    quality = at(JUDGED, 4, 5.0)
    assert (quality.precision, quality.recall) == (0.75, 0.75)
    assert quality.f1 == pytest.approx(0.75)


def test_pairs_of_one_weight_are_never_told_apart() -> None:
    points = curve(JUDGED, 4)
    assert [(p.precision, p.recall) for p in points] == [
        (1.0, 0.25),
        (pytest.approx(2 / 3), 0.5),
        (0.75, 0.75),
        (0.6, 0.75),
    ]
    assert recall_at(points, 0.95) == 0.25
    assert recall_at(points, 0.7) == 0.75


def test_nothing_found() -> None:
    assert at([], 3, 0.0).f1 == 0
    assert curve([], 3) == []
    assert recall_at([], 0.95) == 0
