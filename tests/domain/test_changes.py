"""Canonical bytes are those of RFC 8785, and the chain over them shows every alteration."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.changes import Change, chain, chain_start, link, signed_bytes
from domain.ids import RecordId

DEVICE, OTHER = "a" * 32, "0123456789abcdef" * 2
TEXTS = st.text(st.characters(codec="utf-8"), max_size=20)
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
NAMES = st.builds(RecordId, st.sampled_from([DEVICE, OTHER]), st.integers(1, 10**9))
CHANGES = st.builds(
    Change,
    number=st.integers(1, 10**9),
    author=st.integers(1, 1000),
    clock=st.integers(0, 2**53 - 1),
    kind=st.sampled_from(["household", "person", "membership", "of_a_newer_office"]),
    subject=st.none() | NAMES,
    fields=st.dictionaries(TEXTS, VALUES, max_size=6),
    district=st.sampled_from(["", "PK-KP-NOWSHERA"]),
    base=st.dictionaries(TEXTS, NAMES, max_size=3),
)


def listed(change: Change) -> list[Any]:
    return [
        change.number,
        change.author,
        change.clock,
        change.kind,
        str(change.subject) if change.subject else None,
        change.district,
        change.fields,
        {name: str(seen) for name, seen in change.base.items()},
    ]


@given(CHANGES)
def test_canonical_bytes_are_those_of_the_standard(change: Change) -> None:
    assert change.canonical() == rfc8785.dumps(listed(change))


@pytest.mark.parametrize(
    "fields",
    [
        {"\U0001e900dlam": 1, "\uf000": 2, "a": 3},  # by UTF-16 units the first two change places
        {"deep": [{"\U0001f9d1": None, "\ufb33": None}]},
        {"note": '\u0000\u0001\b\t\n\f\r\u001f"\\/\u007f\u2028é€𞤀'},
        {"largest": 2**53 - 1, "smallest": -(2**53) + 1, "nought": 0, "yes": True, "no": False},
        {"": {"": []}},
    ],
)
def test_the_corners_of_the_standard(fields: dict[str, Any]) -> None:
    change = Change(1, 1, 1, "household", None, fields)
    assert change.canonical() == rfc8785.dumps(listed(change))


def test_half_a_surrogate_pair_has_no_bytes() -> None:
    with pytest.raises(UnicodeEncodeError):
        Change(1, 1, 1, "household", None, {"village": "\ud800"}).canonical()


@given(CHANGES)
@settings(max_examples=40)
def test_canonical_bytes_do_not_depend_on_the_order_of_keys(change: Change) -> None:
    turned = json.loads(json.dumps(change.fields), object_pairs_hook=lambda pairs: dict(reversed(pairs)))
    assert replace(change, fields=turned).canonical() == change.canonical()


def numbered(changes: list[Change]) -> list[Change]:
    return [replace(change, number=number) for number, change in enumerate(changes, 1)]


@given(st.lists(CHANGES, min_size=1, max_size=6), st.data())
@settings(max_examples=40)
def test_the_chain_shows_an_altered_dropped_or_exchanged_change(
    changes: list[Change], data: st.DataObject
) -> None:
    told = numbered(changes)
    end = chain(chain_start(DEVICE), told)[-1]
    place = data.draw(st.integers(0, len(told) - 1))
    altered = [replace(c, author=c.author + 1) if i == place else c for i, c in enumerate(told)]
    assert chain(chain_start(DEVICE), altered)[-1] != end
    dropped = told[:place] + told[place + 1 :]
    assert (chain(chain_start(DEVICE), dropped) or [chain_start(DEVICE)])[-1] != end
    assert chain(chain_start(OTHER), told)[-1] != end


def test_the_chain_goes_link_by_link() -> None:
    told = numbered([Change(0, 1, 5, "person", None, {"given_name": name}) for name in ("Awa", "Fatou")])
    first = link(chain_start(DEVICE), told[0])
    assert chain(chain_start(DEVICE), told) == [first, link(first, told[1])]


def test_what_is_signed_names_device_numbers_and_chain() -> None:
    assert signed_bytes(DEVICE, 7, 3, b"\x01\xff") == f"guichet batch 1\n{DEVICE}\n7\n3\n01ff".encode()


def test_references_are_translated_and_nothing_else() -> None:
    moved = {RecordId(DEVICE, 4): RecordId(OTHER, 1), RecordId(DEVICE, 5): RecordId(OTHER, 2)}
    change = Change(
        number=9,
        author=1,
        clock=1,
        kind="membership",
        subject=RecordId(DEVICE, 6),
        fields={"household": f"{DEVICE}:4", "person": f"{DEVICE}:5", "role": f"{DEVICE}:4"},
        base={"role": RecordId(DEVICE, 5)},
    )
    after = change.with_ids(lambda name: moved.get(name, name))
    assert after.fields == {"household": f"{OTHER}:1", "person": f"{OTHER}:2", "role": f"{DEVICE}:4"}
    assert after.subject == RecordId(DEVICE, 6)
    assert after.base == {"role": RecordId(OTHER, 2)}


def test_a_change_that_creates_is_its_record_and_an_edit_names_its_own() -> None:
    assert Change(3, 1, 1, "person", None, {}).record(DEVICE) == RecordId(DEVICE, 3)
    assert Change(3, 1, 1, "person", RecordId(OTHER, 2), {}).record(DEVICE) == RecordId(OTHER, 2)
