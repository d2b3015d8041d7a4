"""Texts of one pattern are written by what differs, and only where that is a gain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.wire import patterns
from domain.wire.sections import Budget, Reader, Writer

CODES = st.builds(
    "NSR-K7QM-26-{:06d}-{}".format, st.integers(0, 999_999), st.sampled_from("0123456789ABCXYZ")
)
MANY = [st.uuids().map(str), CODES, st.integers(0, 10**20 - 1).map("{:020d}".format)]


@given(st.sampled_from(MANY).flatmap(lambda texts: st.lists(texts, min_size=3, max_size=20, unique=True)))
def test_texts_come_back(values: list[str]) -> None:
    pattern = patterns.pattern_of(values)
    assert pattern is not None
    out = Writer()
    patterns.write(out, pattern, values)
    assert patterns.read(Reader(out.done(), Budget()), len(values)) == values


@pytest.mark.parametrize(
    "values",
    [
        ["ab1", "ab2"],  # too few
        ["ab1", "ab2", "ab30"],
        ["ab1", "ab1", "ab1"],
        ["ab1", "ab2"] * 5,  # they come again
        ["awa1", "noor", "sana"],
        ["a\x021", "a\x022", "a\x023"],  # a sign the pattern needs itself
        ["x" * 200 + str(n) for n in range(5)],
    ],
)
def test_texts_without_a_gain_have_no_pattern(values: list[str]) -> None:
    assert patterns.pattern_of(values) is None


@pytest.mark.parametrize("pattern", ["", "abc", "\2" * 200, "\4", "\2"])
def test_a_pattern_that_is_none_is_found_out(pattern: str) -> None:
    out = Writer()
    out.texts([pattern])
    out.numbers([10, 11, 12])
    with pytest.raises(ValueError, match=r".+"):
        patterns.read(Reader(out.done(), Budget()), 3)
