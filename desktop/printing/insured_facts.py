"""What the papers of the contributory side say: insurance periods (P-13), an employer's statement (P-14)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from desktop.printing.facts import Issuer
from domain.birth import Birth
from domain.contributions.periods import Overlap, Period, Total
from domain.languages import LanguageCode
from domain.schemes.scheme import Rate


@dataclass(frozen=True)
class PeriodsFacts:
    """P-13: a person's periods in every country. ``wrong`` are struck out and count in no sum."""

    issuer: Issuer
    language: LanguageCode
    code: str
    name: str
    birth: Birth
    periods: tuple[Period, ...]
    wrong: tuple[Period, ...]
    totals: tuple[Total, ...]
    overlaps: tuple[Overlap, ...]
    copy_number: int


@dataclass(frozen=True)
class StatementRow:
    """One worker's month; amounts in minor units."""

    name: str
    number: str
    code: str
    base: int
    days: int | None
    worker: int
    employer: int
    sponsor: int


@dataclass(frozen=True)
class StatementFacts:
    """P-14: an employer's month. ``payments`` are (day, reference, amount); amounts in minor units."""

    issuer: Issuer
    language: LanguageCode
    code: str
    employer: str
    employer_code: str
    registration: str
    tax_number: str
    scheme: str
    month: str
    currency: str
    rate: Rate
    filed_on: str
    replaces: str
    replaced: bool
    lines: tuple[StatementRow, ...]
    payments: tuple[tuple[str, str, int], ...]
    base: int
    due: int
    paid: int
    copy_number: int


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, its share of the width, on which side its words stand."""

    heading: str
    share: float
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True)
class Table:
    """A part of a sheet: rows under headings, the last of them heavy where it is a total, and a note."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: bool = False
    note: str = ""


@dataclass(frozen=True)
class SheetWords:
    """A sheet in words, from its heading to the lines one signs on."""

    title: str
    code: str
    under: str
    named: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    signatures: tuple[str, ...]
    copy: str
    printed: str
