"""From what invented households are drawn: the shares and name lists in a pack's ``sample`` folder."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable
from datetime import date
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from domain.birth import Precision
from packs.documents import parsed, read_document
from packs.tables import read_table

T = TypeVar("T")


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Spread(_Data):
    """A normal law cut at both ends, in years."""

    mean: float
    sd: float
    low: float
    high: float

    def draw(self, rng: Random) -> float:
        """One value; what falls outside is brought to the nearer end."""
        return min(self.high, max(self.low, rng.gauss(self.mean, self.sd)))


class Triangle(_Data):
    """Ages between ``low`` and ``high``, most often near ``mode``."""

    low: float
    mode: float
    high: float


class Leaving(_Data):
    """From which age children leave home, and the share that leaves each year."""

    start: int = Field(alias="from")
    yearly: float


class Households(_Data):
    """Weights of the kinds of household, the wife's age, and shares.

    ``wife_heads``: of couples headed by the wife; ``extra_member``: with a member who is no relative.
    """

    kinds: dict[str, float]
    wife_age: Triangle
    wife_heads: float
    extra_member: float


class Marriage(_Data):
    """Women's age at marriage, and by how many years husbands are older."""

    women: Spread
    husband_older: Spread


class Children(_Data):
    """How many, how soon, how far apart, and when they leave."""

    wanted: Spread
    first_after: Spread
    spacing: Spread
    mother_until: float
    survival: float
    daughters_leave: Leaving
    sons_leave: Leaving


class Names(_Data):
    """Weights of the ways a name is written: ``family``, ``second``, ``father`` or ``single``."""

    male: dict[str, float]
    female: dict[str, float]
    surnames: int
    second_before_family: float
    double_given: float
    mother_known: float


class Births(_Data):
    """Weights of the precision a birth is known to, for people younger than ``below``."""

    below: int
    day: float
    month: float
    year: float
    estimated_age: float
    unknown: float


class Identifiers(_Data):
    """``written`` is a format of prefix, serial, parity, day, letter, order and check."""

    scheme: str
    adults: float
    needs_day: bool
    written: str
    prefixes: dict[str, str]


class Phones(_Data):
    """Numbers are a prefix and ``digits`` more; the other fields are shares of who has one."""

    prefixes: tuple[str, ...]
    digits: int
    household: float
    head: float
    adult: float


class Places(_Data):
    """The share of households with a position."""

    gps: float


class Sheet(_Data):
    """profile.yaml."""

    as_of: date
    legal_basis: str
    households: Households
    marriage: Marriage
    children: Children
    names: Names
    births: tuple[Births, ...]
    first_of_january: float
    identifier: Identifiers
    phones: Phones
    places: Places


class Urn(Generic[T]):
    """Things drawn with weights; ``random.choices`` would sum the weights again at each draw."""

    def __init__(self, things: Iterable[tuple[T, float]]) -> None:
        kept = [(thing, weight) for thing, weight in things if weight > 0]
        self.things = [thing for thing, _ in kept]
        self._bounds = list(accumulate(weight for _, weight in kept))

    def draw(self, rng: Random) -> T:
        """One of them; it stays in the urn."""
        return self.things[bisect(self._bounds, rng.random() * self._bounds[-1])]


class Profile:
    """A pack's ``sample`` folder, read once. Raises ``Refused`` as the pack's own files do."""

    def __init__(self, folder: Path) -> None:
        self.sheet = parsed(read_document(folder, "profile.yaml"), Sheet)
        names = self.sheet.names
        self.kinds = Urn(self.sheet.households.kinds.items())
        self.styles = {"male": Urn(names.male.items()), "female": Urn(names.female.items())}
        self.given = {sex: _listed(folder, f"given_{sex}.csv") for sex in ("male", "female")}
        self.second = {sex: _listed_if_any(folder, f"second_{sex}.csv") for sex in ("male", "female")}
        self.family = _listed(folder, "family.csv")
        self.villages = _listed(folder, "villages.csv")
        self.births = [(births.below, _precisions(births)) for births in self.sheet.births]


def _precisions(births: Births) -> Urn[str]:
    return Urn((p.value, getattr(births, p.value)) for p in Precision)


def _listed(folder: Path, name: str) -> Urn[str]:
    rows = read_table(folder, name, ("name", "weight"))
    return Urn((row.cells["name"], float(row.cells["weight"])) for row in rows)


def _listed_if_any(folder: Path, name: str) -> Urn[str] | None:
    return _listed(folder, name) if (folder / name).is_file() else None
