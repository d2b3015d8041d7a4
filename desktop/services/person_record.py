"""One person's record as it stands: what a form of a correction begins with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.models import records
from desktop.services.desk import Desk
from domain.records import Fields


@dataclass(frozen=True)
class PersonRecord:
    """``fields`` as the register keeps them; numbers as ``{"scheme", "value"}``; telephones in E.164."""

    code: str
    fields: Fields
    identifiers: tuple[dict[str, Any], ...]
    phones: tuple[str, ...]


def person_record(desk: Desk, code: str) -> PersonRecord:
    """The record of a person's printed code. Raises Refused."""
    row = desk.person_row(code)
    with desk.store.reading() as connection:
        fields = records.read(connection, "person", row) or {}
        numbers = connection.execute(
            "SELECT scheme, value FROM identifier WHERE person = ? AND coalesce(status, 'valid') <> 'wrong'"
            " ORDER BY id",
            (row,),
        ).fetchall()
        phones = connection.execute(
            "SELECT number FROM phone WHERE person = ? AND ended_on IS NULL ORDER BY id", (row,)
        ).fetchall()
    return PersonRecord(
        str(fields.get("code") or code),
        fields,
        tuple({"scheme": scheme, "value": value} for scheme, value in numbers),
        tuple(str(number) for (number,) in phones),
    )
