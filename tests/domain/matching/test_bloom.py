"""A filter never forgets what was put in, and raises a false alarm for one in a hundred others."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.matching import bloom

KEY = b"k" * bloom.KEY_BYTES
OTHER_KEY = b"l" * bloom.KEY_BYTES


def holds(data: bytes, text: str) -> bool:
    shape, bits = bloom.read(data)
    return shape.may_hold(text, bits.__getitem__)


@given(st.lists(st.text(min_size=1), max_size=200))
def test_whatever_was_put_in_is_found(entries: list[str]) -> None:
    data = bloom.build(entries, len(entries), KEY)
    assert all(holds(data, text) for text in entries)


def test_false_alarms_are_one_in_a_hundred() -> None:
    dice = random.Random(11)
    numbers = dice.sample(range(10**13), 40_000)
    inside, outside = numbers[:20_000], numbers[20_000:]
    data = bloom.build((f"national_id|PK|{number}" for number in inside), len(inside), KEY)
    alarms = sum(holds(data, f"national_id|PK|{number}") for number in outside)
    assert 0.005 < alarms / len(outside) < 0.0135


def test_an_empty_filter_raises_no_alarm() -> None:
    assert not holds(bloom.build([], 0, KEY), "national_id|PK|1710112345671")


def test_five_million_identifiers_take_six_megabytes() -> None:
    assert bloom.bits_for(5_000_000) / 5_000_000 == pytest.approx(9.585, abs=0.001)
    assert bloom.bits_for(5_000_000) // 8 == pytest.approx(6.0e6, rel=0.002)


def test_another_key_makes_another_filter() -> None:
    entries = ["national_id|PK|1", "national_id|PK|2"]
    assert bloom.build(entries, 2, KEY)[-100:] != bloom.build(entries, 2, OTHER_KEY)[-100:]


def test_signs_between_the_characters_make_no_difference() -> None:
    assert bloom.entry("national_id", "PK", "17201-1234567-2") == bloom.entry(
        "national_id", "PK", "17201 1234567 2"
    )
    assert bloom.entry("passport", "PK", "172011") != bloom.entry("national_id", "PK", "172011")
    assert bloom.entry("national_id", "PK", "--") is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GBLM",
        b"<html>not found</html>" * 5,
        bloom.build(["a"], 1, KEY)[:-1],
        b"X" + bloom.build([], 0, KEY)[1:],
    ],
)
def test_anything_else_is_no_filter(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"filter"):
        bloom.read(data)


def test_parts_are_the_whole() -> None:
    _, bits = bloom.read(bloom.build((str(n) for n in range(5000)), 5000, KEY))
    found = list(bloom.parts(bits, 1000))
    assert b"".join(part for _, part in found) == bytes(bits)
    assert [number for number, _ in found] == list(range(len(found)))
