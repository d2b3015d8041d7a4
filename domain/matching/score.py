"""Whether two persons are one: Fellegi–Sunter weights against the size of the register, with reasons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from math import log2

from domain.matching.compare_births import weigh_births
from domain.matching.compare_details import (
    weigh_identifiers,
    weigh_mothers,
    weigh_phones,
    weigh_places,
    weigh_sex,
)
from domain.matching.compare_names import weigh_names
from domain.matching.evidence import Reason, Share
from domain.matching.frequencies import Frequencies, share
from domain.matching.profile import Profile

# Of the persons who come to be registered, the part that is already there.
ALREADY_THERE = 0.1
# Brothers and sisters share family name, mother, village and telephone: that evidence cannot tell them apart.
KIN = 4
KIN_SAME_DAY = 5.0  # bits of one birthday between brothers and sisters: twins are not rare
ALERT = 0.1


@dataclass(frozen=True, slots=True)
class Match:
    """How likely two profiles are one person: ``weight`` in bits, ``probability`` 0 to 1, strongest first."""

    weight: float
    probability: float
    reasons: tuple[Reason, ...]


def threshold(register_size: int, probability: float = ALERT) -> float:
    """The weight in bits from which a pair is one person with that probability; rises with the register.

    One bit more for each doubling: twice as many persons, twice as many chance look-alikes.
    """
    return log2(probability / (1 - probability)) - log2(ALREADY_THERE / max(1, register_size))


def score(a: Profile, b: Profile, frequencies: Frequencies, register_size: int) -> Match:
    """The match of two profiles; symmetric. ``register_size`` is the number of persons compared against."""
    common = partial(share, frequencies=frequencies, register_size=register_size)
    reasons, weight, own = _weigh(a, b, common)
    weight = min(weight, own + log2(max(1, register_size) / KIN))
    odds_bits = weight - threshold(register_size)
    probability = 1 / (1 + 2 ** -max(-60.0, min(60.0, odds_bits)))
    return Match(weight, probability, tuple(sorted(reasons, key=lambda r: (-r.weight, r.code))))


def _weigh(a: Profile, b: Profile, common: Share) -> tuple[list[Reason], float, float]:
    """Reasons, the weight of all, and the weight of what kin do not share."""
    total, own, reasons = weigh_names(a.names, b.names, common)
    birth = weigh_births(a.born, b.born, common)
    for reason in (birth, weigh_sex(a.sex, b.sex), weigh_identifiers(a, b)):
        if reason is not None:
            reasons.append(reason)
            total += reason.weight
            own += min(reason.weight, KIN_SAME_DAY) if reason is birth else reason.weight
    for reason in (weigh_mothers(a, b, common), weigh_phones(a, b), *weigh_places(a, b, common)):
        if reason is not None:
            reasons.append(reason)
            total += reason.weight
    return reasons, total, own
