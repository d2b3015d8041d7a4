"""Reads and fills one ``.ts`` file, the form in which translations are kept (Qt Linguist TS 2.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from desktop.language.extraction import Words


@dataclass(frozen=True)
class Translation:
    """One form, or the singular and the plural. ``state`` is empty, ``unfinished`` or ``vanished``."""

    forms: tuple[str, ...]
    state: str = ""


def read(path: Path) -> dict[Words, Translation]:
    """Every entry of the file with what it is translated to."""
    entries = {}
    for words, message in _messages(ElementTree.parse(path).getroot()):
        found = message.find("translation")
        if found is None:
            continue
        forms = tuple(form.text or "" for form in found.findall("numerusform")) or (found.text or "",)
        entries[words] = Translation(forms, found.get("type", ""))
    return entries


def fill(path: Path, forms_of: Mapping[Words, tuple[str, ...]]) -> None:
    """Write these translations into their entries, as finished; entries not named are left as they are."""
    tree = ElementTree.parse(path)
    for words, message in _messages(tree.getroot()):
        forms = forms_of.get(words)
        if forms is None:
            continue
        for old in message.findall("translation"):
            message.remove(old)
        message.append(_translation(forms, plural=words.plural))
    body = ElementTree.tostring(tree.getroot(), encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def _translation(forms: tuple[str, ...], *, plural: bool) -> Element:
    element = Element("translation")
    if plural:
        for form in forms:
            ElementTree.SubElement(element, "numerusform").text = form
    else:
        element.text = forms[0]
    return element


def _messages(root: Element) -> Iterator[tuple[Words, Element]]:
    for context in root.findall("context"):
        name = context.findtext("name", "")
        for message in context.findall("message"):
            words = Words(
                name,
                message.findtext("source", ""),
                message.findtext("comment", ""),
                message.get("numerus") == "yes",
            )
            yield words, message
