"""The sealed file of a copy: what went in comes out, and nothing that was touched does."""

from __future__ import annotations

import io
import secrets

import pytest

from domain.problems import Fault, Refused
from server.backup.container import PIECE, Hardness, Opening, Sealing, new_key

SOFT = Hardness(64, 1, 1)
SECRET = "correct horse battery"


def sealed(data: bytes, secret: str = SECRET) -> bytes:
    file = io.BytesIO()
    sealing = Sealing(file, secret, {"tables": "s0001"}, SOFT)
    for start in range(0, len(data), 50_000):
        sealing.write(data[start : start + 50_000])
    sealing.close()
    return file.getvalue()


def opened(raw: bytes, secret: str = SECRET) -> bytes:
    opening = Opening(io.BytesIO(raw))
    opening.unlock(secret)
    assert opening.facts["tables"] == "s0001"
    return opening.read()


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7])
def test_what_went_in_comes_out(size: int) -> None:
    data = secrets.token_bytes(size)
    raw = sealed(data)
    assert opened(raw) == data
    assert data[:40] not in raw or size < 8


def test_it_is_read_in_any_portions() -> None:
    data = secrets.token_bytes(2 * PIECE + 100)
    opening = Opening(io.BytesIO(sealed(data)))
    opening.unlock(SECRET)
    assert b"".join(iter(lambda: opening.read(1000), b"")) == data


def test_another_passphrase_does_not_open_it() -> None:
    with pytest.raises(Refused, match="backup_locked"):
        opened(sealed(b"people"), "another passphrase")


def test_a_recovery_key_opens_it_however_it_is_typed() -> None:
    key = new_key()
    raw = sealed(b"people", key)
    for typed in (key, key.lower(), key.replace("-", " "), f"  {key.replace('-', '')}"):
        assert opened(raw, typed) == b"people"


def test_a_passphrase_that_is_short_is_refused() -> None:
    with pytest.raises(Refused, match="backup_passphrase_short"):
        sealed(b"", "short")


def test_whatever_byte_is_altered_it_does_not_open() -> None:
    raw = sealed(secrets.token_bytes(PIECE + 500))
    for place in [*range(0, 300), *range(300, len(raw), 997), len(raw) - 1]:
        altered = bytearray(raw)
        altered[place] ^= 1
        with pytest.raises((Refused, Fault)):
            opened(bytes(altered))


def test_cut_anywhere_it_is_not_taken_for_whole() -> None:
    raw = sealed(secrets.token_bytes(3 * PIECE))
    head = len(sealed(b"")) - 16
    places = {0, 3, 20, head, head + 16, *range(head, len(raw), 9973), len(raw) - 1}
    places |= {head + n * (PIECE + 16) for n in (1, 2)}
    for place in sorted(places):
        with pytest.raises((Refused, Fault)):
            opened(raw[:place])
    with pytest.raises(Fault, match="backup_cut"):
        opened(raw[: head + PIECE + 16])


def test_pieces_do_not_change_places() -> None:
    raw = sealed(secrets.token_bytes(3 * PIECE))
    head, piece = len(sealed(b"")) - 16, PIECE + 16
    first, second = raw[head : head + piece], raw[head + piece : head + 2 * piece]
    with pytest.raises(Fault, match="server_copy_damaged"):
        opened(raw[:head] + second + first + raw[head + 2 * piece :])


@pytest.mark.parametrize("raw", [b"", b"GCHC", b"PK\x03\x04" + bytes(100)])
def test_another_file_is_none(raw: bytes) -> None:
    with pytest.raises(Refused, match="backup_not_one"):
        opened(raw)


def test_a_later_form_is_named() -> None:
    raw = bytearray(sealed(b""))
    raw[4] = 9
    with pytest.raises(Refused, match="backup_newer"):
        opened(bytes(raw))
