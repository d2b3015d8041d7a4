"""How many people live where, by sex and age, as the rows of a count; merged and deceased are left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from desktop.models.people import birth
from domain.birth import Birth

Connection = Any


def living(
    connection: Connection, areas: Collection[str] | None = None
) -> Iterator[tuple[str, str, Birth, int]]:
    """(area, sex, birth, number of persons) of everybody with a home; each counts once, in the latest."""
    rows = connection.execute(
        "SELECT h.area, p.sex, p.birth_precision, p.birth_on, p.estimated_age, p.estimated_on, count(*)"
        " FROM person p JOIN household h ON h.id = (SELECT m.household FROM membership m"
        "  WHERE m.person = p.id AND m.end_on IS NULL ORDER BY m.id DESC LIMIT 1)"
        " WHERE p.merged_into IS NULL AND p.vital_status IS NOT 'deceased'"
        " GROUP BY 1, 2, 3, 4, 5, 6"
    )
    for area, sex, precision, on, age, estimated_on, count in rows:
        if areas is None or area in areas:
            yield area, sex, birth(precision, on, age, estimated_on), count
