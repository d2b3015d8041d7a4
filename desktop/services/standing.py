"""What stands in the register already, as a form's rules ask: of the file, or of a batch known beforehand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol

from desktop.models import bulk, held
from desktop.models.batches import BatchWriter
from desktop.models.held import Number
from desktop.services import rights
from desktop.services.desk import Desk
from domain.registration import HouseholdForm
from domain.rights import Right
from domain.rules.contact import phone_number
from domain.rules.held import number_of


class Standing(Protocol):
    """Answers about one form at a time."""

    def reading(self) -> Any:
        """The connection to ask anything else from."""

    def holders(self, numbers: Collection[Number]) -> Mapping[Number, str]:
        """For each identifier that somebody has, the printed code of the first who does."""

    def phone_homes(self, numbers: Iterable[str]) -> Mapping[str, int]:
        """How many households a number reaches."""

    def latest_ms(self) -> int:
        """When the latest change of this file was written, in milliseconds since 1970."""

    def may_override(self) -> bool:
        """Whether a number that somebody has may be written all the same."""


class InFile:
    """Each answer is looked up when it is asked for."""

    def __init__(self, desk: Desk, connection: Any) -> None:
        self._desk, self._connection = desk, connection

    def reading(self) -> Any:
        """The file."""
        return self._connection

    def holders(self, numbers: Collection[Number]) -> Mapping[Number, str]:
        """As `Standing` says."""
        return held.holders(self._connection, numbers)

    def phone_homes(self, numbers: Iterable[str]) -> Mapping[str, int]:
        """As `Standing` says."""
        return held.phone_homes(self._connection, numbers)

    def latest_ms(self) -> int:
        """As `Standing` says."""
        return held.last_event_ms(self._connection)

    def may_override(self) -> bool:
        """As `Standing` says."""
        return rights.may(self._desk, Right.override)


class OfBatch:
    """The answers for the forms of one transaction: asked of the file once, then kept in step by `note`."""

    def __init__(self, desk: Desk, writer: BatchWriter, forms: Sequence[HouseholdForm]) -> None:
        self._desk, self._writer, self._forms = desk, writer, forms
        self.keys = bulk.known_keys(writer.connection, [key for form in forms for key in keys_of(form)])

    @cached_property
    def _holders(self) -> dict[Number, str]:
        country = self._desk.programme.country
        return held.holders_of_many(
            self._writer.connection, {one for form in self._forms for one in numbers_of(form, country)}
        )

    @cached_property
    def _homes(self) -> dict[str, set[int]]:
        country = self._desk.programme.country
        return held.homes_of_many(
            self._writer.connection, {one for form in self._forms for one in phones_of(form, country)}
        )

    @cached_property
    def _may_override(self) -> bool:
        return rights.may(self._desk, Right.override)

    def reading(self) -> Any:
        """The file, brought up to what was written so far."""
        return self._writer.connection

    def holders(self, numbers: Collection[Number]) -> Mapping[Number, str]:
        """As `Standing` says."""
        return {number: self._holders[number] for number in numbers if number in self._holders}

    def phone_homes(self, numbers: Iterable[str]) -> Mapping[str, int]:
        """As `Standing` says."""
        return {number: len(self._homes[number]) for number in numbers if number in self._homes}

    def latest_ms(self) -> int:
        """As `Standing` says."""
        return self._writer.latest_ms

    def may_override(self) -> bool:
        """As `Standing` says."""
        return self._may_override

    def note(self, form: HouseholdForm, household: int, codes: Sequence[str]) -> None:
        """A form is written now: the next one may have its numbers."""
        self.keys.update(keys_of(form))
        if any(member.is_known for member in form.members):  # their other homes count too: ask again
            self.__dict__.pop("_holders", None)
            self.__dict__.pop("_homes", None)
            return
        country = self._desk.programme.country
        for member, code in zip(form.members, codes, strict=True):
            for identifier in member.identifiers:
                number = number_of(identifier, country)
                if number[2]:
                    self._holders.setdefault(number, code)
        for reached in phones_of(form, country, active=True):
            self._homes.setdefault(reached, set()).add(household)


def keys_of(form: HouseholdForm) -> list[str]:
    """Under which keys a form and the members it describes are remembered."""
    own = [f"household:{form.id}"] if form.id else []
    return [*own, *(f"person:{member.id}" for member in form.members if member.id)]


def numbers_of(form: HouseholdForm, country: str) -> set[Number]:
    """Every identifier of a form."""
    return {number_of(one, country) for member in form.members for one in member.identifiers}


def phones_of(form: HouseholdForm, country: str, *, active: bool = False) -> set[str]:
    """Every telephone of a form that can be one, in E.164; ``active`` leaves out those who left."""
    given = [form.household.phone]
    given += [phone for m in form.members if not (active and m.end_on) for phone in m.phones]
    dialled = (phone_number(text, country) for text in given if text)
    return {number for number in dialled if number}
