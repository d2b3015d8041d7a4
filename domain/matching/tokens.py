"""A name as a bag of tokens, each with its spelling, its sounds and their classes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from domain.matching.names import fold
from domain.matching.sounds import sound
from domain.matching.variants import Variants

# Words between names that people add and leave out; dropped for comparison only, never from the record.
PARTICLES = frozenset(
    "de da do dos das e d du des la le el al ben bin bint ould mint".split()  # Portuguese, French, Arabic
)
_ALIAS = re.compile(r"\b(?:dit|dite|dito|dita|alias|aliás|vulgo|surnommée?)\b", re.IGNORECASE)
# The apostrophe of d'Oliveira parts a particle; that of N'Diaye is a sound of the name.
_ELIDED = re.compile(r"\b([dl])['’ʼ`´](?=\w)", re.IGNORECASE)
_CEDILLA = re.compile("ç|c\u0327", re.IGNORECASE)


class Part(Enum):
    """Which field a token stood in; ``other`` fits both."""

    given = "given"
    family = "family"
    other = "other"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name. Two sounds when a cedilla may have been lost: Conceição, Conceicao."""

    plain: str
    sounds: frozenset[str]
    classes: frozenset[str]
    part: Part
    alias: bool = False


def tokens(text: str | None, part: Part, variants: Variants) -> tuple[Token, ...]:
    """The words of a name without its particles; those after "dit", "alias", "vulgo" are aliases.

    A name made of particles only keeps them. Any text is accepted; one without letters has no tokens.
    """
    found: list[Token] = []
    for nth, name in enumerate(_ALIAS.split(_ELIDED.sub(r"\1 ", text or ""))):
        words = [(fold(word), _sounds(word)) for word in _words(name)]
        words = [word for word in words if word[0]]
        kept = [word for word in words if word[0] not in PARTICLES] or words
        for plain, heard in kept:
            classes = frozenset(variants.class_of(s) for s in heard)
            found.append(Token(plain, heard, classes, part, alias=nth > 0))
    return tuple(found)


@lru_cache(maxsize=65536)
def _sounds(word: str) -> frozenset[str]:
    """A cedilla is heard as s before accents are dropped, and as the bare c of whoever had no such key."""
    folded = fold(word).replace(" ", "")
    soft = fold(_CEDILLA.sub("s", word)).replace(" ", "")
    return frozenset(sound(spelling) for spelling in (folded, soft) if spelling)


def _words(name: str) -> list[str]:
    """Parted wherever folding parts them, so that a hyphen is a space: each word folds to one word."""
    return re.split(r"[^\w'‘’‛′ʹʻʼʽʾʿˈ´`＇\u0300-\u036f]+|_+", name)
