"""Invented names: given names, surnames handed down, and the ways a name is written."""

from __future__ import annotations

from random import Random

from guichet.sample.families import Someone
from guichet.sample.profile import Profile


class Naming:
    """Gives names to people; children carry what their parents hand down."""

    def __init__(self, profile: Profile) -> None:
        self._profile = profile
        self._law = profile.sheet.names

    def name(self, rng: Random, someone: Someone) -> tuple[str, str]:
        """Given and family name, written the same each time; the family name of a single name is empty."""
        if someone.written is None:
            self._settle(rng, someone)
            someone.written = self._written(rng, someone)
        return someone.written

    def mother(self, rng: Random, someone: Someone) -> str | None:
        """The mother's whole name: as she is written herself, or invented for a share of people."""
        mother = someone.mother
        if mother is None:
            if rng.random() >= self._law.mother_known:
                return None
            mother = Someone("female", someone.age + 25)
        return " ".join(self.name(rng, mother)).strip()

    def _written(self, rng: Random, someone: Someone) -> tuple[str, str]:
        style = self._profile.styles[someone.sex].draw(rng)
        second = self._profile.second[someone.sex]
        given = someone.given
        if style == "single":
            return given, ""
        if style == "father":
            return given, _unrepeated(someone, self._father(rng, someone))
        if style == "second" and second is not None:
            return given, _unrepeated(someone, second.draw(rng))
        if second is not None and rng.random() < self._law.second_before_family:
            given = f"{given} {_unrepeated(someone, second.draw(rng))}"
        return given, " ".join(name for name in someone.surnames if name not in given)

    def _settle(self, rng: Random, someone: Someone) -> None:
        """A given name and surnames; parents who have none yet get theirs first."""
        if someone.given:
            return
        for parent in (someone.mother, someone.father):
            if parent is not None:
                self._settle(rng, parent)
        someone.given = self._given(rng, someone.sex)
        someone.surnames = self._surnames(rng, someone)

    def _given(self, rng: Random, sex: str) -> str:
        urn = self._profile.given[sex]
        first = urn.draw(rng)
        if " " in first or rng.random() >= self._law.double_given:
            return first
        second = urn.draw(rng)
        return first if " " in second or second == first else f"{first} {second}"

    def _surnames(self, rng: Random, someone: Someone) -> tuple[str, ...]:
        """One is the father's; two are the mother's last and the father's last."""
        family = self._profile.family
        inherited = [p.surnames[-1] if p else family.draw(rng) for p in (someone.mother, someone.father)]
        return (inherited[1],) if self._law.surnames == 1 else tuple(dict.fromkeys(inherited))

    def _father(self, rng: Random, someone: Someone) -> str:
        given = someone.father.given if someone.father is not None else self._given(rng, "male")
        return given.split()[0]


def _unrepeated(someone: Someone, word: str) -> str:
    """A second name that does not repeat the first: no Gul Gul."""
    return someone.surnames[-1] if word in someone.given.split() else word
