"""A bundle is read whole by the one it is for, and by nobody when a byte of it is missing or another."""

from __future__ import annotations

import io
import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from domain.problems import Refused
from domain.wire import bundle
from domain.wire.bundle import Head, Part

WRITER = Ed25519PrivateKey.from_private_bytes(b"w" * 32)
READER = X25519PrivateKey.from_private_bytes(b"r" * 32)
HEAD = Head("up", "ROOT", "ab" * 16, "NSR", "7K2M", "2026-11-23T08:00:00Z", counts={"changes": 37})
PORTRAIT = secrets.token_bytes(200_000)
PARTS = [Part("M", b"{}"), Part("Q", b"messages" * 900, "ab" * 16), Part("P", PORTRAIT, "n")]


def _sealed(head: Head = HEAD, writer: Ed25519PrivateKey = WRITER) -> bytes:
    return b"".join(bundle.seal(head, READER.public_key().public_bytes_raw(), PARTS, writer.sign))


def _read(data: bytes, reader: X25519PrivateKey = READER) -> list[Part]:
    source = io.BytesIO(data)
    head = bundle.read_head(source)
    public = WRITER.public_key()
    return list(bundle.opened(source, head, reader, lambda signed, mark: public.verify(mark, signed)))


def _refusal(data: bytes, reader: X25519PrivateKey = READER) -> str:
    with pytest.raises(Refused) as caught:
        _read(data, reader)
    return caught.value.problems[0].code


def test_what_was_sealed_is_read_by_the_one_it_is_for() -> None:
    assert _read(_sealed()) == PARTS


def test_whoever_carries_it_reads_the_head_alone() -> None:
    data = _sealed()
    head = bundle.read_head(io.BytesIO(data))
    assert (head.office, head.laptop, head.counts) == ("NSR", "7K2M", {"changes": 37})
    assert b"messages" not in data


def test_the_same_content_twice_has_no_bytes_in_common_beyond_the_head() -> None:
    head = HEAD.written()
    first, second = _sealed(head), _sealed(head)
    after = len(head.raw)
    assert first[:after] == second[:after]
    assert first[after : after + 80] != second[after : after + 80]


def test_another_key_opens_nothing() -> None:
    assert _refusal(_sealed(), X25519PrivateKey.generate()) == "bundle_altered"


@pytest.mark.parametrize("share", [0.0, 0.00001, 0.0005, 0.002, 0.02, 0.3, 0.7, 0.9999])
def test_a_bundle_cut_anywhere_is_named_so(share: float) -> None:
    data = _sealed()
    assert _refusal(data[: int(len(data) * share)]) == "bundle_cut"


def test_a_bundle_cut_between_two_parts_is_named_so() -> None:
    data = _sealed()
    last = 5 + 2 + 64 + 16  # mark and length, kind and name, the signature, the tag
    assert _refusal(data[:-last]) == "bundle_cut"


def test_one_other_bit_anywhere_is_never_taken() -> None:
    data = _sealed()
    dice = range(5, len(data), 1499)
    for place in [*range(5, 400), *dice, len(data) - 1]:
        other = bytearray(data)
        other[place] ^= 1
        assert _refusal(bytes(other)) in {"bundle_altered", "bundle_cut", "bundle_too_new", "bundle_too_old"}


def test_something_after_the_end_is_not_passed_over() -> None:
    assert _refusal(_sealed() + b"x") == "bundle_altered"


def test_a_signature_of_somebody_else_is_not_taken() -> None:
    assert _refusal(_sealed(writer=Ed25519PrivateKey.generate())) == "bundle_altered"


def test_a_file_that_is_no_bundle_is_named_so() -> None:
    assert _refusal(b"%PDF-1.7 a letter") == "bundle_unknown"


@pytest.mark.parametrize(("protocol", "code"), [(99, "bundle_too_new"), (0, "bundle_too_old")])
def test_a_protocol_of_another_age_is_named_so(protocol: int, code: str) -> None:
    head = Head(HEAD.way, HEAD.to, HEAD.by, HEAD.office, HEAD.laptop, HEAD.at, protocol=protocol)
    assert _refusal(_sealed(head)) == code


def test_a_later_format_is_too_new() -> None:
    data = bytearray(_sealed())
    data[4] = bundle.VERSION + 1
    assert _refusal(bytes(data)) == "bundle_too_new"


def test_a_head_with_line_breaks_or_no_number_is_refused() -> None:
    assert _refusal(_sealed(Head("up", "ROOT", "x", "NS\nR", "7K2M", "now"))) == "bundle_altered"
    assert _refusal(_sealed(Head("up", "R", "x", "NSR", "K", "now", counts={"n": True}))) == "bundle_altered"


def test_the_answers_key_comes_from_the_devices_own_and_is_another() -> None:
    own = b"k" * 32
    key = bundle.reply_key(own).private_bytes_raw()
    assert key == bundle.reply_key(own).private_bytes_raw()
    assert key != own
    assert key != bundle.reply_key(b"l" * 32).private_bytes_raw()
