"""The values of one field, one after the other, in the form that suits all of them.

What suits no form travels as JSON, so that everything a field may hold comes back exactly.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.ids import LAST_NUMBER, RecordId
from domain.wire import odd_values, patterns
from domain.wire.memory import ReadersMemory, WritersMemory
from domain.wire.numbers import LARGEST
from domain.wire.sections import Reader, Writer

_TEXTS, _NUMBERS, _BOOLEANS, _DAYS, _MOMENTS, _RECORDS, _PATTERN, _ODD, _NULLS = range(9)
_NONE = type(None)
_ALL_DAYS = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}\n)+")
_ALL_MOMENTS = re.compile(r"(?:[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\n)+")
_ALL_RECORDS = re.compile(r"(?:[0-9a-f]{32}:[1-9][0-9]{0,12}\n)+")
_DAY, _MOMENT, _DEVICE = 10, 19, 32  # signs
_ZONES = ("Z", "+00:00")
_EPOCH, _SECOND = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None), timedelta(seconds=1)


def write(out: Writer, memory: WritersMemory, name: str, values: Sequence[Any]) -> None:
    """A column of at least one value."""
    known = memory.known_texts(name, values)
    if known:
        out.number(_TEXTS)
        out.places(known)
        return
    types = set(map(type, values))
    if _NONE in types:
        out.number(_NULLS)
        out.numbers([int(value is not None) for value in values])
        values = [value for value in values if value is not None]
        types.discard(_NONE)
    if types == {str}:
        _write_texts(out, memory, name, values)
    elif types == {int} and -LARGEST < min(values) <= max(values) < LARGEST:
        out.number(_NUMBERS)
        out.numbers(values)
    elif types == {bool}:
        out.number(_BOOLEANS)
        out.numbers([int(value) for value in values])
    elif types:
        out.number(_ODD)
        memory.texts(out, name, [odd_values.text_of(value) for value in values])


def _write_texts(out: Writer, memory: WritersMemory, name: str, values: Sequence[str]) -> None:
    sample = values[0]
    size = len(sample)
    if size == _DAY and sample[4] == "-" and (days := _days(values)):
        out.number(_DAYS)
        out.numbers(days)
    elif size > _MOMENT and sample[10] == "T" and (moments := _moments(values)):
        out.number(_MOMENTS)
        out.number(_ZONES.index(sample[_MOMENT:]))
        out.numbers(moments)
    elif size > _DEVICE and sample[_DEVICE] == ":" and (records := _records(values)):
        out.number(_RECORDS)
        memory.records(out, records)
    elif pattern := patterns.pattern_of(values):
        out.number(_PATTERN)
        patterns.write(out, pattern, values)
    else:
        out.number(_TEXTS)
        memory.texts(out, name, values)


def _days(values: Sequence[str]) -> list[int] | None:
    """The days' ordinals, None when one is no date written YYYY-MM-DD."""
    if not _ALL_DAYS.fullmatch("\n".join((*values, ""))):
        return None
    try:
        return [day.toordinal() for day in map(date.fromisoformat, values)]
    except ValueError:
        return None


def _moments(values: Sequence[str]) -> list[int] | None:
    """Seconds since 1970, None when one is no moment of UTC written as the first is."""
    zone = values[0][_MOMENT:]
    if zone not in _ZONES or not all(value[_MOMENT:] == zone for value in values):
        return None
    bare = [value[:_MOMENT] for value in values]
    if not _ALL_MOMENTS.fullmatch("\n".join((*bare, ""))):
        return None
    try:
        return [(moment - _EPOCH) // _SECOND for moment in map(datetime.fromisoformat, bare)]
    except ValueError:
        return None


def _records(values: Sequence[str]) -> list[RecordId] | None:
    """The record ids, None when one is none."""
    if not _ALL_RECORDS.fullmatch("\n".join((*values, ""))):
        return None
    found = [RecordId(value[:_DEVICE], int(value[_DEVICE + 1 :])) for value in values]
    return found if max(number for _, number in found) <= LAST_NUMBER else None


def read(part: Reader, memory: ReadersMemory, name: str, count: int) -> list[Any]:
    """The next column of so many values, at least one; ValueError or IndexError when it is none."""
    form = part.number()
    if form != _NULLS:
        return _READ[form](part, memory, name, count)
    present = part.numbers(count)
    if not set(present) <= {0, 1}:
        raise ValueError("neither there nor not there")
    there = sum(present)
    values = iter(_READ[part.number()](part, memory, name, there) if there else ())
    return [next(values) if one else None for one in present]


def _read_texts(part: Reader, memory: ReadersMemory, name: str, count: int) -> list[Any]:
    return memory.texts(part, name, count)


def _read_numbers(part: Reader, memory: ReadersMemory, name: str, count: int) -> list[Any]:
    return part.numbers(count)


def _read_booleans(part: Reader, memory: ReadersMemory, name: str, count: int) -> list[Any]:
    found = part.numbers(count)
    if not set(found) <= {0, 1}:
        raise ValueError("neither true nor false")
    return list(map(bool, found))


def _read_days(part: Reader, memory: ReadersMemory, name: str, count: int) -> list[Any]:
    part.budget.spend(count)
    return [day.isoformat() for day in map(date.fromordinal, part.numbers(count))]


def _read_moments(part: Reader, memory: ReadersMemory, name: str, count: int) -> list[Any]:
    part.budget.spend(count)
    zone = _ZONES[part.number()]
    return [(_EPOCH + timedelta(0, second)).isoformat() + zone for second in part.numbers(count)]


def _read_records(part: Reader, memory: ReadersMemory, name: str, count: int) -> list[Any]:
    return [f"{device}:{number}" for device, number in memory.records(part, count)]


def _read_pattern(part: Reader, memory: ReadersMemory, name: str, count: int) -> list[Any]:
    return patterns.read(part, count)


def _read_odd(part: Reader, memory: ReadersMemory, name: str, count: int) -> list[Any]:
    texts = memory.texts(part, name, count)
    part.budget.spend(sum(map(odd_values.cells, texts)))
    return list(map(odd_values.value_of, texts))


# In the order of the forms' numbers.
_READ: tuple[Callable[[Reader, ReadersMemory, str, int], list[Any]], ...] = (
    *(_read_texts, _read_numbers, _read_booleans, _read_days),
    *(_read_moments, _read_records, _read_pattern, _read_odd),
)
