"""Finds in the code every word that the catalogue must hold.

The extractor of Qt reads calls with an attribute or an expression as the plural's number wrongly or not
at all, and says nothing; this one reads the syntax tree, and refuses what can never be looked up.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_CALLS = {
    "say": ("context", "source", "disambiguation", "n"),
    "mark": ("context", "source", "disambiguation"),
}


@dataclass(frozen=True, order=True)
class Words:
    """One entry of the catalogue; a plural one has two forms a language."""

    context: str
    source: str
    disambiguation: str = ""
    plural: bool = False


class NotLiteral(Exception):
    """Words put together while running can never be found in a catalogue."""


def words_under(folders: Iterable[Path]) -> set[Words]:
    """Every entry in the Python files under the folders. Raises ``NotLiteral``, naming file and line."""
    files = sorted(path for folder in folders for path in folder.rglob("*.py"))
    return {words for path in files for words in words_in(path.read_text(encoding="utf-8"), str(path))}


def words_in(code: str, name: str) -> Iterator[Words]:
    """The entries of one file: each ``say`` or ``mark`` whose context and source are written out."""
    for node in ast.walk(ast.parse(code, name)):
        if isinstance(node, ast.Call) and (call := _called(node)) in _CALLS:
            words = _words_of(node, _CALLS[call], f"{name}:{node.lineno}")
            if words is not None:
                yield words


def _called(node: ast.Call) -> str:
    """``say`` however it is reached; ``mark`` only as the function of that name, for others are called so."""
    if isinstance(node.func, ast.Attribute):
        return "say" if node.func.attr == "say" else ""
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _words_of(node: ast.Call, names: tuple[str, ...], place: str) -> Words | None:
    given = dict(zip(names, node.args, strict=False))
    given |= {keyword.arg: keyword.value for keyword in node.keywords if keyword.arg}
    texts = [_text(given[name], place) if name in given else "" for name in names[:3]]
    if texts[0] is None or texts[1] is None:
        return None  # a screen's own ``say`` handing its words on
    if texts[2] is None:
        raise NotLiteral(place)
    return Words(texts[0], texts[1], texts[2], "n" in given or "%n" in texts[1])


def _text(node: ast.expr, place: str) -> str | None:
    """The text written there; None when a name stands for it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Name | ast.Attribute | ast.Subscript):
        return None
    raise NotLiteral(place)
