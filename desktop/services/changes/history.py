"""The history of every field of a household: who, when, from what to what, and why."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.services.desk import Desk
from domain.records import Json


@dataclass(frozen=True)
class FieldChange:
    """One field given one value. ``at`` is ISO 8601 UTC, ``who`` a name; empty where it is not known.

    ``kind`` is the record's kind, ``subject`` the printed code of the person or household, ``old`` what stood
    before: None for nothing, and anything where ``old_known`` is False. ``why`` is the request's evidence or
    reason, ``request`` its row, ``device`` the four characters of the laptop that wrote it, empty for this
    file.
    """

    at: str
    who: str
    kind: str
    subject: str
    field: str
    old: Json
    new: Json
    why: str
    state: str
    old_known: bool = True
    device: str = ""
    request: int | None = None


def history(desk: Desk, household_code: str, field: str | None = None) -> list[FieldChange]:
    """Every value a household, its members and their numbers ever had, the latest first.

    What this file wrote is known whole. Of records that came from elsewhere the register has the value and
    the laptop that set it, and, where a request changed them, what that request recorded.
    """
    raise NotImplementedError
