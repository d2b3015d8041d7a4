"""Human codes made offline: {office}-{device}-{yy}-{seq}-{check}, check digit ISO 7064 MOD 37,36."""

from __future__ import annotations

import re

from stdnum.iso7064 import mod_37_36

_SHAPE = re.compile(r"([A-Z0-9]{2,5})-([A-Z0-9]{4})-([0-9]{2})-([0-9]{6,})-([A-Z0-9])")
_WITHOUT_DASHES = re.compile(r"([A-Z0-9]{2,5})([A-Z0-9]{4})([0-9]{2})([0-9]{6})([A-Z0-9])")
_BETWEEN = re.compile(r"[\s_/\u2010-\u2015-]+")


def make(office: str, device: str, year: int, sequence: int) -> str:
    """The code of the ``sequence``-th record this device made in that year."""
    body = f"{office}-{device}-{year % 100:02d}-{sequence:06d}"
    return f"{body}-{mod_37_36.calc_check_digit(body.replace('-', ''))}"


def tidy(text: str) -> str:
    """A code or its beginning as it would be printed: capitals, one dash wherever something separates."""
    return _BETWEEN.sub("-", text.strip().upper()).strip("-")


def normal(text: str) -> str | None:
    """The code as printed, from what a person typed (case, spaces, missing dashes); None when it is not one.

    A wrong check character is no code: one mistyped character is always found, two swapped neighbours but for
    one pair in six hundred.
    """
    candidate = tidy(text)
    match = _SHAPE.fullmatch(candidate) or _WITHOUT_DASHES.fullmatch(candidate)
    if match is None or not mod_37_36.is_valid("".join(match.groups())):
        return None
    return "-".join(match.groups())
