"""A cache of pages of rows: the forty last used are kept, each of a hundred rows."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

PAGE = 100
KEPT = 40


class Line(Protocol):
    """A row that knows its id."""

    @property
    def id(self) -> int: ...


L = TypeVar("L", bound=Line)
Fetch = Callable[[Sequence[int]], Sequence[L]]
"""Ids to their rows. A row that is gone is left out; order does not matter."""


class Pages(Generic[L]):
    """Rows by position in an ordered array of ids."""

    def __init__(self, fetch: Fetch[L]) -> None:
        self._fetch = fetch
        self._ids: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, L]] = OrderedDict()

    @property
    def ids(self) -> array[int]:
        """The ids, in order."""
        return self._ids

    def show(self, ids: array[int]) -> None:
        """Takes another list of ids; no row is read until it is wanted."""
        self._ids = ids
        self._pages.clear()

    def append(self, ids: array[int]) -> None:
        """Takes more ids after the others; the last page, if it was short, is read again."""
        self._pages.pop(len(self._ids) // PAGE, None)
        self._ids.extend(ids)

    def forget(self) -> None:
        """Rows may have changed: they are read again when they are next wanted."""
        self._pages.clear()

    def row(self, position: int) -> L | None:
        """The row at a position; None when it is gone from the register."""
        number = position // PAGE
        page = self._pages.get(number)
        if page is None:
            wanted = self._ids[number * PAGE : (number + 1) * PAGE]
            page = {line.id: line for line in self._fetch(wanted)}
            self._pages[number] = page
            if len(self._pages) > KEPT:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page.get(self._ids[position])
