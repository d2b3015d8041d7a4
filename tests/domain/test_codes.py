"""Printed codes: read however they are typed, and never when a character is wrong."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.iso7064 import mod_37_36

from domain.codes import make, normal, tidy

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CODES = st.builds(
    make,
    st.text(SIGNS, min_size=2, max_size=5),
    st.text(SIGNS, min_size=4, max_size=4),
    st.integers(2000, 2099),
    st.integers(1, 5_000_000),
)


@given(CODES)
def test_a_code_is_its_own_normal_form(code: str) -> None:
    assert normal(code) == code


@given(CODES, st.sampled_from([" ", " - ", "_", "/", "\u2013", "\u00a0", "--", "-"]))
def test_case_and_separators_are_forgiven(code: str, between: str) -> None:
    assert normal(f"  {code.lower().replace('-', between)}\n") == code


@given(CODES)
def test_missing_dashes_are_forgiven(code: str) -> None:
    assume(len(code.split("-")[3]) == 6)
    assert normal(code.replace("-", "").lower()) == code


@given(CODES, st.data())
def test_one_mistyped_character_is_always_found(code: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([i for i, sign in enumerate(code) if sign != "-"]))
    wrong = data.draw(st.sampled_from([sign for sign in SIGNS if sign != code[place]]))
    assert normal(code[:place] + wrong + code[place + 1 :]) is None


def _after(state: int, sign: int) -> int:
    """One step of ISO 7064 MOD 37,36."""
    return ((state or 36) * 2 % 37 + sign) % 36


@given(st.text(SIGNS, min_size=1, max_size=20))
def test_the_step_written_here_is_the_librarys(text: str) -> None:
    state = 18
    for sign in text:
        state = _after(state, SIGNS.index(sign))
    assert state == mod_37_36.checksum(text)


def test_two_swapped_neighbours_are_found_but_for_one_pair_in_six_hundred() -> None:
    """Every pair in every state of the check: the standard promises no more than this."""
    pairs = [(s, a, b) for s in range(36) for a in range(36) for b in range(36) if a != b]
    missed = [(s, a, b) for s, a, b in pairs if _after(_after(s, a), b) == _after(_after(s, b), a)]
    assert len(missed) == 72
    assert len(pairs) / len(missed) > 600


@given(CODES, st.data())
def test_swapped_neighbours_never_make_a_code_of_another_shape(code: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(code) - 2))
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    found = normal(swapped)
    assert found is None or found == tidy(swapped)


@pytest.mark.parametrize(
    "text",
    ["", "-", "NSR", "NSR-ABCD-26-000001", "NSR-ABCD-26-٠٠٠٠٠١-X", "É" * 16, "N'Diaye", "\0", "+92 300"],
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert normal(text) is None


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = normal(text)
    assert found is None or normal(found) == found


def test_the_beginning_of_a_code_is_tidied_as_far_as_it_goes() -> None:
    assert tidy(" nsr pkds 26  0008") == "NSR-PKDS-26-0008"
    assert tidy("nsr--pkds_") == "NSR-PKDS"
