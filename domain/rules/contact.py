"""Rules about where and how a household is reached, and its numbers (V14, V17, V19)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from domain.problems import Problem, Severity
from domain.programme import Programme
from domain.registration import HouseholdForm
from domain.rules.context import Context


@lru_cache(maxsize=1 << 12)
def phone_number(text: str, country: str) -> str | None:
    """The number in E.164 (ITU-T), or None when it cannot be one of a real range."""
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phones_valid(form: HouseholdForm, context: Context) -> Iterator[Problem]:
    """V17. A number is one that the country's numbering plan allows."""
    given = [("household.phone", form.household.phone)]
    given += [
        (f"members.{i}.phones.{j}", p) for i, m in enumerate(form.members) for j, p in enumerate(m.phones)
    ]
    for where, text in given:
        if text and phone_number(text, context.programme.country) is None:
            yield Problem("phone_invalid", where, "V17", Severity.warning)


def identifiers_fit(form: HouseholdForm, context: Context) -> Iterator[Problem]:
    """V14. A number of this country looks like the country's numbers."""
    for index, member in enumerate(form.members):
        for position, identifier in enumerate(member.identifiers):
            country = identifier.country or context.programme.country
            pattern = context.programme.identifier_patterns.get(identifier.scheme.value)
            if (
                pattern
                and country == context.programme.country
                and not re.fullmatch(pattern, identifier.value)
            ):
                where = f"members.{index}.identifiers.{position}.value"
                yield Problem("identifier_pattern", where, "V14", Severity.warning)


def area_known(form: HouseholdForm, context: Context) -> Iterator[Problem]:
    """V19. The deepest area known, at least at the pack's level, inside the office's areas."""
    code, programme = form.household.area, context.programme
    where = "household.area"
    area = programme.area(code) if code else None
    if not code:
        yield Problem("area_missing", where, "V19")
    elif area is None:
        yield Problem("area_unknown", where, "V19", facts={"code": code})
    elif area.level < programme.minimum_area_level:
        yield Problem("area_too_high", where, "V19", facts={"name": area.name, "level": area.level})
    elif not within(programme, area.code, context.office.areas):
        yield Problem("area_elsewhere", where, "V19", facts={"name": area.name})
    elif programme.children(area.code):
        yield Problem("area_not_deepest", where, "V19", Severity.warning, {"name": area.name})


def within(programme: Programme, code: str, areas: tuple[str, ...]) -> bool:
    """Whether an area is one of ``areas`` or below one."""
    return any(area.code in areas for area in programme.lineage(code))
