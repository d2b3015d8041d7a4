"""The table of name variants joins what it names and nothing else."""

from __future__ import annotations

import pytest

from domain.matching.sounds import heard
from domain.matching.variants import Variants
from domain.programme import Programme
from packs.reading import find, installed


def classes(name: str, variants: Variants) -> set[str]:
    return {variants.class_of(sound) for sound in heard(name)}


def test_a_group_is_one_class_whatever_its_order() -> None:
    one, other = Variants([["Ndiaye", "Njie"]]), Variants([["Njie", "Ndiaye"]])
    assert classes("N'Diaye", one) == classes("NJIE", one) == classes("Njie", other)
    assert classes("Diop", one).isdisjoint(classes("Njie", one))


def test_groups_that_share_a_name_are_one() -> None:
    variants = Variants([["Omar", "Oumar"], ["Ousmane", "Osman"], ["Umaro", "Oumar"]])
    assert classes("Omar", variants) == classes("Umaro", variants)
    assert classes("Omar", variants).isdisjoint(classes("Osman", variants))


def test_without_a_table_each_sound_is_its_own_class() -> None:
    assert classes("Ndiaye", Variants()) == heard("Ndiaye")


@pytest.mark.parametrize("programme", installed(), ids=lambda p: p.code)
def test_no_two_groups_of_a_shipped_pack_run_together(programme: Programme) -> None:
    variants = Variants(programme.name_variants)
    found = [frozenset().union(*(classes(name, variants) for name in g)) for g in programme.name_variants]
    assert all(len(group) == 1 for group in found)
    assert len(set(found)) == len(programme.name_variants) > 20


@pytest.mark.parametrize("programme", installed(), ids=lambda p: p.code)
@pytest.mark.parametrize("pair", ["Amadu/Mamadu", "Diop/Diouf", "Fatu/Fati", "Ba/Sow"])
def test_names_that_only_resemble_are_in_no_table(programme: Programme, pair: str) -> None:
    variants = Variants(programme.name_variants)
    one, other = pair.split("/")
    assert classes(one, variants).isdisjoint(classes(other, variants))


@pytest.mark.parametrize("pair", ["Ndiaye/Njie", "Ceesay/Cissé", "Diop/Jobe", "Mballo/Embaló", "João/Jean"])
def test_the_coast_knows_its_own_names(pair: str) -> None:
    variants = Variants(find("cv-single-register").name_variants)
    one, other = pair.split("/")
    assert classes(one, variants) & classes(other, variants)
