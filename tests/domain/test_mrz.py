"""The machine-readable zone: the standard's own specimens, and what contradicts itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.mrz import document_number

# ICAO Doc 9303, part 5 appendix B, part 6 appendix B, part 4 appendix B.
CARD = "I<UTOD231458907<<<<<<<<<<<<<<<7408122F1204159UTO<<<<<<<<<<<6ERIKSSON<<ANNA<MARIA<<<<<<<<<<"
PAPER = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<D231458907UTO7408122F1204159<<<<<<<6"
PASSPORT = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<L898902C36UTO7408122F1204159ZE184226B<<<<<10"


@pytest.mark.parametrize(
    ("zone", "number"), [(CARD, "D23145890"), (PAPER, "D23145890"), (PASSPORT, "L898902C3")]
)
def test_the_specimens_are_read(zone: str, number: str) -> None:
    assert document_number(zone) == number
    length = {90: 30, 72: 36, 88: 44}[len(zone)]
    lines = [zone[at : at + length] for at in range(0, len(zone), length)]
    assert document_number("\r\n".join(lines) + "\r\n") == number
    assert document_number(" ".join(lines).lower()) == number


def test_a_long_number_goes_on_in_the_optional_data() -> None:
    # D23145890734: its check digit 9 stands behind the part that did not fit.
    line = "I<UTOD23145890<7349<<<<<<<<<<<"
    assert document_number(line + CARD[30:]) == "D23145890734"


@pytest.mark.parametrize("at", range(5, 15))
def test_a_misread_number_is_no_number(at: int) -> None:
    sign = "1" if CARD[at] != "1" else "2"
    assert document_number(CARD[:at] + sign + CARD[at + 1 :]) is None


@pytest.mark.parametrize("text", ["", "I<UTO", CARD[:-1], CARD + "<", CARD.replace("<", " "), "X" + CARD[1:]])
def test_what_is_no_zone_is_none(text: str) -> None:
    assert document_number(text) is None


@given(st.text(alphabet="ABIP0123456789<", min_size=90, max_size=90) | st.text())
def test_nothing_is_an_accident(text: str) -> None:
    assert document_number(text) is None or document_number(text)
