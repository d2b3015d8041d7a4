"""A bundle: what a round says, in a file that anybody may carry and only the one it is for can read.

The format is "The stick" in docs/sync-protocol.md: `GCHB`, the version, a head in JSON for whoever carries
it, the sealed key (HPKE, RFC 9180), then sealed parts. Nothing here knows of files or databases: what is read
has a ``read(n)``, what is written is an iterator of bytes.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from domain.problems import Problem, Refused
from domain.wire.messages import OLDEST_PROTOCOL, PROTOCOL

MAGIC = b"GCHB"
VERSION = 1
UP, DOWN = "up", "down"
MEDIA_TYPE = "application/vnd.guichet.bundle"
MOST_BYTES = 256 * 1024 * 1024  # of a bundle: what does not fit waits for the next
PART_LIMIT = 16 * 1024 * 1024
_HEAD_LIMIT = 64 * 1024
_SEALED_KEY = 32 + 32 + 16  # encapsulated key, the key of the parts, its tag
_SIGNATURE = "S"
_REPLY = b"guichet bundle reply 1"
_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_LENGTH = struct.Struct(">I")
_TEXTS = ("way", "to", "by", "bundle", "answers", "office", "laptop", "at")


class Source(Protocol):
    """Where a bundle is read from: a file, or anything that reads like one."""

    def read(self, size: int = -1, /) -> bytes: ...


@dataclass(frozen=True)
class Head:
    """What stands outside for whoever carries the bundle: for whom, by whom, when, how much. Nobody's data.

    ``way`` is ``up`` to a server or ``down`` to a device; ``to`` and ``by`` are a device's id or the
    fingerprint of a server's root. ``bundle`` is a random name, ``answers`` that of the bundle this one
    answers. ``office`` and ``laptop`` (its device code) are the device's in both directions; ``at`` is UTC,
    ISO 8601.
    """

    way: str
    to: str
    by: str
    office: str
    laptop: str
    at: str
    bundle: str = field(default_factory=lambda: secrets.token_hex(16))
    answers: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    protocol: int = PROTOCOL
    raw: bytes = b""

    def written(self) -> Head:
        """The same with its bytes, as they are sealed with the rest."""
        body = {name: getattr(self, name) for name in _TEXTS}
        body |= {"counts": dict(self.counts), "protocol": self.protocol}
        text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        return replace(self, raw=MAGIC + bytes([VERSION]) + _LENGTH.pack(len(text)) + text)


@dataclass(frozen=True)
class Part:
    """One sealed piece. ``kind`` is one letter (desktop and server agree on them in the document above)."""

    kind: str
    body: bytes
    name: str = ""

    def plain(self) -> bytes:
        """The bytes that are sealed."""
        name = self.name.encode()
        return self.kind.encode() + bytes([len(name)]) + name + self.body


Sign = Callable[[bytes], bytes]
Verify = Callable[[bytes, bytes], None]


def reply_key(private_key: bytes) -> X25519PrivateKey:
    """The key that answers to a device are sealed to: derived from its own (Ed25519, 32 raw bytes)."""
    derived = HKDF(hashes.SHA256(), 32, salt=None, info=_REPLY).derive(private_key)
    return X25519PrivateKey.from_private_bytes(derived)


def seal(head: Head, to: bytes, parts: Iterable[Part], sign: Sign) -> Iterator[bytes]:
    """The bundle's bytes, piece by piece; the last part is the signature over all before it.

    ``to`` is the receiver's X25519 key (32 raw bytes); ``sign`` is given what is signed.
    """
    head = head.written()
    key = AESGCM.generate_key(256)
    yield head.raw + _SUITE.encrypt(key, X25519PublicKey.from_public_bytes(to), info=head.raw)
    sealing, digest = AESGCM(key), _digest(head)
    number = 0
    for number, part in enumerate(parts, start=1):
        plain = part.plain()
        _add(digest, plain)
        yield _sealed(sealing, number, plain, last=False)
    yield _sealed(sealing, number + 1, Part(_SIGNATURE, sign(_signed(digest))).plain(), last=True)


def read_head(source: Source) -> Head:
    """The head of a bundle. Raises Refused: ``bundle_unknown`` (it is none), ``bundle_cut``,
    ``bundle_altered``, ``bundle_too_old``, ``bundle_too_new``.
    """
    start = source.read(len(MAGIC) + 1)
    if not start.startswith(MAGIC):
        raise Refused(Problem("bundle_cut" if MAGIC.startswith(start) else "bundle_unknown"))
    if len(start) <= len(MAGIC):
        raise Refused(Problem("bundle_cut"))
    if start[-1] > VERSION:
        raise Refused(Problem("bundle_too_new"))
    length = _exactly(source, _LENGTH.size)
    size = _LENGTH.unpack(length)[0]
    if size > _HEAD_LIMIT:
        raise Refused(Problem("bundle_altered"))
    text = _exactly(source, size)
    head = _head_of(text, start + length + text)
    if head.protocol > PROTOCOL:
        raise Refused(Problem("bundle_too_new"))
    if head.protocol < OLDEST_PROTOCOL:
        raise Refused(Problem("bundle_too_old"))
    return head


def opened(source: Source, head: Head, key: X25519PrivateKey, verify: Verify) -> Iterator[Part]:
    """The parts after the head, in order; ``source`` stands where `read_head` left it.

    Nothing may be done with a part before the end is reached: only then is the signature known to be right.
    ``verify`` is given what was signed and the signature, and raises InvalidSignature or ValueError. Raises
    Refused: ``bundle_cut``, ``bundle_altered``.
    """
    try:
        secret = _SUITE.decrypt(_exactly(source, _SEALED_KEY), key, info=head.raw)
        opening = AESGCM(secret)
    except (InvalidTag, ValueError) as error:
        raise Refused(Problem("bundle_altered")) from error
    digest = _digest(head)
    number, last = 0, False
    while not last:
        number += 1
        last, plain = _opened(source, opening, number)
        part = _part_of(plain)
        if not last:
            _add(digest, plain)
            yield part
    _check_end(source, part, verify, _signed(digest))


def _check_end(source: Source, part: Part, verify: Verify, signed: bytes) -> None:
    if part.kind != _SIGNATURE or source.read(1):
        raise Refused(Problem("bundle_altered"))
    try:
        verify(signed, part.body)
    except (InvalidSignature, ValueError) as error:
        raise Refused(Problem("bundle_altered")) from error


def _digest(head: Head) -> Any:
    return hashlib.sha256(head.raw)


def _add(digest: Any, plain: bytes) -> None:
    digest.update(_LENGTH.pack(len(plain)) + plain)


def _signed(digest: Any) -> bytes:
    return f"guichet bundle 1\n{digest.hexdigest()}".encode()


def _nonce(number: int, *, last: bool) -> bytes:
    """The key is this bundle's alone, so that a count never comes twice; the last part says that it is."""
    return number.to_bytes(11, "big") + bytes([last])


