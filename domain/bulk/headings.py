"""Which field each column of a list probably is, from its heading and its first cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.bulk import dates
from domain.bulk.fields import FIELDS, IGNORED, OF_THE_SHEET
from domain.bulk.mapping import Defaults, Samples, SourceMapping
from domain.matching.names import fold

_USUAL = {fold(heading): field.key for field in reversed(FIELDS) for heading in reversed(field.headings)}


# ``N° CNPS`` is the number of whatever stands behind it.
_NUMBER = re.compile(r"^(?:n|no|nr|num|numero|number)(?: de| do| da| of)? (?=.)")


def suggest(headings: Sequence[str], samples: Samples, defaults: Defaults | None = None) -> SourceMapping:
    """A mapping to begin with: what is not recognised is not read, what is unclear is left to the person."""
    columns: dict[str, str] = {}
    for heading in headings:
        key = field_of(heading)
        columns[heading] = key if key not in columns.values() else IGNORED
    _settle_names(columns)
    orders = {h: order for h, key in columns.items() if key in ("birth_date", "age_on")
              if (order := dates.order_of(samples.get(h, ())))}  # fmt: skip
    return SourceMapping(columns=columns, dates=orders, defaults=defaults or Defaults())


def field_of(heading: str) -> str:
    """The field a heading usually stands over; empty when nobody can say."""
    words = fold(heading)
    if words in OF_THE_SHEET:
        return IGNORED
    bare = _NUMBER.sub("", words)
    found = (_USUAL.get(text) for text in (words, words.removesuffix("s"), bare, bare.removesuffix("s")))
    return next(filter(None, found), IGNORED)


def _settle_names(columns: dict[str, str]) -> None:
    """``Nome`` beside ``Apelido``, or ``Name`` beside ``Surname``, is the given name alone."""
    whole = next((h for h, key in columns.items() if key == "name_given_first"), None)
    if whole is None:
        return
    keys = set(columns.values())
    if "family_name" in keys:
        columns[whole] = IGNORED if "given_name" in keys else "given_name"
    elif "given_name" in keys:
        columns[whole] = "family_name"
