"""What others in the register have already: numbers of people, telephones of households, the latest clock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from desktop.models import identity
from domain.clock import COUNTER

Connection = Any
Number = tuple[str, str, str]  # scheme, country, compact value
_AT_ONCE = 500


def holders(connection: Connection, numbers: Collection[Number]) -> dict[Number, str]:
    """For each identifier that somebody has, the printed code of the first who does."""
    found: dict[Number, str] = {}
    for scheme, country, bare in numbers:
        row = connection.execute(
            "SELECT p.code FROM identifier i JOIN person p ON p.id = i.person"
            " WHERE i.compact = ? AND i.scheme = ? AND i.country = ? AND i.status IS NOT 'wrong'"
            " ORDER BY i.id LIMIT 1",
            (bare, scheme, country),
        ).fetchone()
        if row is not None and bare:
            found[scheme, country, bare] = str(row[0])
    return found


def phone_homes(connection: Connection, numbers: Iterable[str]) -> dict[str, int]:
    """How many households a number reaches, through the household itself or an active member."""
    found: dict[str, int] = {}
    for number in set(numbers):
        (count,) = connection.execute(
            "SELECT count(DISTINCT coalesce(f.household, m.household)) FROM phone f LEFT JOIN membership m"
            " ON m.person = f.person AND m.end_on IS NULL WHERE f.number = ? AND f.ended_on IS NULL",
            (number,),
        ).fetchone()
        if count:
            found[number] = int(count)
    return found


def holders_of_many(connection: Connection, numbers: Collection[Number]) -> dict[Number, str]:
    """The same as `holders` for the numbers of many forms, in few questions."""
    found: dict[Number, str] = {}
    for page in _pages({bare for _, _, bare in numbers if bare}):
        for scheme, country, bare, code in connection.execute(
            "SELECT i.scheme, i.country, i.compact, p.code FROM identifier i JOIN person p ON p.id = i.person"
            f" WHERE i.compact IN ({_marks(page)}) AND i.status IS NOT 'wrong' ORDER BY i.id",
            page,
        ):
            found.setdefault((scheme, country, bare), str(code))
    return found


def homes_of_many(connection: Connection, numbers: Iterable[str]) -> dict[str, set[int]]:
    """The households that each number reaches, as `phone_homes` counts them."""
    found: dict[str, set[int]] = {}
    for page in _pages(set(numbers)):
        for number, household in connection.execute(
            "SELECT f.number, coalesce(f.household, m.household) FROM phone f LEFT JOIN membership m"
            " ON m.person = f.person AND m.end_on IS NULL"
            f" WHERE f.number IN ({_marks(page)}) AND f.ended_on IS NULL",
            page,
        ):
            if household is not None:
                found.setdefault(number, set()).add(household)
    return found


def _pages(values: Collection[str]) -> Iterator[list[str]]:
    ordered = sorted(values)
    return (ordered[start : start + _AT_ONCE] for start in range(0, len(ordered), _AT_ONCE))


def _marks(page: Collection[str]) -> str:
    return ", ".join("?" * len(page))


def last_event_ms(connection: Connection) -> int:
    """When the latest change of this file was written, in milliseconds since 1970; 0 for an empty journal."""
    spans = [who.span for who in identity.everyone(connection)]
    rows = [
        connection.execute(
            "SELECT clock FROM change WHERE id BETWEEN ? AND ? ORDER BY id DESC LIMIT 1", span
        ).fetchone()
        for span in spans
    ]
    return max((int(row[0]) // COUNTER for row in rows if row), default=0)
