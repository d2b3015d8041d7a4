"""V25: the bands of age sum to the size of the household, whatever is known of the births."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.birth import Birth, Precision
from domain.rules.counting import BANDS, UNSURE, band, by_age

TODAY = date(2026, 11, 23)
YEARS = st.integers(1900, 2026)
BIRTHS = (
    st.none()
    | st.builds(lambda year: Birth(precision=Precision.year, on=f"{year}"), YEARS)
    | st.builds(
        lambda y, m, d: Birth(precision=Precision.day, on=f"{y}-{m:02}-{d:02}"),
        YEARS,
        st.integers(1, 11),
        st.integers(1, 23),
    )
    | st.just(Birth(precision=Precision.unknown))
)


@given(st.lists(BIRTHS, max_size=12))
def test_v25_every_member_is_counted_once(births: list[Birth | None]) -> None:
    assert sum(by_age(births, TODAY).values()) == len(births)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-11-23", "0-4"),
        ("2021-11-24", "0-4"),
        ("2021-11-23", "5-14"),
        ("2008-11-23", "18-24"),
        ("1936-11-23", "90+"),
        ("1936-11-24", "80-89"),
    ],
)
def test_a_band_begins_on_a_birthday(on: str, expected: str) -> None:
    assert band(Birth(precision=Precision.day, on=on), TODAY) == expected


def test_between_two_bands_nobody_guesses() -> None:
    assert band(Birth(precision=Precision.year, on="2021"), TODAY) == UNSURE  # four or five
    assert band(Birth(precision=Precision.year, on="2015"), TODAY) == "5-14"
    assert band(None, TODAY) == UNSURE
    assert len(BANDS) == 9
