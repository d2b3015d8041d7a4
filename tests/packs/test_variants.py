"""The table of name variants, read and refused line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.problems import Refused
from domain.programme import Programme
from packs.reading import load


def write(pack: Path, *lines: str) -> None:
    (pack / "name_variants.csv").write_text("names,note\n" + "\n".join(lines) + "\n", encoding="utf-8")


def problems(pack: Path) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        load(pack)
    return [(problem.code, problem.where) for problem in refused.value.problems]


def test_a_pack_may_have_none(pack: Path) -> None:
    (pack / "name_variants.csv").unlink()
    assert load(pack).name_variants == ()


def test_a_table_is_read_in_its_order(pack: Path) -> None:
    write(pack, "Ndiaye  Njie,Gambia", "Ana Anne Anna,")
    assert load(pack).name_variants == (("Ndiaye", "Njie"), ("Ana", "Anne", "Anna"))


@pytest.mark.parametrize("names", ["Ndiaye", "", "Ndiaye N'diaye", "Ndiaye ?"])
def test_one_name_is_no_group(pack: Path, names: str) -> None:
    write(pack, "Ana Anne,", f"{names},alone")
    assert problems(pack) == [("variant_alone", "name_variants.csv:3 names")]


def test_a_name_on_two_lines(pack: Path) -> None:
    write(pack, "Ana Anne,", "ANNE Anna,")
    assert problems(pack) == [("variant_twice", "name_variants.csv:3 names")]


def test_a_programme_kept_before_there_was_a_table_still_opens(pack: Path) -> None:
    kept = load(pack).model_dump(mode="json")
    del kept["name_variants"]
    assert Programme.model_validate(kept).name_variants == ()
