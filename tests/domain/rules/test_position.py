"""V20: a position lies near the middle of its area."""

from __future__ import annotations

import pytest

from tests.domain.rules.conftest import Ask
from tests.domain.rules.forms import body

FAR = [("V20", "position_far", "household.latitude", "warning")]


@pytest.mark.parametrize(
    ("latitude", "longitude", "far"),
    [
        (34.01, 71.795, False),  # Pabbi itself
        (34.5, 71.3, False),
        (34.52, 71.795, True),
        (34.01, 72.3, True),
        (71.795, 34.01, True),  # exchanged
        (-34.01, 71.795, True),
        (None, 71.795, False),
        (34.01, None, False),
    ],
)
def test_v20(problems: Ask, latitude: float | None, longitude: float | None, far: bool) -> None:
    form = body(household_latitude=latitude, household_longitude=longitude)
    assert problems(form) == (FAR if far else [])
