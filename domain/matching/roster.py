"""A register held in memory: persons met one by one, each asked whether they were met before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import nlargest
from math import inf, log2

from domain.matching.frequencies import Counted
from domain.matching.keys import keys, probes
from domain.matching.profile import Profile, features
from domain.matching.score import KIN, Match, score

# A key shared by more persons than this says nothing; of the others the rarest decide who is compared.
BLOCK_AT_MOST = 2000
COMPARED_AT_MOST = 100


def ranked(
    blocks: Mapping[str, Iterable[int]] | Mapping[int, Iterable[int]], register_size: int, at_most: int
) -> list[int]:
    """Whom to compare: those whose shared keys are rarest in sum. ``blocks`` holds ids by key."""
    rarity: dict[int, float] = {}
    for _, found in sorted(blocks.items(), key=lambda one: one[0]):
        block = list(found)
        weight = log2((register_size + 1) / max(1, len(block)))
        for number in block:
            rarity[number] = rarity.get(number, 0.0) + weight
    return nlargest(at_most, rarity, key=lambda number: (rarity[number], -number))


class Roster:
    """Persons by number, with their keys and how common their names are; ``kin`` as in ``score``."""

    def __init__(self, kin: float = KIN) -> None:
        self._kin = kin
        self.frequencies = Counted()
        self._persons: dict[int, Profile] = {}
        self._blocks: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._persons)

    def add(self, number: int, person: Profile) -> None:
        """Takes in a person under a number not used before. Raises ``ValueError`` for one in use."""
        if number in self._persons:
            raise ValueError(f"number {number} is in use")
        self._persons[number] = person
        self.frequencies.add(features(person))
        for key in keys(person):
            self._blocks.setdefault(key, []).append(number)

    def candidates(self, person: Profile) -> list[int]:
        """Numbers of the persons worth comparing, at most a hundred."""
        found = {key: block for key in probes(person) if (block := self._blocks.get(key))}
        few = {key: block for key, block in found.items() if len(block) <= BLOCK_AT_MOST}
        return ranked(few, len(self), COMPARED_AT_MOST)

    def look_alikes(self, person: Profile, least: float = -inf) -> list[tuple[int, Match]]:
        """The candidates whose match weighs at least ``least`` bits, likeliest first."""
        found = [
            (number, score(person, self._persons[number], self.frequencies, len(self), least, kin=self._kin))
            for number in self.candidates(person)
        ]
        kept = [pair for pair in found if pair[1].weight >= least]
        return sorted(kept, key=lambda pair: (-pair[1].weight, pair[0]))
