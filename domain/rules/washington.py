"""The rule about the Washington Group Short Set (V23), and what its answers count as."""

from __future__ import annotations

from collections.abc import Iterator

from domain.problems import Problem
from domain.registration import HouseholdForm, WashingtonGroup
from domain.rules.context import Context

YOUNGEST = 5  # the set was written for people of five years and older
A_LOT_OF_DIFFICULTY = 3
DOMAINS = ("seeing", "hearing", "walking", "cognition", "self_care", "communication")
# Facts no scheme may decide by: a scheme that needs a disability names a certificate.
STATISTICS_ONLY = frozenset({"person.wg_ss", "person.wg_disability"})


def washington_said(form: HouseholdForm, context: Context) -> Iterator[Problem]:
    """V23. Asked of people who may be five or older, on a day, and it is said who answered."""
    for index, member in enumerate(form.members):
        answers = member.wg_ss
        if answers is None or not _answered(answers):
            continue
        where = f"members.{index}.wg_ss"
        birth = member.birth()
        ages = birth.ages(answers.on or context.today) if birth else None
        if ages and ages[1] < YOUNGEST:
            yield Problem("washington_young", where, "V23", facts={"age": ages[1]})
        if answers.respondent is None:
            yield Problem("washington_respondent", f"{where}.respondent", "V23")


def has_disability(answers: WashingtonGroup) -> bool | None:
    """The Washington Group's own cut-off: any domain at "a lot of difficulty" or worse.

    None where nothing was answered. For statistics, never for a decision about one person.
    """
    given = _answered(answers)
    return any(value >= A_LOT_OF_DIFFICULTY for value in given) if given else None


def _answered(answers: WashingtonGroup) -> list[int]:
    values = (getattr(answers, name) for name in DOMAINS)
    return [value for value in values if value is not None]
