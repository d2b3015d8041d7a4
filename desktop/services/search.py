"""Find people and households: ids at once, lines a page at a time."""

from __future__ import annotations

from array import array
from collections.abc import Sequence

from desktop.models import people as rows_of
from desktop.models.people import HouseholdLine, PersonLine
from desktop.services.desk import Desk

__all__ = ["HouseholdLine", "PersonLine", "household_lines", "households", "people", "person_lines"]


def people(desk: Desk, text: str) -> array[int]:
    """Row ids of the people a text names by code, phone, identifier or names; all for an empty text."""
    with desk.store.reading() as connection:
        return rows_of.find_people(connection, text, desk.programme.country)


def households(desk: Desk, text: str) -> array[int]:
    """Row ids of the households of those people; all, latest first, for an empty text."""
    with desk.store.reading() as connection:
        return rows_of.find_households(connection, text, desk.programme.country)


def person_lines(desk: Desk, rows: Sequence[int]) -> list[PersonLine]:
    """The lines of a page of at most some hundred ids, in that order."""
    with desk.store.reading() as connection:
        return rows_of.person_lines(connection, rows)


def household_lines(desk: Desk, rows: Sequence[int]) -> list[HouseholdLine]:
    """The lines of a page of at most some hundred ids, in that order."""
    with desk.store.reading() as connection:
        return rows_of.household_lines(connection, rows)
