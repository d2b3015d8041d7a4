"""households.jsonl: one household a line, read one at a time; a bad line never hides the next."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from domain.problems import Problem, Refused
from domain.registration import HouseholdForm, parse


@dataclass(frozen=True)
class Line:
    """A line that is not empty: its number from 1, and its form or what is wrong with it."""

    number: int
    form: HouseholdForm | None
    problems: tuple[Problem, ...] = ()


def lines(file: IO[bytes]) -> Iterator[Line]:
    """Every line in order. One without an ``id`` gets one made of its content.

    So a file imported twice adds nothing the second time. Two lines of the same content are two households.
    """
    seen: Counter[str] = Counter()
    for number, raw in enumerate(file, 1):
        text = raw.removeprefix(b"\xef\xbb\xbf") if number == 1 else raw
        if not text.strip():
            continue
        try:
            form = parse(_body(text, number))
        except Refused as refusal:
            yield Line(number, None, refusal.problems)
            continue
        if not form.id:
            content = hashlib.sha256(form.model_dump_json().encode()).hexdigest()
            seen[content] += 1
            form = form.model_copy(update={"id": f"content-{content[:40]}-{seen[content]}"})
        yield Line(number, form)


def _body(text: bytes, number: int) -> Any:
    try:
        return json.loads(text.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise Refused(Problem("file_not_utf8")) from None
    except (ValueError, RecursionError):
        raise Refused(Problem("json_line", facts={"line": number})) from None


def _refuse_constant(name: str) -> None:
    """NaN and Infinity are not JSON (RFC 8259 §6)."""
    raise ValueError(name)
