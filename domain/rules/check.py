"""All the rules over one form, in the order of the form."""

from __future__ import annotations

from collections.abc import Iterator

from domain.problems import Problem, Severity
from domain.registration import HouseholdForm, warning_key
from domain.rules import (
    basis,
    births,
    composition,
    contact,
    free_text,
    held,
    names,
    position,
    washington,
    written_late,
)
from domain.rules.context import Context


def check(form: HouseholdForm, context: Context) -> list[Problem]:
    """Every problem of a form: errors stop it, warnings can be confirmed."""
    return list(_all(form, context))


def _all(form: HouseholdForm, context: Context) -> Iterator[Problem]:
    yield from basis.basis_said(form)
    yield from basis.guardian_named(form, context)
    yield from contact.area_known(form, context)
    yield from composition.one_head(form)
    for index, member in enumerate(form.members):
        if not member.is_known:
            where = f"members.{index}"
            yield from names.name_present(member, where)
            yield from names.sex_said(member, where)
            yield from births.birth_said(member, where, context.today)
            yield from births.pregnancy_possible(member, where, context.today)
            yield from births.delivery_expected(member, where, context.today)
    yield from composition.head_of_age(form, context)
    yield from composition.generations_apart(form, context)
    yield from composition.one_home(form, context)
    yield from composition.membership_dates(form)
    yield from composition.living_head(form, context)
    yield from contact.identifiers_fit(form, context)
    yield from contact.phones_valid(form, context)
    yield from held.identifiers_free(form, context)
    yield from held.look_alikes_judged(form, context)
    yield from held.phone_shared(form, context)
    yield from position.position_near(form, context)
    yield from washington.washington_said(form, context)
    yield from written_late.registered_in_time(form, context)
    yield from free_text.no_numbers_in_words(form, context)


def errors(problems: list[Problem]) -> list[Problem]:
    """Those that stop the act."""
    return [problem for problem in problems if problem.severity is Severity.error]


def unconfirmed(problems: list[Problem], form: HouseholdForm) -> list[Problem]:
    """The warnings nobody has confirmed yet."""
    return [
        problem
        for problem in problems
        if problem.severity is Severity.warning and warning_key(problem) not in form.confirmed
    ]
