"""Invented households in the shape of the registration's JSON lines, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from domain.problems import Problem, Refused
from domain.programme import Office, Programme
from guichet.sample.families import Families, Family, Someone
from guichet.sample.knowledge import ADULT, birth_fields
from guichet.sample.naming import Naming
from guichet.sample.numbers import Numbers
from guichet.sample.places import Places
from guichet.sample.profile import Profile
from packs.reading import folder_of

Line = dict[str, Any]


def households(
    programme: Programme,
    count: int,
    seed: int,
    *,
    office: str | None = None,
    compounds: bool = True,
    folder: Path | None = None,
) -> Iterator[Line]:
    """``count`` households, one line of households.jsonl each, one after the other and never all in memory.

    They live in the areas of ``office``, or of all the programme's counters in turn. A man with two wives is
    the head of two lines that follow each other, with the same ``household.compound``: the first gives him an
    ``id``, the second names it in ``same_person_as``. ``compounds=False`` leaves such families out.
    ``folder`` is the pack's, when it is not a shipped one.

    Raises ``Refused`` when the pack has no sample data or no such office.
    """
    source = folder or folder_of(programme.code)
    if source is None:
        raise Refused(Problem("file_missing", where="sample/profile.yaml"))
    profile = Profile(source / "sample")
    counters = _counters(programme)
    offices = [o for o in counters if office in (None, o.code)]
    if not offices:
        facts = {"given": office or "", "known": ", ".join(one.code for one in counters)}
        raise Refused(Problem("office_unknown", where="office", facts=facts))
    desks = [_Desk(programme, profile, one, seed, compounds) for one in offices]
    streams = [desk.lines() for desk in desks]
    return islice(_in_turn(streams), count)


def _counters(programme: Programme) -> list[Office]:
    """Nobody registers at a regional office, which only watches the others."""
    return [office for office in programme.offices if not office.watches]


def _in_turn(streams: list[Iterator[list[Line]]]) -> Iterator[Line]:
    while True:
        for stream in streams:
            yield from next(stream)


class _Desk:
    """One office's households; its families, numbers and places do not depend on other offices."""

    def __init__(
        self, programme: Programme, profile: Profile, office: Office, seed: int, compounds: bool
    ) -> None:
        counters = _counters(programme)
        self._programme, self._profile, self._office = programme, profile, office
        self._seed, self._compounds = seed, compounds
        self._families, self._naming = Families(profile), Naming(profile)
        self._numbers = Numbers(profile, counters.index(office), len(counters), seed)
        self._places = Places(programme, profile, office)

    def lines(self) -> Iterator[list[Line]]:
        """Without end, the lines of one family at a time."""
        number = 0
        while True:
            # A generator of its own for each family, so that the tenth is the same whatever came before.
            rng = Random(f"{self._programme.code} {self._office.code} {self._seed} {number}")
            yield self._family_lines(rng, self._families.draw(rng, compounds=self._compounds), number)
            number += 1

    def _family_lines(self, rng: Random, families: list[Family], number: int) -> list[Line]:
        area = self._places.area(rng)
        district = self._programme.district_of(area.code)
        base = f"{self._programme.code}-{self._office.code}-{self._seed}-{number:06d}"
        place = self._places.fields(rng, area)
        lines = []
        for index, family in enumerate(families):
            members = [self._member(rng, someone, district) for someone in family.members]
            shared = [n for n, someone in enumerate(family.members) if someone is family.shared]
            for position in shared:
                key = f"{base}-man"
                known = {"role": members[position]["role"], "same_person_as": key}
                members[position] = known if index else {"id": key, **members[position]}
            household = self._household(rng, place, family, base)
            suffix = f"-{index + 1}" if len(families) > 1 else ""
            lines.append(self._line(rng, base + suffix, household, family, members))
        return lines

    def _line(self, rng: Random, key: str, household: Line, family: Family, members: list[Line]) -> Line:
        line: Line = {"id": key, "household": household, "legal_basis": self._profile.sheet.legal_basis}
        if family.kind == "child_headed":
            line["guardian"] = " ".join(self._naming.name(rng, Someone("male", 45))).strip()
        return {**line, "members": members}

    def _household(self, rng: Random, place: Line, family: Family, base: str) -> Line:
        fields: Line = {"kind": "household", **place}
        if rng.random() < self._profile.sheet.phones.household:
            fields["phone"] = self._numbers.phone()
        if family.shared is not None:
            fields["compound"] = f"{base}-compound"
        if family.kind == "child_headed":
            fields["child_headed"] = True
        return fields

    def _member(self, rng: Random, someone: Someone, district: str | None) -> Line:
        given, family = self._naming.name(rng, someone)
        member: Line = {"role": someone.role, "given_name": given, "family_name": family}
        if not family:
            member["single_name"] = True
        member["sex"] = someone.sex
        law = self._profile.sheet.identifier
        numbered = someone.age >= ADULT and rng.random() < law.adults
        births = birth_fields(rng, self._profile, someone, documented=numbered and law.needs_day)
        member.update(births)
        mother = self._naming.mother(rng, someone)
        if mother is not None:
            member["mother_name"] = mother
        member["phones"] = [self._numbers.phone()] if self._has_phone(rng, someone) else []
        member["identifiers"] = []
        if numbered:
            value = self._numbers.identifier(rng, someone.sex, births.get("birth_date", ""), district)
            entry = {"scheme": law.scheme, "country": self._programme.country, "value": value}
            member["identifiers"] = [entry]
        return member

    def _has_phone(self, rng: Random, someone: Someone) -> bool:
        law = self._profile.sheet.phones
        if someone.age < 15:
            return False
        return rng.random() < (law.head if someone.role == "head" else law.adult)
