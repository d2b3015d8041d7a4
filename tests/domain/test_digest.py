"""A register's digest depends on what is in it and on nothing else."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.digest import Digest

FIELDS = st.dictionaries(st.sampled_from("abcé"), st.none() | st.text(max_size=4) | st.integers(-9, 9))
RECORDS = st.dictionaries(st.integers(1, 9).map(str), FIELDS, max_size=5)


def digest(records: dict[str, dict[str, Any]], order: list[str]) -> str:
    made = Digest()
    for name in order:
        made.add(name, "person", records[name], {})
    return str(made)


@given(RECORDS, st.integers())
def test_the_order_of_records_and_what_was_never_set_do_not_matter(
    records: dict[str, dict[str, Any]], seed: int
) -> None:
    order = list(records)
    Random(seed).shuffle(order)
    bare = {name: {f: v for f, v in fields.items() if v is not None} for name, fields in records.items()}
    assert digest(records, list(records)) == digest(bare, order)


@given(RECORDS, RECORDS)
def test_other_records_give_another_digest(one: dict[str, Any], other: dict[str, Any]) -> None:
    def bare(records: dict[str, Any]) -> dict[str, Any]:
        return {n: {f: v for f, v in fields.items() if v is not None} for n, fields in records.items()}

    assert (digest(one, list(one)) == digest(other, list(other))) == (bare(one) == bare(other))


def test_a_revision_counts() -> None:
    one, other = Digest(), Digest()
    one.add("a:1", "person", {"name": "Awa"}, {})
    other.add("a:1", "person", {"name": "Awa"}, {"name": "b:2"})
    assert str(one) != str(other)
