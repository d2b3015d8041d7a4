"""Who a device is and what a record is called between machines."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple

_CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_WRITTEN = re.compile(r"([0-9a-f]{32}):([1-9][0-9]{0,12})")
LAST_NUMBER = 2**40 - 1  # a device's number and its change's stand side by side in 64 bits


def fingerprint(public_key: bytes) -> str:
    """A device's id: the first 128 bits of SHA-256 over its raw Ed25519 public key, in hex."""
    return hashlib.sha256(public_key).hexdigest()[:32]


def device_code(device: str) -> str:
    """The four characters of a device in human codes, derived from its id; no 0/O, 1/I or L to misread."""
    number = int(device, 16)
    letters = []
    for _ in range(4):
        number, index = divmod(number, len(_CODE_LETTERS))
        letters.append(_CODE_LETTERS[index])
    return "".join(letters)


class RecordId(NamedTuple):
    """A record is called by the change that created it: the device's id and the change's number."""

    device: str
    number: int

    def __str__(self) -> str:
        return f"{self.device}:{self.number}"

    @classmethod
    def parse(cls, text: str) -> RecordId:
        """The reverse of ``str()``; ValueError when the text is no record id."""
        written = _WRITTEN.fullmatch(text)
        if written is None or int(written[2]) > LAST_NUMBER:
            raise ValueError(f"not a record id: {text!r}")
        return cls(written[1], int(written[2]))
