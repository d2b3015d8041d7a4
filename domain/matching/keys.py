"""Blocking keys: persons who share none of them are never compared; none depends on the order of names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from domain.matching.profile import Born, Profile

# Names longer than this pair by their first tokens only: six names make fifteen pairs.
PAIRED_TOKENS = 5
BUCKET_YEARS = 5


def keys(person: Profile) -> set[str]:
    """The keys under which a person is found; a dozen for most. What each finds is said beside it."""
    found = {f"i|{value}" for _, value in person.identifiers}
    found |= {f"p|{tail}" for tail in person.phones}
    found |= set(_name_keys(person))
    if person.born:
        found |= set(_birth_keys(person, person.born))
    return found


def probes(person: Profile) -> set[str]:
    """The keys to look under when asking: those of ``keys``, and those of likely slips in the birth date.

    Day and month swapped, one year more or less, every year of an estimate: asked, so never stored.
    """
    found = keys(person)
    if person.born:
        found |= set(_birth_probes(person, person.born))
    return found


def hashed(key: str) -> int:
    """A key as 62 bits, the same on every machine, for a narrow table: 0 ≤ hash < 2**62."""
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 2


def _classes(person: Profile) -> list[str]:
    return sorted({name for token in person.names[:PAIRED_TOKENS] for name in token.classes})


def _name_keys(person: Profile) -> Iterator[str]:
    classes = _classes(person)
    yield from (f"n|{a}|{b}" for a, b in combinations(classes, 2))  # any two names, wherever they stood
    if len(classes) == 1:
        yield f"n1|{classes[0]}|{person.area}"
    places = [place for place in (person.village, person.area) if place]
    yield from (f"l|{name}|{place}" for name in classes for place in places)
    mothers = sorted({name for token in person.mother[:3] for name in token.classes})
    yield from (f"m|{name}|{mother}" for name in classes for mother in mothers)
    prefixes = _prefixes(person)
    if " " in prefixes:
        yield f"x|{prefixes}"  # a slip behind the third letter, where no birth is known
    if len(person.address) > 1:
        yield "r|" + " ".join(sorted(person.address))


def _birth_keys(person: Profile, born: Born) -> Iterator[str]:
    classes, prefixes = _classes(person), _prefixes(person)
    if not born.day:
        buckets = {year // BUCKET_YEARS for year in born.years}
        yield from (f"e|{name}|{bucket}" for name in classes for bucket in buckets)
        return
    yield f"d|{born.day}"
    yield from (f"y|{name}|{born.day[:4]}" for name in classes)
    yield from (f"md|{name}|{born.day[4:]}" for name in classes)
    yield f"x|{prefixes}|{born.day[:4]}"


def _birth_probes(person: Profile, born: Born) -> Iterator[str]:
    classes = _classes(person)
    years = [*born.years]
    if born.day:
        years = [years[0] - 1, years[0], years[0] + 1]
        swapped = swapped_day(born.day)
        if swapped:
            yield f"d|{swapped}"
            yield from (f"md|{name}|{swapped[4:]}" for name in classes)
    yield from (f"y|{name}|{year:04}" for name in classes for year in years)
    buckets = {year // BUCKET_YEARS for year in years}
    yield from (f"e|{name}|{bucket}" for name in classes for bucket in buckets)


def _prefixes(person: Profile) -> str:
    return " ".join(sorted(token.plain[:3] for token in person.names))


def swapped_day(day: str) -> str:
    """``YYYYMMDD`` with day and month exchanged; empty when that is no other real date."""
    other = day[:4] + day[6:] + day[4:6]
    try:
        date(int(other[:4]), int(other[4:6]), int(other[6:]))
    except ValueError:
        return ""
    return other if other != day else ""
