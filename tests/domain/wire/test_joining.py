"""The enrolment code is read however it is typed, and names the server it belongs to."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.wire.joining import EnrolmentCode, audience, join_bytes, renew_bytes, root_fingerprint

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
CODES = st.builds(
    EnrolmentCode,
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=2, max_size=5),
    st.text(LETTERS, min_size=16, max_size=16),
    st.text(LETTERS, min_size=26, max_size=26),
)


@given(CODES)
def test_a_code_is_read_as_it_is_written(code: EnrolmentCode) -> None:
    assert EnrolmentCode.parse(str(code)) == code
    spaced = " ".join(str(code).lower()[i : i + 4] for i in range(0, len(str(code)), 4))
    assert EnrolmentCode.parse(f" {spaced}\n") == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "NSR",
        f"NSR.{'A' * 15}.{'B' * 26}",
        f"NSR.{'A' * 16}.{'B' * 25}",
        f"NSR.{'1' * 16}.{'B' * 26}",
        f"N.{'A' * 16}.{'B' * 26}",
        f"NSR {'A' * 16} {'B' * 26}",
    ],
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert EnrolmentCode.parse(text) is None


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = EnrolmentCode.parse(text)
    assert found is None or EnrolmentCode.parse(str(found)) == found


def test_a_fingerprint_is_the_first_130_bits_of_the_root() -> None:
    found = root_fingerprint(b"a root certificate")
    assert len(found) == 26
    assert set(found) <= set(LETTERS)
    assert found != root_fingerprint(b"another")
    assert audience(b"a root certificate") == f"urn:guichet:{found}"
    base64.b32decode(found + "======")


def test_what_is_signed_cannot_be_taken_for_something_else() -> None:
    assert join_bytes("a", "b") == b"guichet join 1\na\nb"
    assert renew_bytes("a", "b") == b"guichet renew 1\na\nb"
