"""A keyed Bloom filter of identifiers: which numbers may be registered somewhere, without saying any of them.

Sizes: Bloom 1970 ("Space/time trade-offs in hash coding with allowable errors"): for a share p of false
alarms a filter needs -ln p / (ln 2)² bits for each entry, 9.585 at 1 %, and -log2 p probes; five million
identifiers take 6.0 MB. Two hashes stand for all of them (Kirsch and Mitzenmacher 2006, "Less hashing, same
performance"); both come from one BLAKE2b under a key (RFC 7693 §2.5).
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from math import ceil, log

from domain.matching.names import compact

FALSE_ALARMS = 0.01
PROBES = 7
KEY_BYTES = 16
_MAGIC = b"GBLM\x01"
_HEAD = struct.Struct(">5sB16sQQ")
_LEAST = 1024  # bits: a filter of a handful would be a list of them


def entry(scheme: str, country: str, value: str) -> str | None:
    """An identifier as both ends hash it; None for one of signs only."""
    bare = compact(value)
    return f"{scheme}|{country}|{bare}" if bare else None


def bits_for(entries: int) -> int:
    """The size in bits, a whole number of bytes, that keeps false alarms at 1 %."""
    wanted = max(_LEAST, ceil(entries * -log(FALSE_ALARMS) / log(2) ** 2))
    return -(-wanted // 8) * 8


def places(text: str, key: bytes, size: int) -> list[int]:
    """The bits that an entry sets."""
    digest = blake2b(text.encode(), digest_size=16, key=key).digest()
    first, step = int.from_bytes(digest[:8], "big"), int.from_bytes(digest[8:], "big") | 1
    return [(first + number * step) % size for number in range(PROBES)]


@dataclass(frozen=True)
class Shape:
    """What must be known of a filter to ask it: ``size`` in bits, ``entries`` put in, and its key."""

    size: int
    entries: int
    key: bytes

    def packed(self) -> bytes:
        """The head of a filter on the wire."""
        return _HEAD.pack(_MAGIC, PROBES, self.key, self.size, self.entries)

    def may_hold(self, text: str, byte_at: Callable[[int], int]) -> bool:
        """False: surely not there. True: there, or one in a hundred times not. ``byte_at`` reads a byte."""
        return all(byte_at(bit >> 3) & 1 << (bit & 7) for bit in places(text, self.key, self.size))


def build(entries: Iterable[str], count: int, key: bytes) -> bytes:
    """The filter of some entries, as it travels: its head, then its bits. ``count`` is how many there are."""
    size = bits_for(count)
    bits = bytearray(size // 8)
    held = 0
    for text in entries:
        held += 1
        for bit in places(text, key, size):
            bits[bit >> 3] |= 1 << (bit & 7)
    return Shape(size, held, key).packed() + bits


def read(data: bytes) -> tuple[Shape, memoryview]:
    """The shape and the bits of a filter that travelled. Raises ValueError when it is something else."""
    try:
        magic, probes, key, size, entries = _HEAD.unpack_from(data)
    except struct.error as error:
        raise ValueError("too short for a filter") from error
    if magic != _MAGIC or probes != PROBES or not size or size % 8 or len(data) != _HEAD.size + size // 8:
        raise ValueError("not a filter this version reads")
    return Shape(size, entries, key), memoryview(data)[_HEAD.size :]


def parts(bits: memoryview, length: int) -> Iterator[tuple[int, bytes]]:
    """The bits in numbered parts of so many bytes, the last one shorter."""
    for number, start in enumerate(range(0, len(bits), length)):
        yield number, bytes(bits[start : start + length])
