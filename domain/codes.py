"""Human codes made offline: {office}-{device}-{yy}-{seq}-{check}, check digit ISO 7064 MOD 37,36."""

from __future__ import annotations

import re

from stdnum.iso7064 import mod_37_36

_SHAPE = re.compile(r"^([A-Z0-9]{2,5})-([A-Z0-9]{4})-(\d{2})-(\d{6,})-([A-Z0-9])$")


def make(office: str, device: str, year: int, sequence: int) -> str:
    """The code of the ``sequence``-th record this device made in that year."""
    body = f"{office}-{device}-{year % 100:02d}-{sequence:06d}"
    return f"{body}-{mod_37_36.calc_check_digit(body.replace('-', ''))}"


def normal(text: str) -> str | None:
    """The code as printed, from what a person typed (case and spaces forgiven); None when it is not one.

    A wrong check character is not a code: one mistyped or two swapped characters are always found.
    """
    candidate = re.sub(r"[\s_/\u2010-\u2015]+", "-", text.strip().upper()).strip("-")
    match = _SHAPE.match(candidate)
    if match is None or not mod_37_36.is_valid(candidate.replace("-", "")):
        return None
    return candidate
