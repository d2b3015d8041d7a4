"""Texts of one length that differ in few places: codes, telephone numbers, fingerprints.

The pattern says, place by place, what all of them have there: a sign, or one of the runs below. What differs
is written as numbers where it is decimal digits, as half bytes where it is hexadecimal, else as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, repeat

from domain.wire.sections import Reader, Writer

FEWEST, LONGEST = 3, 128  # texts; signs in each
_MOST_DIGITS = 15  # in one number
_FEWEST_HEX = 8
# What a pattern has where the texts differ; a text that holds one of these signs itself has no pattern.
_DIGIT, _HEX, _SIGN = "\2", "\3", "\4"
_RUNS = frozenset((_DIGIT, _HEX, _SIGN))
_DIGITS, _HEX_DIGITS = frozenset("0123456789"), frozenset("0123456789abcdef")


def pattern_of(values: Sequence[str]) -> str | None:
    """The pattern these texts have, None when writing them by it would be no gain."""
    size = len(values[0])
    if len(values) < FEWEST or not 2 <= size <= LONGEST or len(set(map(len, values))) > 1:
        return None
    if len(set(values)) * 2 <= len(values) or values[0].isalpha():
        return None  # what comes again and again is written once
    signs = [set(column) for column in zip(*values, strict=True)]
    pattern = _without_short_hex("".join(map(_place, signs)))
    if any(not _RUNS.isdisjoint(found) for found in signs):
        return None
    return pattern if pattern.count(_SIGN) * 4 <= size else None


def _place(found: set[str]) -> str:
    if len(found) == 1:
        return next(iter(found))
    if found <= _DIGITS:
        return _DIGIT
    return _HEX if found <= _HEX_DIGITS else _SIGN


def _without_short_hex(pattern: str) -> str:
    """Hexadecimal digits come many at once; then those that happen to be decimal belong to them."""
    found = pattern.count(_HEX)
    if not found:
        return pattern
    if found + pattern.count(_DIGIT) >= _FEWEST_HEX and found * 5 >= pattern.count(_DIGIT):
        return pattern.replace(_DIGIT, _HEX)
    return pattern.replace(_HEX, _SIGN)


def write(out: Writer, pattern: str, values: Sequence[str]) -> None:
    """The texts, each of that pattern."""
    out.texts([pattern])
    columns = list(map("".join, zip(*values, strict=True)))
    half_bytes = []
    for sign, begun, end in _runs(pattern):
        if sign == _DIGIT:
            out.numbers([int(value[begun:end]) for value in values])
        elif sign == _HEX:
            half_bytes += columns[begun:end]
        elif sign == _SIGN:
            out.texts(["".join(columns[begun:end])])
    written = "".join(half_bytes)
    out.raw(bytes.fromhex(written + "0" * (len(written) % 2)))


def read(part: Reader, count: int) -> list[str]:
    """The next texts; ValueError when they have no pattern."""
    part.budget.spend(3 * count)
    [pattern] = part.texts(1)
    runs = list(_runs(pattern))
    if len(pattern) > LONGEST or not any(sign in _RUNS for sign, _, _ in runs):
        raise ValueError("no pattern")
    pieces = [_piece(part, pattern, run, count) for run in runs]
    half_bytes = pattern.count(_HEX) * count
    found = part.raw((half_bytes + 1) // 2).hex()
    columns = (found[at : at + count] for at in range(0, half_bytes, count))
    filled: list[Iterable[str]] = []
    for (sign, begun, end), piece in zip(runs, pieces, strict=True):
        filled += [next(columns) for _ in range(begun, end)] if sign == _HEX else piece
    return list(map("".join, zip(*filled, strict=False)))


def _piece(part: Reader, pattern: str, run: tuple[str, int, int], count: int) -> list[Iterable[str]]:
    """What stands there in each of the texts: one or more columns. Hexadecimal digits come later."""
    sign, begun, end = run
    if sign == _DIGIT:
        found = part.numbers(count)
        if not 0 <= min(found) <= max(found) < 10 ** (end - begun):
            raise ValueError("a number wider than its place")
        written = f"%0{end - begun}d"
        return [[written % number for number in found]]
    if sign == _SIGN:
        [signs] = part.texts(1)
        if len(signs) != count * (end - begun):
            raise ValueError("signs are missing")
        return [signs[at : at + count] for at in range(0, len(signs), count)]
    return [] if sign == _HEX else [repeat(pattern[begun:end])]


def _runs(pattern: str) -> Iterator[tuple[str, int, int]]:
    """Places of one sort that follow each other, as (sign, begin, end); numbers of fifteen digits at most."""
    begun = 0
    for sign, places in groupby(pattern, key=lambda sign: sign if sign in _RUNS else ""):
        end = begun + len(list(places))
        most = _MOST_DIGITS if sign == _DIGIT else LONGEST
        for at in range(begun, end, most):
            yield sign, at, min(at + most, end)
        begun = end
