"""The field in which the right value is typed where both are wrong: a list, a day, or a line of text."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, get_args

from PySide6.QtWidgets import QWidget

from desktop.language.terms import LABELS, labels
from desktop.ui.fields.choice import ListField
from desktop.ui.fields.day import DayField
from desktop.ui.fields.field import Field
from desktop.ui.fields.text import TextField
from desktop.ui.speech import Telling, language
from domain.fields import Day
from domain.records import KINDS


def typed_field(kind: str, name: str, label: Telling, parent: QWidget) -> Field:
    """A field that takes what a record of that kind keeps under that name."""
    vocabulary = vocabulary_of(kind, name)
    if vocabulary is not None:
        return ListField(label, lambda: _choices(vocabulary), parent=parent)
    if _is_day(kind, name):
        return DayField(label, parent=parent)
    return TextField(label, parent=parent)


def vocabulary_of(kind: str, name: str) -> type[StrEnum] | None:
    """The words a field may have, where they are a closed list."""
    found = [one for one in _annotations(kind, name) if isinstance(one, type) and issubclass(one, StrEnum)]
    return found[0] if found and found[0] in LABELS else None


def _choices(vocabulary: type[StrEnum]) -> Mapping[str, str]:
    return labels(vocabulary, language())


def _is_day(kind: str, name: str) -> bool:
    mark = get_args(Day)[1]
    return any(part == mark for part in _annotations(kind, name))


def _annotations(kind: str, name: str) -> list[Any]:
    """What a field is made of: its type, the parts of a union, and the marks upon it."""
    field = KINDS[kind].model_fields.get(name) if kind in KINDS else None
    if field is None:
        return []
    found: list[Any] = [field.annotation, *field.metadata]
    for part in get_args(field.annotation):
        found += [part, *get_args(part)]
    return found
