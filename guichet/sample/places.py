"""Where invented households live: an area of the programme, a village, sometimes a position."""

from __future__ import annotations

from random import Random
from typing import Any

from domain.programme import Area, Office, Programme
from guichet.sample.profile import Profile

# Degrees around a centroid: some three kilometres in a tehsil, ten in a district.
_NEAR, _FAR = 0.03, 0.09


class Places:
    """The deepest areas of one office."""

    def __init__(self, programme: Programme, profile: Profile, office: Office) -> None:
        self._programme = programme
        self._profile = profile
        self._areas = [area for code in office.areas for area in deepest(programme, code)]

    def area(self, rng: Random) -> Area:
        """One of the areas, each as likely as another."""
        return rng.choice(self._areas)

    def fields(self, rng: Random, area: Area) -> dict[str, Any]:
        """``area``, ``village``, and for a share of households ``latitude`` and ``longitude`` in degrees."""
        fields: dict[str, Any] = {"area": area.code, "village": self._profile.villages.draw(rng)}
        if rng.random() < self._profile.sheet.places.gps:
            fields.update(self._position(rng, area))
        return fields

    def _position(self, rng: Random, area: Area) -> dict[str, float]:
        for around in self._programme.lineage(area.code):
            if around.latitude is not None and around.longitude is not None:
                reach = _FAR if around.level <= self._programme.district_level else _NEAR
                north, east = (max(-reach, min(reach, rng.gauss(0, reach / 2))) for _ in range(2))
                return {
                    "latitude": round(around.latitude + north, 5),
                    "longitude": round(around.longitude + east, 5),
                }
        return {}


def deepest(programme: Programme, code: str) -> list[Area]:
    """The areas under one that have none below them; itself when it has none."""
    below = programme.children(code)
    if not below:
        area = programme.area(code)
        return [area] if area else []
    return [leaf for child in below for leaf in deepest(programme, child.code)]
