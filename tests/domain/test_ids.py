"""Record names are read strictly: what is not written by ``str()`` names nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ids import LAST_NUMBER, RecordId, device_code, fingerprint

DEVICES = st.text("0123456789abcdef", min_size=32, max_size=32)


@given(DEVICES, st.integers(1, LAST_NUMBER))
def test_a_name_is_read_as_it_is_written(device: str, number: int) -> None:
    name = RecordId(device, number)
    assert RecordId.parse(str(name)) == name


@pytest.mark.parametrize(
    "text",
    [
        "",
        ":",
        "a" * 32,
        f"{'a' * 32}:",
        f"{'a' * 32}:0",
        f"{'a' * 32}:-1",
        f"{'a' * 32}:01",
        f"{'a' * 32}:+1",
        f"{'a' * 32}: 1",
        f"{'a' * 32}:1_0",
        f"{'a' * 32}:1\n",
        f"{'a' * 32}:١",
        f"{'A' * 32}:1",
        f"0x{'a' * 30}:1",
        f"{'a' * 31}:1",
        f"{'a' * 33}:1",
        f"{'a' * 32}:{LAST_NUMBER + 1}",
    ],
)
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a record id"):
        RecordId.parse(text)


@given(st.text(max_size=60))
def test_any_other_text_names_nothing(text: str) -> None:
    try:
        name = RecordId.parse(text)
    except ValueError:
        return
    assert str(name) == text


@given(st.binary(min_size=32, max_size=32))
def test_a_device_has_four_letters_nobody_misreads(key: bytes) -> None:
    device = fingerprint(key)
    assert len(device) == 32
    letters = device_code(device)
    assert len(letters) == 4
    assert not set(letters) & set("0O1IL")
    assert letters == device_code(device)
