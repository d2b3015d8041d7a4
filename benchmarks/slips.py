"""How a person comes to be written a second time: by another office, in a hurry, from memory.

None of it is made by the engine's own rules: spellings come from a written list, slips are keys struck wrong.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random
from string import ascii_lowercase, digits

from benchmarks.west_africa import OTHER_OFFICE
from domain.birth import Birth, Precision
from domain.matching.profile import Identity

# Of those registered a second time, how many differ so from the first; independent of each other.
OTHER_SPELLING, SLIP, SWAPPED_NAMES, LEFT_OUT = 0.35, 0.25, 0.08, 0.30
SWAPPED_DAY, NEXT_YEAR, ONE_DIGIT, ONLY_AN_AGE = 0.06, 0.06, 0.05, 0.08
MOTHER_NOT_SAID, MOTHER_FIRST_NAME, MOTHER_OTHER_SPELLING, MOTHER_SLIP = 0.15, 0.10, 0.35, 0.10
NUMBER_LOST, NUMBER_SLIP = 0.22, 0.08
PHONE_LOST, PHONE_NEW = 0.20, 0.20
OTHER_VILLAGE, NO_VILLAGE = 0.12, 0.05
WRITTEN_ON = date(2026, 6, 1)


def again(rng: Random, person: Identity, villages: list[str]) -> Identity:
    """The same person as another clerk writes them."""
    given, family = person.given_name or "", person.family_name or ""
    if " " in given and rng.random() < LEFT_OUT:
        given = rng.choice(given.split())
    if rng.random() < OTHER_SPELLING:
        given, family = respelled(rng, given), respelled(rng, family)
    if rng.random() < SLIP:
        given, family = (slipped(rng, given), family) if rng.random() < 0.5 else (given, slipped(rng, family))
    if rng.random() < SWAPPED_NAMES:
        given, family = family, given
    return replace(
        person,
        given_name=given,
        family_name=family,
        mother_name=_mother(rng, person.mother_name),
        birth=_birth(rng, person.birth),
        identifiers=_numbers(rng, person.identifiers),
        phones=_phones(rng, person.phones),
        village=_village(rng, person.village, villages),
    )


def respelled(rng: Random, name: str) -> str:
    """Each word as the other office writes it, where the list has it."""
    return " ".join(rng.choice(OTHER_OFFICE.get(word, [word])) for word in name.split())


def slipped(rng: Random, text: str, letters: str = ascii_lowercase) -> str:
    """One letter left out, doubled by another, struck wrongly, or two in the wrong order."""
    if len(text) < 3:
        return text
    at = rng.randrange(1, len(text))
    kind = rng.choice(("out", "in", "wrong", "order"))
    if kind == "out":
        return text[:at] + text[at + 1 :]
    if kind == "in":
        return text[:at] + rng.choice(letters) + text[at:]
    if kind == "wrong" or at + 1 == len(text):
        return text[:at] + rng.choice(letters) + text[at + 1 :]
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def _mother(rng: Random, name: str | None) -> str | None:
    if not name or rng.random() < MOTHER_NOT_SAID:
        return None
    if rng.random() < MOTHER_FIRST_NAME:
        return name.split()[0]
    if rng.random() < MOTHER_OTHER_SPELLING:
        name = respelled(rng, name)
    return slipped(rng, name) if rng.random() < MOTHER_SLIP else name


def _birth(rng: Random, birth: Birth | None) -> Birth | None:
    """A day with a slip, or only an age; an age estimated anew, two years more or less."""
    if birth is None:
        return None
    if birth.precision is Precision.estimated_age:
        aged = (birth.estimated_age or 0) + round(rng.gauss(0, 1.5))
        return _aged(max(0, aged))
    born, draw = date.fromisoformat(str(birth.on)), rng.random()
    if draw < SWAPPED_DAY and born.day <= 12:
        born = born.replace(month=born.day, day=born.month)
    elif draw < SWAPPED_DAY + NEXT_YEAR:
        born = born.replace(year=born.year + rng.choice((-1, 1)), day=min(born.day, 28))
    elif draw < SWAPPED_DAY + NEXT_YEAR + ONE_DIGIT:
        born = born.replace(day=rng.randrange(1, 29))
    elif draw < SWAPPED_DAY + NEXT_YEAR + ONE_DIGIT + ONLY_AN_AGE:
        return _aged(max(0, WRITTEN_ON.year - born.year + round(rng.gauss(0, 1.5))))
    return Birth(precision=Precision.day, on=born.isoformat())


def _aged(age: int) -> Birth:
    return Birth(precision=Precision.estimated_age, estimated_age=age, estimated_on=WRITTEN_ON)


def _numbers(rng: Random, numbers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    draw = rng.random()
    if draw < NUMBER_LOST:
        return ()
    if draw < NUMBER_LOST + NUMBER_SLIP:
        return tuple((scheme, slipped(rng, value, digits)) for scheme, value in numbers)
    return numbers


def _phones(rng: Random, phones: tuple[str, ...]) -> tuple[str, ...]:
    draw = rng.random()
    if draw < PHONE_LOST:
        return ()
    return (f"+2389{rng.randrange(10**6):06d}",) if draw < PHONE_LOST + PHONE_NEW else phones


def _village(rng: Random, village: str | None, villages: list[str]) -> str | None:
    draw = rng.random()
    if draw < NO_VILLAGE:
        return None
    if draw < NO_VILLAGE + OTHER_VILLAGE:
        return rng.choice(villages)
    return slipped(rng, village) if village and draw > 0.9 else village
