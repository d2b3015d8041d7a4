"""One random key wrapped under a secret that a person knows, and the recovery code a person can copy by hand.

AES key wrap (RFC 3394) under a key derived by Argon2id (RFC 9106), its parameters stored beside, so that they
can rise for one user at a time.
"""

from __future__ import annotations

import base64
import os
import secrets
import unicodedata
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

_RECOVERY_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_RECOVERY_GROUPS = 6
_MOST_MEMORY_KIB = 4 * 1024 * 1024  # what a damaged figure may not ask of a laptop
_MOST_PASSES = 1000


@dataclass(frozen=True)
class Hardness:
    """Argon2id cost: memory in KiB, passes, lanes. The default takes about 0.3 s on a 2-core machine."""

    memory_kib: int = 128 * 1024
    iterations: int = 3
    lanes: int = 1


class WrongSecret(Exception):
    """The secret does not open the wrap."""


def wrap(key: bytes, secret: str, hardness: Hardness, owner: str) -> dict[str, Any]:
    """The key under a secret, as JSON. Under another ``owner`` the same secret does not open it."""
    salt = os.urandom(16)
    wrapped = aes_key_wrap(_derive(secret, salt, hardness, owner), key)
    return {"kdf": "argon2id", **asdict(hardness), "salt": as_text(salt), "wrapped": as_text(wrapped)}


def unwrap(wrapped: dict[str, Any], secret: str, owner: str) -> bytes:
    """The key; raises WrongSecret."""
    hardness = Hardness(wrapped["memory_kib"], wrapped["iterations"], wrapped["lanes"])
    derived = _derive(secret, base64.b64decode(wrapped["salt"]), hardness, owner)
    try:
        return aes_key_unwrap(derived, base64.b64decode(wrapped["wrapped"]))
    except InvalidUnwrap:
        raise WrongSecret from None


def check(wrapped: dict[str, Any]) -> None:
    """Raises ValueError, KeyError or TypeError when this is no wrap of ours."""
    lengths = [len(base64.b64decode(wrapped[part], validate=True)) for part in ("salt", "wrapped")]
    costs = (wrapped["memory_kib"], wrapped["iterations"], wrapped["lanes"])
    if not all(type(cost) is int for cost in costs):
        raise TypeError("not whole numbers")
    fit = costs[0] <= _MOST_MEMORY_KIB and costs[1] <= _MOST_PASSES and costs[0] >= 8 * costs[2]
    if wrapped["kdf"] != "argon2id" or lengths != [16, 40] or min(costs) < 1 or not fit:
        raise ValueError("not a wrap")


def _derive(secret: str, salt: bytes, hardness: Hardness, owner: str) -> bytes:
    kdf = Argon2id(
        salt=salt,
        length=32,
        iterations=hardness.iterations,
        lanes=hardness.lanes,
        memory_cost=hardness.memory_kib,
        ad=owner.encode(),
    )
    # An é typed on one system as one sign and on another as two is the same password.
    return kdf.derive(unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass"))


def new_recovery_code() -> str:
    """30 letters, 148 bits, in groups a person can copy by hand."""
    groups = ("".join(secrets.choice(_RECOVERY_LETTERS) for _ in range(5)) for _ in range(_RECOVERY_GROUPS))
    return "-".join(groups)


def plain_code(code: str) -> str:
    """What counts of a recovery code as typed: case, spaces and dashes do not."""
    return "".join(letter for letter in code.upper() if letter in _RECOVERY_LETTERS)


def as_text(data: bytes) -> str:
    """Bytes as they stand in JSON."""
    return base64.b64encode(data).decode()
