"""A name as a bag of tokens, each with its spelling, its sounds and their classes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from domain.matching.sounds import heard, plain
from domain.matching.variants import Variants

# Words between names that people add and leave out; dropped for comparison only, never from the record.
PARTICLES = frozenset(
    {
        *("de", "da", "do", "dos", "das", "e", "d", "du", "des", "la", "le"),  # Portuguese, French
        *("el", "al", "ben", "bin", "bint", "ould", "mint"),  # Arabic, Hassaniya
    }
)
_ALIAS = re.compile(r"\b(?:dit|dite|dito|dita|alias|aliás|vulgo|surnommée?)\b", re.IGNORECASE)
# The apostrophe of d'Oliveira parts a particle; that of N'Diaye is a sound of the name.
_ELIDED = re.compile(r"\b([dl])['’ʼ`´](?=\w)", re.IGNORECASE)


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


@lru_cache(maxsize=1 << 13)  # whole names; their words are remembered apart
def tokens(text: str | None, part: Part, variants: Variants) -> tuple[Token, ...]:
    """The words of a name without its particles; those after "dit", "alias", "vulgo" are aliases.

    A name made of particles only keeps them. Any text is accepted; one without letters has no tokens.
    """
    found: list[Token] = []
    for nth, name in enumerate(_ALIAS.split(_ELIDED.sub(r"\1 ", text or ""))):
        words = [word for word in _words(name) if plain(word)]
        kept = [word for word in words if plain(word) not in PARTICLES] or words
        for word in kept:
            sounds = heard(word)
            classes = frozenset(variants.class_of(one) for one in sounds)
            found.append(Token(plain(word), sounds, classes, part, alias=nth > 0))
    return tuple(found)


def _words(name: str) -> list[str]:
    """Parted wherever folding parts them, so that a hyphen is a space: each word folds to one word."""
    return re.split(r"[^\w'‘’‛′ʹʻʼʽʾʿˈ´`＇\u0300-\u036f]+|_+", name)
