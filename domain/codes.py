"""Human codes made offline: {office}-{device}-{yy}-{seq}-{check}, check digit ISO 7064 MOD 37,36."""

from __future__ import annotations

import re

from stdnum.iso7064 import mod_37_36

# Where digits stand, the letters that look like 0 and 1 are let in, to be read as digits.
_SHAPE = re.compile(r"([A-Z0-9]{2,5})-([A-Z0-9]{4})-([0-9OIL]{2})-([0-9OIL]{6,})-([A-Z0-9])")
_WITHOUT_DASHES = re.compile(r"([A-Z0-9]{2,5})([A-Z0-9]{4})([0-9OIL]{2})([0-9OIL]{6})([A-Z0-9])")
_AS_DIGITS = str.maketrans("OIL", "011")
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

    O for 0, and I or L for 1, are read as digits in the year and the sequence, and as what the check demands
    in the check character: there one reading alone is right. The device's part has none of these signs, and
    the office's letters are known to whoever types them. Any other wrong check character is no code.

    One mistyped character is always found, but where the check character itself is one of 0 O 1 I L: then two
    in thirty-five pass at most. Of two swapped neighbours one pair in six hundred passes.
    """
    candidate = tidy(text)
    match = _SHAPE.fullmatch(candidate) or _WITHOUT_DASHES.fullmatch(candidate)
    if match is None:
        return None
    office, device, year, sequence, check = match.groups()
    parts = (office, device, year.translate(_AS_DIGITS), sequence.translate(_AS_DIGITS))
    right: str = mod_37_36.calc_check_digit("".join(parts))
    if check.translate(_AS_DIGITS) != right.translate(_AS_DIGITS):
        return None
    return "-".join((*parts, right))
