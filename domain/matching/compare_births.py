"""Two births compared as intervals: an estimate overlaps, a slip of the pen swaps or changes a digit."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from domain.matching.evidence import Reason, Share, bits
from domain.matching.keys import swapped_day
from domain.matching.profile import Born

# Years over which births are spread where nothing else is known.
SPREAD_YEARS = 70
DAYS_A_YEAR = 365.25
SAME_DAY = 0.80
SWAPPED = bits(0.03, 1 / 25_000)
ONE_DIGIT = bits(0.10, 45 / 25_000)
TWO_DIGITS = bits(0.02, 700 / 25_000)
SAME_YEAR = bits(0.03, 1 / SPREAD_YEARS)
SAME_DAY_OF_YEAR = 0.02
# Of two years chosen by chance, as many differ in one digit: 1984 and 1994, 1984 and 1986.
ONE_DIGIT_OF_YEARS = 0.2
NEXT_YEAR = bits(0.02, 2 / SPREAD_YEARS)
OTHER_DAY = bits(0.02, 0.9)
OVERLAP = 0.85
OVERLAP_CHANCE_AT_MOST = 0.8
WIDEST = 60  # years; what is wider says nothing
# Years between two imprecise births, and what each distance weighs.
GAPS = ((1.0, -1.0), (3.0, -3.0), (10.0, -5.0))
FAR_APART = -7.0


def weigh_births(a: Born | None, b: Born | None, share: Share) -> Reason | None:
    """The one reason two births give; None when either is not known."""
    if a is None or b is None:
        return None
    if a.day and b.day:
        return _days(a.day, b.day, share)
    gap = max(a.first, b.first) - min(a.last, b.last)
    if gap <= 0:
        # Whoever was born in these years overlaps as well; in a young register those are many.
        first, last = min(a.years[0], b.years[0]), max(a.years[-1], b.years[-1])
        chance = sum(share(f"y|{year}") for year in range(first, min(last, first + WIDEST) + 1))
        return Reason("birth_overlaps", bits(OVERLAP, min(OVERLAP_CHANCE_AT_MOST, chance)))
    years = gap / DAYS_A_YEAR
    weight = next((weight for limit, weight in GAPS if years <= limit), FAR_APART)
    return Reason("birth_apart", weight, {"years": max(1, round(years))})


def _days(a: str, b: str, share: Share) -> Reason:
    if a == b:
        return Reason("birth_same", bits(SAME_DAY, share(f"d|{a}")))
    if swapped_day(a) == b:
        return Reason("birth_swapped", SWAPPED)
    slips = OSA.distance(a, b, score_cutoff=2)
    # Where days are not known, all are written as 1 January: then the same day of another year says nothing.
    common = max(1 / 365, share(f"w|{a[4:]}")) if a[4:] == b[4:] else 0.0
    if slips == 1:
        return Reason(
            "birth_one_digit",
            min(ONE_DIGIT, bits(0.05, common * ONE_DIGIT_OF_YEARS)) if common else ONE_DIGIT,
        )
    if common:
        return Reason("birth_same_day_of_year", bits(SAME_DAY_OF_YEAR, common))
    if slips == 2:
        return Reason("birth_two_digits", TWO_DIGITS)
    if a[:4] == b[:4]:
        return Reason("birth_same_year", SAME_YEAR)
    years = abs(int(a[:4]) - int(b[:4]))
    if years == 1:
        return Reason("birth_next_year", NEXT_YEAR)
    return Reason("birth_differs", OTHER_DAY, {"years": years})