def _sealed(sealing: AESGCM, number: int, plain: bytes, *, last: bool) -> bytes:
    if len(plain) > PART_LIMIT:
        raise ValueError("a part too large")
    data = sealing.encrypt(_nonce(number, last=last), plain, None)
    return bytes([last]) + _LENGTH.pack(len(data)) + data


def _opened(source: Source, opening: AESGCM, number: int) -> tuple[bool, bytes]:
    mark, size = _exactly(source, 1)[0], _LENGTH.unpack(_exactly(source, _LENGTH.size))[0]
    if mark > 1 or size > PART_LIMIT + 16:
        raise Refused(Problem("bundle_altered"))
    data = _exactly(source, size)
    try:
        return bool(mark), opening.decrypt(_nonce(number, last=bool(mark)), data, None)
    except (InvalidTag, ValueError) as error:
        raise Refused(Problem("bundle_altered")) from error


def _part_of(plain: bytes) -> Part:
    try:
        kind, length = chr(plain[0]), plain[1]
        return Part(kind, plain[2 + length :], plain[2 : 2 + length].decode())
    except (IndexError, UnicodeDecodeError) as error:
        raise Refused(Problem("bundle_altered")) from error


def _exactly(source: Source, size: int) -> bytes:
    data = source.read(size)
    if len(data) < size:
        raise Refused(Problem("bundle_cut"))
    return data


def _head_of(text: bytes, raw: bytes) -> Head:
    try:
        body = json.loads(text)
        texts = {name: body[name] for name in _TEXTS}
        counts, protocol = body["counts"], body["protocol"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(Problem("bundle_altered")) from error
    whole = isinstance(counts, dict) and all(type(count) is int and count >= 0 for count in counts.values())
    if not whole or type(protocol) is not int or not all(map(_is_plain, texts.values())):
        raise Refused(Problem("bundle_altered"))
    return Head(**texts, counts=counts, protocol=protocol, raw=raw)


def _is_plain(value: object) -> bool:
    """It is shown to people and stands in names of files."""
    return isinstance(value, str) and len(value) <= 64 and value.isprintable()
