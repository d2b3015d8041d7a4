"""Rules about births and the ages that follow (V03, V04, V05, V12, V13)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from domain.birth import Precision
from domain.problems import Problem, Severity
from domain.registration import MemberForm
from domain.vocabulary import Pregnancy, Sex

OLDEST = 120
UNUSUAL = 105
_TWO_DIGIT_YEAR = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}|[0-9]{2}")


def birth_said(member: MemberForm, where: str, today: date) -> Iterator[Problem]:
    """V03, V04, V05. The precision is said, and what is written fits it."""
    if member.birth_precision is None:
        yield Problem("precision_missing", f"{where}.birth_precision", "V03")
    elif member.birth_precision is Precision.estimated_age:
        yield from _estimate(member, where, today)
    elif member.birth_precision is not Precision.unknown:
        yield from _date(member, where, today)


def _estimate(member: MemberForm, where: str, today: date) -> Iterator[Problem]:
    if member.estimated_age is None:
        yield Problem("estimate_incomplete", f"{where}.estimated_age", "V04")
    elif member.estimated_age < 0:
        yield Problem("age_negative", f"{where}.estimated_age", "V03")
    else:
        birth = member.birth()
        ages = birth.ages(today) if birth else None
        yield from _age(max(member.estimated_age, ages[0] if ages else 0), f"{where}.estimated_age")
    if member.estimated_on is None:
        yield Problem("estimate_incomplete", f"{where}.estimated_on", "V04")
    elif member.estimated_on.year < 100:
        yield Problem("two_digit_year", f"{where}.estimated_on", "V05")
    elif member.estimated_on > today:
        yield Problem("birth_future", f"{where}.estimated_on", "V03")


def _date(member: MemberForm, where: str, today: date) -> Iterator[Problem]:
    at = f"{where}.birth_date"
    text = member.birth_date or ""
    birth = member.birth()
    if _TWO_DIGIT_YEAR.fullmatch(text):
        yield Problem("two_digit_year", at, "V05")
    elif birth is None:
        yield Problem("birth_form", at, "V03", facts={"precision": str(member.birth_precision)})
    else:
        interval, ages = birth.interval(), birth.ages(today)
        if interval and interval[0] > today:
            yield Problem("birth_future", at, "V03")
        elif ages:
            yield from _age(ages[0], at)


def _age(age: int, at: str) -> Iterator[Problem]:
    if age > OLDEST:
        yield Problem("age_too_high", at, "V03", facts={"age": age})
    elif age > UNUSUAL:
        yield Problem("age_unusual", at, "V03", Severity.warning, {"age": age})


def pregnancy_possible(member: MemberForm, where: str, today: date) -> Iterator[Problem]:
    """V12. Pregnancy is for women whose age may be between 10 and 55."""
    if member.pregnancy is not Pregnancy.pregnant:
        return
    birth = member.birth()
    ages = birth.ages(today) if birth else None
    fits = ages is None or (ages[0] <= 55 and ages[1] >= 10)
    if member.sex is Sex.male or not fits:
        yield Problem("pregnancy_unlikely", f"{where}.pregnancy", "V12", Severity.warning)


LONGEST_WAIT = 300  # days; no pregnancy lasts longer


def delivery_expected(member: MemberForm, where: str, today: date) -> Iterator[Problem]:
    """V13. A birth is expected within 300 days of the day it is written down."""
    expected = member.expected_delivery
    if expected is not None and not 0 <= (expected - today).days <= LONGEST_WAIT:
        yield Problem("delivery_unlikely", f"{where}.expected_delivery", "V13", Severity.warning)
