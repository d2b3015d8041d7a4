"""Parts in one Zstandard frame, flushed after each of them, so that whatever arrived whole can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import zstandard
from zstandard import COMPRESSOBJ_FLUSH_BLOCK, COMPRESSOBJ_FLUSH_FINISH

from domain.wire.garbled import Garbled, OtherProtocol, TooLarge
from domain.wire.messages import PROTOCOL
from domain.wire.numbers import varint

MAX_BYTES = 16 * 1024 * 1024  # of a message, of one part of a snapshot, unpacked
LABEL = b"GC"  # then a byte for the protocol, and one for what it is
REQUEST, RESPONSE, PAGES = 1, 2, 3
HEAD, BATCH, ROWS, TAIL = 1, 2, 3, 4
DICTIONARY = 32_769  # the number Zstandard writes into the frame; those from 32768 on are anybody's own
_LEVEL = 12
_WINDOW = 8 * 1024 * 1024
_LONGEST_HEADER = 18  # bytes of a frame before its first block
_MAGIC = b"\x28\xb5\x2f\xfd"
_MOST_PARTS = 10_000
_PIECE = 64 * 1024
_LABEL_SIZE, _LONGEST_LENGTH = 4, 35


@dataclass(frozen=True)
class Part:
    """What it is (HEAD, BATCH …) and its bytes."""

    sort: int
    body: bytes


@cache
def _dictionary(number: int) -> zstandard.ZstdCompressionDict:
    """The dictionary of that number, made ready once; Garbled when there is none."""
    if number != DICTIONARY:
        raise Garbled(f"dictionary {number}")
    data = (resources.files("domain.wire") / "dictionaries" / f"{number}.zstd-dictionary").read_bytes()
    found = zstandard.ZstdCompressionDict(data, dict_type=zstandard.DICT_TYPE_FULLDICT)
    found.precompute_compress(level=_LEVEL)
    return found


def plain(what: int, parts: Sequence[Part]) -> list[bytes]:
    """The parts as they are before they are packed: label and first part, second part …"""
    pieces = [_framed(part) for part in parts]
    pieces[0] = _label(what) + pieces[0]
    return pieces


def pack(what: int, parts: Sequence[Part]) -> bytes:
    """A message of at least one part; TooLarge when nobody would unpack it."""
    pieces = plain(what, parts)
    size = sum(map(len, pieces))
    if size > MAX_BYTES or len(pieces) > _MOST_PARTS:
        raise TooLarge("too large for a message")
    packer = _compressor().compressobj(size=size)
    packed = []
    for nth, piece in enumerate(pieces, 1):
        packed.append(packer.compress(piece))
        packed.append(
            packer.flush(COMPRESSOBJ_FLUSH_FINISH if nth == len(pieces) else COMPRESSOBJ_FLUSH_BLOCK)
        )
    return b"".join(packed)


def pack_many(what: int, parts: Iterable[Part], last: Part) -> Iterator[bytes]:
    """Parts without end as the pieces of one frame, one at a time."""
    packer = _compressor().compressobj()
    label = _label(what)
    for part in parts:
        yield packer.compress(label + _framed(part)) + packer.flush(COMPRESSOBJ_FLUSH_BLOCK)
        label = b""
    yield packer.compress(label + _framed(last)) + packer.flush(COMPRESSOBJ_FLUSH_FINISH)


def _compressor() -> zstandard.ZstdCompressor:
    """One for each message: they are not to be shared between threads."""
    return zstandard.ZstdCompressor(level=_LEVEL, dict_data=_dictionary(DICTIONARY))


def _label(what: int) -> bytes:
    return LABEL + bytes((PROTOCOL, what))


def _framed(part: Part) -> bytes:
    return varint(len(part.body) + 1) + bytes((part.sort,)) + part.body


def unpack(data: bytes) -> bytes:
    """What is in the frame as far as it came; Garbled when it is none, TooLarge when there is too much."""
    try:
        told = zstandard.get_frame_parameters(data)
        size = min(told.content_size, MAX_BYTES)  # as large as can be where it is not told
        found = _reader(told.dict_id, data).read(size + 1)
    except zstandard.ZstdError as error:
        raise Garbled(str(error)) from error
    if len(found) > size or MAX_BYTES < told.content_size < zstandard.CONTENTSIZE_ERROR:
        raise TooLarge("too large")
    return found


def is_begun(data: bytes) -> bool:
    """Whether these may be the first bytes of a frame of which the header has not yet come."""
    return len(data) < _LONGEST_HEADER and _MAGIC.startswith(data[:4])


def unpack_many(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same for pieces of a frame without end."""
    following = iter(pieces)
    head = b""
    for piece in following:
        head += piece
        if len(head) >= _LONGEST_HEADER:
            break
    try:
        number = zstandard.get_frame_parameters(head).dict_id
        reader = _reader(number, _Pieces(head, following))
        while found := reader.read(_PIECE):
            yield found
    except zstandard.ZstdError as error:
        raise Garbled(str(error)) from error


class _Pieces:
    """Pieces as a file to read from."""

    def __init__(self, head: bytes, following: Iterator[bytes]) -> None:
        self._held, self._following = head, following

    def read(self, size: int = -1) -> bytes:
        """The next bytes, none at the end."""
        while not self._held:
            piece = next(self._following, None)
            if piece is None:
                return b""
            self._held = piece
        found, self._held = self._held[:size], self._held[size:]
        return found


def _reader(number: int, source: Any) -> zstandard.ZstdDecompressionReader:
    dictionary = _dictionary(number) if number else None
    return zstandard.ZstdDecompressor(dict_data=dictionary, max_window_size=_WINDOW).stream_reader(source)


def parts(what: int, pieces: Iterable[bytes]) -> Iterator[Part]:
    """The parts that came whole. Garbled when they are of another thing than ``what``, OtherProtocol."""
    held, at, labelled, count = bytearray(), 0, False, 0
    for piece in pieces:
        held += piece
        if not labelled:
            if len(held) < _LABEL_SIZE:
                continue
            _check_label(held, what)
            at, labelled = _LABEL_SIZE, True
        while place := _next(held, at):
            begun, at = place
            count += 1
            if count > _MOST_PARTS and what != PAGES:
                raise TooLarge("too many parts")
            yield Part(held[begun], bytes(held[begun + 1 : at]))
        del held[:at]
        at = 0


def _check_label(held: bytearray, what: int) -> None:
    if not held.startswith(LABEL):
        raise Garbled("not a message")
    if held[len(LABEL)] != PROTOCOL:
        raise OtherProtocol(held[len(LABEL)])
    if held[_LABEL_SIZE - 1] != what:
        raise Garbled("another sort of message")


def _next(held: bytearray, at: int) -> tuple[int, int] | None:
    """Where the next part begins and ends; None when it has not come whole."""
    size = shift = 0
    while at < len(held):
        byte = held[at]
        at += 1
        size |= (byte & 127) << shift
        shift += 7
        if size > MAX_BYTES or shift > _LONGEST_LENGTH:
            raise TooLarge("too large")
        if byte < 128:
            if not size:
                raise Garbled("a part without its sort")
            return (at, at + size) if at + size <= len(held) else None
    return None
