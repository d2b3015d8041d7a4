"""A month's wages read from a list (CSV, XLSX): which column is what, and every row that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from desktop.services.bulk.opening import open_sheet
from desktop.services.contributing.statements import Wage
from domain.matching.names import fold
from domain.payments.money import exponent, minor
from domain.problems import Facts, Problem, Refused

# Headings as employers write them, folded, in the three languages.
_HEADINGS: dict[str, tuple[str, ...]] = {
    "person": ("code", "person code", "code personne", "codigo", "codigo da pessoa", "card", "carte",
               "cartao"),
    "number": ("insured number", "insurance number", "number", "niss", "no", "n", "numero", "matricule",
               "numero d assure", "no d assure", "numero de segurado", "num", "ssn", "id"),
    "name": ("name", "worker", "employee", "full name", "nom", "nom complet", "nom et prenoms", "travailleur",
             "salarie", "nome", "nome completo", "trabalhador"),
    "family": ("surname", "family name", "last name", "nom de famille", "apelido"),
    "given": ("given name", "given names", "first name", "prenom", "prenoms", "nome proprio"),
    "base": ("wage", "wages", "salary", "gross", "gross wage", "base", "remuneration", "amount", "salaire",
             "salaire brut", "remuneration brute", "assiette", "salario", "remuneracao", "vencimento",
             "montant", "valor"),
    "days": ("days", "days worked", "jours", "jours travailles", "dias", "dias trabalhados"),
}  # fmt: skip
MOST_ROWS = 20_000
_PLAIN = re.compile(r"-?\d+")
# Thousands, or lakhs and crores, parted by one kind of sign.
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:(?:,\d{2,3})*,\d{3}|(?:\.\d{3})+)")
_SPACES = re.compile(r"[\s\u00a0\u202f']+")


@dataclass(frozen=True)
class Reading:
    """What a list said. ``columns`` goes from a part of a wage to the heading it was read under.

    Problems name the row of the file: ``rows.7.base``.
    """

    wages: tuple[Wage, ...]
    columns: dict[str, str]
    problems: tuple[Problem, ...] = ()
    ignored: tuple[str, ...] = field(default=())


def read(path: Path, currency: str, sheet: str | None = None) -> Reading:
    """The wages of a list, amounts in the currency's main unit. Raises Refused for a file without."""
    opened = open_sheet(path, sheet)
    try:
        names = opened.headings.names
        columns = columns_of(names)
        if "base" not in columns:
            raise Refused(Problem("list_without_wages", "input", facts={"headings": ", ".join(names[:12])}))
        if not columns.keys() & {"name", "family", "person", "number"}:
            raise Refused(Problem("list_without_names", "input", facts={"headings": ", ".join(names[:12])}))
        wages: list[Wage] = []
        problems: list[Problem] = []
        for row in opened.rows():
            if len(wages) >= MOST_ROWS:
                raise Refused(Problem("list_too_long", "input", facts={"most": MOST_ROWS}))
            wage, wrong = _wage(row.number, row.cells, columns, currency)
            problems += [row.problem] if row.problem else wrong
            if wage is not None and row.problem is None:
                wages.append(wage)
    finally:
        opened.close()
    said = {part: names[place] for part, place in columns.items()}
    ignored = tuple(name for name in names if name not in said.values())
    return Reading(tuple(wages), said, tuple(problems), ignored)


def columns_of(headings: Sequence[str]) -> dict[str, int]:
    """Where each part of a wage stands; of two columns with the same meaning the first."""
    found: dict[str, int] = {}
    for part, words in _HEADINGS.items():
        for place, heading in enumerate(headings):
            if place not in found.values() and fold(heading) in words:
                found[part] = place
                break
    return found


def _wage(
    number: int, cells: Sequence[str], columns: dict[str, int], currency: str
) -> tuple[Wage | None, list[Problem]]:
    """The wage of a row, or what is wrong with it; neither of a row without a name or an amount (a total)."""

    def cell(part: str) -> str:
        place = columns.get(part)
        return cells[place].strip() if place is not None and place < len(cells) else ""

    name = cell("name") or " ".join(filter(None, (cell("given"), cell("family"))))
    who = name or cell("number") or cell("person")
    if not who:
        return None, []
    wrong: list[Problem] = []
    base = _amount(cell("base"), currency)
    if base is None:
        facts: Facts = {"row": number, "given": cell("base")[:40], "name": who}
        wrong.append(Problem("list_wage_unreadable", f"rows.{number}.base", facts=facts))
    days = _days(cell("days"))
    if days is None and cell("days"):
        facts = {"row": number, "given": cell("days")[:40], "name": who}
        wrong.append(Problem("list_days_unreadable", f"rows.{number}.days", facts=facts))
    if wrong or base is None:
        return None, wrong
    return Wage(who, base, cell("number"), cell("person"), days), []


def _amount(text: str, currency: str) -> int | None:
    try:
        return amount(text, currency)
    except (ValueError, InvalidOperation):
        return None


def amount(text: str, currency: str) -> int:
    """An amount as people write it, in minor units: ``1,250.50``, ``1 250,50``, ``1.250,50``, ``250``.

    Of a comma and a full stop the last is the decimal sign; one alone is, when no more digits follow it than
    the currency has decimals. Raises ``ValueError``.
    """
    whole, sign, cents = _parted(_SPACES.sub("", text), max(exponent(currency), 2))
    if not (_PLAIN.fullmatch(whole) or _GROUPED.fullmatch(whole)) or (sign and not cents.isdigit()):
        raise ValueError(text)
    return minor(Decimal(f"{whole.replace(',', '').replace('.', '')}.{cents or 0}"), currency)


def _parted(bare: str, decimals: int) -> tuple[str, str, str]:
    """(before, decimal sign, after); without a sign where what stands there parts thousands."""
    last = max(bare.rfind(","), bare.rfind("."))
    sign = bare[last : last + 1] if last >= 0 else ""
    if not sign or bare.count(sign) > 1:
        return bare, "", ""
    follow = len(bare) - last - 1
    both = "," in bare and "." in bare
    return (bare[:last], sign, bare[last + 1 :]) if both or 0 < follow <= decimals else (bare, "", "")


def _days(text: str) -> int | None:
    return int(text.split(".")[0]) if re.fullmatch(r"\d{1,3}(\.0+)?", text) else None


def as_document(wage: Wage) -> dict[str, Any]:
    """A wage as a draft keeps it."""
    return {
        "name": wage.name,
        "base": wage.base,
        "number": wage.number,
        "person": wage.person,
        "days": wage.days,
    }
