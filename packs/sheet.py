"""programme.yaml: the names, levels, letterhead, paper and identifier patterns of a pack."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from domain.problems import Problem, Refused
from domain.programme import Area, Data, Letterhead, Paper, Text
from domain.vocabulary import IdentifierScheme
from packs.documents import Document, parsed, read_document
from packs.logo import read_logo


class Sheet(Data):
    """What a pack says beyond its other files; ``letterhead.logo`` holds the SVG's text once read."""

    code: str
    version: str
    names: Text
    country: str
    level_names: tuple[Text, ...]
    minimum_area_level: int
    district_level: int
    letterhead: Letterhead
    paper: Paper
    identifier_patterns: dict[str, str] = Field(default_factory=dict)


def read_sheet(folder: Path) -> tuple[Document, Sheet]:
    """The sheet, with the document that knows its lines. Raises ``Refused``."""
    document = read_document(folder, "programme.yaml")
    sheet = parsed(document, Sheet)
    problems = list(_identifier_problems(document, sheet))
    if problems:
        raise Refused(problems)
    if not sheet.letterhead.logo:
        return document, sheet
    logo = read_logo(folder, sheet.letterhead.logo, document.where(("letterhead", "logo")))
    letterhead = sheet.letterhead.model_copy(update={"logo": logo})
    return document, sheet.model_copy(update={"letterhead": letterhead})


def level_problems(document: Document, sheet: Sheet, areas: tuple[Area, ...]) -> Iterator[Problem]:
    """Every level in use has a name, and the levels the sheet points at are in use."""
    deepest = max((area.level for area in areas), default=0)
    if len(sheet.level_names) <= deepest:
        names = {"names": len(sheet.level_names), "levels": deepest + 1}
        yield Problem("level_name_missing", where=document.where(("level_names",)), facts=names)
    for field in ("minimum_area_level", "district_level"):
        if not 0 <= getattr(sheet, field) <= deepest:
            yield Problem(
                "level_unknown",
                where=document.where((field,)),
                facts={"deepest": deepest},
            )


def _identifier_problems(document: Document, sheet: Sheet) -> Iterator[Problem]:
    schemes = {scheme.value for scheme in IdentifierScheme}
    for scheme, pattern in sheet.identifier_patterns.items():
        where = document.where(("identifier_patterns", scheme))
        if scheme not in schemes:
            yield Problem("identifier_scheme_unknown", where=where, facts={"given": scheme})
        try:
            re.compile(pattern)
        except re.error as error:
            yield Problem(
                "pattern_wrong",
                where=where,
                facts={"given": pattern, "at": error.pos or 0},
            )
