"""Whether two persons are one: Fellegi–Sunter weights against the size of the register, with reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from math import inf, log2

from domain.matching.compare_births import weigh_births
from domain.matching.compare_details import (
    ADDRESS_AT_MOST,
    AREA_AT_MOST,
    MOTHER_AT_MOST,
    PHONE_SAME,
    VILLAGE_AT_MOST,
    weigh_identifiers,
    weigh_mothers,
    weigh_phones,
    weigh_places,
    weigh_sex,
)
from domain.matching.compare_names import weigh_names
from domain.matching.evidence import Reason, Share, bits
from domain.matching.frequencies import Frequencies, share
from domain.matching.profile import Profile

# Of the persons who come to be registered, the part that is already there.
ALREADY_THERE = 0.1
# Brothers and sisters share family name, mother, village and telephone: that evidence cannot tell them apart.
# Of those a person has, so many are in the register.
KIN = 3
# Of pairs of brothers and sisters three in a hundred have one birthday on paper: twins (20 in 1000 deliveries
# in West Africa), and children whose days were declared together.
KIN_SAME_DAY = bits(0.8, 0.03)
# From this probability a clerk is shown the pair: one look too many in ten costs less than one person twice.
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


def score(
    a: Profile,
    b: Profile,
    frequencies: Frequencies,
    register_size: int,
    least: float = -inf,
    *,
    kin: float = KIN,
) -> Match:
    """The match of two profiles; symmetric. ``register_size`` is the number of persons compared against.

    The weights of the reasons sum to the weight of the match: what brothers and sisters would share as well
    is taken back by a reason of its own, ``shared_by_kin``. A pair that cannot reach ``least`` bits is not
    looked at further: its match has an upper bound of the weight and no reasons. ``kin`` is how many brothers
    and sisters of a person the register holds: 0 for a list of unrelated persons.
    """
    common = _shares(frequencies, register_size)
    room = (
        log2(max(1, register_size) / kin) if kin > 0 else inf
    )  # how far evidence shared by kin can lift what is their own
    names = weigh_names(a.names, b.names, common)
    birth = weigh_births(a.born, b.born, common)
    personal = [r for r in (birth, weigh_sex(a.sex, b.sex), weigh_identifiers(a, b)) if r is not None]
    total = names.total + sum(reason.weight for reason in personal)
    ceiling = (
        room + names.own + sum(min(r.weight, KIN_SAME_DAY) if r is birth else r.weight for r in personal)
    )
    if min(ceiling, total + _family_at_most(a, b)) < least:
        return _match(min(ceiling, total + _family_at_most(a, b)), register_size, ())
    family = [r for r in (weigh_phones(a, b), *weigh_places(a, b, common)) if r is not None]
    together = total + sum(reason.weight for reason in family)
    # The mother's name takes longest: it is read where it can still decide.
    bound = min(ceiling, together + (MOTHER_AT_MOST if a.mother and b.mother else 0.0))
    if bound < least:
        return _match(bound, register_size, ())
    mother = weigh_mothers(a, b, common)
    if mother is not None:
        family.append(mother)
        together += mother.weight
    weight = min(ceiling, together)
    if weight < least:
        return _match(weight, register_size, ())
    reasons = [*names.reasons(), *personal, *family]
    if ceiling < together:
        reasons.append(Reason("shared_by_kin", ceiling - together))
    return _match(weight, register_size, reasons)


def _family_at_most(a: Profile, b: Profile) -> float:
    """What evidence shared by kin could add, of what both have said."""
    room = MOTHER_AT_MOST if a.mother and b.mother else 0.0
    room += PHONE_SAME if a.phones and b.phones else 0.0
    room += VILLAGE_AT_MOST if a.village and b.village else 0.0
    room += AREA_AT_MOST if a.area and b.area else 0.0
    return room + (ADDRESS_AT_MOST if a.address and b.address else 0.0)


def _match(weight: float, register_size: int, reasons: Iterable[Reason]) -> Match:
    odds_bits = weight - threshold(register_size, 0.5)
    probability = 1 / (1 + 2 ** -max(-60.0, min(60.0, odds_bits)))
    return Match(weight, probability, tuple(sorted(reasons, key=lambda r: (-r.weight, r.code))))


def _shares(frequencies: Frequencies, register_size: int) -> Share:
    return partial(share, frequencies=frequencies, register_size=register_size)
