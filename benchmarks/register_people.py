"""Whom the register is asked about: its own people written again, strangers, and new kin of its people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Any

from benchmarks.slips import again
from benchmarks.west_africa import lists
from desktop.models import matching
from desktop.models.people import birth
from desktop.services.desk import Desk
from domain.matching.profile import Identity
from domain.vocabulary import Sex
from guichet.sample.multitude import FIELDS, Multitude
from guichet.sample.profile import Profile
from packs.reading import folder_of

QUERIES = 1_000
SEED = 2026


@dataclass(frozen=True)
class Queries:
    """People of the register written again, with their rows; nobody's; brothers and sisters of its people."""

    duplicates: list[tuple[int, Identity]]
    strangers: list[Identity]
    kin: list[Identity]


def queries_of(desk: Desk, count: int = QUERIES) -> Queries:
    """So many of each, always the same of one file."""
    rng = Random(SEED)
    with desk.store.reading() as connection:
        (first, last) = connection.execute("SELECT min(person), max(person) FROM match_profile").fetchone()
        query = "SELECT person FROM match_profile WHERE person >= ? LIMIT 1"
        rows = [
            connection.execute(query, (rng.randint(first, last),)).fetchone()[0] for _ in range(2 * count)
        ]
        known = matching.identities(connection, rows)
        villages = [v for (v,) in connection.execute("SELECT DISTINCT village FROM household ORDER BY 1")]
    new = strangers(desk, count)
    return Queries(
        [(row, again(rng, known[row], villages)) for row in rows[:count]],
        new,
        [_sibling(known[row], one) for row, one in zip(rows[count:], new, strict=True)],
    )


def strangers(desk: Desk, count: int) -> list[Identity]:
    """Of the same names, villages and ages as the register's, none of them in it."""
    folder = folder_of(desk.programme.code)
    assert folder is not None
    sample = Profile(folder / "sample")
    one = Multitude(desk.programme, desk.office, sample, 1 << 50, "ELSE", lists(), seed=77)
    villages: dict[str, list[str]] = {}
    with desk.store.reading() as connection:
        for area, village in connection.execute("SELECT DISTINCT area, village FROM household ORDER BY 1, 2"):
            villages.setdefault(area, []).append(village)
    rng, found = Random(SEED), list[Identity]()
    for block in one.blocks(4 * count):
        homes = {row[0]: dict(zip(FIELDS["household"], row[2:], strict=True)) for row in block["household"]}
        numbers = {row[2]: ((row[3], f"{row[5]}ZX"),) for row in block["identifier"]}
        reached = {row[2] for row in block["phone"]}
        home_of = {row[3]: row[2] for row in block["membership"]}
        for row in block["person"]:
            home = home_of[row[0]]
            phones = (f"+239{rng.randrange(10**8):08d}",) if home in reached else ()
            area = homes[home]["area"]
            village = rng.choice(villages[area])
            found.append(_identity(row, numbers.get(row[0], ()), phones, area, village))
    return rng.sample(found, count)


def _identity(
    row: Any, numbers: tuple[tuple[str, str], ...], phones: tuple[str, ...], area: str, village: str
) -> Identity:
    fields = dict(zip(FIELDS["person"], row[2:], strict=True))
    born = birth(*(fields[n] for n in ("birth_precision", "birth_on", "estimated_age", "estimated_on")))
    names = (fields["given_name"], fields["family_name"], None, fields["mother_name"])
    return Identity(*names, Sex(fields["sex"]), born, numbers, phones, area, village)


def _sibling(known: Identity, new: Identity) -> Identity:
    """All that brothers and sisters share, with a name, a birth and a number of their own."""
    return replace(
        known, given_name=new.given_name, birth=new.birth, sex=new.sex, identifiers=new.identifiers
    )
