"""Count the people of the register for others to read: by sex and age or place, small numbers hidden."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Literal

from desktop.models import figures as rows_of
from desktop.services import rights
from desktop.services.desk import Desk
from domain.disclosure import Figures, figures
from domain.problems import Problem, Refused
from domain.rules.contact import within
from domain.rules.counting import BANDS, UNSURE, band
from domain.vocabulary import Sex

By = Literal["age", "area"]


def people(desk: Desk, by: By = "age", area: str | None = None) -> Figures:
    """Persons with a home by sex, in bands of age or by district's places; counts under five are hidden.

    ``area`` bounds them to a P-code and what is below. Raises Refused: ``not_permitted``, ``area_unknown``.
    """
    rights.require(desk, rights.Right.export_figures)
    if area is not None and desk.programme.area(area) is None:
        raise Refused(Problem("area_unknown", "area", facts={"code": area}))
    areas = [
        one.code for one in desk.programme.areas if area is None or within(desk.programme, one.code, (area,))
    ]
    counts: Counter[tuple[str, str]] = Counter()
    with desk.store.reading() as connection:
        for place, sex, born, count in rows_of.living(connection, frozenset(areas)):
            row = band(born, desk.today()) if by == "age" else place
            counts[row, sex] += count
    rows = [*_bands(), UNSURE] if by == "age" else sorted({row for row, _ in counts})
    return figures(counts, rows, [sex.value for sex in Sex])


def _bands() -> list[str]:
    last = f"{BANDS[-1]}+"
    return [f"{low}-{high - 1}" for low, high in pairwise(BANDS)] + [last]
