"""The rows of a list, put together household by household, in one pass and without keeping them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from domain.bulk.rows import Forms, Group, SheetRow
from domain.problems import Problem

MOST_MEMBERS = 200  # beyond, the column of household numbers holds something else


def households(forms: Forms, rows: Iterable[SheetRow]) -> Iterator[Group]:
    """One household after the other. Rows of one that do not stand together are refused, and so is a number
    given to two persons: what was meant cannot be known.
    """
    seen: set[int] = set()
    for key, together in groupby(rows, forms.household_key):
        for piece in _pieces(forms, key, together):
            if len(piece.rows) > MOST_MEMBERS:
                yield _refused(piece, Problem("bulk_household_large", facts={"count": MOST_MEMBERS}))
            elif forms.keyed and hash(key) in seen:
                yield _refused(piece, Problem("bulk_key_again", facts={"key": key}))
            else:
                yield piece
            if forms.keyed:
                seen.add(hash(key))  # eight bytes a household, for millions of rows


def _pieces(forms: Forms, key: str, rows: Iterator[SheetRow]) -> Iterator[Group]:
    """A household's rows at once; each row alone where every row is one, whatever its key."""
    if forms.each_alone:
        yield from (forms.group(key, [row]) for row in rows)
        return
    while piece := list(islice(rows, MOST_MEMBERS + 1)):
        yield forms.group(key, piece)


def _refused(group: Group, problem: Problem) -> Group:
    return Group(group.key, group.rows, None, (problem, *group.problems))
