"""How a device comes to trust a server and to be trusted by it: the enrolment code and what is signed."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import NamedTuple

SECRET_LETTERS = 16  # 80 random bits in base32
FINGERPRINT_LETTERS = 26  # the first 130 bits of SHA-256 in base32
CODE_VALID_DAYS = 7
TOKEN_SECONDS = 900
ASSERTION_SECONDS = 300

_SHAPE = re.compile(r"^([A-Z0-9]{2,5})\.([A-Z2-7]{16})\.([A-Z2-7]{26})$")


class EnrolmentCode(NamedTuple):
    """``OFFICE.SECRET.FINGERPRINT``, as printed and typed."""

    office: str
    secret: str
    fingerprint: str

    def __str__(self) -> str:
        return f"{self.office}.{self.secret}.{self.fingerprint}"

    @classmethod
    def parse(cls, text: str) -> EnrolmentCode | None:
        """The code from what a person typed (case, spaces and dashes forgiven); None when it is not one."""
        match = _SHAPE.match(re.sub(r"[\s\u2010-\u2015-]+", "", text).upper())
        return cls(*match.groups()) if match else None


def root_fingerprint(root_der: bytes) -> str:
    """The name of a server: the first 130 bits of SHA-256 over its root certificate (DER), in base32."""
    return base64.b32encode(hashlib.sha256(root_der).digest()).decode()[:FINGERPRINT_LETTERS]


def audience(root_der: bytes) -> str:
    """The ``aud`` of a device's token request to the server with that root certificate."""
    return f"urn:guichet:{root_fingerprint(root_der)}"


def join_bytes(device: str, secret: str) -> bytes:
    """What a device signs to join: that the key that becomes ``device`` was meant for this secret."""
    return f"guichet join 1\n{device}\n{secret}".encode()


def renew_bytes(old: str, new: str) -> bytes:
    """What both sign when a file takes a new identity: the old device that the new one is the same file."""
    return f"guichet renew 1\n{old}\n{new}".encode()
