"""The file of a copy: a header anybody may read, then sealed pieces; none can be altered or left out.

``GCHC``, the format (1 byte), the header's length (4 bytes, big-endian), the header (JSON). Then pieces of
65,536 bytes, the last one shorter or empty, each sealed with AES-256-GCM and 16 bytes longer for it. A
piece's nonce is the header's 7 bytes, its number (4 bytes), and 1 for the last piece, otherwise 0 (the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015); the header is authenticated with each. Piece 0
is empty: it tells a wrong passphrase from a damaged file. The key is Argon2id's (RFC 9106) over the
passphrase, with the costs in the header.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
import unicodedata
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, cast

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from domain.problems import Fault, Problem, Refused

MAGIC, FORMAT = b"GCHC", 1
PIECE = 65_536
SHORTEST = 12  # letters of a passphrase
_TAG = 16
_LONGEST_HEADER = 65_536
_MOST_MEMORY_KIB, _MOST_PASSES = 4 * 1024 * 1024, 1000  # what an altered header may not ask for
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


@dataclass(frozen=True)
class Hardness:
    """Argon2id's costs: memory in KiB, passes, lanes."""

    memory_kib: int = 128 * 1024
    iterations: int = 3
    lanes: int = 1


STANDARD = Hardness()


def new_key() -> str:
    """A recovery key: 30 letters, 148 bits, in groups a person can copy by hand."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(6))


class Sealing:
    """Written to like a file; ``close`` seals the last piece. The file given stays open."""

    def __init__(
        self, file: BinaryIO, secret: str, facts: dict[str, Any], hardness: Hardness = STANDARD
    ) -> None:
        if len(secret.strip()) < SHORTEST:
            raise Refused(Problem("backup_passphrase_short", where="passphrase", facts={"least": SHORTEST}))
        salt, nonce = os.urandom(16), os.urandom(7)
        costs = {"kdf": "argon2id", **asdict(hardness), "salt": _text(salt), "nonce": _text(nonce)}
        header = json.dumps(facts | costs).encode()
        header = MAGIC + bytes([FORMAT]) + len(header).to_bytes(4, "big") + header
        file.write(header)
        self._file, self._header, self._nonce = file, header, nonce
        self._cipher = AESGCM(_derived(secret, salt, hardness))
        self._waiting = bytearray()
        self._number = 0
        self._seal(b"", last=False)

    def write(self, data: bytes) -> int:
        """Seals whole pieces as they fill up."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def flush(self) -> None:
        """Nothing: a piece is written when it is full."""

    def close(self) -> None:
        """The last piece, which says so."""
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, data: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._nonce, self._number, last), data, self._header))
        self._number += 1


class Opening:
    """Read from like a file; a piece is given out only when it is genuine."""

    def __init__(self, file: BinaryIO) -> None:
        """Reads the header. Raises ``Refused`` (``backup_not_one``, ``backup_newer``)."""
        self._file = file
        self._header, self.facts = _read_header(file)
        self._cipher: AESGCM | None = None
        self._ready = b""
        self._number = 0
        self._next: bytes | None = None

    def unlock(self, secret: str) -> None:
        """Raises ``Refused("backup_locked")`` when this is not its passphrase."""
        hardness, salt, self._nonce = _costs(self.facts)
        first = self._file.read(_TAG)
        for typed in dict.fromkeys((secret, _plain_key(secret))):
            self._cipher = AESGCM(_derived(typed, salt, hardness))
            if self._opened(first, last=False) is not None:
                self._number = 1
                self._next = self._file.read(PIECE + _TAG)
                return
        raise Refused(Problem("backup_locked", where="passphrase"))

    def read(self, size: int = -1) -> bytes:
        """As a file's. Raises ``Fault``: ``server_copy_damaged``, ``backup_cut``."""
        while self._next is not None and (size < 0 or len(self._ready) < size):
            self._ready += self._piece()
        given = self._ready if size < 0 else self._ready[:size]
        self._ready = self._ready[len(given) :]
        return given

    def _piece(self) -> bytes:
        current, following = self._next or b"", self._file.read(PIECE + _TAG)
        data = self._opened(current, last=not following)
        if data is None:
            cut = not following and (
                len(current) < PIECE + _TAG or self._opened(current, last=False) is not None
            )
            raise Fault("backup_cut" if cut else "server_copy_damaged")
        self._number += 1
        self._next = following or None
        return data

    def _opened(self, sealed: bytes, *, last: bool) -> bytes | None:
        assert self._cipher is not None
        try:
            return self._cipher.decrypt(_nonce(self._nonce, self._number, last), sealed, self._header)
        except InvalidTag:
            return None


def _read_header(file: BinaryIO) -> tuple[bytes, dict[str, Any]]:
    start = file.read(len(MAGIC) + 5)
    if len(start) < len(MAGIC) + 5 or not start.startswith(MAGIC):
        raise Refused(Problem("backup_not_one", where="file"))
    if start[len(MAGIC)] > FORMAT:
        raise Refused(Problem("backup_newer", where="file"))
    header = file.read(min(int.from_bytes(start[-4:], "big"), _LONGEST_HEADER))
    try:
        facts = json.loads(header)
        _costs(facts)
    except (ValueError, KeyError, TypeError) as error:
        raise Fault("server_copy_damaged") from error
    return start + header, cast(dict[str, Any], facts)


def _costs(facts: dict[str, Any]) -> tuple[Hardness, bytes, bytes]:
    """Raises ValueError, KeyError or TypeError when the header asks for something no copy of ours does."""
    hardness = Hardness(facts["memory_kib"], facts["iterations"], facts["lanes"])
    if not all(type(cost) is int and cost > 0 for cost in asdict(hardness).values()):
        raise TypeError("not whole numbers")
    if hardness.memory_kib > _MOST_MEMORY_KIB or hardness.iterations > _MOST_PASSES:
        raise ValueError("too hard")
    salt, nonce = (base64.b64decode(facts[name], validate=True) for name in ("salt", "nonce"))
    if facts["kdf"] != "argon2id" or (len(salt), len(nonce)) != (16, 7):
        raise ValueError("not a key of ours")
    return hardness, salt, nonce


def _derived(secret: str, salt: bytes, hardness: Hardness) -> bytes:
    kdf = Argon2id(
        salt=salt,
        length=32,
        iterations=hardness.iterations,
        lanes=hardness.lanes,
        memory_cost=hardness.memory_kib,
        ad=b"guichet server copy",
    )
    return kdf.derive(unicodedata.normalize("NFC", secret.strip()).encode("utf-8", "surrogatepass"))


def _plain_key(typed: str) -> str:
    """A recovery key as it was shown, however it was typed."""
    letters = "".join(letter for letter in typed.upper() if letter in _LETTERS)
    return "-".join(letters[n : n + 5] for n in range(0, len(letters), 5))


def _nonce(start: bytes, number: int, last: bool) -> bytes:
    return start + number.to_bytes(4, "big") + bytes([last])


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
