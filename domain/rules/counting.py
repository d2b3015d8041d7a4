"""Members counted by age (V25): every member falls in one band, those of uncertain age in their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date

from domain.birth import Birth

# First year of each band; the last one is open. As the monthly report counts them.
BANDS = (0, 5, 15, 18, 25, 60, 65, 80, 90)
UNSURE = "unsure"


def band(birth: Birth | None, today: date) -> str:
    """``5-14``, ``90+``; ``unsure`` where the possible ages lie in two bands or nothing is known."""
    ages = birth.ages(today) if birth else None
    if ages is None:
        return UNSURE
    low, high = _first_year(ages[0]), _first_year(ages[1])
    if low != high:
        return UNSURE
    place = BANDS.index(low)
    return f"{low}+" if place == len(BANDS) - 1 else f"{low}-{BANDS[place + 1] - 1}"


def by_age(births: Sequence[Birth | None], today: date) -> Counter[str]:
    """V25. How many in each band; the bands sum to the size of the household."""
    return Counter(band(birth, today) for birth in births)


def _first_year(age: int) -> int:
    return max(year for year in BANDS if year <= max(0, age))
