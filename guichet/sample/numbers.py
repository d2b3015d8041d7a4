"""Invented telephone and identity numbers: of a valid form, and none given twice."""

from __future__ import annotations

from collections import Counter
from random import Random
from string import ascii_uppercase
from zlib import crc32

from guichet.sample.profile import Profile

# Primes, so that stepping by them visits every number of a range before any comes back.
_STEP = 7_368_787
_GOLDEN = 0.6180339887


class Numbers:
    """The numbers one office gives out; two offices of a programme start in different parts of the range."""

    def __init__(self, profile: Profile, place: int, places: int, seed: int) -> None:
        self._sheet = profile.sheet
        self._share = (place + seed * _GOLDEN % 1) / places
        self._phones = self._people = 0
        self._births: Counter[str] = Counter()

    def phone(self) -> str:
        """The next number, in E.164."""
        law = self._sheet.phones
        number = self._spread(self._phones, len(law.prefixes) * 10**law.digits)
        self._phones += 1
        prefix, rest = divmod(number, 10**law.digits)
        return f"{law.prefixes[prefix]}{rest:0{law.digits}d}"

    def identifier(self, rng: Random, sex: str, day: str, district: str | None) -> str:
        """The next identity number as the profile writes it; ``day`` is a birth day as ``YYYY-MM-DD``."""
        law = self._sheet.identifier
        serial = self._spread(self._people, 10_000_000)
        self._people += 1
        letter = "M" if sex == "male" else "F"
        born = day.replace("-", "")
        earlier = self._births[born + letter] + int(self._share * 1000)
        self._births[born + letter] += 1
        turn = crc32(born.encode())
        return law.written.format(
            prefix=law.prefixes.get(district or "", ""),
            serial=serial,
            parity=2 * rng.randrange(5) + (sex == "male"),
            day=born,
            letter=letter,
            order=(earlier * 367 + turn) % 1000,
            check=ascii_uppercase[(earlier // 1000 + turn // 1000) % 26],
        )

    def _spread(self, index: int, size: int) -> int:
        return (index * _STEP + int(self._share * size)) % size
