"""Whether the fields of a change can be kept: their types, their vocabularies, what the wire can carry."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from domain.fields import Fields, Json
from domain.problems import Problem, Severity
from domain.records import KINDS

WHOLE = 2**53  # whole numbers stay below, on either side of zero
DEEPEST = 20  # lists within maps within lists …
# PostgreSQL has an index over these of every record, in which nothing longer than 2704 bytes has room.
_INDEXED, _INDEXED_LETTERS = frozenset({"household", "person", "merged_into"}), 250


@cache
def _field_type(kind: str, name: str) -> TypeAdapter[Any]:
    field = KINDS[kind].model_fields[name]
    kind_of_value: Any = field.annotation
    return TypeAdapter(Annotated[kind_of_value, *field.metadata] if field.metadata else kind_of_value)


def problems_of(kind: str, fields: Fields, *, creating: bool) -> list[Problem]:
    """What is wrong with the fields of one change: types, vocabularies, and on creation what is missing.

    Strict, so that a value is kept by every office as it was sent, or by none: "5" is no number, 0 no date.
    """
    model = KINDS.get(kind)
    plain = _plain_names(kind)
    unfit = [
        _problem(kind, (name,), "json")
        for name, value in fields.items()
        if not (
            type(value) is str
            and value.isascii()
            and "\0" not in value
            and (name in plain or (name not in _INDEXED and _is_name(name)))
        )
        and not can_be_kept(name, value)
    ]
    if unfit or model is None:
        return unfit  # an unknown kind is from a newer office: kept and forwarded
    if creating:
        try:
            model.model_validate_json(to_json(fields), strict=True)
        except ValidationError as error:
            return [_problem(kind, item["loc"], item["type"]) for item in error.errors()]
        return []
    found: list[Problem] = []
    for name in sorted(fields.keys() & model.model_fields.keys()):
        try:
            _field_type(kind, name).validate_json(json.dumps(fields[name]), strict=True)
        except ValidationError as error:
            found.append(_problem(kind, (name,), error.errors()[0]["type"]))
    return found


@cache
def _plain_names(kind: str) -> frozenset[str]:
    """Fields of which any ASCII text can be kept, which one look shows: nearly every value is one."""
    return frozenset(KINDS[kind].model_fields if kind in KINDS else ()) - _INDEXED


def _is_short(value: Json) -> bool:
    return isinstance(value, int | None) or len(str(value)) <= _INDEXED_LETTERS


def can_be_kept(name: str, value: Json, depth: int = 0) -> bool:
    """What the wire format allows (no floats, no half surrogates) and PostgreSQL can hold (no NUL)."""
    if not _is_text(name) or depth > DEEPEST:
        return False
    if depth == 0 and name in _INDEXED and not _is_short(value):
        return False
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, str):
        return _is_text(value)
    if isinstance(value, int):
        return abs(value) < WHOLE
    if isinstance(value, list):
        return all(can_be_kept("", item, depth + 1) for item in value)
    return isinstance(value, dict) and all(can_be_kept(key, item, depth + 1) for key, item in value.items())


def _is_text(value: object) -> bool:
    """Characters only: half a surrogate pair has no bytes in UTF-8."""
    return (
        isinstance(value, str)
        and "\0" not in value
        and (value.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in value))
    )


_is_name = lru_cache(1 << 12)(_is_text)  # the same few names come again and again


def _problem(kind: str, where: tuple[int | str, ...], reason: str) -> Problem:
    path = ".".join(str(part) for part in where)
    return Problem(
        "field_wrong", where=path, severity=Severity.error, facts={"kind": kind, "expected": reason}
    )
