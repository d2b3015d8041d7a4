"""Masked numbers: their end is enough to check them, not enough to use them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.masking import masked


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("17201-1234567-1", "•••••-•••••67-1"),
        ("AB 123456", "•• •••456"),
        ("1234567", "••••567"),
        ("123456", "•••••6"),
        ("12", "•2"),
        ("1", "•"),
        ("", ""),
        ("--", "--"),
    ],
)
def test_the_end_is_shown(value: str, shown: str) -> None:
    assert masked(value) == shown


@given(st.text(max_size=30))
def test_at_most_three_signs_and_never_all_are_shown(value: str) -> None:
    signs = [sign for sign in value if sign.isalnum()]
    shown = [sign for sign in masked(value) if sign.isalnum()]
    assert len(masked(value)) == len(value)
    assert len(shown) <= min(3, max(0, len(signs) - 1))
    assert shown == signs[len(signs) - len(shown) :]
