"""A record of each kind with every field set, made from what the kind says it may hold."""

from __future__ import annotations

import types
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Union, get_args, get_origin

from domain.fields import Fields
from domain.records import KINDS, references

REF = f"{'a' * 32}:1"
# Fields whose text has a form of its own, by name, else by the type they are written with.
_BY_NAME: dict[str, Any] = {
    "at": "2026-11-23T10:00:00Z",
    "time": "09:30",
    "currency": "XAF",
    "country": "CV",
    "nationality": "CV",
    "month": "2026-11",
    "from_month": "2026-10",
    "until_month": "2026-11",
}


def filled(kind: str) -> Fields:
    """Every field of a kind: references point at one record, days are one day, lists have one entry."""
    return {
        name: REF if name in references(kind) else _value(name, field.annotation)
        for name, field in KINDS[kind].model_fields.items()
    }


def _value(name: str, annotation: Any) -> Any:
    plain = _bare(annotation)
    if name in _BY_NAME:
        return _BY_NAME[name]
    if isinstance(plain, type) and issubclass(plain, StrEnum):
        return next(iter(plain)).value
    if get_origin(plain) is list:
        return [_value("", get_args(plain)[0])]
    if get_origin(plain) is dict:
        return {"one": 1}
    if plain is bool:
        return True
    if plain is int:
        return 1
    return "2026-11-23" if name == "on" or name.endswith(("_on", "_until", "until", "_due")) else "text"


def _bare(annotation: Any) -> Any:
    """The type beneath ``X | None`` and the marks on it."""
    if get_origin(annotation) in (Union, types.UnionType):
        annotation = next(iter(_some(get_args(annotation))))
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    return annotation


def _some(given: Iterable[Any]) -> Iterable[Any]:
    return (one for one in given if one is not type(None))
