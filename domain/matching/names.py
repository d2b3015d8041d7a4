"""Names folded so that accents, apostrophes, case and hooked letters no longer separate two spellings."""

from __future__ import annotations

import re
import unicodedata

# Letters that canonical decomposition leaves whole or would drop to a wrong base.
_LETTERS = str.maketrans(
    {
        "ç": "s", "ɓ": "b", "ɗ": "d", "ŋ": "n", "ɲ": "ny", "ƴ": "y", "ƙ": "k", "ɛ": "e", "ɔ": "o", "ǝ": "e",
        "ə": "e", "ø": "o", "œ": "oe", "æ": "ae", "đ": "d", "ł": "l", "ı": "i", "ñ": "ny", "ʋ": "v", "ɩ": "i",
    }
)  # fmt: skip
_APOSTROPHES = re.compile("['\u2018\u2019\u02bb\u02bc\u0060\u00b4\uff07\u02be\u02bf]")
_NOT_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case without accents or apostrophes, words separated by one space: ``N'Diaye`` is ``ndiaye``."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    joined = _APOSTROPHES.sub("", lowered)
    bare = "".join(c for c in unicodedata.normalize("NFKD", joined) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", bare).strip()


def compact(text: str) -> str:
    """An identifier without the signs people put between its characters: ``16101-1`` is ``161011``."""
    return re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKD", text).upper())
