"""A pack's text and YAML files, read so that every mistake can name its file, line and field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from domain.languages import LANGUAGES
from domain.problems import Problem, Refused

# libyaml reads a pack ten times faster; both loaders build plain values only, never Python objects.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Loc = Sequence[str | int]
T = TypeVar("T")


@dataclass(frozen=True)
class Document:
    """One YAML file: its plain value, and the nodes that know on which line each part stands."""

    name: str
    value: Any
    node: yaml.Node | None

    def where(self, loc: Loc = ()) -> str:
        """``programme.yaml:12 letterhead.colour``; the nearest line that exists for a missing field."""
        line, node = 1, self.node
        for part in loc:
            found = _step(node, part)
            if found is None:
                break
            line, node = found
        field = ".".join(str(part) for part in loc)
        return f"{self.name}:{line} {field}" if field else f"{self.name}:{line}"


def read_text(folder: Path, name: str) -> str:
    """The file's text, UTF-8 with or without a byte-order mark. Raises ``Refused``."""
    try:
        data = (folder / name).read_bytes()
    except FileNotFoundError:
        raise Refused(Problem("file_missing", where=name)) from None
    except OSError as error:
        raise Refused(Problem("file_unreadable", where=name, facts={"reason": error.errno or 0})) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Refused(Problem("file_not_utf8", where=f"{name}:{line}")) from error


def read_document(folder: Path, name: str) -> Document:
    """A YAML file of one document without a repeated key. Raises ``Refused``."""
    text = read_text(folder, name)
    loader = None
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        value = None if node is None else loader.construct_document(node)
    except yaml.YAMLError as error:
        raise Refused(Problem("yaml_malformed", where=f"{name}:{_line_of(error)}")) from error
    finally:
        if loader is not None:
            loader.dispose()
    twice = [
        Problem("key_twice", where=f"{name}:{key.start_mark.line + 1} {key.value}")
        for key in _repeated_keys(node)
    ]
    if twice:
        raise Refused(twice)
    return Document(name, value, node)


def parsed(document: Document, kind: type[T]) -> T:
    """The document's value as ``kind``. Raises ``Refused`` with one problem for each mistake."""
    try:
        return TypeAdapter(kind).validate_python(document.value)
    except ValidationError as error:
        raise Refused(
            problem_of(item["type"], item["input"], document.where(item["loc"]), item["loc"])
            for item in error.errors(include_url=False)
        ) from error


def problem_of(reason: str, given: object, where: str, loc: Loc) -> Problem:
    """A Pydantic mistake as a problem; a text lacking one of the languages has a code of its own."""
    if reason == "missing" and loc and loc[-1] in LANGUAGES:
        return Problem("translation_missing", where=where, facts={"language": str(loc[-1])})
    if reason == "missing":
        return Problem("field_missing", where=where)
    if reason == "extra_forbidden":
        return Problem("field_unknown", where=where)
    return Problem("field_wrong", where=where, facts={"given": str(given)[:80], "expected": reason})


def _step(node: yaml.Node | None, part: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(part):
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        value = node.value[part]
        return value.start_mark.line + 1, value
    return None


def _repeated_keys(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _repeated_keys(value)
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    yield key
                seen.add(key.value)
            yield from _repeated_keys(value)


def _line_of(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    return mark.line + 1 if mark is not None else 1
