"""What an export reads: people with their household, or households, some hundred at a time in file order."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.models import merges

Connection = Any
_PAGE = 500
_PRIVATE = (
    "(coalesce(h.confidential, 0) OR EXISTS (SELECT 1 FROM membership c JOIN person q ON q.id = c.person"
    " WHERE c.household = h.id AND c.end_on IS NULL AND q.confidential))"
)


@dataclass(frozen=True)
class Chosen:
    """Which: P-codes of areas, a village as it is written, days of registration, person row ids."""

    areas: tuple[str, ...] = ()
    village: str = ""
    since: str = ""
    until: str = ""
    people: tuple[int, ...] | None = None


@dataclass(frozen=True)
class PersonRow:
    """A person in a household, as columns of the two records and the membership."""

    id: int
    household: int
    fields: dict[str, Any]
    numbers: dict[str, str]
    phone: str


def _where(chosen: Chosen, *, private: bool) -> tuple[str, list[Any]]:
    # Whatever became of a household elsewhere: who belongs to it today is not left out.
    parts, given = [_PRIVATE if private else f"NOT {_PRIVATE}"], list[Any]()
    if chosen.areas:
        parts.append("h.area IN (SELECT value FROM json_each(?))")
        given.append(json.dumps(chosen.areas))
    for column, value in (("village = ?", chosen.village), ("registered_on >= ?", chosen.since),
                          ("registered_on <= ?", chosen.until)):  # fmt: skip
        if value:
            parts.append(f"h.{column}")
            given.append(value)
    if chosen.people is not None:
        parts.append("m.person IN (SELECT value FROM json_each(?))")
        given.append(json.dumps(chosen.people))
    return " AND ".join(parts), given


_FROM = (
    " FROM membership m JOIN household h ON h.id = m.household JOIN person p ON p.id = m.person"
    " WHERE m.end_on IS NULL AND p.merged_into IS NULL AND "
)


def count(connection: Connection, chosen: Chosen, *, private: bool = False) -> tuple[int, int]:
    """(people, households) that are meant; with ``private`` those whose files are kept confidential."""
    where, given = _where(chosen, private=private)
    row = connection.execute(
        f"SELECT count(DISTINCT m.person), count(DISTINCT m.household){_FROM}{where}", given
    ).fetchone()
    return int(row[0]), int(row[1])


_PERSON = (
    *("code", "given_name", "family_name", "other_names", "single_name", "mother_name", "sex", "sex_reason"),
    *("birth_precision", "birth_on", "estimated_age", "estimated_on"),
)
_HOUSEHOLD = ("code", "kind", "village", "area", "address", "language", "registered_on")


def people(connection: Connection, chosen: Chosen) -> Iterator[list[PersonRow]]:
    """Pages of people, household by household as they were registered, in the order of their membership."""
    where, given = _where(chosen, private=False)
    columns = ", ".join([*(f"p.{name}" for name in _PERSON), *(f"h.{name}" for name in _HOUSEHOLD)])
    names = [*_PERSON, *(f"household.{name}" for name in _HOUSEHOLD)]
    last = (-1, -1)
    while True:
        found = connection.execute(
            f"SELECT m.id, p.id, h.id, m.role, {columns}{_FROM}{where}"
            " AND (h.id, m.id) > (?, ?) ORDER BY h.id, m.id LIMIT ?",
            (*given, *last, _PAGE),
        ).fetchall()
        if not found:
            return
        last = (found[-1][2], found[-1][0])
        rows = [row[1] for row in found]
        numbers, phones = _numbers(connection, rows), _phones(connection, "person", rows)
        yield [
            PersonRow(
                row[1],
                row[2],
                {"role": row[3], **dict(zip(names, row[4:], strict=True))},
                numbers.get(row[1], {}),
                phones.get(row[1], ""),
            )
            for row in found
        ]


def _numbers(connection: Connection, rows: Sequence[int]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {}
    for person, scheme, value in connection.execute(
        merges.WITH_ABSORBED + "SELECT s.root, scheme, value FROM same s JOIN identifier i ON i.person = s.id"
        " WHERE status IS NOT 'wrong' ORDER BY s.id = s.root, i.id DESC",
        (json.dumps(list(rows)),),
    ):
        found.setdefault(person, {})[scheme] = value
    return found


_ITSELF = "WITH same (root, id) AS (SELECT value, value FROM json_each(?)) "


def _phones(connection: Connection, subject: str, rows: Sequence[int]) -> dict[int, str]:
    same = merges.WITH_ABSORBED if subject == "person" else _ITSELF
    found = connection.execute(
        f"{same}SELECT s.root, number FROM same s JOIN phone n ON n.{subject} = s.id WHERE ended_on IS NULL"
        " ORDER BY s.id = s.root, n.id DESC",
        (json.dumps(list(rows)),),
    )
    return dict(found.fetchall())


def households(connection: Connection, chosen: Chosen) -> Iterator[list[dict[str, Any]]]:
    """Pages of households as they were registered, each with its head and how many belong to it."""
    where, given = _where(chosen, private=False)
    columns = ", ".join(f"h.{name}" for name in _HOUSEHOLD)
    last = -1
    while True:
        found = connection.execute(
            "SELECT h.id, (SELECT count(*) FROM membership k WHERE k.household = h.id AND k.end_on IS NULL),"
            f" {columns}{_FROM}{where}"
            " AND h.id > ? GROUP BY h.id ORDER BY h.id LIMIT ?",
            (*given, last, _PAGE),
        ).fetchall()
        if not found:
            return
        last = found[-1][0]
        rows = [row[0] for row in found]
        heads, phones = _heads(connection, rows), _phones(connection, "household", rows)
        yield [
            {
                "members": row[1],
                "head_name": heads.get(row[0], ""),
                "phone": phones.get(row[0], ""),
                **dict(zip(_HOUSEHOLD, row[2:], strict=True)),
            }
            for row in found
        ]


def _heads(connection: Connection, rows: Sequence[int]) -> dict[int, str]:
    found = connection.execute(
        "SELECT m.household, trim(coalesce(p.given_name, '') || ' ' || coalesce(p.family_name, ''))"
        " FROM membership m JOIN person p ON p.id = m.person WHERE m.role = 'head' AND m.end_on IS NULL"
        " AND m.household IN (SELECT value FROM json_each(?)) ORDER BY m.id DESC",
        (json.dumps(list(rows)),),
    )
    return dict(found.fetchall())
