"""A column of anything comes back exactly; of like values it takes the form that suits them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.wire import columns
from domain.wire.memory import ReadersMemory, WritersMemory
from domain.wire.sections import Budget, Reader, Writer
from tests.domain.wire.drawn import DAYS, DEVICES, LIKELY, MOMENTS, NAMES, NUMBERED, VALUES

FINITE = st.floats(allow_nan=False, allow_infinity=False)
ANY_COLUMN = st.one_of(
    *(
        st.lists(values, min_size=1, max_size=12)
        for values in (
            *(DAYS, MOMENTS, NUMBERED, LIKELY, VALUES, NAMES.map(str), st.booleans(), st.integers(), FINITE),
            *(st.none() | NUMBERED, st.none() | DAYS, st.integers(0, 1) | st.booleans(), st.none()),
            st.uuids().map(str),
            st.sampled_from(["5", 5, "5.0", 5.0, True, "true", None, [5], {"5": 5}]),
        )
    )
)


def written(*many: list[Any]) -> list[bytes]:
    """Each column as a part, all of one message."""
    memory, parts = WritersMemory(), []
    for values in many:
        out = Writer()
        columns.write(out, memory, "x", values)
        news = memory.news()
        news.follow(out)
        parts.append(news.done())
    return parts


def read(parts: list[bytes], *lengths: int) -> list[list[Any]]:
    memory, found = ReadersMemory(), []
    for data, length in zip(parts, lengths, strict=True):
        part = Reader(data, Budget())
        memory.news(part)
        found.append(columns.read(part, memory, "x", length))
    return found


def typed(value: Any) -> Any:
    """Told apart although Python calls them equal: 1, 1.0 and true."""
    if isinstance(value, list):
        return [typed(item) for item in value]
    if isinstance(value, dict):
        return {name: typed(item) for name, item in value.items()}
    return type(value), value


@given(st.lists(ANY_COLUMN, min_size=1, max_size=4))
@settings(max_examples=200)
def test_columns_come_back_exactly(many: list[list[Any]]) -> None:
    found = read(written(*many), *(len(values) for values in many))
    assert typed(found) == typed(many)


@pytest.mark.parametrize(
    ("values", "most"),
    [
        ([f"2026-03-{n:02d}" for n in range(1, 31)] * 3, 2),
        ([f"1980-01-01T08:{n % 60:02d}:11Z" for n in range(90)], 3),
        ([f"NSR-K7QM-26-{n:06d}-{'0AZ'[n % 3]}" for n in range(90)], 3),
        ([f"+92300{n * 7919 % 10**7:07d}" for n in range(90)], 4),
        ([f"{n * 7919**16 % 2**128:032x}" for n in range(90)], 17),
        ([f"{DEVICES[0]}:{n}" for n in range(1, 91)], 2),
        (["female", "male", "male"] * 30, 2),
        ([None, "female", "male"] * 30, 2),
        ([True, False, False] * 30, 2),
        ([["seen", "heard"], ["seen"], {}] * 30, 2),
    ],
)
def test_like_values_take_few_bytes(values: list[Any], most: int) -> None:
    [part] = written(values)
    assert read([part], len(values)) == [values]
    assert len(part) <= most * len(values)


def test_a_text_that_came_before_is_a_number() -> None:
    names = [f"{name} of the {n}th house" for n in range(20) for name in ("Awa", "Noor")]
    first, again = written(names, names[::-1])
    assert len(again) < len(names) + 20 < len(first)


def test_what_nests_without_end_is_neither_written_nor_read() -> None:
    deep: Any = 1
    for _ in range(150):
        deep = [deep]
    with pytest.raises(ValueError, match="too deeply"):
        written([deep])


def test_a_long_odd_text_that_comes_again_and_again_is_counted_each_time() -> None:
    """Its few bytes would be a list of thousands, a hundred thousand times."""
    parts = written([[0] * 1000] * 3)
    with pytest.raises(ValueError, match="more values"):
        columns.read(_second(parts[0], 3), ReadersMemory(), "x", 3)


def _second(data: bytes, count: int) -> Reader:
    part = Reader(data, Budget(1000 * count))
    ReadersMemory().news(part)
    return part
