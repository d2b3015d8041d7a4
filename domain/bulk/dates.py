"""Dates as lists write them, read in the order somebody declared; what is unclear is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from domain.birth import Precision
from domain.matching.names import fold

Order = Literal["dmy", "mdy", "ymd"]
ORDERS: tuple[Order, ...] = ("dmy", "mdy", "ymd")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]+Z?)?")
_YEAR = re.compile(r"\d{4}")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})|(\d{4})-(\d{2})")
_NUMBERS = re.compile(r"(\d{1,4})[/. -](\d{1,2})[/. -](\d{1,4})")
_WORDED = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)? ?(?:de )?([a-z]+) ?(?:de )?(\d{2,4})")
_MONTHS = (
    "jan|janv|janvier|january|janeiro", "feb|fev|fevr|fevrier|february|fevereiro", "mar|mars|march|marco",
    "apr|avr|abr|avril|april|abril", "may|mai|maio", "jun|juin|june|junho", "jul|juil|juillet|july|julho",
    "aug|aou|aout|ago|august|agosto", "sep|sept|set|septembre|september|setembro",
    "oct|out|octobre|october|outubro", "nov|novembre|november|novembro",
    "dec|dez|decembre|december|dezembro",
)  # fmt: skip
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split("|")}


class Unclear(ValueError):
    """The text is no date we can be sure of; ``code`` names the problem."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Written(NamedTuple):
    """A date as records keep it, and how much of it is known."""

    text: str
    precision: Precision


def read_date(text: str, order: Order | None) -> Written:
    """A date with its precision from a cell. Raises Unclear (two_digit_year, date_order, birth_form)."""
    given = text.strip()
    if iso := _ISO.fullmatch(given):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if _YEAR.fullmatch(given):
        return Written(given, Precision.year)
    if month := _MONTH_YEAR.fullmatch(given):
        return _month(int(month[2] or month[3]), int(month[1] or month[4]))
    if numbers := _NUMBERS.fullmatch(given):
        return _numbers(numbers[1], numbers[2], numbers[3], order)
    if worded := _WORDED.fullmatch(fold(given)):
        return _worded(worded[1], worded[2], worded[3])
    raise Unclear("birth_form")


def _numbers(first: str, second: str, third: str, order: Order | None) -> Written:
    if len(first) == 4:
        return _day(int(first), int(second), int(third))
    if len(third) != 4:
        raise Unclear("two_digit_year" if len(third) == 2 else "birth_form")
    if order is None or order == "ymd":
        raise Unclear("date_order")
    day, month = (first, second) if order == "dmy" else (second, first)
    return _day(int(third), int(month), int(day))


def _worded(day: str, word: str, year: str) -> Written:
    month = _MONTH_OF.get(word)
    if month is None:
        raise Unclear("birth_form")
    if len(year) != 4:
        raise Unclear("two_digit_year")
    return _day(int(year), month, int(day))


def _day(year: int, month: int, day: int) -> Written:
    try:
        return Written(date(year, month, day).isoformat(), Precision.day)
    except ValueError:
        raise Unclear("date_impossible") from None


def _month(year: int, month: int) -> Written:
    if not 1 <= month <= 12:
        raise Unclear("date_impossible")
    return Written(f"{year:04d}-{month:02d}", Precision.month)


def order_of(cells: Iterable[str]) -> Order | None:
    """The order the dates of a column can only be in; None when both, or neither, would do."""
    possible = {"dmy", "mdy"}
    for cell in cells:
        numbers = _NUMBERS.fullmatch(cell.strip())
        if numbers is None or len(numbers[1]) == 4:
            continue
        if int(numbers[1]) > 12:
            possible.discard("mdy")
        if int(numbers[2]) > 12:
            possible.discard("dmy")
    if len(possible) != 1:
        return None
    return "dmy" if "dmy" in possible else "mdy"


def needs_order(cells: Iterable[str]) -> bool:
    """Whether some date of a column can be read in two orders only somebody can choose between."""
    found = (_NUMBERS.fullmatch(cell.strip()) for cell in cells)
    return any(match is not None and len(match[1]) < 4 and len(match[3]) == 4 for match in found)
