"""A value of no column's type, or of several, as the JSON text that stands for it."""

from __future__ import annotations

import json
import math
from typing import Any

DEEPEST = 100  # lists and maps in one another
_write = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def text_of(value: Any) -> str:
    """The text. ValueError when the value is nested deeper than a reader would follow."""
    text = _write(value)
    if _deep(text, value):
        raise ValueError("nested too deeply")
    return text


def value_of(text: str) -> Any:
    """The reverse; ValueError when it is no such text, RecursionError when it has no bottom."""
    value = json.loads(text, parse_float=_finite, parse_constant=_no_number)
    if _deep(text, value):
        raise ValueError("nested too deeply")
    if "\\u" in text:
        _write(value).encode()  # an escaped half of a surrogate pair is no character
    return value


def cells(text: str) -> int:
    """At most how many values stand in the text."""
    return 1 + text.count(",") + text.count("[") + text.count("{")


def check_depth(value: Any) -> None:
    """ValueError when lists and maps are nested deeper than a reader follows."""
    if _depth(value, DEEPEST + 1) > DEEPEST:
        raise ValueError("nested too deeply")


def _deep(text: str, value: Any) -> bool:
    return text.count("[") + text.count("{") > DEEPEST and _depth(value, DEEPEST + 1) > DEEPEST


def _depth(value: Any, most: int) -> int:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if not isinstance(value, dict | list) or most == 0:
        return 0
    return 1 + max((_depth(item, most - 1) for item in inside), default=0)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError("no finite number")
    return value


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")
