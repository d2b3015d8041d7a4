"""Whole numbers come back as they were, in about as many bytes as they have to say."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.wire import numbers
from domain.wire.sections import Budget, Reader, Writer

COLUMNS = st.one_of(
    st.lists(st.integers(1 - numbers.LARGEST, numbers.LARGEST - 1), min_size=1, max_size=20),
    st.lists(st.integers(-200, 200), min_size=1, max_size=20),
    st.lists(st.integers(0, 2**40), min_size=1, max_size=20).map(sorted),
)


def read(data: bytes, count: int) -> list[int]:
    out = Writer()
    out.raw(data)
    return Reader(out.done(), Budget()).numbers(count)


@given(COLUMNS)
def test_a_column_comes_back(values: list[int]) -> None:
    assert read(numbers.packed(values), len(values)) == values


@given(st.lists(st.integers(0, 2**20), min_size=1, max_size=20))
def test_places_come_back(values: list[int]) -> None:
    assert read(numbers.packed_places(values), len(values)) == values


@given(st.integers(-(2**63), 2**63))
def test_a_zigzag_comes_back(value: int) -> None:
    assert numbers.unzigzag(numbers.zigzag(value)) == value


def test_a_column_says_no_more_than_it_must() -> None:
    assert len(numbers.packed([7] * 1000)) == 2
    assert len(numbers.packed(list(range(5000, 6000)))) < 1010  # a byte a step
    clock = 1_760_000_000_000 * 1024
    assert len(numbers.packed([clock + n for n in range(100)])) < 115
    rng = Random(1)
    scattered = [rng.getrandbits(24) for _ in range(100)]
    assert len(numbers.packed(scattered)) < 310  # three bytes each, not four


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (b"", 1),
        (b"\x00", 1),
        (b"\x01\x00", 1),  # steps without bytes
        (b"\x06\x00", 1),  # a byte that is not there
        (b"\x06\x00\x05", 2),  # one number for two
        (b"\x0c\x00\x05\x05", 1),  # two for one
        (b"\x06\x00\x80", 1),  # a number cut short
        (b"\x03\x00", 2),  # planes without bytes
        (b"\x45\x00" + b"\xff" * 11, 1),
        (b"\xff" * 11, 1),
    ],
)
def test_what_is_no_column_is_found_out(data: bytes, count: int) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read(data, count)


def test_a_number_without_end_is_not_followed() -> None:
    endless = b"\xff" * 2_000_000
    head = numbers.varint(len(endless) * 6)
    with pytest.raises(ValueError, match=r".+"):
        read(head + b"\x00" + endless, 400_000)


def test_a_million_equal_numbers_are_counted_before_they_are_made() -> None:
    with pytest.raises(ValueError, match="more values"):
        read(numbers.packed([7]), 2_000_000)
