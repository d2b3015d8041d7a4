"""Rules about who a member is: names and sex (V01, V02)."""

from __future__ import annotations

from collections.abc import Iterator

from domain.matching.names import fold
from domain.problems import Problem
from domain.registration import MemberForm
from domain.vocabulary import Sex


def name_present(member: MemberForm, where: str) -> Iterator[Problem]:
    """V01. A given and a family name, each with a letter in it; a person with one name says so."""
    given, family = _has_a_letter(member.given_name), _has_a_letter(member.family_name)
    if not given and not family:
        yield Problem("name_missing", f"{where}.given_name", "V01")
    elif not (given and family) and not member.single_name:
        yield Problem("name_missing_one", f"{where}.{'family_name' if given else 'given_name'}", "V01")


def _has_a_letter(name: str | None) -> bool:
    """Figures alone, as a spreadsheet leaves them, are no name; nor is an apostrophe."""
    return any(map(str.isalpha, fold(name or "")))


def sex_said(member: MemberForm, where: str) -> Iterator[Problem]:
    """V02. There is no default; not known needs a reason."""
    if member.sex is None:
        yield Problem("sex_missing", f"{where}.sex", "V02")
    elif member.sex is Sex.not_known and not member.sex_reason:
        yield Problem("sex_reason_missing", f"{where}.sex_reason", "V02")
