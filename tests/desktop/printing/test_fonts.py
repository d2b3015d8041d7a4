"""A character that would be printed as an empty box is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.language import tsfile
from desktop.printing.fonts import require_glyphs, written
from domain.languages import LANGUAGES
from domain.problems import Refused
from packs.places import translations

LETTERS = "àâäçéèêëîïôöùûüÿœæñãõáíóúÀÂÇÉÈÊËÎÏÔŒÙÛÜÃÕ ŋŊɓƁɗƊɛƐɔƆƴƳñɲƝƙƘǝƎəƏẹẸọỌṣṢɩƖʋƲ’«»–…№°ªº"


def test_letters_of_the_field_are_printed() -> None:
    require_glyphs({"name": LETTERS, "marks": "ɛ\u0301ɔ\u0300ẹ\u0301"})


def test_a_missing_glyph_names_character_and_field() -> None:
    with pytest.raises(Refused) as caught:
        require_glyphs({"area": "Nowshera", "name": "Aung ကျော်", "officer": "王芳"})
    first, second = caught.value.problems
    assert (first.code, first.where) == ("glyph_missing", "name")
    assert first.facts == {"character": "က", "name": "MYANMAR LETTER KA", "field": "name"}
    assert second.facts["character"] == "王"


def test_names_are_composed_and_stripped_of_what_cannot_be_seen() -> None:
    assert written("  E\u0301vora\tda \u200eLuz\u00ad\n") == "Évora da Luz"
    require_glyphs({"name": "E\u0301vora \u200bda\x07 Luz"})


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_of_the_catalogue_can_be_printed(code: str) -> None:
    entries = tsfile.read(Path(translations()) / f"guichet_{code}.ts")
    papers = {w: t for w, t in entries.items() if w.context in {"Print", "Receipt", "Card", "Dates", "Sex"}}
    assert len(papers) > 40
    require_glyphs({words.source: " ".join(found.forms) for words, found in papers.items()})
