"""Bags of named fields laid out in columns: names are written once, like values lie side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

from domain.wire import columns
from domain.wire.memory import ReadersMemory, Shape, WritersMemory
from domain.wire.sections import Reader, Writer

_A_BAG = 4  # cells of an empty one

Bag = dict[str, Any]


def write(
    out: Writer, memory: WritersMemory, kinds: Sequence[str], bags: Sequence[Mapping[str, Any]]
) -> None:
    """Bags of records of those kinds. A kind and a set of names are a shape.

    First the shape of each bag, then a column for each name of any of the shapes, in the order in which the
    shapes were first used here. Inside a column stand the values of the bags of one shape, then of the next.
    """
    known: dict[Shape, tuple[int, list[Mapping[str, Any]]]] = {}  # by the names in the order given
    alike: dict[int, list[Mapping[str, Any]]] = {}
    names: dict[int, Shape] = {}
    order = []
    for kind, bag in zip(kinds, bags, strict=True):
        entry = known.get(as_given := (kind, *bag))
        if entry is None:
            shape = (kind, *sorted(bag))
            index = memory.shape(shape)
            names[index] = shape[1:]
            entry = known[as_given] = (index, alike.setdefault(index, []))
        order.append(entry[0])
        entry[1].append(bag)
    out.numbers(order)
    found: dict[str, list[Any]] = {}
    for index, same in alike.items():
        for name in names[index]:
            found.setdefault(name, []).extend(map(itemgetter(name), same))
    for name, values in found.items():
        columns.write(out, memory, name, values)


def read(part: Reader, memory: ReadersMemory, count: int) -> tuple[list[str], list[Bag]]:
    """The kinds and the bags; ValueError or IndexError when they are none."""
    order = part.numbers(count)
    part.budget.spend(_A_BAG * count)
    sizes: dict[int, int] = {}
    for index in order:
        sizes[index] = sizes.get(index, 0) + 1
    shapes = {index: memory.shape(index) for index in sizes}
    lengths: dict[str, int] = {}
    for index, size in sizes.items():
        for name in shapes[index][1:]:
            lengths[name] = lengths.get(name, 0) + size
    values = {name: iter(columns.read(part, memory, name, size)) for name, size in lengths.items()}
    bags = {
        index: iter(_bags(shapes[index][1:], [values[name] for name in shapes[index][1:]], size))
        for index, size in sizes.items()
    }
    return [shapes[index][0] for index in order], [next(bags[index]) for index in order]


def _bags(names: Shape, values: Sequence[Iterator[Any]], count: int) -> list[Bag]:
    if not names:
        return [{} for _ in range(count)]
    return [dict(zip(names, bag, strict=True)) for bag in islice(zip(*values, strict=False), count)]
