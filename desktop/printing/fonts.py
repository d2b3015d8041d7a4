"""Noto Sans, the one family of paper: embedded in every document, and asked before it draws a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from domain.problems import Problem, Refused
from packs.places import resources

REGULAR = "NotoSans-Regular"
BOLD = "NotoSans-Bold"


@cache
def load() -> None:
    """Registers both weights, once a process. Raises ``Fault("shipped_files_missing")``."""
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(resources() / "fonts" / f"{name}.ttf")))


def written(words: str) -> str:
    """The words as they are printed: composed (NFC), on one line, without controls or invisible marks."""
    composed = unicodedata.normalize("NFC", words)
    spaced = re.sub(r"[\t\r\n\v\f\u0085\u2028\u2029]+", " ", composed)
    return "".join(c for c in spaced if unicodedata.category(c) not in {"Cc", "Cf"}).strip()


def width(words: str, font: str, size: float) -> float:
    """Width in points (1/72 inch)."""
    return float(pdfmetrics.stringWidth(words, font, size))


def require_glyphs(texts: Mapping[str, str]) -> None:
    """Refuses what would be printed as an empty box: one ``glyph_missing`` for each field concerned.

    Keys of ``texts`` are fields. The facts name the first such character, its Unicode name and the field.
    """
    problems = [
        Problem("glyph_missing", where=field, facts=_facts(character, field))
        for field, words in texts.items()
        if (character := next((c for c in written(words) if ord(c) not in _drawn()), None)) is not None
    ]
    if problems:
        raise Refused(problems)


def _facts(character: str, field: str) -> dict[str, str]:
    name = unicodedata.name(character, f"U+{ord(character):04X}")
    return {"character": character, "name": name, "field": field}


@cache
def _drawn() -> frozenset[int]:
    """The code points that both weights can draw."""
    load()
    regular, bold = (cast("TTFont", pdfmetrics.getFont(name)).face.charToGlyph for name in (REGULAR, BOLD))
    return frozenset(regular) & frozenset(bold)
