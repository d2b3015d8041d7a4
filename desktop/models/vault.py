"""The keys file beside an office file: one random key, wrapped once for each user and once for recovery.

Each wrap is AES key wrap (RFC 3394) under a key derived by Argon2id (RFC 9106), its parameters stored beside,
so that they can rise for one user at a time. No name is written: a wrap is found by a salted hash of it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from domain.matching.names import fold
from domain.problems import Fault, Problem, Refused

FORMAT = 1
RECOVERY = "recovery"
_RECOVERY_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_RECOVERY_GROUPS = 6
_FREE_TRIES = 3
_LONGEST_DELAY_S = 300


@dataclass(frozen=True)
class Hardness:
    """Argon2id cost: memory in KiB, passes, lanes. The default takes about 0.3 s on a 2-core machine."""

    memory_kib: int = 128 * 1024
    iterations: int = 3
    lanes: int = 1


class Vault:
    """The keys file of one office file (``NAME.keys``)."""

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(path.name + ".keys")

    def create(self, key: bytes, hardness: Hardness = Hardness()) -> str:
        """Begin with a recovery wrap alone; returns the recovery code, which is kept nowhere."""
        if self.path.exists():
            raise Fault("file_exists", name=self.path.name)
        code = _new_recovery_code()
        body: dict[str, Any] = {
            "format": FORMAT,
            "salt": _text(os.urandom(16)),
            "failures": 0,
            "not_before": 0,
            "wraps": {},
        }
        body["wraps"][RECOVERY] = _wrap(key, _plain_code(code), hardness)
        self._write(body)
        return code

    def add(self, key: bytes, username: str, password: str, hardness: Hardness = Hardness()) -> None:
        """Wrap the key for a user; replaces the user's earlier wrap."""
        body = self._read()
        body["wraps"][_name(body, username)] = _wrap(key, password, hardness)
        self._write(body)

    def renew_recovery(self, key: bytes, hardness: Hardness = Hardness()) -> str:
        """A new recovery code in place of the old one."""
        body = self._read()
        code = _new_recovery_code()
        body["wraps"][RECOVERY] = _wrap(key, _plain_code(code), hardness)
        self._write(body)
        return code

    def remove(self, username: str) -> None:
        """Forget a user's wrap. Who knew the key could still know it: that is what rekeying is for."""
        body = self._read()
        body["wraps"].pop(_name(body, username), None)
        self._write(body)

    def users(self) -> int:
        """How many users have a wrap."""
        return len(self._read()["wraps"]) - 1

    def unlock(self, username: str | None, password: str) -> bytes:
        """The file's key. The same refusal whether the user or the password is wrong; delays grow.

        ``username`` None means the only user there is.
        """
        body = self._read()
        name = _name(body, username) if username else self._only(body)
        return self._try(body, name, password)

    def recover(self, code: str) -> bytes:
        """The file's key from the recovery code; case, spaces and dashes are forgiven."""
        return self._try(self._read(), RECOVERY, _plain_code(code))

    def _only(self, body: dict[str, Any]) -> str:
        names = [name for name in body["wraps"] if name != RECOVERY]
        if len(names) != 1:
            raise Refused(Problem("user_needed", where="username"))
        return str(names[0])

    def _try(self, body: dict[str, Any], name: str, secret: str) -> bytes:
        wait = body["not_before"] - time.time()
        if wait > 0:
            raise Refused(
                Problem("wrong_credentials_wait", facts={"seconds": min(_LONGEST_DELAY_S, int(wait) + 1)})
            )
        wrap = body["wraps"].get(name)
        try:
            # An unknown user costs the same time as a wrong password.
            key = _unwrap(wrap or body["wraps"][RECOVERY], secret if wrap else secrets.token_hex(8))
        except InvalidUnwrap:
            raise Refused(self._failed(body)) from None
        if body["failures"]:
            body["failures"], body["not_before"] = 0, 0
            self._write(body, required=False)
        return key

    def _failed(self, body: dict[str, Any]) -> Problem:
        body["failures"] += 1
        over = body["failures"] - _FREE_TRIES
        delay = min(_LONGEST_DELAY_S, 2**over) if over >= 0 else 0
        body["not_before"] = time.time() + delay
        self._write(body, required=False)
        return Problem("wrong_credentials", where="password", facts={"seconds": delay})

    def _read(self) -> dict[str, Any]:
        try:
            body = json.loads(self.path.read_text(encoding="ascii"))
            if body["format"] > FORMAT:
                raise Fault("file_newer", name=self.path.name)
            body["wraps"][RECOVERY], body["salt"], body["failures"], body["not_before"]
        except FileNotFoundError:
            raise Fault("keys_missing", name=self.path.name) from None
        except (ValueError, KeyError, TypeError):
            raise Fault("keys_damaged", name=self.path.name) from None
        return dict(body)

    def _write(self, body: dict[str, Any], *, required: bool = True) -> None:
        """Whole or not at all: written beside, flushed to the disk, then renamed over."""
        beside = self.path.with_name(self.path.name + ".new")
        try:
            with beside.open("w", encoding="ascii") as file:
                json.dump(body, file, indent=1)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.path)
        except OSError as error:
            if required:
                raise Fault("disk_full" if error.errno == 28 else "folder_read_only") from error


def _wrap(key: bytes, secret: str, hardness: Hardness) -> dict[str, Any]:
    salt = os.urandom(16)
    wrapped = aes_key_wrap(_derive(secret, salt, hardness), key)
    return {"kdf": "argon2id", **asdict(hardness), "salt": _text(salt), "wrapped": _text(wrapped)}


def _unwrap(wrap: dict[str, Any], secret: str) -> bytes:
    hardness = Hardness(wrap["memory_kib"], wrap["iterations"], wrap["lanes"])
    derived = _derive(secret, base64.b64decode(wrap["salt"]), hardness)
    return aes_key_unwrap(derived, base64.b64decode(wrap["wrapped"]))


def _derive(secret: str, salt: bytes, hardness: Hardness) -> bytes:
    kdf = Argon2id(
        salt=salt,
        length=32,
        iterations=hardness.iterations,
        lanes=hardness.lanes,
        memory_cost=hardness.memory_kib,
    )
    return kdf.derive(secret.encode())


def _name(body: dict[str, Any], username: str) -> str:
    """A user's name in the file: a salted hash of the folded name, so that case and accents do not matter."""
    return hashlib.sha256(base64.b64decode(body["salt"]) + fold(username).encode()).hexdigest()[:32]


def _new_recovery_code() -> str:
    """30 letters, 148 bits, in groups a person can copy by hand."""
    groups = ("".join(secrets.choice(_RECOVERY_LETTERS) for _ in range(5)) for _ in range(_RECOVERY_GROUPS))
    return "-".join(groups)


def _plain_code(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter in _RECOVERY_LETTERS)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
