"""Made-up person records of nineteen fields, some 480 bytes of JSON each: every peer sends the same ones."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime, timedelta
from random import Random

from domain import codes

Entry = dict[str, str]
FIELDS = (
    *("id", "household", "code", "given_name", "family_name", "mother_name", "sex", "birth_precision"),
    *("birth_on", "village", "area", "phone", "occupation", "marital", "education", "language"),
    *("registered_on", "registered_at", "status"),
)
_SYLLABLES = (
    "ba",
    "di",
    "fa",
    "ka",
    "ma",
    "na",
    "ra",
    "sa",
    "ta",
    "wa",
    "ye",
    "zu",
    "lo",
    "mi",
    "ndo",
    "she",
)
_BEGUN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
_WORK = (
    *("agriculture", "petty trade", "domestic work", "day labour", "fishing", "none"),
    *("tailor", "teacher", "driver"),
)


def entries(count: int, seed: int = 1) -> list[Entry]:
    """That many persons in households of five, as an office would register them in some weeks."""
    rng = Random(seed)
    names = [_name(rng) for _ in range(50)]
    villages = [_name(rng) + " " + rng.choice(("Bala", "Payan", "Kalan", "Khurd")) for _ in range(40)]
    made: list[Entry] = []
    household, village, at = "", "", _BEGUN
    for n in range(count):
        at += timedelta(seconds=rng.randint(20, 240))
        if n % 5 == 0:
            household, village = _id(rng, at), rng.choice(villages)
        made.append(_entry(rng, n, at, household, village, names))
    return made


def _entry(rng: Random, n: int, at: datetime, household: str, village: str, names: list[str]) -> Entry:
    born = date(1936, 1, 1) + timedelta(days=rng.randint(0, 33_000))
    precision = rng.choice(("day", "day", "year", "month"))
    values = (
        _id(rng, at),
        household,
        codes.make("NSR", "K7QM", 26, n + 1),
        rng.choice(names),
        rng.choice(names),
        rng.choice(names) + " " + rng.choice(names),
        rng.choice(("female", "male")),
        precision,
        born.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]],
        village,
        rng.choice(("PK-KP-NOWSHERA-01", "PK-KP-NOWSHERA-02", "PK-KP-NOWSHERA-03")),
        "+92 3" + "".join(str(rng.randint(0, 9)) for _ in range(9)),
        rng.choice(_WORK),
        rng.choice(("married", "never_married", "widowed", "divorced")),
        rng.choice(("none", "primary", "secondary", "higher")),
        rng.choice(("ps", "ur", "en")),
        at.date().isoformat(),
        at.isoformat(timespec="seconds"),
        rng.choice(("active", "active", "active", "suspended")),
    )
    return dict(zip(FIELDS, values, strict=True))


def _name(rng: Random) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 4))).capitalize()


def _id(rng: Random, at: datetime) -> str:
    """Of a UUID of version 7 (RFC 9562): 48 bits of time, the rest random."""
    value = int(at.timestamp() * 1000) << 80 | 7 << 76 | rng.getrandbits(12) << 64 | 2 << 62
    return str(uuid.UUID(int=value | rng.getrandbits(62)))
