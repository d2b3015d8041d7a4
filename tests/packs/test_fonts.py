"""The shipped fonts draw every letter the papers and the screens need."""

from __future__ import annotations

import pytest
from reportlab.pdfbase.ttfonts import TTFontFile

from packs.places import resources

FRENCH = "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ«»…№€"
PORTUGUESE = "ÁÂÃÀÇÉÊÍÓÔÕÚÜáâãàçéêíóôõúüºª"
WEST_AFRICAN = "ŋŊɓƁɗƊɛƐɔƆƴƳñÑɲƝƙƘǝƎə"
MARKS = "\u00a0\u202f\u2019\u2013\u2014"
FONTS = sorted((resources() / "fonts").glob("*.ttf"))


def test_both_families_are_shipped_with_their_licences() -> None:
    names = {font.name for font in FONTS}
    assert {"NotoSans-Regular.ttf", "NotoSans-Bold.ttf"} <= names
    assert {f"Inter-{weight}.ttf" for weight in ("Regular", "Medium", "SemiBold", "Bold")} <= names
    for licence in ("OFL-NotoSans.txt", "OFL-Inter.txt"):
        text = (resources() / "fonts" / licence).read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.stem)
@pytest.mark.parametrize("letters", [FRENCH, PORTUGUESE, WEST_AFRICAN, MARKS])
def test_no_letter_is_missing(font: object, letters: str) -> None:
    glyphs = TTFontFile(str(font)).charToGlyph
    assert [letter for letter in letters if ord(letter) not in glyphs] == []
