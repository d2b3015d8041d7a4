"""How much a record is to whoever reads it, and how much it may be: what is stored must be able to travel."""

from __future__ import annotations

import json
from collections.abc import Mapping

from domain.changes import Change
from domain.records import MADE_BY_SERVER, Fields, Json
from domain.wire import odd_values
from server.held import Held

PAGE_BYTES = 4 * 1024 * 1024  # of records at a time; an ordinary page has a quarter of it
LARGEST = 1024 * 1024  # a record; the longest that is entered by hand has some thousand
# Most changes need no measuring: with fewer and smaller ones nobody gets near to it.
_SMALL, _FEW = 4096, 100
_A_VALUE = 8  # bytes; ten thousand empty lists are more work than their letters


def weight(fields: Mapping[str, Json]) -> int:
    """Bytes, in the longest of the forms in which they may travel, with something for each value."""
    text = json.dumps(fields, ensure_ascii=False)
    return len(text.encode()) + _A_VALUE * odd_values.cells(text)


def outgrows(change: Change, held: Held | None) -> bool:
    """Whether the record would be too large with the change; ``held`` None when the change creates it."""
    before: Fields = held.fields if held else {}
    grown = held is not None and (len(before) > _FEW or held.kind in MADE_BY_SERVER)
    if not grown and len(change.canonical()) <= _SMALL:
        return False
    return weight({**before, **change.fields}) > LARGEST
