"""Whole numbers in few bytes: one alone as a varint, a column of them as steps or as offsets from the least.

A varint is the number in groups of seven bits, the lowest first, each byte but the last with its highest bit
set (as in LEB128); a number that may be negative is written zig-zag: 0, -1, 1, -2 … as 0, 1, 2, 3 …
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate
from operator import sub

LARGEST = 2**62  # a column holds numbers below it, of either sign
_LAST_SHIFT, _LONGEST = 63, 10  # bits, bytes of a varint
# How a column is written: what its numbers are beside the base, and by what bytes.
_OFFSETS, _RISING, _STEPS = range(3)
_VARINTS, _PLANES = 0, 3
_FORMS = 6
_WORD = 8
_SPREAD = 16  # numbers whose mean is above this part of the largest are all of about its width


def varint(value: int) -> bytes:
    """A number from 0 up."""
    if value < 128:
        return bytes((value,))
    out = bytearray()
    _append(out, value)
    return bytes(out)


def zigzag(value: int) -> int:
    """A number of either sign as one from 0 up."""
    return value << 1 if value >= 0 else (-value << 1) - 1


def unzigzag(value: int) -> int:
    """The reverse of ``zigzag``."""
    return value >> 1 if not value & 1 else -(value >> 1) - 1


def packed(values: Sequence[int]) -> bytes:
    """A column of at least one number: ``size × 6 + form``, the base, then ``size`` bytes.

    Offsets are from the least number, and all of them are written; steps are from the number before, the
    first of them from the base, so that they are one fewer. Without bytes, all are equal to the base.
    """
    least = min(values)
    if least == max(values):
        return varint(_OFFSETS) + varint(zigzag(least))
    steps = list(map(sub, values[1:], values))
    falling = min(steps) < 0
    if sum(map(abs, steps)) << falling < sum(values) - least * len(values):
        return _column(
            _STEPS if falling else _RISING, values[0], list(map(zigzag, steps)) if falling else steps
        )
    return _column(_OFFSETS, least, [value - least for value in values] if least else values)


def packed_places(values: Sequence[int]) -> bytes:
    """A column of places in a list, whose steps mean nothing: as offsets from 0 unless all are equal."""
    first = values[0]
    if values.count(first) == len(values):
        return varint(_OFFSETS) + varint(zigzag(first))
    return _column(_OFFSETS, 0, values)


def _column(form: int, base: int, values: Sequence[int]) -> bytes:
    most = max(values)
    if most < 128:
        body = bytes(values)
    elif sum(values) * _SPREAD > most * len(values):
        form, body = form + _PLANES, _planes(values, (most.bit_length() + 7) // 8)
    else:
        body = _varints(values)
    return varint(len(body) * _FORMS + form) + varint(zigzag(base)) + body


def _planes(values: Sequence[int], width: int) -> bytes:
    """The lowest bytes of all numbers, then the next ones."""
    words = _little(array("Q", values)).tobytes()
    return b"".join(words[plane::_WORD] for plane in range(width))


def _little(words: array[int]) -> array[int]:
    """The same words where the lowest byte comes first."""
    if sys.byteorder == "big":
        words.byteswap()
    return words


def _varints(values: Sequence[int]) -> bytes:
    out = bytearray()
    for value in values:
        if value < 128:
            out.append(value)
        else:
            _append(out, value)
    return bytes(out)


def _append(out: bytearray, value: int) -> None:
    while value >= 128:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)


def unpacked(head: int, base: int, body: bytes, count: int) -> list[int]:
    """The reverse of ``packed``; ``head`` is what stands before the base. ValueError when it is no column."""
    form = head % _FORMS
    if not body:
        if form != _OFFSETS:
            raise ValueError("steps without bytes")
        return [base] * count
    written = count if form % _PLANES == _OFFSETS else count - 1
    if len(body) > _LONGEST * written:
        raise ValueError("a column of another length")
    values = _of_planes(body, written) if form >= _PLANES else _of_varints(body)
    if len(values) != written:
        raise ValueError("a column of another length")
    form %= _PLANES
    if form == _OFFSETS:
        return [base + value for value in values] if base else values
    if form == _STEPS:
        values = [-(value >> 1) - 1 if value & 1 else value >> 1 for value in values]
    return list(accumulate(values, initial=base))


def body_size(head: int) -> int:
    """How many bytes follow the base of a column."""
    return head // _FORMS


def _of_planes(body: bytes, count: int) -> list[int]:
    width = len(body) // count if count else 0
    if not 0 < width <= _WORD or width * count != len(body):
        raise ValueError("a column of another length")
    words = bytearray(_WORD * count)
    for plane in range(width):
        words[plane::_WORD] = body[plane * count : (plane + 1) * count]
    return _little(array("Q", bytes(words))).tolist()


def _of_varints(body: bytes) -> list[int]:
    return list(body) if body.isascii() else _numbers(body)


def _numbers(body: Iterable[int]) -> list[int]:
    found = []
    value = shift = 0
    for byte in body:
        if byte < 128:
            found.append(value | byte << shift if shift else byte)
            value = shift = 0
        else:
            value |= (byte & 127) << shift
            shift += 7
            if shift > _LAST_SHIFT:
                raise ValueError("a number without end")
    if shift:
        raise ValueError("a number cut short")
    return found
