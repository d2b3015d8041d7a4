"""Identity numbers in a list: given twice, or spoiled by a spreadsheet that took them for amounts."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.services.bulk.sheet import Sheet, note
from domain.bulk.fields import scheme_of
from domain.bulk.mapping import SourceMapping
from domain.problems import Problem
from domain.registration import HouseholdForm
from domain.rules.held import number_of

_REMEMBERED = 1_000_000
_CODED = frozenset({"person_key", "household_key"})


class Repeated:
    """Notices a number that an earlier household of the list has: once written, the register would."""

    def __init__(self, country: str) -> None:
        self._country = country
        self._seen: set[int] = set()

    def problems(self, form: HouseholdForm) -> Iterator[Problem]:
        """V15 within the list; the first million numbers are remembered, eight bytes each."""
        new: set[int] = set()
        for index, member in enumerate(form.members):
            for place, identifier in enumerate(member.identifiers):
                number = hash(number_of(identifier, self._country))
                if number in self._seen:
                    where = f"members.{index}.identifiers.{place}.value"
                    yield Problem("bulk_number_again", where, "V15")
                new.add(number)
        if len(self._seen) < _REMEMBERED:
            self._seen |= new


def lost_zeros(sheet: Sheet, mapping: SourceMapping) -> Iterator[Problem]:
    """Columns of codes that hold numbers: a spreadsheet drops the zeros a code begins with."""
    for place in sorted(sheet.numbers):
        if place < len(sheet.headings.names):
            heading = sheet.headings.names[place]
            key = mapping.columns.get(heading, "")
            if key in _CODED or scheme_of(key):
                yield note("sheet_numbers", column=heading)
