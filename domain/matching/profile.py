"""A person as the register compares people: what was said, made comparable once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from domain.birth import Birth, Precision
from domain.matching.names import compact, fold
from domain.matching.tokens import Part, Token, tokens
from domain.matching.variants import NO_VARIANTS, Variants
from domain.vocabulary import Sex

PHONE_TAIL = 8  # digits that stay the same with and without a country's prefix
# Beyond these a name is a sentence typed into the wrong field, and costs time without telling anything.
MOST_TOKENS = 8


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of a person, as written. ``identifiers`` are (scheme, value); ``area`` is a P-code."""

    given_name: str | None = None
    family_name: str | None = None
    other_names: str | None = None
    mother_name: str | None = None
    sex: Sex = Sex.not_known
    birth: Birth | None = None
    identifiers: tuple[tuple[str, str], ...] = ()
    phones: tuple[str, ...] = ()
    area: str | None = None
    village: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Born:
    """First and last possible day of birth, as ordinals; ``day`` is ``YYYYMMDD`` when known to the day."""

    first: int
    last: int
    day: str = ""

    @property
    def middle(self) -> int:
        """The year the birth most likely fell in."""
        return date.fromordinal((self.first + self.last) // 2).year

    @property
    def years(self) -> range:
        """Years the birth may fall in."""
        return range(date.fromordinal(self.first).year, date.fromordinal(self.last).year + 1)


@dataclass(frozen=True, slots=True)
class Profile:
    """An identity made comparable. ``phones`` are their last eight digits."""

    names: tuple[Token, ...]
    mother: tuple[Token, ...]
    sex: Sex
    born: Born | None
    identifiers: frozenset[tuple[str, str]]
    phones: frozenset[str]
    area: str
    village: str
    address: frozenset[str]


def profile(identity: Identity, variants: Variants = NO_VARIANTS) -> Profile:
    """The comparable form of an identity; accepts any text, and leaves out what says nothing."""
    names = (
        *tokens(identity.given_name, Part.given, variants),
        *tokens(identity.family_name, Part.family, variants),
        *tokens(identity.other_names, Part.other, variants),
    )
    return Profile(
        names=_once(names),
        mother=_once(tokens(identity.mother_name, Part.other, variants)),
        sex=identity.sex,
        born=_born(identity.birth),
        identifiers=frozenset((s, c) for s, value in identity.identifiers if (c := compact(value))),
        phones=frozenset(tail for number in identity.phones if (tail := _phone_tail(number))),
        area=identity.area or "",
        village=_folded(identity.village or ""),
        address=frozenset(_folded(identity.address or "").split()),
    )


def features(person: Profile) -> set[str]:
    """What a register counts to know how common it is: spellings, classes, days, years, places."""
    found = {f"t|{token.plain}" for token in (*person.names, *person.mother)}
    found |= {f"c|{name}" for token in (*person.names, *person.mother) for name in token.classes}
    if person.born:
        found.add(f"y|{person.born.middle}")
    if person.born and person.born.day:
        found |= {f"d|{person.born.day}", f"w|{person.born.day[4:]}"}
    if person.village:
        found |= {f"v|{person.village}", f"h|{person.village}|{person.area}"}
    if person.area:
        found.add(f"a|{person.area}")
    return found | {f"r|{word}" for word in person.address}


_folded = lru_cache(maxsize=1 << 14)(fold)  # a thousand people share a village


def _once(names: Iterable[Token]) -> tuple[Token, ...]:
    """A word said twice in one name counts once; its first place stands."""
    first: dict[str, Token] = {}
    for token in names:
        first.setdefault(token.plain, token)
    return tuple(first.values())[:MOST_TOKENS]


def _born(birth: Birth | None) -> Born | None:
    interval = birth.interval() if birth else None
    if birth is None or interval is None:
        return None
    day = interval[0].isoformat().replace("-", "") if birth.precision is Precision.day else ""
    return Born(interval[0].toordinal(), interval[1].toordinal(), day)


def _phone_tail(number: str) -> str:
    digits = "".join(c for c in compact(number) if c.isdigit())
    return digits[-PHONE_TAIL:] if len(digits) >= 6 else ""
