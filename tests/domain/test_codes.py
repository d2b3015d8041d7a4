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


def looks(text: str) -> str:
    """What is left when 0 and O, and 1, I and L, cannot be told apart."""
    return text.translate(str.maketrans("OIL", "011"))


def mistyped(code: str, data: st.DataObject) -> str:
    place = data.draw(st.sampled_from([i for i, sign in enumerate(code) if sign != "-"]))
    wrong = data.draw(st.sampled_from([sign for sign in SIGNS if sign != code[place]]))
    return code[:place] + wrong + code[place + 1 :]


@given(CODES, st.data())
def test_one_mistyped_character_is_always_found(code: str, data: st.DataObject) -> None:
    assume(code[-1] not in "01OIL")
    typed = mistyped(code, data)
    found = normal(typed)
    assert found is None or (found == code and looks(typed) == looks(code)), "a look-alike is no mistake"


@given(CODES, st.data())
def test_whatever_is_read_looks_like_what_was_typed(code: str, data: st.DataObject) -> None:
    typed = mistyped(code, data)
    found = normal(typed)
    assert found is None or looks(found) == looks(typed)


def test_few_mistakes_hide_behind_a_check_character_that_looks_like_another() -> None:
    """Every wrong sign in every place before the check, for a code that ends in one of the five."""
    codes = [make("NSR", "PKDS", 26, number) for number in range(1, 400)]
    for code in [code for code in codes if code[-1] in "01OIL"]:
        for place in [i for i, sign in enumerate(code[:-1]) if sign != "-"]:
            typed = [code[:place] + sign + code[place + 1 :] for sign in SIGNS if sign != code[place]]
            passed = {looks(one) for one in typed if looks(one) != looks(code) and normal(one)}
            assert len(passed) <= 2


@given(CODES, st.data())
def test_digits_and_the_check_may_be_typed_as_letters_that_look_alike(code: str, data: st.DataObject) -> None:
    office, device, year, sequence, check = code.split("-")
    like = {sign: [one for one in SIGNS if looks(one) == looks(sign)] for sign in SIGNS}
    typed = "".join(data.draw(st.sampled_from(like[sign])) for sign in year + sequence + check)
    parts = (office, device, typed[:2], typed[2:-1], typed[-1])
    assert normal("-".join(parts)) == code


@given(CODES, st.sampled_from(SIGNS))
def test_a_wrong_check_character_is_refused(code: str, wrong: str) -> None:
    assume(looks(wrong) != looks(code[-1]))
    assert normal(code[:-1] + wrong) is None


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
    assert found is None or looks(found) == looks(tidy(swapped))


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
