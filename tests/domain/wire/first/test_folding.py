"""Rows folded in columns come back as they were, and damaged columns are found out."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.wire.first.folding import fold, unfold

ROWS = st.lists(st.dictionaries(st.sampled_from("abcde"), st.integers(0, 3), min_size=1), max_size=12)


@given(ROWS)
def test_rows_come_back_in_order(rows: list[dict[str, Any]]) -> None:
    assert list(unfold(fold(rows), len(rows))) == rows


def test_names_are_written_once_for_each_shape() -> None:
    folded = fold([{"a": 1, "b": 2}, {"b": 4, "a": 3}, {"a": 5}, {"a": 6, "b": 7}])
    assert folded == {
        "shapes": [
            {"names": ["a", "b"], "columns": [[1, 3, 6], [2, 4, 7]]},
            {"names": ["a"], "columns": [[5]]},
        ],
        "order": [[0, 2], [1, 1], [0, 1]],
    }


@pytest.mark.parametrize(
    "folded",
    [
        {"shapes": [{"names": ["a", "b"], "columns": [[1], [2, 3]]}], "order": [[0, 1]]},
        {"shapes": [{"names": ["a", "b"], "columns": [[1]]}], "order": [[0, 1]]},
        {"shapes": [{"names": ["a"], "columns": [[1]]}], "order": [[0, 2]]},
        {"shapes": [{"names": ["a"], "columns": [[1, 2]]}], "order": [[0, 1]]},
        {"shapes": [{"names": ["a"], "columns": [[1]]}], "order": []},
        {"shapes": [{"names": ["a"], "columns": [[1]]}], "order": [[0, 10**12]]},
    ],
)
def test_columns_that_do_not_fit_are_refused(folded: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"rows|argument|longer|shorter"):
        list(unfold(folded, 100))


def test_more_rows_than_were_agreed_are_not_made() -> None:
    folded = fold([{"a": n} for n in range(11)])
    with pytest.raises(ValueError, match="more rows"):
        list(unfold(folded, 10))
    folded["order"] = [[0, 2**40]]
    with pytest.raises(ValueError, match="more rows"):
        list(unfold(folded, 11))
