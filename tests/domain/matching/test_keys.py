"""Look-alikes share a key, whatever the order of their names and whatever slipped in the date."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from domain.birth import Birth, Precision
from domain.matching.keys import hashed, keys, probes, swapped_day
from domain.matching.profile import Identity, profile
from domain.matching.variants import Variants
from tests.domain.matching.people import aged, identities, on

AWA = Identity(
    given_name="Awa",
    family_name="Diallo",
    mother_name="Fatou Sow",
    birth=on("1984-03-07"),
    phones=("+245 955 123 456",),
    identifiers=(("national_id", "12-345"),),
    village="Bafatá",
)
BARE = Identity(given_name="Awa", family_name="Diallo", birth=on("1984-03-07"))


def meets(asked: Identity, kept: Identity, variants: Variants | None = None) -> set[str]:
    table = variants or Variants()
    return probes(profile(asked, table)) & keys(profile(kept, table))


@pytest.mark.parametrize(
    "other",
    [
        replace(BARE, given_name="Diallo", family_name="Awa", birth=None),
        replace(BARE, given_name="Awa Diallo", family_name=None, birth=None),
        replace(BARE, given_name="Aua", family_name="Djaló", birth=None),
        replace(BARE, given_name="Hawa", birth=on("1984-07-03")),
        replace(BARE, given_name="Zara", birth=on("1985-01-01")),
        replace(BARE, family_name="Keita", birth=on("1990-03-07")),
        replace(BARE, family_name="Keita", birth=aged(40)),
        replace(BARE, given_name="X", family_name="Y"),
    ],
    ids=["swapped", "one-field", "portuguese", "day-month", "next-year", "other-year", "estimated", "day"],
)
def test_a_slip_keeps_a_key_both_ways(other: Identity) -> None:
    assert meets(other, BARE)
    assert meets(BARE, other)


@pytest.mark.parametrize(
    "other",
    [
        Identity(given_name="X", phones=("955123456",)),
        Identity(given_name="X", identifiers=(("voter", "12345"),)),
        Identity(given_name="Awa", mother_name="Sow Fatu"),
        Identity(family_name="Awa", village="bafata"),
    ],
    ids=["phone", "number", "mother", "village"],
)
def test_each_detail_keeps_a_key(other: Identity) -> None:
    assert meets(other, AWA)


def test_a_variant_keeps_a_key() -> None:
    one, other = Identity("Awa", "Ndiaye", village="Bula"), Identity("Binta", "Njie", village="Bula")
    assert not meets(one, other)
    assert meets(one, other, Variants([["Ndiaye", "Njie"]]))


def test_strangers_share_none() -> None:
    assert not meets(AWA, Identity("Binta", "Keita", birth=on("2001-10-20"), mother_name="Ana Lopes"))


def test_two_estimates_meet_when_they_overlap() -> None:
    assert meets(replace(BARE, birth=aged(40)), replace(BARE, birth=aged(43)))


@given(identities, identities)
def test_every_person_has_finitely_many_keys_and_finds_itself(one: Identity, other: Identity) -> None:
    kept = keys(profile(one))
    assert kept <= probes(profile(one))
    assert len(kept) < 150
    assert all(0 <= hashed(key) < 2**62 for key in kept)


def test_a_hash_is_the_same_on_every_machine() -> None:
    assert hashed("i|12345") == 0x1C6BE918614F5929
    assert hashed("i|12345") != hashed("i|12346")


def test_a_day_is_swapped_only_into_another_real_day() -> None:
    assert swapped_day("19840307") == "19840703"
    assert swapped_day("19840707") == ""
    assert swapped_day("19840320") == ""


def test_a_year_alone_meets_the_day_in_it() -> None:
    year = replace(
        BARE, given_name="Zara", family_name="Diallo", birth=Birth(precision=Precision.year, on="1984")
    )
    assert meets(year, BARE)
    assert meets(BARE, year)
