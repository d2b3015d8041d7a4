"""Names that one person bears in two countries (Ndiaye, Njie), from a table each programme can edit."""

from __future__ import annotations

from collections.abc import Iterable

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

    def class_of(self, heard: str) -> str:
        """The class of a sound: itself, or the mark of its group."""
        return self._classes.get(heard, heard)


NO_VARIANTS = Variants()
