"""What one message has said so far, so that it need not say it again: texts, names, devices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from domain.ids import LAST_NUMBER, RecordId
from domain.wire.sections import Budget, Reader, Writer

_FINGERPRINT = re.compile(r"[0-9a-f]{32}")
_DEVICE_BYTES = 16
_A_COLUMN, _A_MESSAGE = 1 << 14, 1 << 17  # texts that are remembered
_LONGEST = 200  # characters; a longer text is not repeated

Shape = tuple[str, ...]
# Texts that stand in no field: a field's name may be anything, so these are told apart by their type.
KINDS, NAMES, DISTRICTS = 0, 1, 2


class WritersMemory:
    """As the writer of a message keeps it."""

    def __init__(self) -> None:
        self._texts: dict[str | int, dict[str, int]] = {}
        self._room = _A_MESSAGE
        self._shapes: dict[Shape, int] = {}
        self._devices: dict[str, int] = {}
        self._new_shapes: list[Shape] = []
        self._new_devices: list[str] = []

    def texts(self, out: Writer, column: str | int, values: Sequence[str]) -> None:
        """Each text as its place in the column's list, 0 for one that is new; then the new ones."""
        places = self._texts.setdefault(column, {})
        found = list(map(places.get, values))
        fresh = self._learned(places, found, values) if None in found else []
        out.places(cast("list[int]", found))
        out.texts(fresh)

    def known_texts(self, column: str, values: Sequence[Any]) -> list[int] | None:
        """The places of texts all of which were written before, None when they were not."""
        places = self._texts.get(column)
        if not places or type(values[0]) is not str or values[0] not in places:
            return None
        try:
            found = list(map(places.get, values))
        except TypeError:  # a list among them
            return None
        return None if None in found else cast("list[int]", found)

    def _learned(self, places: dict[str, int], found: list[int | None], values: Sequence[str]) -> list[str]:
        """The texts without a place, which get one; ``found`` is filled in: 0 for one that is new."""
        fresh = []
        known = len(places)
        room = min(self._room, _A_COLUMN - known)
        for at, value in enumerate(values):
            if found[at] is None:
                found[at] = place = places.get(value, 0)
                if not place:
                    fresh.append(value)
                    if room > 0 and len(value) <= _LONGEST:
                        room -= 1
                        places[value] = len(places) + 1
        self._room -= len(places) - known
        return fresh

    def shape(self, shape: Shape) -> int:
        """The number of a shape, given to it now when it is new."""
        index = self._shapes.get(shape)
        if index is None:
            index = self._shapes[shape] = len(self._shapes)
            self._new_shapes.append(shape)
        return index

    def records(self, out: Writer, names: Sequence[RecordId]) -> None:
        """Record ids: the devices, then the numbers."""
        known = self._devices
        for device in dict.fromkeys(device for device, _ in names):
            self.device(device)
        out.numbers([known[device] for device, _ in names])
        out.numbers([number for _, number in names])

    def device(self, device: str) -> int:
        """The number of a device, given to it now when it is new. ValueError when it is none."""
        index = self._devices.get(device)
        if index is None:
            if not _FINGERPRINT.fullmatch(device):
                raise ValueError("not a device")
            index = self._devices[device] = len(self._devices)
            self._new_devices.append(device)
        return index

    def news(self) -> Writer:
        """The devices and shapes met since this was last asked: a part begins with them."""
        out = Writer()
        out.number(len(self._new_devices))
        out.raw(bytes.fromhex("".join(self._new_devices)))
        out.number(len(self._new_shapes))
        out.numbers([len(shape) - 1 for shape in self._new_shapes])
        self.texts(out, KINDS, [shape[0] for shape in self._new_shapes])
        self.texts(out, NAMES, [name for shape in self._new_shapes for name in shape[1:]])
        self._new_devices, self._new_shapes = [], []
        return out


class ReadersMemory:
    """As the reader of a message keeps it: the same lists."""

    def __init__(self) -> None:
        self._texts: dict[str | int, list[str]] = {}
        self._room = _A_MESSAGE
        self._budget = Budget()
        self._shapes: list[Shape] = []
        self._devices: list[str] = []

    def texts(self, part: Reader, column: str | int, count: int) -> list[str]:
        """The next texts of a column."""
        if not count:
            return []
        places = self._texts.setdefault(column, [""])
        found = part.numbers(count)
        if min(found) < 0:
            raise ValueError("no such text")
        fresh = part.texts(found.count(0))
        room = min(self._room, _A_COLUMN + 1 - len(places))
        learned = [text for text in fresh if len(text) <= _LONGEST][:room]
        self._room -= len(learned)
        places += learned
        if len(fresh) == count:
            return fresh
        if not fresh:
            return list(map(places.__getitem__, found))
        following = iter(fresh)
        return [places[place] if place else next(following) for place in found]

    def shape(self, index: int) -> Shape:
        """The shape of a number; ValueError or IndexError when it has not been told."""
        if index < 0:
            raise ValueError("no such shape")
        return self._shapes[index]

    def device(self, index: int) -> str:
        """The device of a number, as for shapes."""
        if index < 0:
            raise ValueError("no such device")
        return self._devices[index]

    def records(self, part: Reader, count: int) -> list[RecordId]:
        """The next record ids."""
        if not count:
            return []
        part.budget.spend(2 * count)
        places, found = part.numbers(count), part.numbers(count)
        if min(places) < 0 or not 0 < min(found) <= max(found) <= LAST_NUMBER:
            raise ValueError("not a record id")
        return list(map(RecordId, map(self._devices.__getitem__, places), found))

    def news(self, part: Reader) -> None:
        """Takes in the devices and shapes a part begins with."""
        count = part.number()
        self._budget.spend(2 * count)
        devices = part.raw(_DEVICE_BYTES * count).hex()
        size = 2 * _DEVICE_BYTES
        self._devices += [devices[at : at + size] for at in range(0, len(devices), size)]
        sizes = part.numbers(part.number())
        if sizes and min(sizes) < 0:
            raise ValueError("a shape of fewer than no names")
        kinds = self.texts(part, KINDS, len(sizes))
        self._budget.spend(sum(sizes) + 2 * len(sizes))
        names = self.texts(part, NAMES, sum(sizes))
        begun = 0
        for kind, size in zip(kinds, sizes, strict=True):
            shape = (kind, *names[begun : begun + size])
            begun += size
            if len(set(shape[1:])) != size:
                raise ValueError("a name twice in a shape")
            self._shapes.append(shape)
