"""Things of the same shape laid out in columns: names are written once, like values lie side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

Row = dict[str, Any]


def fold(rows: Sequence[Row]) -> dict[str, Any]:
    """Rows as ``{"shapes": [{"names": […], "columns": [[…], …]}], "order": […]}``.

    A shape is a set of field names; ``order`` says, row by row, which shape comes next, as
    ``[shape, run length]`` pairs.
    """
    shapes: dict[tuple[str, ...], int] = {}
    columns: list[list[list[Any]]] = []
    order: list[list[int]] = []
    for row in rows:
        names = tuple(sorted(row))
        index = shapes.setdefault(names, len(shapes))
        if index == len(columns):
            columns.append([[] for _ in names])
        for column, name in zip(columns[index], names, strict=True):
            column.append(row[name])
        if order and order[-1][0] == index:
            order[-1][1] += 1
        else:
            order.append([index, 1])
    return {
        "shapes": [{"names": list(names), "columns": columns[index]} for names, index in shapes.items()],
        "order": order,
    }


def unfold(folded: dict[str, Any], most: int) -> Iterable[Row]:
    """The reverse of ``fold``, row by row; ValueError when there are more than ``most``, when columns differ
    in length, or rows are left over or missing.
    """
    cursors = [_rows(shape["names"], shape["columns"]) for shape in folded["shapes"]]
    for index, run in folded["order"]:
        most -= run
        if most < 0:
            raise ValueError("more rows than a message may hold")
        for _ in range(run):
            try:
                yield next(cursors[index])
            except StopIteration:
                raise ValueError("a shape has fewer rows than its order says") from None
    if any(True for cursor in cursors for _ in cursor):
        raise ValueError("a shape has more rows than its order says")


def _rows(names: Sequence[str], columns: Sequence[Sequence[Any]]) -> Iterator[Row]:
    """One at a time: a column says in two bytes what becomes a map of hundreds."""
    for values in zip(*columns, strict=True):
        yield dict(zip(names, values, strict=True))
