"""Names that one person bears in two countries (Ndiaye, Njie), from a table each programme can edit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from functools import cached_property, lru_cache

from domain.matching.sounds import heard


class Variants:
    """Which sounds belong together; a sound in no group is its own class."""

    def __init__(self, groups: Iterable[Iterable[str]] = ()) -> None:
        self._classes: dict[str, str] = {}
        for group in groups:
            self._join(sound for name in group for sound in heard(name))

    def _join(self, sounds: Iterable[str]) -> None:
        """Groups that share a sound become one; its class is the least of them, whatever their order."""
        joined = set(sounds)
        touched = {self._classes[s] for s in joined if s in self._classes}
        joined |= {s for s, known in self._classes.items() if known in touched}
        if joined:
            self._classes |= dict.fromkeys(joined, "=" + min(joined))

    @cached_property
    def signature(self) -> str:
        """The same for the same table on every machine: what was made with another one must be made anew."""
        told = repr(sorted(self._classes.items()))
        return hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()

    def class_of(self, heard: str) -> str:
        """The class of a sound: itself, or the mark of its group."""
        return self._classes.get(heard, heard)


@lru_cache(maxsize=8)
def variants_of(groups: tuple[tuple[str, ...], ...]) -> Variants:
    """The table of a programme, made once: what is remembered of a name is remembered by its table."""
    return Variants(groups)


NO_VARIANTS = Variants()
