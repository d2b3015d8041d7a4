"""How a West African name sounds to a French or a Portuguese ear, so that both spellings share one key."""

from __future__ import annotations

import re
from functools import lru_cache

from domain.matching.names import fold

VOWELS = frozenset("aeiou")
# A name this short is told from its neighbours by its vowels alone: Fatu and Fati, Sira and Sire, Cá and Có.
SHORT = 5

_CEDILLA = re.compile("ç|c\u0327", re.IGNORECASE)

# In this order: what a rule writes, a later rule may read. The input is folded: a to z, no accent.
_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ph", "f"),
        (r"tch|sch|ch|sh|x", "s"),
        (r"th", "t"),
        (r"kh|ck|q(?:u(?=[eiy]))?", "k"),
        (r"dj|dy(?=[aeou])|di(?=[aeou])", "j"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"nh|gn|ny(?=[aeou])", "ni"),
        (r"lh", "li"),
        (r"h", ""),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"ow$", "o"),
        (r"ou|oo|w", "u"),
        (r"y", "i"),
        (r"ai", "ei"),
        (r"pt(?=[aeiou])", "t"),
        (r"z", "s"),
        (r"v", "b"),
        (r"^[nm](?=[^aeiou])", ""),
        (r"(.)\1+", r"\1"),
    )
)


@lru_cache(maxsize=65536)
def sound(token: str) -> str:
    """The key of one folded token: ``camara`` and ``kamara`` are ``kmr``, ``mamadou`` and ``mamadu`` ``mmd``.

    Vowels after the first letter are dropped unless the name is short. Letters of other scripts stay.
    """
    heard = token
    for pattern, written in _RULES:
        heard = pattern.sub(written, heard)
    if not heard:
        return token
    if len(heard) <= SHORT:
        return heard
    bones = heard[0] + "".join(letter for letter in heard[1:] if letter not in VOWELS)
    return bones if len(bones) > 1 else heard


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """One written word folded to one spelling; a cedilla is the c of whoever had no such key."""
    return fold(_CEDILLA.sub("c", word)).replace(" ", "")


@lru_cache(maxsize=65536)
def heard(word: str) -> frozenset[str]:
    """The sounds of one written word: two with a cedilla, heard as s, and read as k where it was lost."""
    soft = fold(_CEDILLA.sub("s", word)).replace(" ", "")
    return frozenset(sound(spelling) for spelling in (plain(word), soft) if spelling)
