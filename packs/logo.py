"""A pack's logo: a small SVG of plain shapes, that screen and paper can both draw and that holds no code."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

from domain.problems import Problem, Refused
from packs.documents import read_text

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset(
    {
        "svg",
        "g",
        "title",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "path",
    }
)
_LARGEST = 64_000


def read_logo(folder: Path, name: str, where: str) -> str:
    """The SVG's text; ``where`` is the field that names it.

    Raises ``Refused``: not a file of the pack, not SVG, or more than plain shapes.
    """
    if Path(name).name != name or "\\" in name:
        raise Refused(
            Problem(
                "file_outside_pack",
                where=where,
                facts={"given": name},
            )
        )
    text = read_text(folder, name)
    if len(text) > _LARGEST or re.search(r"<!DOCTYPE|<!ENTITY", text, re.IGNORECASE):
        raise Refused(Problem("logo_refused", where=name, facts={"largest": _LARGEST}))
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise Refused(Problem("logo_malformed", where=f"{name}:{error.position[0]}")) from error
    if root.tag != f"{_SVG}svg" or "viewBox" not in root.attrib:
        raise Refused(Problem("logo_malformed", where=f"{name}:1 viewBox"))
    odd = sorted({str(e.tag) for e in root.iter()} - {_SVG + shape for shape in _SHAPES})
    if odd:
        raise Refused(Problem("logo_refused", where=name, facts={"element": odd[0].removeprefix(_SVG)}))
    return text
