"""What is asked for on a command line: ``--set field=value`` and a JSON body become one payload."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from desktop.commands.call import Call
from domain.changes_asked.forms import FORMS
from domain.problems import Problem, Refused
from domain.vocabulary import ChangeKind

_LISTS = frozenset({"members", "phones"})


def payload_of(call: Call, kind: ChangeKind, sets: Iterable[str], body: str | None) -> dict[str, Any]:
    """The body of a file (- for standard input) with each ``--set`` over it. Raises Refused.

    ``given_name=Hawa`` finds its place by itself (``fields.given_name``, ``member.given_name``); an empty
    value empties a field; a list is written with commas or given twice; JSON is read where it begins with
    a bracket or a brace.
    """
    found = _read(call, body) if body else {}
    for one in sets:
        name, sign, value = one.partition("=")
        if not sign or not name.strip():
            raise Refused(Problem("set_unreadable", "set", facts={"given": one}))
        _put(found, _path(name.strip(), kind), value)
    return found


def _read(call: Call, name: str) -> dict[str, Any]:
    with call.terminal.input(name) as file:
        try:
            found = json.loads(file.read())
        except (ValueError, UnicodeDecodeError):
            raise Refused(Problem("json_unreadable", "body")) from None
    if not isinstance(found, dict):
        raise Refused(Problem("json_unreadable", "body"))
    return found


def _path(name: str, kind: ChangeKind) -> list[str]:
    parts = name.split(".")
    fields = FORMS[kind].model_fields
    inside = next((part for part in ("fields", "member") if part in fields), None)
    return [inside, *parts] if inside and parts[0] not in fields else parts


def _put(found: dict[str, Any], path: list[str], text: str) -> None:
    here = found
    for part in path[:-1]:
        below = here.setdefault(part, {})
        if not isinstance(below, dict):
            raise Refused(Problem("set_unreadable", "set", facts={"given": ".".join(path)}))
        here = below
    value = _value(path[-1], text)
    before = here.get(path[-1])
    if isinstance(before, list) and isinstance(value, list):
        value = [*before, *value]
    here[path[-1]] = value


def _value(name: str, text: str) -> Any:
    if text[:1] in ("[", "{"):
        try:
            return json.loads(text)
        except ValueError:
            raise Refused(Problem("json_unreadable", "set")) from None
    if name in _LISTS:
        return [part.strip() for part in text.split(",") if part.strip()]
    return text if text.strip() else None
