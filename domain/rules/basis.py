"""Rules about the right to hold these data (V21, V22)."""

from __future__ import annotations

from collections.abc import Iterator

from domain.problems import Problem
from domain.registration import HouseholdForm
from domain.rules.context import Context

ADULT = 18


def basis_said(form: HouseholdForm) -> Iterator[Problem]:
    """V21. A legal basis, and a notice in the language the citizen understands."""
    if form.legal_basis is None:
        yield Problem("legal_basis_missing", "legal_basis", "V21")
    if form.notice and form.language and form.notice.language != form.language:
        yield Problem("notice_language", "notice.language", "V21")


def guardian_named(form: HouseholdForm, context: Context) -> Iterator[Problem]:
    """V22. Where the head is surely under 18, an adult who heard the notice is named."""
    head = form.head()
    if head is None or form.guardian:
        return
    known = context.known.get(form.members.index(head))
    birth = known.birth if known else head.birth()
    ages = birth.ages(context.today) if birth else None
    if ages and ages[1] < ADULT:
        yield Problem("guardian_missing", "guardian", "V22", facts={"age": ages[1]})
