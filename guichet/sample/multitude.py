"""A whole district at once: plain households of four to eight, made in microseconds, for measuring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from domain import codes
from domain.programme import Office, Programme
from guichet.sample.numbers import Numbers
from guichet.sample.places import deepest
from guichet.sample.profile import Profile, Urn

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]
# The fields of each kind, behind the row's id and its district. Persons come last, as ``loading`` asks.
FIELDS = {
    "household": ("code", "kind", "area", "village", "language", "registered_on"),
    "consent": ("household", "legal_basis", "notice_version", "language", "given", "at"),
    "membership": ("household", "person", "role", "start_on"),
    "identifier": ("person", "scheme", "country", "value"),
    "phone": ("household", "person", "number"),
    "person": (
        *("code", "given_name", "family_name", "mother_name", "sex"),
        *("birth_precision", "birth_on", "estimated_age", "estimated_on"),
    ),
}
SIZES = (4, 5, 5, 6, 6, 7, 8)
ESTIMATED, FIRST_OF_JANUARY, IDENTIFIED, REACHED, MOTHER_KNOWN = 0.28, 0.2, 0.35, 0.5, 0.85
A_VILLAGE, _SIMPLY_NAMED = 700, 12  # persons; villages of an area that have a name of one word
A_YEAR = 365.2425
BLOCK = 400  # households handed on at a time


@dataclass(frozen=True)
class Lists:
    """What people and villages are called; each a list with weights."""

    given: dict[str, Urn[str]]
    family: Urn[str]
    villages: Urn[str]

    @classmethod
    def of(cls, profile: Profile) -> Lists:
        """A pack's own."""
        return cls(profile.given, profile.family, profile.villages)


@dataclass(slots=True)
class _One:
    """A person being drawn; ``born`` is a day's ordinal."""

    row: int
    role: str
    sex: str
    born: int
    given: str
    family: str
    mother: str | None


class Multitude:
    """Invented households of one office; the same seed makes the same ones.

    ``first`` is the row id before the first record's, ``device`` the four characters in printed codes.
    """

    def __init__(
        self, programme: Programme, office: Office, profile: Profile, first: int, device: str,
        lists: Lists | None = None, seed: int = 1,
    ) -> None:  # fmt: skip
        self._programme, self._office, self._device = programme, office, device
        self._rng, self._row, self._sequence = Random(seed), first, 0
        self._lists = lists or Lists.of(profile)
        self._numbers = Numbers(profile, 0, 1, seed)
        self._scheme = profile.sheet.identifier.scheme
        self._basis = profile.sheet.legal_basis
        self._day = profile.sheet.as_of
        areas = [area.code for code in office.areas for area in deepest(programme, code)]
        self._areas = [(area, programme.district_of(area) or office.areas[0]) for area in areas]
        self._hamlets: dict[str, list[str]] = {}

    def _named_villages(self, count: int) -> list[str]:
        """Each area has villages of its own, some of a name that others have too."""
        rng, names = self._rng, self._lists.villages
        found = [names.draw(rng) for _ in range(min(count, _SIMPLY_NAMED))]
        return found + [f"{names.draw(rng)} {names.draw(rng)}" for _ in range(count - len(found))]

    def blocks(self, persons: int) -> Iterator[Rows]:
        """At least so many persons, some hundred households at a time, by kind in the order to be loaded."""
        made, each = 0, max(_SIMPLY_NAMED, persons // (A_VILLAGE * len(self._areas)))
        self._hamlets = {area: self._named_villages(each) for area, _ in self._areas}
        while made < persons:
            rows: Rows = {kind: [] for kind in FIELDS}
            for _ in range(BLOCK):
                made += self._household(rows)
                if made >= persons:
                    break
            yield rows

    def _next(self) -> int:
        self._row += 1
        return self._row

    def _code(self) -> str:
        self._sequence += 1
        return codes.make(self._office.code, self._device, self._day.year, self._sequence)

    def _household(self, rows: Rows) -> int:
        rng, household = self._rng, self._next()
        area, district = rng.choice(self._areas)
        language, day = self._office.languages[0], self._day.isoformat()
        village = rng.choice(self._hamlets[area])
        rows["household"].append(
            (household, district, self._code(), "household", area, village, language, day)
        )
        given = ("not_recorded", f"{day}T08:00:00Z")
        notice = self._programme.notice.version
        rows["consent"].append((self._next(), district, household, self._basis, notice, language, *given))
        if rng.random() < REACHED:
            rows["phone"].append((self._next(), district, household, None, self._numbers.phone()))
        members = self._members(rng.choice(SIZES))
        for one in members:
            self._write(rows, district, household, one)
        return len(members)

    def _members(self, count: int) -> list[_One]:
        """A couple, their children, and from the sixth on relatives with a family name of their own."""
        rng, today = self._rng, self._day.toordinal()
        head, wife = self._adult("head", "male"), self._adult("spouse", "female")
        members = [head, wife]
        for nth in range(count - 2):
            if nth < 4:
                age = rng.uniform(0, max(1.0, (today - wife.born) / A_YEAR - 17))
                child = self._anybody("child", today - int(age * A_YEAR) - 1, head.family)
                child.mother = f"{wife.given} {wife.family}" if child.mother else None
                members.append(child)
            else:
                members.append(self._adult("other_relative", rng.choice(("male", "female"))))
        return members

    def _adult(self, role: str, sex: str) -> _One:
        born = self._day.toordinal() - int(self._rng.triangular(19, 75, 32) * A_YEAR) - 1
        return self._anybody(role, born, self._lists.family.draw(self._rng), sex)

    def _anybody(self, role: str, born: int, family: str, sex: str = "") -> _One:
        rng, lists = self._rng, self._lists
        sex = sex or ("male" if rng.random() < 0.5 else "female")
        mother = None
        if rng.random() < MOTHER_KNOWN:
            mother = f"{lists.given['female'].draw(rng)} {lists.family.draw(rng)}"
        return _One(self._next(), role, sex, born, lists.given[sex].draw(rng), family, mother)

    def _write(self, rows: Rows, district: str, household: int, one: _One) -> None:
        rng, day = self._rng, self._day
        born = date.fromordinal(one.born)
        birth: Row
        if rng.random() < ESTIMATED:
            birth = ("estimated_age", None, (day.toordinal() - one.born) // 365, day.isoformat())
        else:
            if rng.random() < FIRST_OF_JANUARY:
                born = born.replace(month=1, day=1)
            birth = ("day", born.isoformat(), None, None)
        person = (one.row, district, self._code(), one.given, one.family, one.mother, one.sex, *birth)
        rows["person"].append(person)
        member = (self._next(), district, household, one.row, one.role, day.isoformat())
        rows["membership"].append(member)
        if rng.random() < IDENTIFIED:
            number = self._numbers.identifier(rng, one.sex, born.isoformat(), district)
            rows["identifier"].append(
                (self._next(), district, one.row, self._scheme, self._programme.country, number)
            )


def zipf(names: Sequence[str], exponent: float = 1.0) -> Urn[str]:
    """Names in their order, each as common as its place says: the tenth a tenth of the first."""
    return Urn((name, 1 / place**exponent) for place, name in enumerate(names, 1))
