"""Names folded so that accents, apostrophes, case and hooked letters no longer separate two spellings."""

from __future__ import annotations

import re
import unicodedata

# Letters that decomposition leaves whole; the others, ç and ñ too, lose what stands above or below them.
_LETTERS = str.maketrans(
    {
        "ɓ": "b", "ɗ": "d", "ŋ": "n", "ɲ": "ny", "ƴ": "y", "ƙ": "k", "ɛ": "e", "ɔ": "o", "ǝ": "e",
        "ə": "e", "ø": "o", "œ": "oe", "æ": "ae", "đ": "d", "ł": "l", "ı": "i", "ʋ": "v", "ɩ": "i",
    }
)  # fmt: skip
_APOSTROPHES = re.compile("['`\u2018\u2019\u201b\u2032\u02b9\u02bb-\u02bf\u02c8\u00b4\uff07\ua78b\ua78c]")
_NOT_WORD = re.compile(r"[\W_]+")
_NOT_OF_NUMBER = re.compile(r"[^0-9A-Z]")


def fold(text: str) -> str:
    """Lower case without accents or apostrophes, words separated by one space: ``N'Diaye`` is ``ndiaye``."""
    if text.isascii():  # most names of most lists, and nothing of theirs has to be taken apart
        return _NOT_WORD.sub(" ", text.replace("'", "").replace("`", "").lower()).strip()
    # Twice: decomposing splits ŉ into an apostrophe and n, and would make a space of a lone ´.
    joined = _APOSTROPHES.sub("", unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)))
    bare = "".join(c for c in joined if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", bare.casefold().translate(_LETTERS)).strip()


def compact(text: str) -> str:
    """An identifier without the signs people put between its characters: ``16101-1`` is ``161011``.

    Digits of any script become ours: on a keyboard for Urdu or Arabic they are the first ones at hand.
    """
    plain = text
    if not text.isascii():
        plain = "".join(str(unicodedata.decimal(c, c)) for c in unicodedata.normalize("NFKD", text))
    return _NOT_OF_NUMBER.sub("", plain.upper())
