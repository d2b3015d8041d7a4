"""Codes, telephones and identifiers: by the whole of them or by their beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from desktop.models import merges
from desktop.models.search.question import Field
from desktop.models.search.streams import FIRST, NEXT, Page, Rows
from domain import codes
from domain.matching.names import compact
from domain.rules.contact import phone_number

Connection = Any
_PARTIAL_CODE = re.compile(r"[A-Z0-9]{2,5}-[A-Z0-9-]*")
_LAST = "\U0010ffff"
_PEOPLE = "SELECT code, id, id FROM person WHERE code BETWEEN ? AND ?"
_IDENTIFIERS = "SELECT compact, id, person FROM identifier WHERE compact BETWEEN ? AND ?"
_PHONES = (
    "SELECT f.number, f.id, coalesce(f.person, m.person) FROM phone f LEFT JOIN membership m"
    " ON m.household = f.household AND m.role = 'head' AND m.end_on IS NULL WHERE f.number BETWEEN ? AND ?"
)


def by_number(connection: Connection, text: str, country: str) -> Iterator[tuple[Field, Page]]:
    """What a text with a digit may be: a printed code whole or begun, an identifier, a telephone."""
    code = codes.normal(text)
    if code is not None:
        yield Field.code, Page(_of_code(connection, code), True)
        return
    yield from by_code_begun(connection, text)
    bare = compact(text)
    if len(bare) >= 3:
        begun = _begun(connection, _IDENTIFIERS, ("compact", "id"), bare, bare + _LAST)
        yield from ((Field.identifier, page) for page in begun)
        for start in _phone_beginnings(text, country):
            begun = _begun(connection, _PHONES, ("f.number", "f.id"), start, start + _LAST)
            yield from ((Field.phone, page) for page in begun)


def by_code_begun(connection: Connection, text: str) -> Iterator[tuple[Field, Page]]:
    """Persons whose printed code begins so, then the members of such households."""
    begun = codes.tidy(text)
    if not _PARTIAL_CODE.fullmatch(begun):
        return
    last = begun + _LAST
    yield from ((Field.code, page) for page in _begun(connection, _PEOPLE, ("code", "id"), begun, last))
    after, limit = (begun, -1), FIRST
    while True:
        homes = connection.execute(
            "SELECT code, id FROM household WHERE code BETWEEN ? AND ? AND (code, id) > (?, ?)"
            " ORDER BY code, id LIMIT ?",
            (begun, last, *after, limit),
        ).fetchall()
        members = [member for _, home in homes for member in _members(connection, home)]
        yield Field.code, Page(members, len(homes) < limit)
        if len(homes) < limit:
            return
        after, limit = homes[-1], NEXT // 5


def _of_code(connection: Connection, code: str) -> Rows:
    rows = [row for (row,) in connection.execute("SELECT id FROM person WHERE code = ?", (code,))]
    homes = connection.execute("SELECT id FROM household WHERE code = ?", (code,)).fetchall()
    for (home,) in homes:
        rows += _members(connection, merges.standing(connection, "household", home))
    return rows


def _members(connection: Connection, household: int) -> Rows:
    rows = connection.execute(
        "SELECT person FROM membership WHERE household = ? AND end_on IS NULL ORDER BY id", (household,)
    )
    return [row for (row,) in rows]


def _begun(connection: Connection, query: str, key: tuple[str, str], first: str, last: str) -> Iterator[Page]:
    """Pages of a range of an index, in its order."""
    after, limit = (first, -1), FIRST
    columns = ", ".join(key)
    while True:
        rows = connection.execute(
            f"{query} AND ({columns}) > (?, ?) ORDER BY {columns} LIMIT ?", (first, last, *after, limit)
        ).fetchall()
        yield Page([person for _, _, person in rows if person is not None], len(rows) < limit)
        if len(rows) < limit:
            return
        after, limit = (rows[-1][0], rows[-1][1]), NEXT


def _phone_beginnings(text: str, country: str) -> list[str]:
    import phonenumbers  # noqa: PLC0415  (65 ms at import; searches by name do without)

    digits = compact(text)
    whole = phone_number(text, country)
    if whole:
        return [whole]
    given = [text.strip()]  # what could be no number was kept as it was said
    if given[0].startswith("+"):
        return ["+" + digits, *given]
    if len(digits) < 4:
        return []
    calling = phonenumbers.country_code_for_region(country)
    # Some countries keep the leading zero behind their calling code, most drop it.
    return [*dict.fromkeys([f"+{calling}{digits.lstrip('0')}", f"+{calling}{digits}"]), *given]
