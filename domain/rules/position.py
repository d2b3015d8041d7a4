"""The rule about where a household is on the map (V20)."""

from __future__ import annotations

from collections.abc import Iterator

from domain.problems import Problem, Severity
from domain.registration import HouseholdForm
from domain.rules.context import Context

NEAR = 0.5  # degrees from the middle of the area, some 55 km north or south


def position_near(form: HouseholdForm, context: Context) -> Iterator[Problem]:
    """V20. A position is near the middle of its area, or of the smallest area around it that has one."""
    part = form.household
    if part.latitude is None or part.longitude is None or not part.area:
        return
    for area in context.programme.lineage(part.area):
        if area.latitude is not None and area.longitude is not None:
            east = abs(part.longitude - area.longitude)
            if abs(part.latitude - area.latitude) > NEAR or min(east, 360 - east) > NEAR:
                yield Problem(
                    "position_far", "household.latitude", "V20", Severity.warning, {"name": area.name}
                )
            return
