"""What is known of a birth: a day, a month, a year, an estimated age, or nothing."""

from __future__ import annotations

from random import Random
from typing import Any

from guichet.sample.families import Someone
from guichet.sample.profile import Profile

Fields = dict[str, Any]
ROUND_FROM = 30
ADULT = 18


def birth_fields(rng: Random, profile: Profile, someone: Someone, *, documented: bool) -> Fields:
    """``birth_date`` and ``birth_precision``, or an estimated age with its day.

    ``documented`` births are known to the day, as an identity document writes them. Parents are never
    written less than 15 years older than their children: only people drawn without parents get a rounded age.
    """
    as_of, born = profile.sheet.as_of, someone.born(profile.sheet.as_of)
    precision = "day" if documented else _precision(rng, profile, someone.age)
    if precision == "unknown":
        return {"birth_precision": precision}
    if precision == "estimated_age":
        age = int(someone.age)
        if age >= ROUND_FROM and someone.mother is None and rng.random() < 0.6:
            age = -(-age // 5) * 5
        fields: Fields = {"birth_precision": precision, "estimated_age": age}
        return {**fields, "estimated_on": as_of.isoformat()}
    if precision == "day" and someone.age >= ADULT and rng.random() < profile.sheet.first_of_january:
        born = born.replace(month=1, day=1)
    written = born.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]
    return {"birth_date": written, "birth_precision": precision}


def _precision(rng: Random, profile: Profile, age: float) -> str:
    urn = next((urn for below, urn in profile.births if age < below), profile.births[-1][1])
    return urn.draw(rng)
