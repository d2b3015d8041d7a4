"""The machine-readable zone of identity documents, ICAO Doc 9303 parts 4, 5 and 6 (8th edition)."""

from __future__ import annotations

import re

# Lines and characters a line of the three sizes.
_SHAPES = ((3, 30), (2, 36), (2, 44))
_SIGNS = re.compile(r"[A-Z0-9<]+")
_WEIGHTS = (7, 3, 1)
_NUMBER = 9  # characters of a document number, before what does not fit in them


def document_number(text: str) -> str | None:
    """The document's number, None when the text is no zone or a check digit contradicts it.

    Lines may be run together or parted by spaces and line ends, as readers send them.
    """
    signs = "".join(text.upper().split())
    for lines, length in _SHAPES:
        if len(signs) == lines * length and _SIGNS.fullmatch(signs) and signs[0] in "PIACV":
            return _of_card(signs[5:30]) if lines == 3 else _checked(signs[length:], _NUMBER)
    return None


def _of_card(field: str) -> str | None:
    """A card's number may go on in the optional data: ``<`` stands where its check digit would."""
    if field[_NUMBER] != "<":
        return _checked(field, _NUMBER)
    rest = field[_NUMBER + 1 :].split("<", 1)[0]
    return _checked(field[:_NUMBER] + rest, _NUMBER + len(rest) - 1) if len(rest) > 1 else None


def _checked(field: str, length: int) -> str | None:
    number, check = field[:length], field[length]
    return number.rstrip("<") or None if _check_digit(number) == check else None


def _check_digit(field: str) -> str:
    """Digits count as themselves, letters from A = 10, ``<`` as nothing; weights 7 3 1, modulo 10."""
    return str(sum(_worth(sign) * _WEIGHTS[at % 3] for at, sign in enumerate(field)) % 10)


def _worth(sign: str) -> int:
    return 0 if sign == "<" else int(sign, 36)
