"""Blocking keys: persons who share none of them are never compared; none depends on the order of names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from itertools import combinations

from domain.matching.profile import Born, Profile
from domain.matching.tokens import Part

# Names longer than this pair by their first tokens only: six names make fifteen pairs.
PAIRED_TOKENS = 5
MOTHER_TOKENS = 2
ADDRESS_WORD = 4  # letters; a shorter word of an address is an article or a staircase
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
    """The keys to look under when asking: those of ``keys``, of swapped names, of slips in the birth date.

    Day and month swapped, one year more or less, every year of an estimate: asked, so never stored.
    """
    found = keys(person)
    mothers = {name for token in person.mother[:MOTHER_TOKENS] for name in token.classes}
    classes = _classes(person)
    found |= {f"m|{name}|{mother}" for name in classes for mother in mothers}
    found |= {f"a|{name}|{person.area}" for name in classes if person.area}
    if person.born:
        found |= set(_birth_probes(person, person.born))
    return found


def hashed(key: str) -> int:
    """A key as 62 bits, the same on every machine, for a narrow table: 0 ≤ hash < 2**62."""
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 2


def _classes(person: Profile) -> list[str]:
    return sorted({name for token in person.names[:PAIRED_TOKENS] for name in token.classes})


def _own_classes(person: Profile) -> list[str]:
    """Those not shared with the whole family; all when everything stands in one field.

    A key made of these alone would depend on the order of names, so the other side asks with all.
    """
    own = {n for t in person.names[:PAIRED_TOKENS] if t.part is not Part.family for n in t.classes}
    return sorted(own) or _classes(person)


def _name_keys(person: Profile) -> Iterator[str]:
    classes, own = _classes(person), set(_own_classes(person))
    # Any two names, wherever they stood; two family names alone would find all brothers and sisters.
    yield from (f"n|{a}|{b}" for a, b in combinations(classes, 2) if a in own or b in own)
    if len(classes) == 1:
        yield f"n1|{classes[0]}|{person.area}"
    if person.village:
        yield from (f"l|{name}|{person.village}" for name in classes)
    if person.area:
        yield from (f"a|{name}|{person.area}" for name in sorted(own))
    mothers = sorted({name for token in person.mother[:MOTHER_TOKENS] for name in token.classes})
    yield from (f"m|{name}|{mother}" for name in sorted(own) for mother in mothers)
    prefixes = _prefixes(person)
    if " " in prefixes:
        yield f"x|{prefixes}"  # a slip behind the third letter, where no birth is known
    yield from _address_keys(person.address)


def _address_keys(address: frozenset[str]) -> Iterator[str]:
    """A house number with each word beside it; all words together where there is no number."""
    numbers = [word for word in address if word.isdigit()]
    words = [word for word in address if len(word) >= ADDRESS_WORD and not word.isdigit()]
    yield from (f"r|{number}|{word}" for number in numbers for word in words)
    if not numbers and len(words) > 1:
        yield "r|" + " ".join(sorted(words))


def _birth_keys(person: Profile, born: Born) -> Iterator[str]:
    classes, prefixes = _classes(person), _prefixes(person)
    if not born.day:
        buckets = {year // BUCKET_YEARS for year in born.years}
        yield from (f"e|{name}|{bucket}" for name in classes for bucket in buckets)
        return
    yield f"d|{born.day}"
    yield from (f"y|{name}|{born.day[:4]}" for name in classes)
    yield from (f"md|{name}|{born.day[4:]}" for name in _own_classes(person))
    yield f"x|{prefixes}|{born.day[:4]}"


def _birth_probes(person: Profile, born: Born) -> Iterator[str]:
    classes = _classes(person)
    years = [*born.years]
    if born.day:
        years = [years[0] - 1, years[0], years[0] + 1]
        yield from (f"md|{name}|{born.day[4:]}" for name in classes)
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
